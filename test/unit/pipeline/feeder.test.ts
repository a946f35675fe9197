import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../src/core/errors.ts';
import type { FeedSource, FeedStep } from '../../../src/core/feeds/types.ts';
import type { Clock } from '../../../src/core/ports.ts';
import { type FeederOptions, feeder } from '../../../src/pipeline/feeder.ts';
import { MemoryFeedLog } from '../../support/feeds.ts';

/** Time that passes only by sleeping. */
function clockOf(): Clock & { slept: number[] } {
  let now = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(ms, signal) {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted === true) return;
      slept.push(ms);
      now += ms;
    },
  };
}

/** Numbers from 1, each a document, with the last one as the position. */
function counting(to: number, beginnings: number[] = []): FeedSource {
  return {
    async *steps(positions, signal) {
      const from = (positions.get('n') as number | undefined) ?? 0;
      beginnings.push(from);
      for (let n = from + 1; n <= to && !signal.aborted; n++) yield stepOf(n);
    },
  };
}
const stepOf = (n: number): FeedStep => ({
  records: [{ key: String(n), value: Buffer.from(String(n)) }],
  positions: new Map([['n', n]]),
});
const keys = ({ records }: MemoryFeedLog) => records.map(({ key }) => Number(key));
const upTo = (to: number) => Array.from({ length: to }, (_, at) => at + 1);
const transient = () => new LeitmotifError('transient', 'commit', 'the broker is away');

function options(source: FeedSource, log: MemoryFeedLog, rest: Partial<FeederOptions> = {}): FeederOptions {
  return {
    source,
    log,
    clock: clockOf(),
    probe: { log() {} },
    random: () => 0.5,
    records: 100,
    bytes: 1_000_000,
    linger: 1000,
    largest: 1_000_000,
    tooLarge() {},
    rate: Number.POSITIVE_INFINITY,
    patience: 60_000,
    committed() {},
    ...rest,
  };
}
const never = new AbortController().signal;

describe('a feeder', () => {
  it('writes everything once, in order, with the position, whatever commits fail', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 60 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 12 })),
        async (to, failing) => {
          const log = new MemoryFeedLog();
          log.fail = (commit) => {
            if (failing.includes(commit)) throw transient();
          };
          await feeder(options(counting(to), log, { records: 7 }), never);
          expect(keys(log)).toEqual(upTo(to));
          expect(log.positions.get('n') ?? 0).toBe(to);
          expect(log.closed).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gathers up to so many records and bytes', async () => {
    const many = new MemoryFeedLog();
    await feeder(options(counting(25), many, { records: 10 }), never);
    expect(many.sizes).toEqual([10, 10, 5]);
    const heavy = new MemoryFeedLog();
    await feeder(options(counting(9), heavy, { bytes: 4 }), never);
    expect(heavy.sizes).toEqual([4, 4, 1]);
  });

  it('does not wait for more when there is nothing more for a while', async () => {
    let more: () => void = () => {};
    const source: FeedSource = {
      async *steps() {
        yield stepOf(1);
        await new Promise<void>((resolve) => {
          more = resolve;
        });
        yield stepOf(2);
      },
    };
    const log = new MemoryFeedLog();
    const seen: number[] = [];
    await feeder(
      options(source, log, {
        committed: ({ records }) => {
          seen.push(records.length);
          if (seen.length === 1) more();
        },
      }),
      never,
    );
    expect(log.sizes).toEqual([1, 1]);
  });

  it('keeps to the rate, in small portions', async () => {
    const clock = clockOf();
    const log = new MemoryFeedLog();
    await feeder(options(counting(100), log, { clock, rate: 50, linger: 0.001 }), never);
    expect(clock.now()).toBeGreaterThan(1900);
    expect(clock.now()).toBeLessThan(2100);
    expect(Math.max(...log.sizes)).toBe(5);
  });

  it('leaves out what the Kafka topic does not take, and keeps the position behind it', async () => {
    const source: FeedSource = {
      async *steps() {
        yield { records: [{ key: 'big', value: Buffer.alloc(11) }], positions: new Map([['n', 1]]) };
      },
    };
    const log = new MemoryFeedLog();
    const left: unknown[] = [];
    await feeder(options(source, log, { largest: 10, tooLarge: ({ key }) => left.push(key) }), never);
    expect([log.records, left, log.positions.get('n')]).toEqual([[], ['big'], 1]);
  });

  it('begins anew from what was committed, with longer and longer pauses, and gives up in the end', async () => {
    const beginnings: number[] = [];
    const clock = clockOf();
    const log = new MemoryFeedLog();
    log.fail = (commit) => {
      if (commit > 1) throw transient();
    };
    const fed = feeder(options(counting(30, beginnings), log, { records: 10, clock, patience: 3000 }), never);
    await expect(fed).rejects.toThrow('the broker is away');
    expect(beginnings).toEqual([0, 10, 10, 10, 10, 10]);
    expect(clock.slept).toEqual([150, 300, 600, 1200, 2400]);
    expect(keys(log)).toEqual(upTo(10));
  });

  it('stops at once when another process has taken over, and names the remedy', async () => {
    const log = new MemoryFeedLog();
    log.fail = () => {
      throw new LeitmotifError('fenced', 'commit', 'INVALID_PRODUCER_EPOCH');
    };
    await expect(feeder(options(counting(3), log), never)).rejects.toThrow(/same name.*--name/);
    expect(log.taken).toBe(1);
  });

  it('writes what it has in hand when it is told to stop, and ends a source that waits', async () => {
    const stop = new AbortController();
    const source: FeedSource = {
      async *steps(_, signal) {
        yield stepOf(1);
        yield stepOf(2);
        stop.abort();
        await new Promise<void>((resolve) => {
          if (signal.aborted) resolve();
          signal.addEventListener('abort', () => resolve());
        });
      },
    };
    const log = new MemoryFeedLog();
    await feeder(options(source, log), stop.signal);
    expect(keys(log)).toEqual([1, 2]);
    expect(log.closed).toBe(true);
  });

  it('passes on what stops the source, once what came before is written', async () => {
    const source: FeedSource = {
      async *steps() {
        yield stepOf(1);
        throw new LeitmotifError('fatal', 'connect', 'the token is not accepted');
      },
    };
    const log = new MemoryFeedLog();
    await expect(feeder(options(source, log), never)).rejects.toThrow('the token is not accepted');
  });
});
