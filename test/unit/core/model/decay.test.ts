import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  boundTerms,
  documentWeight,
  heaviestFirst,
  landmarkOf,
  regained,
  remaining,
} from '../../../../src/core/model/decay.ts';
import { Counts } from '../../../../src/core/text/counts.ts';

describe('remaining', () => {
  it('is half after a half-life, a quarter after two, all of it at once or backwards', () => {
    expect(remaining(1000, 1000)).toBe(0.5);
    expect(remaining(2000, 1000)).toBe(0.25);
    expect(remaining(500, 1000)).toBeCloseTo(Math.SQRT1_2, 15);
    expect(remaining(0, 1000)).toBe(1);
    expect(remaining(-5000, 1000)).toBe(1);
    expect(remaining(1e15, Number.POSITIVE_INFINITY)).toBe(1);
  });

  it('of two stretches is that of both together', () => {
    fc.assert(
      fc.property(fc.nat({ max: 5000 }), fc.nat({ max: 5000 }), (a, b) => {
        expect(remaining(a, 700) * remaining(b, 700)).toBeCloseTo(remaining(a + b, 700), 12);
      }),
    );
  });
});

describe('documentWeight', () => {
  it('is 2^(−lateness / halfLife) as float32, and never so little that it is lost', () => {
    expect(documentWeight(0, 1000)).toBe(1);
    expect(documentWeight(3000, 1000)).toBe(0.125);
    expect(documentWeight(333, 1000)).toBe(Math.fround(2 ** -0.333));
    // A document of 1970 in a feed of today, with a half-life of a day.
    const least = documentWeight(1.7e12, 86_400_000);
    expect(least).toBeGreaterThan(0);
    expect(Math.fround(least * 0.01) / least).toBeCloseTo(0.01, 6);
    expect(least).toBeLessThan(1e-20);
  });
});

describe('landmarks', () => {
  it('are the last multiple of 16 half-lives: counts stay within 2^16 of their size, and shrink without rounding', () => {
    expect(landmarkOf(0, 10)).toBe(0);
    expect(landmarkOf(159, 10)).toBe(0);
    expect(landmarkOf(160, 10)).toBe(160);
    expect(landmarkOf(1e12, Number.POSITIVE_INFINITY)).toBe(0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e13 }), fc.integer({ min: 1000, max: 1e11 }), (time, halfLife) => {
        const landmark = landmarkOf(time, halfLife);
        expect(landmark).toBeLessThanOrEqual(time);
        expect(time - landmark).toBeLessThan(16 * halfLife);
        expect(regained(landmark, time, halfLife)).toBeLessThan(2 ** 16);
        // What a landmark makes of a count of that time, time makes of it again.
        expect(regained(landmark, time, halfLife) * remaining(time - landmark, halfLife)).toBeCloseTo(1, 9);
        expect(remaining(landmarkOf(landmark + 16 * halfLife, halfLife) - landmark, halfLife)).toBe(2 ** -16);
      }),
    );
    expect(regained(100, 90, 10)).toBe(0.5);
    expect(regained(0, 90, Number.POSITIVE_INFINITY)).toBe(1);
  });
});

describe('terms', () => {
  const map = (terms: Record<string, number>) => Counts.from(new Map(Object.entries(terms)));

  it('are cut back to the heaviest once there are more than twice as many, ties by spelling', () => {
    const four = map({ d: 1, a: 1, c: 2, b: 1 });
    expect(boundTerms(four, 2)).toBe(four);
    expect([...boundTerms(map({ d: 1, a: 1, c: 2, b: 1, e: 0.5 }), 2)]).toEqual([
      ['c', 2],
      ['a', 1],
    ]);
  });

  it('in whatever order they came, are cut back to the same', () => {
    const counts = fc.array(fc.tuple(fc.constantFrom(...'abcdefgh'), fc.nat({ max: 3 })), { maxLength: 20 });
    fc.assert(
      fc.property(counts, (pairs) => {
        const a = new Map(pairs);
        const b = new Map([...a].reverse());
        expect(new Map([...boundTerms(Counts.from(b), 2)].sort())).toEqual(
          new Map([...boundTerms(Counts.from(a), 2)].sort()),
        );
        expect([...a].sort(heaviestFirst)).toEqual([...b].sort(heaviestFirst));
      }),
    );
  });
});
