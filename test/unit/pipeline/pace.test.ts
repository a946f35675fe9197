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
    expect(createPace().report()).toEqual({
      lag: 0,
      input: 0,
      output: 0,
      catchUp: 0,
      behind: false,
      statement: 'no lag; 0 documents/s arrive, 0/s are processed',
    });
  });

  it('is not behind without a lag, however fast the input', () => {
    expect(paced({ size: 0, end: 5000, done: 5000 }).report()).toMatchObject({ lag: 0, behind: false, catchUp: 0 });
  });

  it('says when a lag will be gone', () => {
    // 100/s are processed, 20/s arrive: 200 left at a gain of 80/s.
    const report = paced({ size: 1000, end: 1200, done: 1000 }).report();
    expect(report).toMatchObject({ lag: 200, behind: false });
    expect(report.output).toBeCloseTo(100, 1);
    expect(report.input).toBeCloseTo(20, 1);
    expect(report.catchUp).toBeCloseTo(2.5, 1);
    expect(report.statement).toBe(
      '200 documents wait and are caught up with in 3 s; 20 documents/s arrive, 100/s are processed',
    );
  });

  it('is behind when catching up takes longer than a minute, and says what to do', () => {
    const report = paced({ size: 100_000, end: 100_000, done: 1000 }).report();
    expect(report.behind).toBe(true);
    expect(report.catchUp).toBeCloseTo(990, 0);
    expect(report.statement).toMatch(
      /^99000 documents wait and are caught up with in 99[01] s: .*if that is too long, add replicas/,
    );
  });

  it('is behind for ever when more arrives than is processed', () => {
    const report = paced({ size: 1000, end: 3000, done: 500 }).report();
    expect(report).toMatchObject({ lag: 2500, behind: true, catchUp: Number.POSITIVE_INFINITY });
    expect(report.statement).toMatch(
      /^input outruns encoding: 200 documents\/s arrive, 50\/s .* 2500 documents wait .*grows; add replicas/,
    );
  });

  it('is not behind while what waits is a moment of work, though no less arrives than is processed', () => {
    // 15/s arrive and are processed, 9 wait.
    const report = paced({ size: 9, end: 159, done: 150 }).report();
    expect(report).toMatchObject({ lag: 9, behind: false });
    expect(report.statement).toBe("9 documents wait, a moment's work; 15 documents/s arrive, 15/s are processed");
  });

  it('takes no rate over less than a second', () => {
    const pace = createPace();
    pace.moved({ span: span(0, 0, 16), highWatermark: 16n }, 5);
    expect(pace.report().output).toBe(16);
  });

  it('adds up partitions, and forgets those taken away', () => {
    const pace = paced({ size: 1000, end: 1000, done: 900 });
    pace.moved({ span: span(1, 0, 10), highWatermark: 50n }, 10_000);
    expect(pace.report().lag).toBe(140);
    pace.forget(1);
    expect(pace.report().lag).toBe(100);
  });

  it('looks back half a minute', () => {
    const pace = createPace();
    pace.moved({ span: span(0, 0, 100_000), highWatermark: 200_000n }, 0);
    for (let second = 1; second <= 60; second++)
      pace.moved({ span: span(0, 0, 100_000 + 10 * second), highWatermark: 200_000n }, 1000 * second);
    const { output } = pace.report();
    expect(output).toBeCloseTo(10, 1);
  });
});
