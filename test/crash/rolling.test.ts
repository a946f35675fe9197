/** An upgrade replica by replica, and back: two releases work side by side, and read what the other has written. */
import { afterAll, expect, it } from 'vitest';
import type { Deployment } from '../support/deployment.ts';
import { deployments } from '../support/deployments.ts';
import { madeDocuments, recordOf } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { difference, essence } from '../support/outcome.ts';
import type { Process } from '../support/processes.ts';
import { schemaRegistryUrl } from '../support/services.ts';
import { successor } from '../support/successor.ts';

const PARTITIONS = 4;
const config = {
  encoder: { kind: 'hashing' },
  batch: { documents: 16 },
  model: { warmup: 128, maxCells: 60 },
} as const;
const records = madeDocuments({ count: 1800 }).map((doc, i) => recordOf('', doc, i % PARTITIONS));

const deployment = deployments();
const next = successor('99.0.0');
afterAll(next.remove);

async function stopped(replica: Process): Promise<void> {
  await replica.signal('TERM');
  expect(await replica.ended, replica.lines.slice(-20).join('\n')).toBe(0);
}

/** Resolves once these replicas, and no others, have partitions and the training between them. */
async function shared(world: Deployment, ...names: string[]): Promise<void> {
  const everyPartition = Array.from({ length: PARTITIONS }, (_, partition) => partition);
  await eventually(
    async () => {
      const owners = await Promise.all(everyPartition.map((partition) => world.owner(partition)));
      expect([...new Set(owners)].sort()).toEqual([...names].sort());
      expect(names).toContain(await world.trainer());
    },
    { timeout: 60_000, interval: 100 },
  );
}

it('neither loses nor repeats a document, whichever release trains', async () => {
  const world = await deployment({ partitions: PARTITIONS, config });
  let sent = 0;
  const produced = (count: number): Promise<void> => {
    sent += count;
    return world.produce(records.slice(sent - count, sent));
  };
  const trainers: (string | null)[] = [];
  const step = async (...names: string[]): Promise<void> => {
    await shared(world, ...names);
    await produced(200);
    trainers.push(await world.trainer());
    await world.absorbed();
  };

  await produced(200);
  const [a, b] = [world.replica('old-a'), world.replica('old-b')];
  await step('old-a', 'old-b');
  // Work is under way while replicas come and go.
  await produced(200);
  await stopped(b);
  const c = world.replica('new-c', next);
  await step('old-a', 'new-c');
  await produced(200);
  await stopped(a);
  const d = world.replica('new-d', next);
  await step('new-c', 'new-d');
  // It was a mistake: back to the release of before, which finds what the newer has written.
  await produced(200);
  await stopped(c);
  const e = world.replica('old-e');
  await step('new-d', 'old-e');
  await stopped(d);
  await step('old-e');
  expect(trainers.map((name) => name?.slice(0, 3))).toEqual(expect.arrayContaining(['old', 'new']));

  const model = await world.absorbed();
  await stopped(e);
  const versions = await fetch(`${schemaRegistryUrl()}/subjects/${world.names.model}-value/versions`);
  expect(await versions.json()).toEqual([1, 2]);
  expect(await world.count()).toMatchObject({
    input: sent,
    revision0: sent,
    dead: 0,
    lost: [],
    duplicates: [],
    faults: [],
  });
  expect(difference(essence(model), essence(await world.refold()))).toBeNull();
});
