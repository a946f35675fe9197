import { describe, expect, it } from 'vitest';
import type { Board, News } from '../../../../../src/core/show/board.ts';
import type { EventView, Pulse } from '../../../../../src/core/show/types.ts';
import { createStreams } from '../../../../../src/edges/http/api/stream.ts';

const pulse = { model: 3, detail: 'reading' } as Pulse;
const event = (sequence: number): EventView => ({
  sequence,
  type: 'born',
  topic: 1,
  label: 'ice',
  level: 0,
  into: [],
  from: [],
  reason: 'enough documents'.repeat(20),
  numbers: {},
  time: 0,
  model: 3,
});

function told() {
  const followers = new Set<(news: News) => void>();
  const board = {
    pulse: () => pulse,
    follow(take: (news: News) => void) {
      followers.add(take);
      return () => followers.delete(take);
    },
  } as unknown as Board;
  const tell = (news: News): void => {
    for (const take of [...followers]) take(news);
  };
  return { board, followers, tell };
}

async function next(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string | null> {
  const { done, value } = await reader.read();
  return done ? null : new TextDecoder().decode(value);
}

describe('a stream', () => {
  it('begins with when to come again and the pulse, then tells the news as they come', async () => {
    const { board, tell } = told();
    const streams = createStreams();
    const reader = streams.open(board)?.getReader();
    if (!reader) throw new Error('no stream');
    expect(await next(reader)).toBe('retry: 2000\n\n');
    expect(await next(reader)).toBe(`event: pulse\ndata: ${JSON.stringify(pulse)}\n\n`);
    tell({ kind: 'event', event: event(7) });
    expect(await next(reader)).toBe(`event: event\nid: 7\ndata: ${JSON.stringify(event(7))}\n\n`);
    streams.close();
    expect(await next(reader)).toBeNull();
  });

  it('goes on behind the event that the reader has met last', async () => {
    const { board } = told();
    const since: (number | undefined)[] = [];
    const follow: Board['follow'] = (_, from) => {
      since.push(from);
      return () => {};
    };
    const streams = createStreams();
    streams.open({ ...board, follow }, { since: 41 });
    streams.open({ ...board, follow });
    expect(since).toEqual([41, undefined]);
    streams.close();
  });

  it('of a reader that leaves is forgotten', async () => {
    const { board, followers } = told();
    const streams = createStreams();
    const reader = streams.open(board)?.getReader();
    expect([streams.readers(), followers.size]).toEqual([1, 1]);
    await reader?.cancel();
    expect([streams.readers(), followers.size]).toEqual([0, 0]);
  });

  it('of a reader that is too slow is dropped, and no other', async () => {
    const { board, tell } = told();
    const streams = createStreams({ mostWaiting: 2000 });
    let dropped = 0;
    const slow = streams.open(board, { drop: () => void dropped++ })?.getReader();
    const quick = streams.open(board, { drop: () => void dropped++ })?.getReader();
    if (!slow || !quick) throw new Error('no stream');
    for (let i = 0; i < 2; i++) await next(quick);
    for (let i = 0; i < 20; i++) {
      tell({ kind: 'event', event: event(i) });
      expect(await next(quick)).toContain(`id: ${i}\n`);
    }
    expect([dropped, streams.readers()]).toEqual([1, 1]);
    // No more than that was ever kept for it.
    let kept = 0;
    for (let part = await next(slow); part !== null; part = await next(slow)) kept += part.length;
    expect(kept).toBeLessThan(2000 + 1000);
  });

  it('is refused when there are too many', () => {
    const { board } = told();
    const streams = createStreams({ mostReaders: 2 });
    expect([1, 2, 3].map(() => streams.open(board) === null)).toEqual([false, false, true]);
    streams.close();
    expect(streams.open(board)).not.toBeNull();
    streams.close();
  });

  it('gives a sign of life', async () => {
    const { board } = told();
    const streams = createStreams({ heartbeat: 5 });
    const reader = streams.open(board)?.getReader();
    if (!reader) throw new Error('no stream');
    for (let i = 0; i < 2; i++) await next(reader);
    expect(await next(reader)).toBe(': still here\n\n');
    streams.close();
  });
});
