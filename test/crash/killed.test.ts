/** One partition at staleness 0: whatever is done to the replicas, the model is the same to the last bit. */
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { ModelState } from '../../src/core/types.ts';
import { fleet, killAtRandom, progress, reached } from '../support/chaos.ts';
import type { Deployment } from '../support/deployment.ts';
import { deployments } from '../support/deployments.ts';
import { BAD_RECORDS, madeDocuments, recordOf } from '../support/documents.ts';
import { embeddedModel } from '../support/embedded.ts';
import { difference, essence } from '../support/outcome.ts';

const DOCUMENTS = 4000;
const KILLS = 12;
const INPUT = [
  ...BAD_RECORDS.map(({ record }) => record),
  ...madeDocuments({ count: DOCUMENTS }).map((doc) => recordOf('', doc, 0)),
];
// Whole batches only: when the last of a log is cut depends on the clock.
const records = INPUT.slice(0, 4000).map((record) => ({ ...record, partition: 0 }));

const config = {
  encoder: { kind: 'hashing' },
  batch: { documents: 16 },
  staleness: 0,
  model: { warmup: 256, maxCells: 80 },
} as const;

const deployment = deployments();

async function filled(): Promise<Deployment> {
  const world = await deployment({ partitions: 1, config });
  await world.produce(records);
  return world;
}

const counts = {
  input: records.length,
  revision0: records.length - BAD_RECORDS.length,
  dead: BAD_RECORDS.length,
  lost: [],
  duplicates: [],
  faults: [],
};

async function undisturbed(): Promise<ModelState> {
  const world = await filled();
  const replicas = fleet(world, 1);
  const model = await world.absorbed({ timeout: 300_000 });
  expect(await replicas.drain()).toEqual([0]);
  expect(await world.count()).toMatchObject(counts);
  return model;
}

it(`${KILLS} SIGKILLs and a freeze change nothing`, async () => {
  const calm = await undisturbed();
  const world = await filled();
  const replicas = fleet(world, 2);
  const at = await killAtRandom(world, replicas, { kills: KILLS, documents: DOCUMENTS * 0.8, seed: 11 });
  expect(at).toHaveLength(KILLS);
  await reached(world, replicas, DOCUMENTS * 0.82);
  const sleeper = replicas.replicas.get((await world.owner(0)) ?? '');
  await sleeper?.signal('STOP');
  const waited = await progress(world);
  await delay(Math.max(0, 14_000 - waited));
  await sleeper?.signal('CONT');
  const model = await world.absorbed({ timeout: 300_000 });
  replicas.check();
  expect(await replicas.drain()).toEqual([0, 0]);
  console.log(
    `killed at ${at.join(', ')} of ${records.length} documents; after the freeze others went on in ${waited} ms`,
  );
  const counted = await world.count();
  console.log(JSON.stringify(counted));
  expect(counted).toMatchObject(counts);
  expect(difference(essence(model), essence(calm))).toBeNull();
  expect(difference(essence(model), essence(await world.refold()))).toBeNull();
  expect(difference(essence(model), essence(await embeddedModel(records, world.settings)))).toBeNull();
});
