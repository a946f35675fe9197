import { expect, it } from 'vitest';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { createWorld } from '../../support/world.ts';

it('one record of a producer whose clock is wrong leaves the topics as they are', async () => {
  const world = await createWorld();
  const { log, names } = world;
  const replica = world.start('one');
  const documents = madeDocuments({ count: 480 }).map((document) => recordOf(names.documents, document));
  const live = async () =>
    [...((await world.model())?.topics.values() ?? [])].filter(({ status }) => status === 'live');
  log.append(documents.slice(0, 448));
  await world.settled();
  const before = await live();
  expect(before.length).toBeGreaterThan(2);
  // Both its times come from the same clock, and agree.
  const timestamp = Date.UTC(2100, 0, 1);
  const wrong = recordOf(names.documents, { id: 'wrong', text: 'glacier icefield moraine', timestamp });
  log.append([wrong, ...documents.slice(448, 479)]);
  await world.settled();
  expect((await live()).map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
  expect((await world.model())?.streamTime).toBeLessThan(Date.UTC(2025, 0, 1));
  expect(world.records(names.dead)).toHaveLength(1);
  replica.stop();
  await replica.done;
});
