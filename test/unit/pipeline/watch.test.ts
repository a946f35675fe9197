import { describe, expect, it } from 'vitest';
import type { Standing } from '../../../src/core/epoch.ts';
import { LeitmotifError } from '../../../src/core/errors.ts';
import { createPace } from '../../../src/pipeline/pace.ts';
import { createWatch } from '../../../src/pipeline/watch.ts';
import { eventually } from '../../support/eventually.ts';
import { recordingProbe } from '../../support/probe.ts';
import { workbench } from '../../support/workbench.ts';
import { fastClock as clock } from '../../support/world.ts';

/** Watches partition 0 of two, with ten documents done, through some answers about the ends; the last goes on. */
async function watched(...answers: (() => Promise<readonly Standing[]>)[]) {
  const { feed, stop } = await workbench();
  const pace = createPace();
  pace.begin(0, 10n);
  const probe = recordingProbe();
  const watch = createWatch({ pace, worker: { unabsorbed: () => 3 }, models: feed, clock, probe });
  const over = new AbortController();
  let asked = 0;
  const standing = () => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    return answer === undefined ? Promise.resolve([]) : answer();
  };
  const ended = watch.run({ standing }, over.signal);
  return {
    watch,
    probe,
    last: (gauge: string) => probe.gauges.get(`leitmotif_${gauge}`)?.at(-1),
    asked: () => asked,
    async end() {
      over.abort();
      await ended;
      await stop();
    },
  };
}

/** Nothing is absorbed; the group was to begin at an offset, or has not been there. */
const stands = (partition: number, end: bigint, given: Partial<Standing> = {}): Standing => {
  return { partition, low: 0n, end, committed: null, position: null, ...given };
};
const ends = async () => [stands(0, 25n), stands(1, 40n)];
const away = () => Promise.reject(new LeitmotifError('transient', 'connect', 'the broker is away'));
const silent = () => new Promise<never>(() => {});

describe('the watch', () => {
  it('tells of the partitions in hand where the log ends now, and of all of them for the group', async () => {
    const { watch, probe, last, end } = await watched(ends);
    await eventually(() => expect(last('consumer_lag{partition=0}')).toBe(15));
    expect(probe.gauges.has('leitmotif_consumer_lag{partition=1}')).toBe(false);
    expect(last('model_lag_batches')).toBe(3);
    expect(watch.group()).toMatchObject({ lag: 65, output: 0 });
    await end();
    // Who no longer looks knows no longer.
    expect(last('catch_up_seconds')).toBeNaN();
  });

  it('takes nothing for waiting that lies before the place where the group was to begin, or is gone', async () => {
    const { watch, end } = await watched(async () => [
      stands(0, 1000n, { position: 990n }),
      stands(1, 500n, { low: 500n }),
      // Committed, and not absorbed yet.
      stands(2, 70n, { low: 40n, position: 60n, committed: 60n }),
    ]);
    await eventually(() => expect(watch.group()).toMatchObject({ lag: 40 }));
    await end();
  });

  it('knows where the group was to begin when it has committed the first documents, too', async () => {
    const at = (committed: bigint | null) => async () => [stands(0, 1000n, { position: committed ?? 990n, committed })];
    const { watch, asked, end } = await watched(at(null), at(995n));
    await eventually(() => expect(asked()).toBeGreaterThan(3));
    expect(watch.group()).toMatchObject({ lag: 10, output: 0 });
    await end();
  });

  it('is alarmed once by documents that wait though nothing moves', async () => {
    const { probe, last, asked, end } = await watched(ends);
    await eventually(() => expect(last('catch_up_seconds')).toBe(Number.POSITIVE_INFINITY), { timeout: 10_000 });
    const looks = asked();
    await eventually(() => expect(asked()).toBeGreaterThan(looks + 2));
    expect(probe.lines).toEqual([{ level: 'warn', message: expect.stringMatching(/^nothing is processed: 15 doc/) }]);
    await end();
  });

  it('looks again when the ends cannot be read', async () => {
    const { watch, probe, last, end } = await watched(away, away, ends);
    expect(watch.group()).toBeNull();
    await eventually(() => expect(last('consumer_lag{partition=0}')).toBe(15));
    const said = probe.lines.filter(({ message }) => /ends of the log cannot be read/.test(message));
    expect(said.map(({ level }) => level)).toEqual(['warn', 'warn']);
    await end();
  });

  it('knows of no lag while the broker is away', async () => {
    const { watch, probe, last, end } = await watched(async () => [stands(0, 10n, { committed: 10n })], away);
    await eventually(() => expect(last('consumer_lag{partition=0}')).toBe(0));
    await eventually(() => expect(last('consumer_lag{partition=0}')).toBeNaN(), { timeout: 10_000 });
    expect(last('catch_up_seconds')).toBeNaN();
    expect(
      probe.lines.some(({ message }) => /^the broker has not told for \d+ s where the log ends/.test(message)),
    ).toBe(true);
    expect(watch.group()).toMatchObject({
      behind: true,
      statement: expect.stringContaining('is not known, 10 did then'),
    });
    await end();
  });

  it('waits for nobody who does not answer', async () => {
    const { watch, last, end } = await watched(silent);
    await eventually(() => expect(last('catch_up_seconds')).toBe(0));
    expect(watch.group()).toBeNull();
    await end();
  });
});
