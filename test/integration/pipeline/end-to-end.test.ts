/** The main job on real parts: broker, registry, encoder and command line, counted by an independent client. */
import { readFileSync } from 'node:fs';
import avsc from 'avsc';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { OutRecord } from '../../../src/core/ports.ts';
import { type Deployment, deployment } from '../../support/deployment.ts';
import { BAD_RECORDS } from '../../support/documents.ts';
import { type NewsItem, newsItems } from '../../support/news.ts';
import { strewn } from '../../support/outcome.ts';
import { endProcesses } from '../../support/processes.ts';
import { schemaRegistryUrl } from '../../support/services.ts';

const ITEMS = 240;
const PARTITIONS = 3;

let world: Deployment;
beforeAll(async () => {
  world = await deployment({ partitions: PARTITIONS, config: { batch: { documents: 32 } } });
});
afterEach(endProcesses);
afterAll(() => world.close());

const schema = readFileSync(new URL('../../../schemas/Document.avsc', import.meta.url), 'utf8');

/** Registers the schema of documents as a producer would, by the registry's own API. */
async function register(subject: string): Promise<number> {
  const answer = await fetch(`${schemaRegistryUrl()}/subjects/${subject}/versions`, {
    method: 'POST',
    headers: { 'content-type': 'application/vnd.schemaregistry.v1+json' },
    body: JSON.stringify({ schema }),
  });
  const { id } = (await answer.json()) as { id: number };
  return id;
}

/** One third each in JSON, in Avro in the Confluent wire format, and as plain text under its key. */
function records(items: readonly NewsItem[], schemaId: number): Omit<OutRecord, 'topic'>[] {
  const type = avsc.Type.forSchema(JSON.parse(schema));
  const prefix = Buffer.from([0, 0, 0, 0, 0]);
  prefix.writeUInt32BE(schemaId, 1);
  return items.map(({ theme: _theme, ...item }, i) => {
    const base = { key: item.id, timestamp: item.timestamp + 1000 };
    if (i % 3 === 0) return { ...base, value: Buffer.from(JSON.stringify(item)) };
    if (i % 3 === 1) return { ...base, value: Buffer.concat([prefix, type.toBuffer({ ...item })]) };
    return { ...base, value: Buffer.from(item.text), headers: [['content-type', 'text/plain; charset=utf-8']] };
  });
}

it('every good (partition, offset) has one revision 0, and records, dead letters and deletions add up', async () => {
  const good = records(newsItems(ITEMS), await register(`${world.names.documents}-value`));
  const deletions = ['news-3', 'news-17', 'never-written'].map((key) => ({ key, value: null }));
  const now = Date.now();
  const bad = BAD_RECORDS.map(({ record }) => ({ ...record, timestamp: now }));
  const input = strewn(
    good.map((record) => ({ ...record, topic: '' })),
    [...bad, ...deletions].map((record) => ({ ...record, topic: '' })),
    PARTITIONS,
  );
  await world.produce(input);
  const replica = world.replica('only');
  const model = await world.absorbed({ timeout: 90_000 });
  await replica.signal('TERM');
  expect(await replica.ended, replica.lines.join('\n')).toBe(0);

  const counted = await world.count();
  expect(counted).toMatchObject({
    input: ITEMS + BAD_RECORDS.length + deletions.length,
    revision0: ITEMS,
    dead: BAD_RECORDS.length,
    deletions: deletions.length,
    // The worker's, and the trainer's.
    tombstones: 2 * deletions.length,
    undead: [],
    lost: [],
    duplicates: [],
    faults: [],
  });
  expect(counted.revision0 + counted.dead + counted.deletions).toBe(counted.input);
  const stages = BAD_RECORDS.map(({ stage }) => stage);
  expect(counted.stages).toEqual(Object.fromEntries(stages.map((s) => [s, stages.filter((t) => t === s).length])));
  // What is told of topics by Φ, events and the model is the same.
  const live = [...model.topics.values()].filter(({ status }) => status === 'live').map(({ id }) => id);
  expect(counted.live).toEqual(live);
  expect(counted.phi).toEqual(live);
  expect(live.length).toBeGreaterThanOrEqual(3);
}, 150_000);
