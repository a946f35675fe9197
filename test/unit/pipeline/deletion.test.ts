/** What is deleted stays deleted, however far the trainer is behind the worker. */
import { describe, expect, it } from 'vitest';
import type { OutRecord } from '../../../src/core/ports.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { difference, essence } from '../../support/outcome.ts';
import { createWorld, WORKERS, type World } from '../../support/world.ts';

const made = madeDocuments({ count: 32 });

/** Works on the records with a trainer that commits nothing before the workers have come to `held`. */
async function worked(records: (world: World) => readonly OutRecord[], held: bigint): Promise<World> {
  const world = await createWorld({ batch: 4, staleness: 4, model: { warmup: 0 } });
  const { documents, stats } = world.names;
  world.log.append(records(world));
  world.log.seal(documents);
  const one = world.start('one', {
    before: async ({ offset }) => {
      if (offset.topic === stats) await world.log.until(() => (world.log.committed(WORKERS, documents) ?? 0n) >= held);
    },
  });
  await world.settled();
  one.stop();
  await one.done;
  return world;
}

const newest = (world: World, id: string) => world.theta().findLast(({ key }) => key === id)?.value;

describe('a document deleted before the model has absorbed it', () => {
  const deletion = (world: World, id: string): OutRecord => ({ topic: world.names.documents, key: id, value: null });
  const document = (world: World, i: number): OutRecord => recordOf(world.names.documents, made[i] as (typeof made)[0]);

  it('has a tombstone after every revision', async () => {
    const world = await worked(
      (world) => [
        ...[0, 1, 2, 3].map((i) => document(world, i)),
        deletion(world, 'd1'),
        ...[4, 5, 6].map((i) => document(world, i)),
      ],
      8n,
    );
    const revisions = world.theta().filter(({ key, value }) => key === 'd1' && value !== null);
    expect(revisions.map(({ value }) => value?.revision)).toEqual([0, 1]);
    expect(newest(world, 'd1')).toBeNull();
    expect((await world.model())?.strays.has('d1')).toBe(false);
  });

  it('may be written anew, and is alive then', async () => {
    const world = await worked(
      (world) => [
        ...[0, 1, 2, 3].map((i) => document(world, i)),
        deletion(world, 'd1'),
        ...[4, 5, 6].map((i) => document(world, i)),
        document(world, 1),
        ...[7, 8, 9].map((i) => document(world, i)),
      ],
      8n,
    );
    expect(newest(world, 'd1')).toMatchObject({ offset: 8n });
    expect(difference(essence(await world.model()), essence(await world.refold()))).toBeNull();
  });
});

describe('a document that a topic shows', () => {
  it('is shown no longer by the version that follows its deletion', async () => {
    const world = await createWorld();
    const { names, codecs } = world;
    const documents = madeDocuments({ count: 2400, theme: (i) => i % 3 });
    world.log.append(documents.map((doc) => recordOf(names.documents, doc)));
    const replica = world.start('one');
    const told = () =>
      world.records(names.phi).flatMap(({ record }) => (record.value ? [codecs.phi.decode(record.value)] : []));
    await world.log.until(() => world.log.committed(WORKERS, names.documents) === 2400n);
    const shown = told().at(-1)?.exemplars[0]?.id as string;
    world.log.append([{ topic: names.documents, key: shown, value: null }]);
    world.log.seal(names.documents);
    await world.settled();
    replica.stop();
    await replica.done;
    const newest = new Map(told().map((record) => [record.topic, record]));
    expect([...newest.values()].flatMap(({ exemplars }) => exemplars.map(({ id }) => id))).not.toContain(shown);
  });
});
