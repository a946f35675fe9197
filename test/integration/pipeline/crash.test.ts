/** The short form of test/crash: two replicas, three partitions, one killed, one frozen. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fleet, killAtRandom, progress } from '../../support/chaos.ts';
import { type Deployment, deployment } from '../../support/deployment.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { endProcesses } from '../../support/processes.ts';

describe('two replicas on three partitions, one killed, one frozen', () => {
  let world: Deployment;
  beforeAll(async () => {
    world = await deployment({
      partitions: 3,
      config: { encoder: { kind: 'hashing' }, batch: { documents: 16 }, model: { warmup: 128, maxCells: 60 } },
    });
  });
  afterEach(endProcesses);
  afterAll(() => world.close());

  it('lose nothing, do nothing twice, and go on within 10 s', async () => {
    const DOCUMENTS = 3000;
    await world.produce(
      madeDocuments({ count: DOCUMENTS }).map((doc, i) => recordOf(world.names.documents, doc, i % 3)),
    );
    const replicas = fleet(world, 2);
    const t0 = Date.now();
    await killAtRandom(world, replicas, { kills: 1, until: DOCUMENTS / 3, seed: 5 });
    console.log(replicas.replicas.map((r) => r.lines.join('\n')).join('\n\n'));
    console.log('killed', Date.now() - t0, await world.committed());
    const t1 = Date.now();
    await progress(world);
    console.log('progress', Date.now() - t1, await world.committed());
    await world.absorbed();
    console.log('absorbed', Date.now() - t0);
    expect(await replicas.drain()).toEqual([0, 0]);
    console.log('drained', Date.now() - t0);
    console.log(await world.count());
  }, 120_000);
});
