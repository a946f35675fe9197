/** Records that are larger than what they become may be: the broker's limits are real, and no replica stops for them. */
import { CompressionTypes } from 'kafkajs';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Deployment, deployment } from '../../support/deployment.ts';
import { madeDocuments, messageOf, recordOf } from '../../support/documents.ts';
import { endProcesses } from '../../support/processes.ts';

let world: Deployment;
beforeAll(async () => {
  // One batch, with deletions whose ids make 4.4 MB of stats.
  const config = { encoder: { kind: 'hashing' }, batch: { documents: 16_384, linger: '2s' } } as const;
  world = await deployment({ partitions: 1, config });
});
afterEach(endProcesses);
afterAll(() => world.close());

it('a bad record that was compressed, and deletions with long ids, are worked on like any', async () => {
  const { names } = world;
  const good = madeDocuments({ count: 16, from: Date.now() - 60_000 }).map((one) => recordOf(names.documents, one));
  const text = 'The same sentence over and over. '.repeat(60_000);
  const value = Buffer.from(JSON.stringify({ id: 'long', text }));
  const deletions = Array.from({ length: 16_000 }, (_, i) => ({ key: `${'d'.repeat(275)}-${i}`, value: null }));
  await world.produce(good.slice(0, 8));
  const producer = world.kafka.producer();
  await producer.connect();
  const messages = [messageOf({ key: 'long', value, headers: [['content-type', 'application/json']] })];
  await producer.send({ topic: names.documents, compression: CompressionTypes.GZIP, messages });
  await producer.disconnect();
  await world.produce([...deletions, ...good.slice(8)]);

  const replica = world.replica('only');
  await world.absorbed({ timeout: 90_000 });
  await replica.signal('TERM');
  expect(await replica.ended, replica.lines.join('\n')).toBe(0);
  expect(await world.count()).toMatchObject({
    input: good.length + deletions.length + 1,
    revision0: good.length,
    dead: 1,
    deletions: deletions.length,
    stages: { text: 1 },
    undead: [],
    lost: [],
    duplicates: [],
    faults: [],
  });
  expect((await world.ends(names.stats))[0]).toBeGreaterThan(1n);
}, 180_000);
