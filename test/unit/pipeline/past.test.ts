import { expect, it } from 'vitest';
import type { Board } from '../../../src/core/show/board.ts';
import { DEFAULT_QUERY } from '../../../src/core/show/list.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { createWorld } from '../../support/world.ts';

/** What a board says of documents over time. */
function pastOf(board: Board | null) {
  const list = board?.topics({ ...DEFAULT_QUERY, status: 'all', size: 500 });
  return {
    model: list?.model,
    streams: board?.overview().streams,
    topics: list?.topics.map((t) => [t.topic, t.history]),
  };
}

it('a replica that was just started shows the past that another one lived through', async () => {
  const world = await createWorld({ partitions: 2 });
  const first = world.start('first');
  const documents = madeDocuments({ count: 640, step: 360_000 });
  world.log.append(documents.map((document, i) => recordOf(world.names.documents, document, i % 2)));
  await world.settled();
  const version = (await world.model())?.version ?? 0;
  await expect.poll(() => first.replica.model().version).toBe(version);
  const second = world.start('second');
  await expect.poll(() => second.replica.model().version).toBe(version);
  // A picture is at most a second old, of a clock that runs fifty times as fast.
  await new Promise((resolve) => setTimeout(resolve, 40));
  const lived = pastOf(first.replica.board);
  expect(pastOf(second.replica.board)).toEqual(lived);
  const { topics = [], others = [], stray = [] } = lived.streams ?? {};
  const told = [...topics.map(({ counts }) => counts), others, stray].flat().reduce((sum, count) => sum + count, 0);
  // All of them, but for equal texts that came together and count once.
  expect(told).toBeGreaterThan(600);
  expect(told).toBeLessThanOrEqual(640);
  expect(topics.filter(({ counts }) => counts.filter((count) => count > 0).length > 5).length).toBeGreaterThan(2);
  for (const running of [first, second]) running.stop();
  await Promise.all([first.done, second.done]);
});
