import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newestRecords } from '../../../src/edges/kafka/newest.ts';
import { systemClock } from '../../../src/edges/telemetry/clock.ts';
import { createLeitmotif, LeitmotifError } from '../../../src/index.ts';
import { eventually } from '../../support/eventually.ts';
import { endProcesses, leitmotif, ran, said } from '../../support/processes.ts';
import { kafkaBrokers, randomName, schemaRegistryUrl } from '../../support/services.ts';

const prefix = randomName('cli');
const documents = `${prefix}-documents`;
const written = ['theta', 'phi', 'events', 'stats', 'model', 'control', 'dead', 'feeds'].map(
  (name) => `${prefix}.${name}`,
);
const kafka = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();

let folder: string;
let config: string[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-cli-'));
  const file = join(folder, 'leitmotif.yaml');
  const settings = {
    kafka: { brokers: kafkaBrokers() },
    registry: { url: schemaRegistryUrl() },
    prefix,
    group: prefix,
    documents: { topic: documents },
    encoder: { kind: 'hashing' },
    model: { warmup: 128 },
    http: { port: 0 },
    log: { format: 'json' },
  };
  writeFileSync(file, JSON.stringify(settings));
  config = ['--config', file];
  await admin.connect();
});
afterAll(async () => {
  await endProcesses();
  const there = await admin.listTopics();
  await admin.deleteTopics({ topics: [documents, ...written].filter((name) => there.includes(name)) });
  await admin.disconnect();
  rmSync(folder, { recursive: true });
});

const json = (lines: readonly string[]): unknown => JSON.parse(lines.at(-1) ?? '');
const words = ['storm harbour ferry wind coast', 'bank shares profit market bond', 'goal match league cup season'];
const line = (i: number) => {
  const theme = (words[i % 3] ?? '').split(' ');
  return JSON.stringify({ id: `d${i}`, text: [0, 1, 2, 3, 4, 5].map((at) => theme[(i + at * at) % 5]).join(' ') });
};

async function partitions(): Promise<Record<string, number>> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [documents, ...written] });
  return Object.fromEntries(topics.map((topic) => [topic.name, topic.partitions.length]));
}

// Each test goes on where the one before it ended, as a person would.
describe('from an empty broker to a table of topics', () => {
  it('check says that schemas are missing which a replica may not register', async () => {
    const child = leitmotif(['check', ...config, '--registry.register', 'false']);
    expect(await child.ended).toBe(1);
    expect(child.lines.join('\n')).toMatch(
      new RegExp(`^failed +registry .*${prefix}\\.theta-value.*register the schemas of this version first`, 'm'),
    );
  });

  it('check says what is missing and how to mend it', async () => {
    const child = leitmotif(['check', ...config]);
    expect(await child.ended).toBe(1);
    const said = child.lines.join('\n');
    expect(said).toMatch(/^ok +settings/m);
    expect(said).toMatch(/^ok +broker +cluster/m);
    expect(said).toMatch(
      new RegExp(`^failed +Kafka topics +the broker has no Kafka topic ${documents}.*leitmotif init`, 'm'),
    );
    expect(said).toMatch(/^ok +registry/m);
    expect(said).toMatch(/^ok +encoder +hashing/m);
  });

  it('run refuses to begin without Kafka topics', async () => {
    const child = leitmotif(['run', ...config]);
    expect(await child.ended).toBe(1);
    expect(child.lines.join('\n')).toMatch(/the broker has no Kafka topic .*run `leitmotif init`/);
  });

  it('init says what it would do, does it, and then finds nothing to do', async () => {
    const plan = json(await ran(['init', '--dry-run', '--json', ...config])) as { create: { name: string }[] };
    expect(plan.create.map(({ name }) => name).sort()).toEqual([documents, ...written].sort());
    expect(await admin.listTopics()).not.toContain(documents);
    expect((await ran(['init', ...config])).join('\n')).toMatch(new RegExp(`created +${prefix}\\.theta +1 partition`));
    expect(await ran(['init', ...config])).toContain('all 9 Kafka topics are there already');
    expect((await partitions())[documents]).toBe(1);
  });

  it('init widens Θ and dead letters with the documents, and takes nothing away', async () => {
    expect((await ran(['init', '--partitions', '2', ...config])).join('\n')).toMatch(
      /widened +\S+theta +1 → 2 partitions/,
    );
    const one = Object.fromEntries(written.map((name) => [name, 1]));
    expect(await partitions()).toEqual({ ...one, [documents]: 2, [`${prefix}.theta`]: 2, [`${prefix}.dead`]: 2 });
    const less = leitmotif(['init', '--partitions', '1', ...config]);
    expect(await less.ended).toBe(2);
    expect(less.lines.join('\n')).toContain('partitions cannot be taken away');
  });

  it('init widens the others when the documents were widened by hand, and names other settings', async () => {
    await admin.createPartitions({ topicPartitions: [{ topic: documents, count: 3 }] });
    const configEntries = [{ name: 'cleanup.policy', value: 'delete' }];
    await admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: `${prefix}.phi`, configEntries }] });
    const done = json(await ran(['init', '--json', ...config]));
    expect(done).toMatchObject({
      create: [],
      widen: expect.arrayContaining([{ name: `${prefix}.theta`, from: 2, to: 3 }]) as unknown,
      differences: [{ name: `${prefix}.phi`, setting: 'cleanup.policy', is: 'delete', wanted: 'compact' }],
    });
    configEntries[0] = { name: 'cleanup.policy', value: 'compact' };
    await admin.alterConfigs({ validateOnly: false, resources: [{ type: 2, name: `${prefix}.phi`, configEntries }] });
    expect((await ran(['check', ...config])).join('\n')).toMatch(/^ok +Kafka topics +\S+ has 3 partitions$/m);
  });

  it('says that there is no model yet, and how to make one, before any replica has registered its schemas', async () => {
    const nothing = new RegExp(
      `^leitmotif: ${prefix}\\.model holds no model yet: start \`leitmotif run\` and give it documents, such as by \`leitmotif feed file`,
      'm',
    );
    const file = join(folder, 'model.jsonl.gz');
    for (const args of [['topics'], ['topics', 'pin', '1'], ['report', '--out', '-'], ['state', 'export', file]]) {
      const child = leitmotif([...args, ...config]);
      expect(await child.ended, args.join(' ')).toBe(1);
      expect(child.lines.join('\n'), args.join(' ')).toMatch(nothing);
    }
    const follower = leitmotif(['topics', '--follow', ...config]);
    await said(follower, /holds no model yet: it comes once `leitmotif run` has read documents/);
    await follower.signal('TERM');
    expect(await follower.ended).toBe(0);
  });

  it('produce puts lines on the documents, keyed by id, and leaves out what is no document', async () => {
    const feed = join(folder, 'feed.jsonl');
    writeFileSync(
      feed,
      [...Array.from({ length: 600 }, (_, i) => line(i)), 'not json', '["no object"]', '{"id":"empty","text":""}'].join(
        '\n',
      ),
    );
    const lines = await ran(['produce', feed, '--json', ...config]);
    expect(json(lines)).toMatchObject({ topic: documents, sent: 601, bad: 2 });
    expect(lines).toContain('line 601: no JSON object');
    const options = { topic: documents, count: 10_000, clock: systemClock, probe: { log: () => {} } };
    const records = await newestRecords(kafka, options, new AbortController().signal);
    expect(records.length).toBe(601);
    expect(new Set(records.map(({ record }) => record.key?.toString())).size).toBe(601);
    expect(new Set(records.map(({ partition }) => partition)).size).toBe(3);
  });

  it('produce keeps to the rate', async () => {
    const feed = join(folder, 'slow.jsonl');
    writeFileSync(feed, Array.from({ length: 100 }, (_, i) => line(i)).join('\n'));
    const { seconds } = json(await ran(['produce', feed, '--rate', '50', '--json', ...config])) as { seconds: number };
    expect(seconds).toBeGreaterThanOrEqual(1.9);
  });

  it('run reads them all, tells its health, and leaves with 0 on SIGTERM; topics shows what it found', async () => {
    const replica = leitmotif(['run', ...config]);
    await said(replica, /restoring the model/);
    const url = replica.lines
      .map((each) => /"http":"(http:[^"]+)"/.exec(each)?.[1])
      .find((found) => found !== undefined);
    expect((await fetch(`${url}/livez`)).status).toBe(200);
    const outcomes = async (): Promise<number> => {
      const body = await (await fetch(`${url}/metrics`)).text();
      const counts = [...body.matchAll(/^leitmotif_documents_total\{outcome="\w+"\} (\d+)$/gm)];
      return counts.reduce((total, [, count]) => total + Number(count), 0);
    };
    await eventually(async () => expect(await outcomes()).toBe(701), { timeout: 60_000 });
    const ready = await fetch(`${url}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.json()).toMatchObject({
      ready: true,
      phase: 'running',
      trainer: true,
      detail: expect.stringContaining('no lag') as unknown,
    });
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('leitmotif_build_info{version="');
    await replica.signal('TERM');
    expect(await replica.ended, replica.lines.join('\n')).toBe(0);

    const model = json(await ran(['topics', '--json', ...config])) as {
      model: number;
      topics: { words: { word: string }[] }[];
    };
    expect(model.model).toBeGreaterThan(0);
    for (const theme of words.map((each) => each.split(' '))) {
      const about = model.topics.filter((topic) => topic.words.slice(0, 3).every(({ word }) => theme.includes(word)));
      expect(about.length, theme[0]).toBeGreaterThan(0);
    }
    const shown = (await ran(['topics', ...config])).join('\n');
    expect(shown).toMatch(/^model version \d+: \d+ topics from \d+ documents/m);
    expect(shown).toMatch(/^TOPIC {2}LABEL/m);
  });

  it('topics --follow shows the model at once and ends with 0 on SIGTERM', async () => {
    const follower = leitmotif(['topics', '--follow', '--json', ...config]);
    await said(follower, /"topics":\[/);
    await follower.signal('TERM');
    expect(await follower.ended).toBe(0);
  });

  it('a service of its own goes on with the same model through its own client', async () => {
    const service = createLeitmotif({
      kafka: new Kafka({ brokers: kafkaBrokers(), clientId: 'a-service', logLevel: logLevel.NOTHING }),
      registry: { url: schemaRegistryUrl() },
      prefix,
      group: prefix,
      documents: { topic: documents },
      encoder: { kind: 'hashing' },
      model: { warmup: 128 },
    });
    expect(service.status()).toMatchObject({ ready: false, detail: 'starting' });
    const running = service.run();
    await eventually(() => expect(service.status().ready).toBe(true), { timeout: 30_000 });
    const feed = join(folder, 'more.jsonl');
    writeFileSync(feed, Array.from({ length: 50 }, (_, i) => line(i)).join('\n'));
    await ran(['produce', feed, ...config]);
    const total = async () =>
      [...(await service.metrics()).body.matchAll(/documents_total\{.*\} (\d+)/g)].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      );
    await eventually(async () => expect(await total()).toBe(50), { timeout: 30_000 });
    await service.stop();
    await running;
    await expect(service.run()).rejects.toThrow(LeitmotifError);
  });
});

describe('a broker that is away', () => {
  it('is named by every command, with status 1', async () => {
    const child = leitmotif(['check', ...config, '--kafka.brokers', '127.0.0.1:1']);
    expect(await child.ended).toBe(1);
    expect(child.lines.join('\n')).toMatch(/^failed +broker +.*127\.0\.0\.1:1/m);
  });
});
