import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadSettings } from '../../../src/cli/settings.ts';
import { parseFeedList } from '../../../src/edges/feeds/parse.ts';

interface Source {
  readonly file?: string;
}
interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly read_only?: boolean;
  readonly secrets?: readonly (string | { readonly source: string })[];
  readonly configs?: readonly (string | { readonly source: string; readonly target?: string })[];
  readonly volumes?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly disable?: boolean };
}
interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly secrets: Readonly<Record<string, Source>>;
  readonly configs: Readonly<Record<string, Source>>;
}

const FILE = 'deploy/compose.yaml';
const read = (path: string) => readFileSync(path, 'utf8');
const { services, secrets, configs } = parse(read(FILE), { merge: true }) as Compose;
const named = Object.entries(services);
const ours = named.filter(([, { image }]) => image === 'leitmotif:local');
/** As it is found from the root. */
const from = (path: string) => relative('.', join(dirname(FILE), path));

describe('deploy/compose.yaml', () => {
  it('gives files alone to a container that is read-only: anything else would be written into it, and is refused', () => {
    const frozen = named.filter(([, service]) => service.read_only === true);
    expect(frozen.map(([name]) => name)).toEqual(ours.map(([name]) => name));
    const used = frozen.flatMap(([, service]) =>
      (['secrets', 'configs'] as const).flatMap((kind) =>
        (service[kind] ?? []).map((each) => ({ kind, name: typeof each === 'string' ? each : each.source })),
      ),
    );
    expect(used.length).toBeGreaterThan(1);
    for (const { kind, name } of used) {
      const source = kind === 'secrets' ? secrets[name] : configs[name];
      expect(Object.keys(source ?? {}), name).toEqual(['file']);
    }
  });

  it('finds the files that are kept with it, and none that are secret', () => {
    const mounts = named.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0] ?? ''));
    const kept = [
      ...mounts.filter((path) => path.startsWith('.')),
      ...Object.values(configs).map(({ file }) => file ?? ''),
    ];
    expect(kept.length).toBeGreaterThan(3);
    for (const path of kept) expect(existsSync(from(path)), path).toBe(true);
    const ignored = read('.gitignore').split('\n');
    for (const { file } of Object.values(secrets)) expect(ignored).toContain(`/${dirname(from(file ?? ''))}/`);
  });

  it('has secrets that docs/deploy.md says how to make', () => {
    for (const { file } of Object.values(secrets)) {
      expect(read('docs/deploy.md')).toContain(` > ${from(file ?? '')}\n`);
      expect(read('docs/deploy.md')).toContain(`chmod 644 ${from(file ?? '')}\n`);
    }
  });

  it('asks for the health of what serves it, and of nothing else', () => {
    expect(ours.length).toBeGreaterThan(2);
    for (const [name, { command, healthcheck }] of ours)
      expect([name, healthcheck?.disable ?? false]).toEqual([name, command?.[0] !== 'run']);
  });

  it('gives settings that Leitmotif takes, and feeds', () => {
    for (const [name, { environment = {} }] of ours)
      expect(loadSettings({ given: {}, env: environment }).config.kafka.brokers, name).toEqual(['kafka:9092']);
    const list = configs.feeds?.file ?? '';
    expect(parseFeedList(read(from(list)), list).length).toBeGreaterThan(1);
  });

  it('keeps what Kafka writes in its volume', () => {
    const { environment, volumes } = services.kafka ?? {};
    expect(volumes).toContain(`kafka:${environment?.KAFKA_LOG_DIRS}`);
  });
});
