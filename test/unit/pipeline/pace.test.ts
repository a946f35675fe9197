import { describe, expect, it } from 'vitest';
import { createPace } from '../../../src/pipeline/pace.ts';

const span = (partition: number, from: number, to: number) => ({
  topic: 'documents',
  partition,
  epoch: 1,
  from: BigInt(from),
  to: BigInt(to),
});

/** Ten seconds in which `done` of a log of `size` were worked on while its end went from there to `end`. */
function paced({ size, end, done }: { size: number; end: number; done: number }) {
  const pace = createPace();
  pace.moved({ span: span(0, 0, 0), highWatermark: BigInt(size) }, 0);
  pace.moved({ span: span(0, 0, done), highWatermark: BigInt(end) }, 10_000);
  return pace;
}

describe('the pace', () => {
  it('knows nothing before the first batch', () => {
    expect(createPace().report(0)).toEqual({
      lag: 0,
      input: 0,
      output: 0,
      catchUp: 0,
      behind: false,
      statement: 'no lag; 0 documents/s arrive, 0/s are processed',
    });
  });

  it('knows nothing of now when the ends were seen long ago, until they are again or a batch is committed', () => {
    const pace = paced({ size: 0, end: 5000, done: 5000 });
    pace.ended(new Map([[0, 5003n]]), 15_000);
    expect(pace.report(35_000)).toMatchObject({ lag: 3, behind: false });
    expect(pace.unheard(35_000)).toBe(false);
    const unknown = pace.report(40_000);
    expect(unknown).toMatchObject({ lag: 3, catchUp: Number.NaN, behind: true });
    expect(unknown.statement).toBe(
      'the broker has not told for 25 s where the log ends: how many documents wait is not known, 3 did then; see the logs',
    );
    expect(pace.unheard(40_000)).toBe(true);
    pace.moved({ span: span(0, 5000, 5003), highWatermark: 5003n }, 41_000);
    expect(pace.report(41_000)).toMatchObject({ lag: 0, behind: false });
    expect(pace.report(62_000).behind).toBe(true);
    pace.ended(new Map([[0, 5003n]]), 63_000);
    expect(pace.report(63_000)).toMatchObject({ lag: 0, catchUp: 0, behind: false });
  });

  it('is not behind without a lag, however fast the input', () => {
    expect(paced({ size: 0, end: 5000, done: 5000 }).report(10_000)).toMatchObject({
      lag: 0,
      behind: false,
      catchUp: 0,
    });
  });

  it('says when a lag will be gone', () => {
    // 100/s are processed, 20/s arrive: 200 left at a gain of 80/s.
    const report = paced({ size: 1000, end: 1200, done: 1000 }).report(10_000);
    expect(report).toMatchObject({ lag: 200, behind: false });
    expect(report.output).toBeCloseTo(100, 1);
    expect(report.input).toBeCloseTo(20, 1);
    expect(report.catchUp).toBeCloseTo(2.5, 1);
    expect(report.statement).toBe(
      '200 documents wait and are caught up with in 3 s; 20 documents/s arrive, 100/s are processed',
    );
  });

  it('is behind when catching up takes longer than a minute, and says what to do', () => {
    const report = paced({ size: 100_000, end: 100_000, done: 1000 }).report(10_000);
    expect(report.behind).toBe(true);
    expect(report.catchUp).toBeCloseTo(990, 0);
    expect(report.statement).toMatch(
      /^99000 documents wait and are caught up with in 99[01] s: .*if that is too long, add replicas/,
    );
  });

  it('is behind for ever when more arrives than is processed', () => {
    const report = paced({ size: 1000, end: 3000, done: 500 }).report(10_000);
    expect(report).toMatchObject({ lag: 2500, behind: true, catchUp: Number.POSITIVE_INFINITY });
    expect(report.statement).toMatch(
      /^input outruns encoding: 200 documents\/s arrive, 50\/s .* 2500 documents wait .*grows; add replicas/,
    );
  });

  it('is not behind while what waits is a moment of work, though no less arrives than is processed', () => {
    // 15/s arrive and are processed, 9 wait.
    const report = paced({ size: 9, end: 159, done: 150 }).report(10_000);
    expect(report).toMatchObject({ lag: 9, behind: false });
    expect(report.statement).toBe("9 documents wait, a moment's work; 15 documents/s arrive, 15/s are processed");
  });

  it('takes no rate over less than a second', () => {
    const pace = createPace();
    pace.moved({ span: span(0, 0, 16), highWatermark: 16n }, 5);
    expect(pace.report(5).output).toBe(16);
  });

  it('adds up partitions, and forgets those taken away', () => {
    const pace = paced({ size: 1000, end: 1000, done: 900 });
    pace.moved({ span: span(1, 0, 10), highWatermark: 50n }, 10_000);
    expect(pace.report(10_000).lag).toBe(140);
    pace.forget(1);
    expect(pace.report(10_000).lag).toBe(100);
  });

  it('looks back half a minute', () => {
    const pace = createPace();
    pace.moved({ span: span(0, 0, 100_000), highWatermark: 200_000n }, 0);
    for (let second = 1; second <= 60; second++)
      pace.moved({ span: span(0, 0, 100_000 + 10 * second), highWatermark: 200_000n }, 1000 * second);
    const { output } = pace.report(60_000);
    expect(output).toBeCloseTo(10, 1);
  });

  it('is of now: half a minute after the last document nothing arrives, and nothing is processed', () => {
    const pace = paced({ size: 1000, end: 2000, done: 2000 });
    expect(pace.report(10_000).output).toBeGreaterThan(100);
    expect(pace.report(41_000)).toMatchObject({ lag: 0, input: 0, output: 0, catchUp: 0, behind: false });
  });

  it('sees the log grow while nothing is processed, and says so when that has gone on for a minute', () => {
    const pace = createPace();
    pace.begin(0, 100n);
    expect([...pace.lags()]).toEqual([]);
    for (let second = 0; second <= 60; second += 5) {
      pace.ended(
        new Map([
          [0, BigInt(100 + 20 * second)],
          [1, 9000n],
        ]),
        1000 * second,
      );
      expect([...pace.lags()]).toEqual([[0, 20 * second]]);
      expect(pace.report(1000 * second).behind).toBe(false);
    }
    pace.ended(new Map([[0, 1400n]]), 65_000);
    const report = pace.report(65_000);
    expect(report).toMatchObject({ lag: 1300, output: 0, behind: true, catchUp: Number.POSITIVE_INFINITY });
    expect(report.input).toBeCloseTo(20, 1);
    expect(report.statement).toMatch(/^nothing is processed: 1300 documents wait, 20\/s arrive; .*trainer/);
  });

  it('is not alarmed by documents that have only come, in a feed so slow that it has no rate', () => {
    const pace = createPace();
    pace.begin(0, 0n);
    for (let second = 0; second <= 60; second += 5) pace.ended(new Map([[0, 0n]]), 1000 * second);
    pace.ended(new Map([[0, 3n]]), 65_000);
    const waiting = { lag: 3, output: 0, catchUp: Number.NaN, behind: false };
    expect(pace.report(65_000)).toMatchObject({
      ...waiting,
      statement: '3 documents wait; 0 documents/s arrive, 0/s are processed',
    });
    pace.moved({ span: span(0, 0, 2), highWatermark: 3n }, 66_000);
    pace.ended(new Map([[0, 9n]]), 70_000);
    // One has waited since the second before last, the others since the last.
    expect(pace.report(70_000)).toMatchObject({ lag: 7, catchUp: Number.NaN, behind: false });
    pace.moved({ span: span(0, 2, 9), highWatermark: 9n }, 71_000);
    expect(pace.report(71_000)).toMatchObject({ lag: 0, catchUp: 0, behind: false });
  });

  it('never takes the end of a log back, and goes on where a batch failed', () => {
    const pace = createPace();
    pace.begin(0, 0n);
    pace.ended(new Map([[0, 50n]]), 0);
    // Fetched before that look, committed after it.
    pace.moved({ span: span(0, 0, 10), highWatermark: 30n }, 1000);
    expect(pace.report(1000)).toMatchObject({ lag: 40, input: 0 });
    pace.begin(0, 10n);
    expect(pace.report(1000).lag).toBe(40);
    // Elsewhere than what was done: nothing is known until the end is seen.
    pace.begin(0, 5n);
    expect([...pace.lags()]).toEqual([]);
    expect(pace.report(1000).lag).toBe(0);
  });
});
