/** The short form of test/crash: two replicas, three partitions, one frozen and thawed, one killed. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { fleet, progress, reached } from '../../support/chaos.ts';
import { type Deployment, deployment } from '../../support/deployment.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { difference, essence } from '../../support/outcome.ts';
import { endProcesses } from '../../support/processes.ts';

const DOCUMENTS = 2400;

let world: Deployment;
beforeAll(async () => {
  world = await deployment({
    partitions: 3,
    config: { encoder: { kind: 'hashing' }, batch: { documents: 16 }, model: { warmup: 128, maxCells: 60 } },
  });
});
afterEach(endProcesses);
afterAll(() => world.close());

it('a frozen replica and a killed one cost no document: the others go on', async () => {
  const { documents } = world.names;
  await world.produce(madeDocuments({ count: DOCUMENTS }).map((doc, i) => recordOf(documents, doc, i % 3)));
  const replicas = fleet(world, 2);
  await reached(world, replicas, DOCUMENTS / 6);
  const [sleeper] = replicas.replicas.values();
  await sleeper?.signal('STOP');
  console.log(`one is frozen: the other went on within ${await progress(world)} ms`);
  // Longer than the session time-out in all.
  await delay(2000);
  await sleeper?.signal('CONT');
  await reached(world, replicas, DOCUMENTS / 2);
  await replicas.replace('replica-2');
  const model = await world.absorbed();
  replicas.check();
  expect(await replicas.drain()).toEqual([0, 0]);
  expect(await world.count()).toMatchObject({
    input: DOCUMENTS,
    revision0: DOCUMENTS,
    lost: [],
    duplicates: [],
    faults: [],
  });
  expect(difference(essence(model), essence(await world.refold()))).toBeNull();
}, 180_000);
