import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CERTAINTY } from '../../../../src/core/model/options.ts';
import { drawn, drawOf, shortlisted, wantedBelow } from '../../../../src/core/model/panel.ts';
import type { Panelist } from '../../../../src/core/types.ts';
import { panelist, state, topic } from './make.ts';

const options = { halfLife: 1000, seed: 3 };
const panelOf = (list: readonly Panelist[]) => new Map(list.map((p) => [p.id, p]));
const many = (n: number, given: (i: number) => Partial<Panelist>) =>
  Array.from({ length: n }, (_, i) => panelist(`p${i}`, given(i)));

describe('the draw', () => {
  it('takes documents in proportion to count·2^(time / halfLife): the smaller of two exponential keys', () => {
    // Of two documents the first is drawn with probability w₁ / (w₁ + w₂), over many pairs of ids.
    const wins = (a: { time: number; count: number }, b: { time: number; count: number }) => {
      let first = 0;
      for (let i = 0; i < 4000; i++)
        if (
          drawOf({ id: `a${i}`, time: a.time }, a.count, options) <
          drawOf({ id: `b${i}`, time: b.time }, b.count, options)
        )
          first++;
      return first / 4000;
    };
    expect(wins({ time: 0, count: 9 }, { time: 0, count: 9 })).toBeCloseTo(1 / 2, 1);
    expect(wins({ time: 1585, count: 9 }, { time: 0, count: 9 })).toBeCloseTo(3 / 4, 1);
    expect(wins({ time: 0, count: 89 }, { time: 0, count: 9 })).toBeCloseTo(9 / 10, 1);
  });

  it('hangs on the id and the seed alone, and on no time without a half-life', () => {
    const key = (id: string, seed: number, time = 0) =>
      drawOf({ id, time }, 5, { halfLife: Number.POSITIVE_INFINITY, seed });
    expect(key('a', 1)).toBe(key('a', 1, 1e12));
    expect(key('a', 1)).not.toBe(key('a', 2));
    expect(key('a', 1)).not.toBe(key('b', 1));
  });
});

describe('the panel', () => {
  const topics = [topic(1), topic(7, { level: 1 })];

  it('keeps the smallest draws, as if all had come at once', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: -10_000, max: 10_000 }), { minLength: 500, maxLength: 700 }),
        fc.nat({ max: 500 }),
        (draws, cut) => {
          const all = draws.map((draw) => panelist(`p${draw}`, { draw }));
          const some = drawn(state({ topics }), all.slice(0, cut), []);
          const panel = drawn({ ...state({ topics }), panel: some }, all.slice(cut), []);
          const expected = [...draws].sort((a, b) => a - b).slice(0, CERTAINTY.panel);
          expect([...panel.values()].map(({ draw }) => draw)).toEqual(expected);
          expect(wantedBelow(panel)).toBe(draws.length < CERTAINTY.panel ? Number.POSITIVE_INFINITY : expected.at(-1));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('leaves out what was deleted, and arrivals whose topic is gone or a parent', () => {
    const before = state({ topics, panel: [panelist('a'), panelist('b')] });
    const arriving = [panelist('c', { topic: 2 }), panelist('d', { topic: 7 }), panelist('e'), panelist('f')];
    expect([...drawn(before, arriving, ['b', 'f']).keys()]).toEqual(['a', 'e']);
    expect(drawn(before, arriving.slice(0, 2), ['z'])).toBe(before.panel);
  });

  it('has a document that is written again once, as it was drawn last', () => {
    const before = state({ topics, panel: [panelist('a', { draw: 1 })] });
    expect(drawn(before, [panelist('a', { draw: 5, offset: 9n })], [])).toEqual(
      panelOf([panelist('a', { draw: 5, offset: 9n })]),
    );
  });

  it('is the same for a short list of a batch, with the newest of each id', () => {
    const written = fc.record({
      id: fc.integer({ min: 0, max: 900 }),
      draw: fc.integer({ min: -10_000, max: 10_000 }),
    });
    fc.assert(
      fc.property(
        fc.array(written, { minLength: CERTAINTY.panel, maxLength: 3 * CERTAINTY.panel, size: 'max' }),
        fc.integer({ min: 0, max: CERTAINTY.panel }),
        (documents, held) => {
          const before = state({ topics, panel: many(held, (i) => ({ id: `held${i}`, draw: 40 * i - 9000 })) });
          const batch = documents.map(({ id, draw }) => panelist(`p${id}`, { draw }));
          const short = shortlisted(batch);
          expect(short.length).toBeLessThanOrEqual(CERTAINTY.panel);
          expect(short).toEqual(batch.filter((document) => short.includes(document)));
          expect(drawn(before, short, [])).toEqual(drawn(before, batch, []));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('wants any document while there is room', () => {
    expect(wantedBelow(panelOf(many(CERTAINTY.panel - 1, (i) => ({ draw: i }))))).toBe(Number.POSITIVE_INFINITY);
    expect(wantedBelow(panelOf(many(CERTAINTY.panel, (i) => ({ draw: 1 - i }))))).toBe(1);
  });
});
