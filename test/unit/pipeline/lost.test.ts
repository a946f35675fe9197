/** What a replica does when documents or stats were lost, or a group's offset was set from outside. */
import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../src/core/errors.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { createWorld, WORKERS, type World } from '../../support/world.ts';

const MADE = madeDocuments({ count: 320 });

function feed({ log, names }: World, from: number, to: number): void {
  log.append(MADE.slice(from, to).map((doc) => recordOf(names.documents, doc)));
}

/** A world that has absorbed 64 documents; its replica is gone. */
async function settled(): Promise<World> {
  const world = await createWorld();
  feed(world, 0, 64);
  const one = world.start('one');
  await world.settled();
  one.stop();
  await one.done;
  return world;
}

/** As Kafka's own tools do it. */
async function putOffset({ log, names }: World, offset: bigint): Promise<void> {
  const transactionalId = 'a tool';
  const producerEpoch = log.fence(transactionalId);
  const moved = { group: WORKERS, topic: names.documents, partition: 0, offset };
  await log.commit({ transactionalId, producerEpoch, records: [], offset: moved });
}

const absorbed = async (world: World) => (await world.model())?.absorbed.get(0)?.offset;

/** Goes on with what is lost accepted, and absorbs all that there is. */
async function accepting(world: World): Promise<void> {
  const one = world.start('accepting', {}, { acceptLoss: true });
  await world.log.until(
    () => world.log.lag('workers', world.names.documents) === 0n && world.log.lag('trainers', world.names.stats) === 0n,
  );
  one.stop();
  await one.done;
}

describe('an offset that was set ahead', () => {
  it('stops the replica, and names what moves the model, too', async () => {
    const world = await settled();
    feed(world, 64, 320);
    await putOffset(world, 128n);
    const again = world.start('again');
    await expect(again.done).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(
        /committed up to offset 128.*absorbed it up to 64.*reset --keep-model --to 0=128`/,
      ),
    });
    expect(world.log.committed(WORKERS, world.names.documents)).toBe(128n);
  });

  it('is gone on from when loss is accepted', async () => {
    const world = await settled();
    feed(world, 64, 320);
    await putOffset(world, 128n);
    await accepting(world);
    expect(await absorbed(world)).toBe(320n);
    expect((await world.model())?.count).toBeCloseTo(64 + 192, 1);
  });

  it('beyond the end stops it, loss accepted or not: new records would be taken for absorbed', async () => {
    const world = await settled();
    await putOffset(world, 100n);
    for (const acceptLoss of [false, true]) {
      const one = world.start(`accepting ${acceptLoss}`, {}, { acceptLoss });
      await expect(one.done).rejects.toMatchObject({
        fault: 'fatal',
        message: expect.stringContaining('`leitmotif state reset --keep-model --to 0=64`'),
      });
    }
  });
});

describe('stats that were lost before they were absorbed', () => {
  /** The worker has committed a batch that no trainer has absorbed, and more documents wait. */
  async function ahead(): Promise<World> {
    const world = await settled();
    const { log, names } = world;
    feed(world, 64, 320);
    const killed = world.start('killed', {
      before({ offset }) {
        if (offset.topic === names.stats) throw new LeitmotifError('transient', 'commit', 'the broker is away');
      },
    });
    await log.until(() => log.committed(WORKERS, names.documents) === 96n);
    killed.process.kill();
    for (const group of ['workers', 'trainers', 'commanders']) log.groups.expel(group, 'killed');
    return world;
  }

  it('are passed over when loss is accepted, and the worker goes on', async () => {
    const world = await ahead();
    const { log, names } = world;
    log.trim(names.stats, 0, log.end(names.stats));
    const refused = world.start('refused');
    await expect(refused.done).rejects.toThrow(/were deleted before group trainers.*--accept-loss/);
    await accepting(world);
    expect(await absorbed(world)).toBe(320n);
    expect((await world.model())?.count).toBeCloseTo(64 + 224, 1);
    expect(world.theta().filter(({ value }) => value?.revision === 0)).toHaveLength(320);
  });

  it('are only waited for as long as the drain may take, where no trainer can absorb them', async () => {
    const world = await ahead();
    const { log, names } = world;
    let begun: () => void = () => {};
    const training = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const one = world.start('one', {
      before({ offset }) {
        if (offset.topic !== names.stats) return;
        begun();
        throw new LeitmotifError('transient', 'commit', 'the broker is away');
      },
    });
    await training;
    one.stop();
    await one.done;
    expect(log.committed(WORKERS, names.documents)).toBe(96n);
    expect(one.probe.lines.map(({ message }) => message)).toContain(
      'the drain time-out is over: a batch that still waits for the model is dropped; the next owner begins it anew',
    );
  });
});
