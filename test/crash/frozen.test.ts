/** A replica that stands still in the middle of a transaction pins the stats for all: others must not wait for it. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { fleet, freezeInTransaction, progress, reached } from '../support/chaos.ts';
import { type Deployment, deployment } from '../support/deployment.ts';
import { madeDocuments, recordOf } from '../support/documents.ts';
import { difference, essence } from '../support/outcome.ts';
import { endProcesses } from '../support/processes.ts';

const BATCH = 16;
/** Gets a batch at a time, and nothing more once its owner is frozen. */
const QUIET = 2;
/** Longer than the session time-out, and then the transaction's. */
const FROZEN = 14_000;

let world: Deployment;
beforeAll(async () => {
  world = await deployment({
    partitions: 3,
    config: { encoder: { kind: 'hashing' }, batch: { documents: BATCH }, model: { warmup: 256, maxCells: 80 } },
  });
});
afterEach(endProcesses);
afterAll(() => world.close());

it('in a transaction on a partition that gets no further input', async () => {
  const made = madeDocuments({ count: 8000 });
  const { documents } = world.names;
  let given = 0;
  const next = (count: number, partition: (i: number) => number) => {
    const records = made.slice(given, given + count).map((doc, i) => recordOf(documents, doc, partition(i)));
    given += count;
    return records;
  };
  const replicas = fleet(world, 2);
  await world.produce(next(20 * BATCH, (i) => i % 3));
  await reached(world, replicas, 15 * BATCH);
  const { name, at } = await freezeInTransaction(world, replicas, {
    partition: QUIET,
    batch: () => next(BATCH, () => QUIET),
  });
  const sleeper = replicas.replicas.get(name);
  // The others have work, and the quiet partition's last batch is to be done by another owner.
  await world.produce(next(3000, (i) => i % 2));
  const waited = await progress(world, at);
  await delay(Math.max(0, FROZEN - waited));
  await sleeper?.signal('CONT');
  await world.absorbed();
  // It has found out, and takes part again.
  await world.produce(next(300, (i) => i % 3));
  const model = await world.absorbed();
  replicas.check();
  expect(await replicas.drain()).toEqual([0, 0]);
  const counted = await world.count();
  console.log(`frozen with a transaction open; the others went on within ${waited} ms; ${JSON.stringify(counted)}`);
  expect(counted).toMatchObject({ input: given, revision0: given, lost: [], duplicates: [], faults: [] });
  expect(difference(essence(model), essence(await world.refold()))).toBeNull();
});
