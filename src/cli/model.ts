/** The newest model of a deployment, for commands that look at it. */
import { restore, type Snapshot } from '../core/model/snapshot.ts';
import type { Changelog, Probe } from '../core/ports.ts';
import type { ModelRecord } from '../core/types.ts';
import { hold, noModel } from '../pipeline/feed.ts';
import { type Names, namesOf } from '../pipeline/names.ts';
import type { Config } from './config.ts';

type Wire = typeof import('./wire.ts');

export interface Newest {
  readonly snapshot: Snapshot;
  /** The records that it was restored from, by key. */
  readonly held: Map<string, ModelRecord>;
}

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
      const records = await changelog.read();
      if (records.length === 0) throw noModel(names);
      const held = new Map<string, ModelRecord>();
      await hold(held, records, (await codecs()).model);
      const snapshot = restore(held);
      if (snapshot === null) throw noModel(names);
      return { snapshot, held };
    },
  };
}
