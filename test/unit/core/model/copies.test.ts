import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counted, fingerprints, NO_COPIES, sated } from '../../../../src/core/model/copies.ts';
import { LIFE } from '../../../../src/core/model/options.ts';
import type { Copies } from '../../../../src/core/types.ts';
import { stack } from '../../../../src/core/vector.ts';
import { createModel, type Doc, HOUR, rng, START, themed } from '../../../laws/stream.ts';

const HALF_LIFE = 24 * HOUR;

describe('a fingerprint', () => {
  const random = rng(3);
  const rows = Array.from({ length: 2000 }, () => Float32Array.from({ length: 8 }, () => random() - 0.5));

  it('is of the values of a row alone, to the last bit', () => {
    const all = fingerprints(stack(rows, 8));
    expect(fingerprints(stack([...rows].reverse(), 8))).toEqual(all.slice().reverse());
    expect(new Set(all).size).toBe(rows.length);
    const zero = fingerprints(stack([Float32Array.of(0), Float32Array.of(-0), Float32Array.of(0)], 1));
    expect(zero[0]).not.toBe(zero[1]);
    expect(zero[0]).toBe(zero[2]);
  });

  it('differs where a row differs in one bit of one value, and is a safe integer', () => {
    fc.assert(
      fc.property(fc.nat(1999), fc.nat(7), fc.nat(31), (i, j, bit) => {
        const other = (rows[i] as Float32Array).slice();
        const bits = new Int32Array(other.buffer);
        bits[j] = (bits[j] as number) ^ (1 << bit);
        const [a, b] = fingerprints(stack([rows[i] as Float32Array, other], 8));
        expect(a).not.toBe(b);
        expect(Number.isSafeInteger(a)).toBe(true);
      }),
    );
  });
});

describe('counts of copies', () => {
  it('are never above what was added, and below it by a bounded part of all', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(HALF_LIFE, Number.POSITIVE_INFINITY), (seed, halfLife) => {
        const random = rng(seed);
        let copies: Copies = NO_COPIES;
        const exact = new Map<number, number>();
        let all = 0;
        let then = START;
        for (let span = 0; span < 30; span++) {
          const time = START + span * HOUR;
          // Zipf: a few come again and again among many that come once.
          const texts = Float64Array.from(new Set(Array.from({ length: 200 }, () => Math.floor(1 / random()))));
          const left = 2 ** (-(time - then) / halfLife);
          then = time;
          for (const [text, count] of exact) exact.set(text, count * left);
          for (const text of texts) exact.set(text, (exact.get(text) ?? 0) + 1);
          all = all * left + texts.length;
          copies = counted(copies, texts, time, halfLife);
          expect(copies.counts.size).toBeLessThanOrEqual(LIFE.watched);
          for (const [text, count] of copies.counts) expect(count).toBeLessThanOrEqual((exact.get(text) ?? 0) + 1e-9);
          for (const [text, count] of exact)
            expect(copies.counts.get(text) ?? 0).toBeGreaterThanOrEqual(count - all / (LIFE.watched + 1) - 1e-9);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('are not taken back in time by a span that is late', () => {
    const now = counted(NO_COPIES, Float64Array.of(7), START, HALF_LIFE);
    expect(counted(now, Float64Array.of(7), START - HALF_LIFE, HALF_LIFE)).toEqual({
      reference: START,
      counts: new Map([[7, 2]]),
    });
  });

  it('sate from a bound on', () => {
    const counts = new Map([
      [1, LIFE.copies],
      [2, LIFE.copies - 0.01],
    ]);
    expect([...sated({ reference: 0, counts })]).toEqual([1]);
  });
});

describe('one and the same text, again and again', () => {
  const dim = 8;
  const random = rng(5);
  const spam = themed({ 5: 0.7 }, { dim, noise: 0.2, random });
  const news = (n: number): Doc => ({
    id: `news-${n}`,
    time: START + n * 1000,
    vector: themed({ [n % 4]: 0.7 }, { dim, noise: 0.2, random }),
  });
  const weightNear = (model: ReturnType<typeof createModel>): number =>
    [...model.state.cells.values()]
      .filter(({ mean }) => mean.reduce((sum, x, j) => sum + x * (spam[j] as number), 0) > 0.9)
      .reduce((sum, { weight }) => sum + weight, 0);

  it('adds a bounded weight, gets its Θ each time, and does not drown the others', () => {
    const model = createModel({ warmup: 100, halfLife: 30 * HALF_LIFE }, dim);
    for (let n = 0; n < 400; n += 20) model.push(Array.from({ length: 20 }, (_, i) => news(n + i)));
    const before = model.state.topics.size;
    const placed = [];
    for (let n = 400; n < 1000; n++) {
      const copy = { id: `spam-${n}`, time: START + n * 1000, vector: spam };
      // Often alone in its span: nothing but the model's memory tells that it is a copy.
      const turn = model.push(n % 3 === 0 ? [news(n)] : [copy]);
      if (n % 3 !== 0) placed.push(...turn.assigned.placements);
    }
    expect(placed).toHaveLength(400);
    expect(placed.slice(-300).filter(({ theta }) => theta.length === 0)).toEqual([]);
    // Those met before there was a topic for them got theirs later.
    const early = placed.filter(({ theta }) => theta.length === 0).length;
    const revised = model.turns.flatMap(({ result }) => result.revised).filter(({ id }) => id.startsWith('spam-'));
    expect(early).toBeGreaterThan(LIFE.copies);
    expect(revised.length).toBeGreaterThanOrEqual(early);
    // One may come on top of the bound, and what the summary has lost of it.
    expect(weightNear(model)).toBeLessThanOrEqual(LIFE.copies + 1 + model.state.count / (LIFE.watched + 1));
    expect(model.state.topics.size).toBeGreaterThanOrEqual(before);
    expect(model.state.strays.size).toBe(0);
  });

  it('counts again when what it added is forgotten', () => {
    const model = createModel({ warmup: 0, halfLife: HALF_LIFE }, dim);
    const days = 40;
    for (let day = 0; day < days; day++)
      for (let n = 0; n < 4; n++) {
        const time = START + day * HALF_LIFE + n * HOUR;
        model.push([
          { id: `spam-${day}-${n}`, time, vector: spam },
          { ...news(4 * day + n), time },
        ]);
      }
    const added = model.turns
      .slice(-4 * 20)
      .reduce((sum, { before, after }) => sum + (after.count - before.count - 1), 0);
    // What is left of 8 after a day is 4: four more may be added each day.
    expect(added).toBeGreaterThanOrEqual(20 * 3);
    expect(added).toBeLessThanOrEqual(20 * 4);
  });
});
