import { afterAll, beforeAll, expect, it } from 'vitest';
import { kafkaChangelog } from '../../../src/edges/kafka/changelog.ts';
import { systemClock } from '../../../src/edges/telemetry/clock.ts';
import { type Deployment, deployment } from '../../support/deployment.ts';
import { type Made, madeDocuments } from '../../support/documents.ts';
import { endProcesses, ran } from '../../support/processes.ts';

const START = Date.now() - 24 * 3_600_000;
const PHRASE = 'the central bank raises interest rates';
/** Of the same, in other words. */
const MEANT = [
  'Policymakers lifted borrowing costs by a quarter point on Thursday to tame inflation.',
  'Mortgages become dearer after the monetary authority tightened once more.',
  'The Fed hiked its benchmark rate, and bond yields jumped.',
];

let world: Deployment;

function produce(documents: readonly Made[]): Promise<void> {
  return world.produce(
    documents.map(({ theme: _, ...document }) => ({
      key: document.id,
      value: new TextEncoder().encode(JSON.stringify(document)),
      timestamp: document.timestamp,
    })),
  );
}

beforeAll(async () => {
  world = await deployment({
    partitions: 1,
    config: { encoder: { kind: 'transformer' }, batch: { documents: 32 }, model: { warmup: 128 } },
  });
  await produce(madeDocuments({ count: 192, from: START, step: 60_000 }));
  world.replica('one');
  await world.absorbed();
}, 300_000);

afterAll(async () => {
  await endProcesses();
  await world?.close();
}, 60_000);

it('a phrase that is watched for takes the documents that mean it, whatever their words', async () => {
  await ran(['watch', PHRASE, '--config', world.config]);
  const watched = [...(world.model()?.topics.values() ?? [])].find(({ label }) => label === PHRASE);
  expect(watched).toMatchObject({ status: 'live', pinned: true, documents: 0 });
  await produce(MEANT.map((text, i) => ({ id: `meant-${i}`, text, timestamp: START + (300 + i) * 60_000, theme: 0 })));
  await world.absorbed();
  const log = kafkaChangelog(world.kafka, { topic: world.names.theta, clock: systemClock, probe: { log() {} } });
  const values = (await log.read()).flatMap(({ key, value }) =>
    key?.startsWith('meant-') && value !== null ? [value] : [],
  );
  await world.codecs.theta.prepare(values);
  const first = values.map((value) => world.codecs.theta.decode(value)).filter(({ revision }) => revision === 0);
  expect(first.map(({ theta }) => theta[0]?.topic)).toEqual(MEANT.map(() => watched?.id));
  // A document beyond its cells waits in one of its own for the next regrouping, which gives that cell to the topic.
  await produce(
    madeDocuments({ count: 192, from: START + 400 * 60_000, step: 60_000 }).map((document) => ({
      ...document,
      id: `later-${document.id}`,
    })),
  );
  await world.absorbed();
  const cells = [...(world.model()?.cells.values() ?? [])].filter(({ topic }) => topic === watched?.id);
  expect(cells.reduce((sum, { documents }) => sum + documents, 0)).toBe(MEANT.length);
}, 120_000);
