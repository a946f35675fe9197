/** A few seeds of `make simulate`, that a seed is what it is said to be, and that `make planted` would still plant its bugs. */
import { describe, expect, it } from 'vitest';
import { BUGS } from './bugs.ts';
import { FAULTS, FEWEST } from './faults.ts';
import { DOCUMENTS, feedOf } from './feed.ts';
import { Report } from './report.ts';
import { scenarioOf, simulate } from './run.ts';
import { edited } from './tree.ts';
import { result } from './worker.ts';

const seeds = (count: number, from = 1): number[] => Array.from({ length: count }, (_, i) => from + i);

describe('a seed', () => {
  it.each(seeds(10))('%d breaks no invariant', async (seed) => {
    const found = await result(seed);
    expect(found.wrong).toBeNull();
    expect(found.happened.length).toBeGreaterThanOrEqual(FEWEST);
  });

  it('is the same run each time, step by step', async () => {
    for (const seed of seeds(3, 100)) {
      const [once, twice]: [string[], string[]] = [[], []];
      const { trace } = await simulate(scenarioOf(seed), { story: once });
      expect((await simulate(scenarioOf(seed), { story: twice })).trace).toBe(trace);
      expect(twice).toEqual(once);
      expect(once.some((line) => line.includes('FAULT'))).toBe(true);
      expect((await simulate(scenarioOf(seed + 1))).trace).not.toBe(trace);
    }
  });

  it('has replicas, partitions and documents enough, both kinds of model, and any fault', () => {
    const scenarios = seeds(200).map(scenarioOf);
    for (const { settings } of scenarios) {
      expect(settings.replicas).toBeGreaterThanOrEqual(2);
      expect(settings.partitions).toBeGreaterThanOrEqual(2);
    }
    for (const feed of new Set(scenarios.map((one) => one.feed)))
      expect(feedOf(feed).filter(({ kind }) => kind === 'good')).toHaveLength(DOCUMENTS);
    expect(DOCUMENTS).toBeGreaterThanOrEqual(100);
    expect(new Set(scenarios.map(({ exact }) => exact)).size).toBe(2);
  });
});

describe('a report', () => {
  it('says how often each fault came to pass, and in which share of its runs it interrupted a transaction', () => {
    const report = new Report();
    const happened = [
      { what: 'killed', interrupted: true },
      { what: 'killed', interrupted: false },
      { what: 'moved', interrupted: false },
    ] as const;
    report.add({ seed: 1, wrong: null, happened, steps: 10, took: 1000 });
    report.add({
      seed: 2,
      wrong: 'a second first Θ',
      happened: [{ what: 'killed', interrupted: false }],
      steps: 1,
      took: 1,
    });
    expect(report.table()).toContain(`| \`killed\` | ${FAULTS.killed} | 3 | 2 | 50 % |`);
    expect(report.table()).toContain(`| \`moved\` | ${FAULTS.moved} | 1 | 1 | 0 % |`);
    expect(report.table()).toContain(`| \`joined\` | ${FAULTS.joined} | 0 | 0 | – |`);
    expect(report.failed.map(({ seed }) => seed)).toEqual([2]);
  });
});

it.each(BUGS.map((bug) => [bug.name, bug] as const))('a bug finds its place: %s', async (_, bug) => {
  expect((await edited(bug)).size).toBeGreaterThan(0);
});
