import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ItemKeys, Seen } from '../../../../src/core/feeds/seen.ts';

const item = (guid: string | null, link: string | null, content: string): ItemKeys => ({ guid, link, content });

describe('what was seen', () => {
  it('knows an item by guid within its feed, by link and content anywhere', () => {
    const seen = new Seen(100);
    seen.restore('a', seen.sift('a', [item('1', 'x', 'X')]).memory);
    const fresh = (feed: string, one: ItemKeys) => seen.sift(feed, [one]).fresh.length === 1;
    expect(fresh('a', item('1', 'y', 'Y'))).toBe(false);
    expect(fresh('b', item('1', 'y', 'Y'))).toBe(true);
    expect(fresh('b', item('2', 'x', 'Y'))).toBe(false);
    expect(fresh('b', item(null, null, 'X'))).toBe(false);
    expect(fresh('b', item(null, null, 'Z'))).toBe(true);
  });

  it('does not take a link that all items share for their name', () => {
    const seen = new Seen(100);
    const items = [item('1', 'home', 'A'), item('2', 'home', 'B'), item('3', 'home', 'A')];
    expect(seen.sift('a', items).fresh).toEqual([0, 1]);
  });

  it('remembers nothing before it is told that it was written', () => {
    const seen = new Seen(100);
    seen.sift('a', [item('1', 'x', 'X')]);
    expect(seen.sift('a', [item('1', 'x', 'X')]).fresh).toEqual([0]);
  });

  it('hands out each item once, and never one that is still in the feed, however small its memory', () => {
    const windows = fc.array(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 8 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(windows, fc.integer({ min: 0, max: 30 }), (steps, most) => {
        let seen = new Seen(most);
        let start = 0;
        const sent: number[] = [];
        let memory: readonly string[] = [];
        for (const [ahead, size] of steps) {
          // A feed moves on, keeping some of what it had; and the process starts anew each time.
          start += Math.min(ahead, size);
          const window = Array.from({ length: size }, (_, at) => start + at);
          seen = new Seen(most);
          seen.restore('f', memory);
          const sifted = seen.sift(
            'f',
            window.map((n) => item(`g${n}`, `l${n}`, `c${n}`)),
          );
          sent.push(...sifted.fresh.map((at) => window[at] ?? -1));
          memory = sifted.memory;
          expect(memory.length).toBeLessThanOrEqual(Math.max(most, 3 * size));
          expect(new Set(memory).size).toBe(memory.length);
        }
        // With room for what one window can push out, nothing comes twice.
        if (most >= 24) expect(new Set(sent).size).toBe(sent.length);
      }),
    );
  });
});
