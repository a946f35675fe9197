/** Killed in the middle of the real work: sentence vectors from the transformer, in threads of their own. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { fleet, killAtRandom } from '../support/chaos.ts';
import { type Deployment, deployment } from '../support/deployment.ts';
import { recordOf } from '../support/documents.ts';
import { newsItems } from '../support/news.ts';
import { difference, essence } from '../support/outcome.ts';
import { endProcesses } from '../support/processes.ts';

const DOCUMENTS = 900;
const KILLS = 3;

let world: Deployment;
beforeAll(async () => {
  world = await deployment({ partitions: 3, config: { batch: { documents: 32 } } });
});
afterEach(endProcesses);
afterAll(() => world.close());

it(`${KILLS} SIGKILLs cost no document`, async () => {
  const items = newsItems(DOCUMENTS);
  await world.produce(items.map((item, i) => recordOf(world.names.documents, item, i % 3)));
  const replicas = fleet(world, 2);
  const at = await killAtRandom(world, replicas, { kills: KILLS, documents: DOCUMENTS, seed: 23, jitter: 1000 });
  const model = await world.absorbed({ timeout: 300_000 });
  replicas.check();
  expect(await replicas.drain()).toEqual([0, 0]);
  const counted = await world.count();
  console.log(`killed at ${at.join(', ')} of ${DOCUMENTS} documents; ${JSON.stringify(counted)}`);
  expect(model.encoder).toMatch(/MiniLM/);
  expect(counted).toMatchObject({ input: DOCUMENTS, revision0: DOCUMENTS, lost: [], duplicates: [], faults: [] });
  expect(difference(essence(model), essence(await world.refold()))).toBeNull();
});
