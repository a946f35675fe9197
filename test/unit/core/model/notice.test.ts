import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recentHalfLife } from '../../../../src/core/model/decay.ts';
import { thresholdsOf } from '../../../../src/core/model/geometry.ts';
import { notice, rise } from '../../../../src/core/model/notice.ts';
import { TREND } from '../../../../src/core/model/options.ts';
import { cell, HALF_LIFE, options, topic, turned, vector } from './make.ts';

const DAY = 24 * 3600 * 1000;

describe('rise', () => {
  it('is none for a topic whose documents come evenly, at any age and with or without forgetting', () => {
    const feed = fc.record({
      halfLife: fc.constantFrom(2 * DAY, 30 * DAY, Number.POSITIVE_INFINITY),
      days: fc.integer({ min: 1, max: 300 }),
    });
    fc.assert(
      fc.property(feed, ({ halfLife, days }) => {
        // One document an hour.
        const ages = Array.from({ length: days * 24 }, (_, i) => i * 3_600_000);
        const decayed = (life: number) =>
          ages.reduce((sum, age) => sum + (life === Number.POSITIVE_INFINITY ? 1 : 2 ** (-age / life)), 0);
        const weight = decayed(halfLife);
        const recent = decayed(recentHalfLife(halfLife));
        const { expected, deviations } = rise(weight, recent, days * DAY, halfLife);
        expect(Math.abs(recent - expected)).toBeLessThan(1);
        expect(Math.abs(deviations)).toBeLessThan(1);
      }),
      { numRuns: 40 },
    );
  });

  it('is what comes above that, in standard deviations of a Poisson count, no less than one', () => {
    const { expected } = rise(1000, 0, 300 * DAY, 30 * DAY);
    expect(rise(1000, expected + 3 * Math.sqrt(expected), 300 * DAY, 30 * DAY).deviations).toBeCloseTo(3, 9);
    expect(rise(1, 4, 300 * DAY, 30 * DAY).deviations).toBeCloseTo(4, 1);
  });

  it('of a topic that has no history is none', () => {
    expect(rise(7, 7, 0, HALF_LIFE)).toEqual({ recent: 7, expected: 7, deviations: 0 });
  });
});

describe('notice', () => {
  const geometry = { chance: 0.1, neighbours: 0.5 };
  const now = { streamTime: 300 * DAY, mean: vector(), geometry };
  const halfLife = 30 * DAY;
  const seen = (recent: number, given: Parameters<typeof topic>[1] = {}, age = 0) =>
    notice(
      topic(7, { weight: 200, mean: vector(1), ...given }),
      [cell(1, vector(1), { topic: 7, recent, reference: now.streamTime - age })],
      now,
      options({ halfLife }),
    );
  const usual = rise(200, 0, now.streamTime, halfLife).expected;
  const types = (result: ReturnType<typeof notice>) => result.drafts.map(({ type }) => type);

  it('tells a trend once, when a rise is large against the history, by parts and by documents', () => {
    const result = seen(usual * 5);
    expect(result.drafts).toMatchObject([
      { type: 'trending', topic: 7, numbers: { recent: usual * 5, expected: usual } },
    ]);
    expect(result.topic).toMatchObject({ trending: true, trend: expect.closeTo((usual * 4) / Math.sqrt(usual), 9) });
    expect(types(seen(usual * 5, { trending: true }))).toEqual([]);
    // Many deviations, but not twice what was to be expected.
    const busy = rise(2000, 0, now.streamTime, halfLife).expected;
    const more = busy + (TREND.deviations + 1) * Math.sqrt(busy);
    expect(more).toBeLessThan(TREND.times * busy);
    expect(types(seen(more, { weight: 2000 }))).toEqual([]);
    // Many times what was to be expected, but few documents.
    expect(types(seen(TREND.least - 0.1, { weight: 5 }))).toEqual([]);
    expect(types(seen(TREND.least, { weight: 5 }))).toEqual(['trending']);
  });

  it('counts what is recent by its own short half-life', () => {
    expect(seen(usual * 5, {}, recentHalfLife(halfLife)).topic.trend).toBeCloseTo((usual * 1.5) / Math.sqrt(usual), 9);
  });

  it('tells when it has cooled, which is lower than where it began', () => {
    const at = (deviations: number) => types(seen(usual + deviations * Math.sqrt(usual), { trending: true }));
    expect(at(TREND.cooled + 0.01)).toEqual([]);
    expect(at(TREND.cooled - 0.01)).toEqual(['cooled']);
    expect(seen(usual, { trending: true }).topic.trending).toBe(false);
  });

  it('tells a drift from where it was, and measures from there on, about the mean of the stream', () => {
    const least = (Math.acos(thresholdsOf(geometry).drifted) * 180) / Math.PI;
    const at = (degrees: number) => seen(usual, { anchor: turned(0, 1, degrees) });
    expect(types(at(least - 1))).toEqual([]);
    const far = at(least + 1);
    expect(types(far)).toEqual(['drifted']);
    expect(far.topic.anchor).toEqual(vector(1));
    const raw = topic(7, { weight: 200, mean: vector(1, 0.2), anchor: vector(1, -0.2) });
    expect(types(notice(raw, [], now, options({ halfLife })))).toEqual([]);
    expect(types(notice(raw, [], { ...now, mean: vector(1) }, options({ halfLife })))).toEqual(['drifted']);
    const turning = topic(7, { weight: 200, mean: vector(0.3, 0.3), anchor: vector(0.6, 0.2) });
    expect(types(notice(turning, [], { ...now, mean: vector(0.3) }, options({ halfLife })))).toEqual(['drifted']);
  });

  it('leaves a topic about which nothing is new as it is', () => {
    const t = seen(usual * 3).topic;
    expect(
      notice(t, [cell(1, vector(1), { recent: usual * 3, reference: now.streamTime })], now, options({ halfLife }))
        .topic,
    ).toBe(t);
  });
});
