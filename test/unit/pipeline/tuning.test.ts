import { describe, expect, it } from 'vitest';
import { tuneAgain } from '../../../src/pipeline/tuning.ts';

const HOUR = 3_600_000;

/** Replicas that share when the last tuning began, on one clock that stands still but in sleeps; ended at `until`. */
function shared(until: number) {
  let now = 0;
  let last: number | null = null;
  const sleepers: { at: number; wake: () => void }[] = [];
  const end = new AbortController();
  const lines: string[] = [];
  const clock = {
    now: () => now,
    sleep: (ms: number) => new Promise<void>((wake) => void sleepers.push({ at: now + ms, wake })),
  };
  return {
    lines,
    last: () => last,
    setLast: (at: number) => {
      last = at;
    },
    replica: (trains: () => boolean, tune: () => Promise<string>) =>
      tuneAgain(
        {
          every: 24 * HOUR,
          last: {
            read: async () => last,
            write: async (at) => {
              last = at;
            },
          },
          trains,
          tune,
          clock,
          probe: { log: (level, message) => void lines.push(`${level} ${message}`) },
        },
        end.signal,
      ),
    now: () => now,
    async pass() {
      while (now < until) {
        await new Promise((done) => setImmediate(done));
        const next = sleepers.sort((a, b) => a.at - b.at).shift();
        if (next === undefined) throw new Error('nobody sleeps');
        now = next.at;
        next.wake();
      }
      end.abort();
      for (const { wake } of sleepers) wake();
    },
  };
}

describe('tuneAgain', () => {
  it('tunes a period after it was switched on, then every period', async () => {
    const world = shared(73 * HOUR);
    const times: number[] = [];
    const done = world.replica(
      () => true,
      async () => {
        times.push(world.now());
        return 'moved';
      },
    );
    await world.pass();
    await done;
    expect(times.map((at) => Math.round(at / HOUR))).toEqual([24, 48, 72]);
    expect(world.lines.filter((line) => line === 'info moved')).toHaveLength(3);
  });

  it('is done by the replica that trains alone, whichever that is at the time', async () => {
    const world = shared(49 * HOUR);
    const tuned: string[] = [];
    const replica = (name: string, trains: () => boolean) =>
      world.replica(trains, async () => {
        tuned.push(name);
        return 'moved';
      });
    const all = [replica('a', () => world.now() < 30 * HOUR), replica('b', () => world.now() >= 30 * HOUR)];
    await world.pass();
    await Promise.all(all);
    expect(tuned).toEqual(['a', 'b']);
  });

  it('goes by when the last began, whoever began it, across restarts', async () => {
    const world = shared(25 * HOUR);
    world.setLast(-12 * HOUR);
    const times: number[] = [];
    const done = world.replica(
      () => true,
      async () => {
        times.push(world.now());
        return 'moved';
      },
    );
    await world.pass();
    await done;
    expect(times.map((at) => Math.round(at / HOUR))).toEqual([12]);
    expect(world.last()).toBe(times[0]);
  });

  it.each([
    ['cannot be read', Number.NaN],
    ['a clock has written that was years ahead', 1e6 * HOUR],
  ])('begins to count anew when the time of the last %s', async (_, last) => {
    const world = shared(49 * HOUR);
    world.setLast(last);
    const times: number[] = [];
    const done = world.replica(
      () => true,
      async () => {
        times.push(world.now());
        return 'moved';
      },
    );
    await world.pass();
    await done;
    expect(times.map((at) => Math.round(at / HOUR))).toEqual([24, 48]);
  });

  it('tells of a failure and tries again a period later', async () => {
    const world = shared(49 * HOUR);
    const done = world.replica(
      () => true,
      async () => {
        throw new Error('no broker');
      },
    );
    await world.pass();
    await done;
    expect(world.lines.filter((line) => line === 'warn the encoder was not tuned: no broker')).toHaveLength(2);
  });
});
