/** What examples/ promises, on the real broker and registry. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Child, startChild } from '../../deploy/local/service.ts';
import type { TopicEventRecord } from '../../src/core/types.ts';
import { type Deployment, deployment } from '../support/deployment.ts';
import { eventually } from '../support/eventually.ts';
import { site } from '../support/feeds.ts';
import { blocksOf, commandsOf } from '../support/markdown.ts';
import { interpreter } from '../support/python.ts';
import { kafkaBrokers, schemaRegistryUrl } from '../support/services.ts';

const run = promisify(execFile);
let deployed: Deployment;
let folder: string;
const children: Child[] = [];
const env = () => ({
  ...process.env,
  KAFKA_BROKERS: kafkaBrokers().join(','),
  SCHEMA_REGISTRY_URL: schemaRegistryUrl(),
  PREFIX: String(deployed.settings.prefix),
  DOCUMENTS: deployed.names.documents,
});
/** As somebody runs it: copied into a folder of its own, which says nothing of modules. */
const example = (name: string, more: NodeJS.ProcessEnv = {}) => {
  const copy = join(folder, name);
  copyFileSync(join('examples/typescript', name), copy);
  const child = startChild({
    command: [process.execPath, '--import', 'tsx', copy],
    env: { ...env(), ...more },
  });
  children.push(child);
  return child;
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-examples-'));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of ['avsc', 'kafkajs'])
    symlinkSync(resolve('node_modules', name), join(folder, 'node_modules', name));
  symlinkSync(resolve('.'), join(folder, 'node_modules', 'leitmotif'));
  deployed = await deployment({ partitions: 1, config: { encoder: { kind: 'hashing' }, model: { warmup: 128 } } });
});
afterAll(async () => {
  await Promise.all(children.map((child) => child.stop()));
  await deployed.close();
  rmSync(folder, { recursive: true });
});

it('embedded.mts is a replica: documents get their Θ', async () => {
  const words = ['storm harbour ferry wind coast', 'bank shares profit market bond', 'goal match league cup season'];
  const records = Array.from({ length: 300 }, (_, i) => {
    const theme = (words[i % 3] ?? '').split(' ');
    const text = [0, 1, 2, 3, 4, 5].map((at) => theme[(i + at * at) % 5]).join(' ');
    return { key: `d${i}`, value: Buffer.from(JSON.stringify({ text })) };
  });
  await deployed.produce(records);
  const child = example('embedded.mts', { ENCODER: 'hashing' });
  await deployed.absorbed({ timeout: 60_000 }).catch((error: unknown) => {
    throw new Error(child.lines.join('\n'), { cause: error });
  });
  expect(await deployed.committed()).toEqual([300n]);
  await child.stop();
});

// Its packages are installed the first time.
it('theta_to_duckdb.py fills a database and draws a chart', { timeout: 600_000 }, async () => {
  const python = await interpreter('examples/python/requirements.txt');
  const [database, chart] = [join(folder, 'themes.duckdb'), join(folder, 'topics.png')];
  const args = ['examples/python/theta_to_duckdb.py', '--database', database, '--chart', chart];
  const { stdout } = await run(python, args, { env: env() });
  const told = JSON.parse(stdout) as { documents: number; topics: number; largest: [string, number][] };
  expect(told.documents).toBe(300);
  expect(told.topics).toBe(deployed.model()?.topics.size);
  expect(told.largest[0]?.[1]).toBeGreaterThan(50);
  expect(readFileSync(chart).subarray(1, 4).toString()).toBe('PNG');
  const query = 'select count(distinct document) from theta where weight between 0 and 1';
  const script = `import duckdb,sys; print(duckdb.connect(sys.argv[1], read_only=True).execute(sys.argv[2]).fetchone()[0])`;
  const counted = await run(python, ['-c', script, database, query]);
  expect(Number(counted.stdout)).toBeGreaterThan(250);
});

it('kcat shows every event, as examples/README.md has it', async () => {
  const [shown] = blocksOf('examples/README.md').flatMap(commandsOf);
  const events = (await deployed.ends(deployed.names.events)).reduce((sum, end) => sum + end, 0n);
  expect(shown).toMatch(/^kcat /);
  const here = shown
    ?.replace('127.0.0.1:9092', kafkaBrokers().join(','))
    .replace('leitmotif.events', deployed.names.events);
  const { stdout } = await run('/bin/sh', ['-c', here ?? '']);
  const told = stdout.trim().split('\n');
  expect(told.length).toBeGreaterThan(1);
  expect(told.length).toBeLessThanOrEqual(Number(events));
  for (const line of told) expect(line).toMatch(/^topic \d+, \d+ bytes, headers/);
});

// Maven's packages are fetched the first time.
it('Labelled.java joins documents with Θ and labels, and deletes with them', { timeout: 600_000 }, async () => {
  const child = startChild({
    command: ['mvn', '-B', '-q', '-f', 'examples/java/pom.xml', 'compile', 'exec:java'],
    // Where Kafka Streams keeps its tables.
    env: { ...env(), MAVEN_OPTS: `-Djava.io.tmpdir=${folder}` },
    grace: 30,
  });
  children.push(child);
  let over = false;
  void child.ended.then(() => {
    over = true;
  });
  const labelled = new Map<string, { topic: number | null; weight: number; label: string | null } | null>();
  const topic = `${deployed.settings.prefix}.labelled`;
  const told = (error: unknown) => {
    throw new Error(child.lines.join('\n'), { cause: error });
  };
  const existing = async () => {
    if (!over) expect(await deployed.admin.listTopics()).toContain(topic);
  };
  await eventually(existing, { timeout: 500_000 }).catch(told);
  const consumer = deployed.kafka.consumer({ groupId: topic });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message: { key, value } }) => {
      labelled.set(String(key), value === null ? null : JSON.parse(String(value)));
    },
  });
  const claimed = () => [...labelled.values()].flatMap((one) => (one && one.topic !== null ? one : []));
  // A document comes with its first Θ, and again with each revision.
  const settled = (): void => {
    expect(labelled.size).toBe(300);
    expect(claimed().length).toBeGreaterThan(250);
  };
  await eventually(settled, { timeout: 60_000 }).catch(told);
  expect([...labelled.values()]).not.toContain(null);
  const topics = deployed.model()?.topics;
  for (const { topic, weight, label } of claimed()) {
    expect(topics?.has(Number(topic))).toBe(true);
    expect(weight).toBeGreaterThan(0);
    expect(label).toMatch(/^\w+(, \w+)*$/);
  }
  await deployed.produce([{ key: 'd0', value: null }]);
  await eventually(() => expect(labelled.get('d0')).toBe(null), { timeout: 60_000 }).catch(told);
  await consumer.disconnect();
  await child.stop();
  const own = (await deployed.admin.listTopics()).filter((name) =>
    name.startsWith(`${deployed.settings.prefix}-labelled`),
  );
  await deployed.admin.deleteTopics({ topics: [topic, ...own] });
});

it('alert.mts posts to a webhook when a topic trends, and of nothing else', async () => {
  const posted: unknown[] = [];
  const hook = await site({
    '/hook': (request, response) => {
      let body = '';
      request.on('data', (part) => {
        body += String(part);
      });
      request.on('end', () => {
        posted.push(JSON.parse(body));
        response.end();
      });
    },
  });
  example('alert.mts', { WEBHOOK: `${hook.url}/hook` });
  const event = (type: TopicEventRecord['type'], topic: number): TopicEventRecord => ({
    type,
    topic,
    level: 0,
    into: [],
    from: [],
    label: 'ferry, storm',
    reason: 'Twice as many as usual.',
    numbers: {},
    time: Date.now(),
    sequence: 1000 + topic,
    model: 99,
  });
  const producer = deployed.kafka.producer();
  await producer.connect();
  const messages = [event('cooled', 7), event('trending', 8)].map((one) => ({
    key: String(one.topic),
    value: Buffer.from(deployed.codecs.events.encode(one)),
  }));
  await producer.send({ topic: deployed.names.events, messages });
  await producer.disconnect();
  await eventually(() => expect(posted.length).toBeGreaterThan(0), { timeout: 60_000 });
  expect(posted).toEqual([{ text: 'Trending: ferry, storm (topic 8). Twice as many as usual.' }]);
  await hook.close();
});
