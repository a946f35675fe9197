import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Board } from '../../../src/core/show/board.ts';
import type { EventView } from '../../../src/core/show/types.ts';
import type { Command } from '../../../src/core/types.ts';
import { eventually } from '../../support/eventually.ts';
import { type Shown, shown } from '../../support/shown.ts';
import type { Running } from '../../support/world.ts';

let made: Shown;
let late: Running | null = null;
beforeEach(async () => {
  made = await shown();
}, 30_000);
afterEach(async () => {
  late?.stop();
  await late?.done;
  late = null;
  await made.stop();
});

const boardOf = ({ replica }: Running): Board => {
  if (replica.board === null) throw new Error('it shows nothing');
  return replica.board;
};

/** Events that a reader hears of: all sequences, as they come. */
function heard(board: Board, since?: number): number[] {
  const told: number[] = [];
  board.follow((news) => {
    if (news.kind === 'event') told.push(news.event.sequence);
  }, since);
  return told;
}

/** A replica that has just been started, and has read no event yet. */
function begun(): Board {
  late = made.world.start('late');
  const board = boardOf(late);
  expect(board.pulse().sequence).toBe(-1);
  return board;
}

const last = (): number => boardOf(made.running).pulse().sequence;

/** So many events more. */
function happens(times = 1): Promise<void> {
  const { log, names, codecs, settled } = made.world;
  const commands = Array.from({ length: times }, (_, i) => ({ kind: i % 2 ? 'unmute' : 'mute', topic: 1 }) as const);
  log.append(commands.map((command) => ({ topic: names.control, key: null, value: codecs.control.encode(command) })));
  return settled();
}

describe('who follows the news', () => {
  it('is not told again of what happened before the replica was started', async () => {
    const [board, before] = [begun(), last()];
    const told = heard(board);
    const pulses: number[] = [];
    board.follow((news) => news.kind === 'pulse' && pulses.push(news.pulse.sequence));
    // That there are events is told at once, for those who look at them.
    await eventually(() => expect(pulses).toContain(before));
    await happens();
    await eventually(() => expect(told).toContain(before + 1));
    expect(told).toEqual([before + 1]);
  });

  it('and comes again is told of what it missed, though the replica was started just then', async () => {
    const [board, before] = [begun(), last()];
    const told = heard(board, before - 2);
    await eventually(() => expect(told).toEqual([before - 1, before]));
    await happens();
    await eventually(() => expect(told).toEqual([before - 1, before, before + 1]));
  });

  it('and comes again reads the names of topics that have ended since', async () => {
    const { log, names, codecs, settled } = made.world;
    const board = boardOf(made.running);
    const [one, two, three] = [...made.running.replica.model().topics.values()].filter(({ level }) => level === 0);
    const [id, next, last] = [one?.id ?? 0, two?.id ?? 0, three?.id ?? 0];
    const commands: Command[] = [
      { kind: 'merge', topic: id, into: next },
      { kind: 'unpin', topic: next },
      { kind: 'merge', topic: next, into: last },
    ];
    log.append(commands.map((command) => ({ topic: names.control, key: null, value: codecs.control.encode(command) })));
    await settled();
    const told = await eventually(() => {
      const views: EventView[] = [];
      board.follow((news) => news.kind === 'event' && views.push(news.event), 0)();
      expect(views.filter(({ type }) => type === 'merged').map(({ topic }) => topic)).toEqual(
        expect.arrayContaining([id, next]),
      );
      return views;
    });
    expect(told).toEqual(board.events({ since: 0, limit: 1000 }).events);
  });

  it('and missed much is told of the newest hundred, in their order', async () => {
    await happens(150);
    const end = await eventually(() => {
      const { length } = made.world.records(made.world.names.events);
      expect(last()).toBe(length);
      return length;
    });
    expect(heard(boardOf(made.running), 0)).toEqual(Array.from({ length: 100 }, (_, i) => end - 99 + i));
    expect(heard(boardOf(made.running), end)).toEqual([]);
  });
});
