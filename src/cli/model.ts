/** The newest model of a deployment, for commands that look at it. */
import type { Changelog, Probe } from '../core/ports.ts';
import { noModel } from '../pipeline/feed.ts';
import { type Names, namesOf } from '../pipeline/names.ts';
import { type Newest, newestModel } from '../pipeline/newest.ts';
import type { Config } from './config.ts';

type Wire = typeof import('./wire.ts');

export interface Models {
  readonly names: Names;
  readonly changelog: Changelog;
  readonly kafka: ReturnType<Wire['openKafka']>;
  readonly probe: Probe;
  /** Asked of the registry once; `fatal` before any replica has registered them. */
  codecs(): ReturnType<Wire['openKnownCodecs']>;
  /** Throws `fatal` when there is no model, whether or not the registry has its schemas. */
  newest(): Promise<Newest>;
}

/** Nothing is written or registered. */
export async function openModels(config: Config, level: Config['log']['level'] = 'error'): Promise<Models> {
  const wire = await import('./wire.ts');
  const { probe } = wire.openProbe(config, level);
  const names = namesOf(config.prefix, config.documents.topic);
  const kafka = wire.openKafka(config, probe);
  const changelog = wire.openChangelog(kafka, { topic: names.model, probe });
  let opened: ReturnType<Wire['openKnownCodecs']> | undefined;
  const codecs = () => {
    opened ??= wire.openKnownCodecs(config, names);
    return opened;
  };
  return {
    names,
    changelog,
    kafka,
    probe,
    codecs,
    async newest() {
      const newest = await newestModel(changelog, async () => (await codecs()).model);
      if (newest === null) throw noModel(names);
      return newest;
    },
  };
}
