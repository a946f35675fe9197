import { messageOf } from '../../core/errors.ts';
import { namesOf } from '../../pipeline/names.ts';
import { COMMON_ARGS } from '../args.ts';
import { defineCommand } from '../command.ts';
import type { Config } from '../config.ts';
import { limitOf, wantedKafkaTopics } from '../kafkatopics.ts';
import { loadSettings } from '../settings.ts';
import { colored, sanitise, showProgress } from '../terminal.ts';

const args = {
  json: { type: 'boolean', description: 'Print JSON: {"ok", "checks": [{"name", "ok", "detail"}], "settings"}' },
  ...COMMON_ARGS,
} as const;

const notes = `
Tries everything a replica needs: the settings, the broker, the Kafka topics, the schema registry and the encoder, whose
weights it fetches when they are not there yet. Each line says ok, or failed and how to mend it. Nothing on the broker or
the registry is changed. The exit status is 1 when anything failed.

Examples:
  leitmotif check --config leitmotif.yaml
  leitmotif check --json | jq .settings
`;

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const json = typed.json ?? false;
    const done: Check[] = [];
    let doing = '';
    const progress = showProgress({ screen: process.stderr, text: () => `checking the ${doing}` });
    const attempt = async <T>(
      name: string,
      work: () => Promise<readonly [detail: string, result: T]>,
    ): Promise<T | null> => {
      doing = name;
      const outcome = await work().then(
        ([detail, result]) => ({ check: { name, ok: true, detail }, result }),
        (error: unknown) => ({ check: { name, ok: false, detail: messageOf(error) }, result: null }),
      );
      done.push(outcome.check);
      if (!json) {
        process.stdout.write(line(outcome.check));
      }
      return outcome.result;
    };
    try {
      const config = await attempt('settings', async () => {
        const { config, origins } = loadSettings({ file: typed.config, flags });
        const given = [...origins].map(([path, origin]) => `${path} ${origin}`);
        return [given.length === 0 ? 'all defaults' : given.join('; '), config] as const;
      });
      if (config !== null) await checkOutside(config, attempt);
      progress.stop();
      const ok = done.every((check) => check.ok);
      if (json) process.stdout.write(`${JSON.stringify({ ok, checks: done, settings: config }, spelled)}\n`);
      return ok ? 0 : 1;
    } finally {
      progress.stop();
    }
  },
});

type Attempt = <T>(name: string, work: () => Promise<readonly [detail: string, result: T]>) => Promise<T | null>;

async function checkOutside(config: Config, attempt: Attempt): Promise<void> {
  const [wire, admin] = await Promise.all([import('../wire.ts'), import('../../edges/kafka/admin.ts')]);
  const { probe } = wire.openProbe({ log: { ...config.log, level: 'silent' } });
  const kafka = await attempt('broker', async () => {
    const client = wire.openKafka(config, probe);
    const { id, brokers } = await admin.describeCluster(client);
    return [`cluster ${id}, ${brokers} ${brokers === 1 ? 'broker' : 'brokers'}`, client] as const;
  });
  const names = namesOf(config.prefix, config.documents.topic);
  if (kafka !== null) {
    await attempt('Kafka topics', async () => {
      const existing = await admin.readKafkaTopics(kafka, Object.values(names));
      const feed = existing.find(({ name }) => name === names.documents);
      if (feed === undefined)
        throw new Error(
          `the broker has no Kafka topic ${names.documents}: create it, or set documents.topic; leitmotif init creates it with one partition${unless([names.documents])}`,
        );
      const maxMessageBytes = limitOf([feed], feed.name);
      const wanted = wantedKafkaTopics(
        names,
        { partitions: feed.partitions, maxMessageBytes },
        config.replication.factor,
      );
      const { create, widen, differences } = admin.planKafkaTopics(existing, wanted);
      const undone = [
        ...create.map(({ name }) => `${name} is missing`),
        ...widen.map(({ name, from, to }) => `${name} has ${from} partitions instead of ${to}`),
      ];
      if (undone.length > 0)
        throw new Error(`${undone.join(', ')}: run leitmotif init${unless(create.map(({ name }) => name))}`);
      const other = differences.map(
        ({ name, setting, is, wanted }) => `; ${name}: ${setting} is ${is}, wanted ${wanted}`,
      );
      return [
        `${names.documents} has ${feed.partitions} ${feed.partitions === 1 ? 'partition' : 'partitions'}${other.join('')}`,
        null,
      ] as const;
    });
  }
  await attempt('registry', async () => {
    await wire.openRegistry(config).check();
    if (config.registry.register) return [config.registry.url, null] as const;
    await wire.openKnownCodecs(config, names);
    return [`${config.registry.url} has the schemas of this version`, null] as const;
  });
  await attempt('encoder', async () => {
    const encoder = await wire.openEncoder(config, probe);
    try {
      const begun = performance.now();
      await encoder.encode(['A storm closed the harbour on Friday, and ferries stayed in port.']);
      return [
        `${encoder.id}: ${encoder.dim} dimensions, a sentence in ${Math.round(performance.now() - begun)} ms`,
        null,
      ] as const;
    } finally {
      await encoder.close();
    }
  });
}

/** What the broker keeps from us looks as if it were not there. */
function unless(missing: readonly string[]): string {
  return missing.length === 0 ? '' : `; where there are rights, grant this client Describe on ${missing.join(', ')}`;
}

function line({ name, ok, detail }: Check): string {
  const paint = (text: string, code: number) => (colored(process.stdout) ? `\u001b[${code}m${text}\u001b[39m` : text);
  const [first = '', ...rest] = detail.split('\n').map(sanitise);
  const more = rest.map((part) => `${' '.repeat(22)}${part.trim()}\n`).join('');
  return `${ok ? paint('ok    ', 32) : paint('failed', 31)}  ${name.padEnd(12)}  ${first}\n${more}`;
}

/** JSON has no word for ∞. */
function spelled(_key: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? 'never' : value;
}
