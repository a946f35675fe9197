import { describe, expect, it } from 'vitest';
import type { CutRule } from '../../../src/core/cut.ts';
import { faultOf, LeitmotifError, messageOf } from '../../../src/core/errors.ts';
import { Lane, type LaneLog } from '../../../src/core/lane.ts';
import type { Clock, Intake, OutRecord, RawBatch, RawRecord } from '../../../src/core/ports.ts';
import { eventually } from '../../support/eventually.ts';

const soon = { timeout: 2000, interval: 1 };

/** Time passes only by sleeping. */
function skippingClock(): Clock & { readonly slept: number[] } {
  let time = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => time,
    async sleep(ms, signal) {
      await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) return;
      slept.push(ms);
      time += ms;
    },
  };
}

const records = (from: number, to: number, bytes = 1): RawRecord[] =>
  Array.from({ length: to - from }, (_, i) => ({
    offset: BigInt(from + i),
    timestamp: 0,
    key: null,
    value: new Uint8Array(bytes),
    headers: [],
  }));

interface Bench {
  readonly lane: Lane;
  readonly clock: ReturnType<typeof skippingClock>;
  /** What the lane asked of its log, in order. */
  readonly calls: string[];
  readonly batches: RawBatch[];
  push(from: number, to: number, bytes?: number): void;
  readonly done: Promise<unknown>;
}

interface BenchOptions {
  readonly cut?: CutRule;
  readonly log?: Partial<LaneLog>;
  readonly intake?: Partial<Intake>;
  readonly patience?: number;
  /** Had the partition before. */
  readonly earlier?: Lane;
}

function bench({
  cut = { documents: 10, linger: 50 },
  log = {},
  intake = {},
  patience = 60_000,
  earlier,
}: BenchOptions = {}): Bench {
  const calls: string[] = [];
  const batches: RawBatch[] = [];
  const clock = skippingClock();
  let committed: bigint | null = null;
  const lane = new Lane({
    topic: 'documents',
    partition: 3,
    epoch: () => 1,
    cut,
    clock,
    random: () => 0.5,
    probe: { log() {} },
    patience,
    intake: {
      handle: async (batch) => {
        batches.push(batch);
        await batch.turn;
        await batch.commit([]);
      },
      ...intake,
    },
    log: {
      fence: async () => void calls.push('fence'),
      position: async () => ({ committed, start: committed ?? 0n }),
      confirm: async () => void calls.push('confirm'),
      open: async (offset) => void calls.push(`open ${offset}`),
      hold: () => void calls.push('hold'),
      resume: () => void calls.push('resume'),
      commit: async (_records: readonly OutRecord[], to: bigint) => {
        calls.push(`commit ${to}`);
        committed = to;
      },
      member: async () => void calls.push('member'),
      ...log,
    },
  });
  const done = lane
    .fence(earlier)
    .then(() => lane.run())
    .then(() => 'closed')
    .catch((error: unknown) => error);
  const push = (from: number, to: number, bytes = 1): void =>
    lane.push({
      records: records(from, to, bytes),
      to: BigInt(to),
      ended: true,
      at: clock.now(),
      highWatermark: BigInt(to),
    });
  return { lane, clock, calls, batches, push, done };
}

const opened = ({ calls }: Bench, times = 1): Promise<void> =>
  eventually(() => expect(calls.filter((call) => call.startsWith('open')).length).toBe(times), soon);

describe('a lane', () => {
  it('lingers by the clock it was given', async () => {
    const b = bench();
    await opened(b);
    b.push(0, 3);
    await eventually(() => expect(b.calls).toContain('commit 3'), soon);
    expect(b.clock.slept).toContain(50);
    b.lane.stop();
    expect(await b.done).toBe('closed');
  });

  it('backs off for longer and longer, fences anew once it is known to be a member, and goes on', async () => {
    let failures = 6;
    const b: Bench = bench({
      log: {
        commit: async () => {
          if (failures-- > 0) throw new LeitmotifError('transient', 'commit', 'away');
        },
      },
    });
    for (let attempt = 1; attempt <= 7; attempt++) {
      await opened(b, attempt);
      b.push(0, 10);
    }
    await eventually(() => expect(failures).toBe(-1), soon);
    expect(b.clock.slept).toEqual([75, 150, 300, 600, 1200, 2400]);
    const steps = b.calls.filter((call) => call !== 'hold');
    expect(steps).toEqual([
      'fence',
      'open 0',
      ...Array.from({ length: 6 }, () => ['member', 'fence', 'open 0']).flat(),
    ]);
    b.lane.stop();
    expect(await b.done).toBe('closed');
  });

  it('passes the error on when failures have followed each other for too long', async () => {
    const b = bench({
      patience: 60_000,
      log: { position: () => Promise.reject(new LeitmotifError('transient', 'connect', 'no broker')) },
    });
    expect(messageOf(await b.done)).toBe('no broker');
    const waited = b.clock.slept.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThanOrEqual(60_000);
    expect(waited).toBeLessThan(90_000);
    expect(Math.max(...b.clock.slept)).toBe(11_250);
  });

  it('takes a commit for the end of a series of failures', async () => {
    let call = 0;
    const b: Bench = bench({
      log: {
        commit: async () => {
          if (call++ % 2 === 0) throw new LeitmotifError('transient', 'commit', 'away');
        },
      },
    });
    for (let attempt = 1; attempt <= 4; attempt++) {
      await opened(b, attempt);
      b.push(0, 10);
      if (attempt > 1) b.push(10, 20);
    }
    await eventually(() => expect(b.clock.slept.length).toBe(4), soon);
    expect(b.clock.slept).toEqual([75, 75, 75, 75]);
    b.lane.stop();
    await b.done;
  });

  it('holds fetching while enough waits and a span is complete, and resumes when half is gone', async () => {
    let release: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const handled: number[] = [];
    const b: Bench = bench({
      cut: { documents: 1000, linger: 50 },
      intake: {
        handle: async (batch) => {
          handled.push(batch.records.length);
          await batch.turn;
          await gate;
          await batch.commit([]);
        },
      },
    });
    await opened(b);
    // A span that is not complete must never be held back, however large it is.
    b.push(0, 900, 10_000);
    expect(b.calls).not.toContain('hold');
    b.push(900, 6500);
    expect(b.calls.filter((call) => call === 'hold')).toHaveLength(1);
    await eventually(() => expect(handled).toEqual([1000, 1000]), soon);
    expect(b.calls).not.toContain('resume');
    release();
    await eventually(() => expect(b.calls).toContain('resume'), soon);
    b.lane.stop();
    await b.done;
  });

  it('is over when it is revoked: what waits for its turn is told so, and nothing is committed', async () => {
    const outcomes: string[] = [];
    const b: Bench = bench({
      intake: {
        handle: async (batch) => {
          const held = new Promise<void>((resolve) =>
            batch.revoked.addEventListener('abort', () => resolve(), { once: true }),
          );
          await batch.turn.catch((error: unknown) => void outcomes.push(`turn: ${faultOf(error)}`));
          await held;
          await batch.commit([]).catch((error: unknown) => {
            outcomes.push(`commit: ${faultOf(error)}`);
            throw error;
          });
        },
      },
    });
    await opened(b);
    b.push(0, 20);
    await new Promise((resolve) => setImmediate(resolve));
    b.lane.revoke();
    expect(await b.done).toBe('closed');
    expect(outcomes.sort()).toEqual(['commit: fenced', 'commit: fenced', 'turn: fenced']);
    expect(b.calls.filter((call) => call.startsWith('commit'))).toEqual([]);
  });

  it('does not wait for a commit under way when it is revoked', async () => {
    let begun = false;
    const outcomes: string[] = [];
    const b: Bench = bench({
      intake: {
        handle: async (batch) => {
          await batch.turn;
          await batch.commit([]).catch((error: unknown) => {
            outcomes.push(faultOf(error));
            throw error;
          });
        },
      },
      log: {
        commit: () => {
          begun = true;
          return new Promise(() => {});
        },
      },
    });
    await opened(b);
    b.push(0, 10);
    await eventually(() => expect(begun).toBe(true), soon);
    b.lane.revoke();
    expect(await b.done).toBe('closed');
    expect(outcomes).toEqual(['fenced']);
  });

  it('fences anew, after it was fenced, once the group has shown twice that it is a member', async () => {
    let fenced = false;
    const b: Bench = bench({
      log: {
        commit: async () => {
          if (fenced) return;
          fenced = true;
          throw new LeitmotifError('fenced', 'commit', 'newer epoch');
        },
      },
    });
    await opened(b);
    b.push(0, 10);
    await opened(b, 2);
    expect(b.calls.filter((call) => call !== 'hold')).toEqual([
      'fence',
      'open 0',
      'member',
      'member',
      'fence',
      'open 0',
    ]);
    expect(b.clock.slept).toEqual([]);
    b.lane.stop();
    expect(await b.done).toBe('closed');
  });

  it('leaves the partition to its new owner when it was fenced and is no member any more', async () => {
    const b = bench({
      log: {
        commit: () => Promise.reject(new LeitmotifError('fenced', 'commit', 'newer epoch')),
        member: () => new Promise(() => {}),
      },
    });
    await opened(b);
    b.push(0, 10);
    await eventually(() => expect(b.calls.at(-1)).toBe('hold'), soon);
    b.lane.revoke();
    expect(await b.done).toBe('closed');
    expect(b.calls.filter((call) => call === 'fence')).toHaveLength(1);
  });

  it('gives up when it is fenced again and again', async () => {
    const b = bench({ log: { commit: () => Promise.reject(new LeitmotifError('fenced', 'commit', 'newer epoch')) } });
    for (let attempt = 1; attempt <= 5; attempt++) {
      await opened(b, attempt);
      b.push(0, 10);
    }
    const error = await b.done;
    expect(faultOf(error)).toBe('fenced');
    expect(messageOf(error)).toContain('transactional id');
  });

  it('waits with its fence until that of the lane before it is through', async () => {
    let through: () => void = () => {};
    const first = bench({
      log: {
        fence: () =>
          new Promise((resolve) => {
            through = resolve;
          }),
      },
    });
    first.lane.revoke();
    const second = bench({ earlier: first.lane });
    await new Promise((resolve) => setImmediate(resolve));
    expect(second.calls).toEqual([]);
    through();
    await eventually(() => expect(second.calls).toEqual(['fence', 'open 0']), soon);
    second.lane.stop();
    await second.done;
  });

  it.each([
    ['a handler that does not commit', async () => {}, 'handled but not committed'],
    [
      'a second commit of the same batch',
      async (batch: RawBatch) => {
        await batch.turn;
        await batch.commit([]);
        await batch.commit([]);
      },
      'while committed',
    ],
  ])('takes %s for a bug', async (_name, handle, message) => {
    const b = bench({ intake: { handle } });
    await opened(b);
    b.push(0, 10);
    const error = await b.done;
    expect(faultOf(error)).toBe('bug');
    expect(messageOf(error)).toContain(message);
  });

  it('does not wait for an intake that is still getting ready when it is told to stop', async () => {
    const b = bench({ intake: { assigned: () => new Promise(() => {}) } });
    await eventually(() => expect(b.calls).toEqual(['fence']), soon);
    b.lane.stop();
    expect(await b.done).toBe('closed');
  });

  it('stops with what `assigned` or `positioned` throws', async () => {
    const refuse = () => Promise.reject(new LeitmotifError('fatal', 'restore', 'another encoder'));
    expect(messageOf(await bench({ intake: { assigned: refuse } }).done)).toBe('another encoder');
    expect(messageOf(await bench({ intake: { positioned: refuse } }).done)).toBe('another encoder');
  });

  it.each([
    ['its position', 'position'],
    ['what its intake says', 'positioned'],
  ])('takes it for no reason to stop that %s makes no sense once another owner has fenced it', async (_, where) => {
    const refusal = new LeitmotifError('fatal', 'restore', 'the log was truncated');
    let stale = true;
    const refuse = async (): Promise<void> => {
      if (stale) throw refusal;
    };
    const { lane, calls, push, done } = bench({
      log: {
        position: async () => {
          if (where === 'position') await refuse();
          return { committed: null, start: 0n };
        },
        confirm: async () => {
          calls.push('confirm');
          stale = false;
          throw new LeitmotifError('fenced', 'commit', 'another owner has it');
        },
      },
      intake: { positioned: async () => (where === 'positioned' ? refuse() : undefined) },
    });
    await eventually(() => expect(calls).toContain('open 0'), soon);
    push(0, 10);
    await eventually(() => expect(calls).toContain('commit 10'), soon);
    expect(calls.filter((call) => call === 'confirm')).toHaveLength(1);
    lane.stop();
    expect(await done).toBe('closed');
  });

  it('is not stopped by what makes no sense when it is told to stop anyway', async () => {
    const one = bench({
      log: {
        position: async () => {
          one.lane.stop();
          throw new LeitmotifError('fatal', 'restore', 'the log was truncated');
        },
      },
    });
    expect(await one.done).toBe('closed');
    expect(one.calls).not.toContain('confirm');
  });

  it('stops for what makes no sense though the partition is its own', async () => {
    const refusal = new LeitmotifError('fatal', 'restore', 'the log was truncated');
    const { calls, done } = bench({ log: { position: () => Promise.reject(refusal) } });
    expect(await done).toBe(refusal);
    expect(calls).toContain('confirm');
  });

  it('stops at once for what the broker refuses to commit, and asks nothing', async () => {
    const refusal = new LeitmotifError('fatal', 'commit', 'Not authorized to access topics');
    const { calls, done } = bench({ log: { position: () => Promise.reject(refusal) } });
    expect(await done).toBe(refusal);
    expect(calls).not.toContain('confirm');
  });

  it('goes back to the committed offset when what was fetched cannot be gone on with', async () => {
    const b = bench();
    await opened(b);
    b.push(0, 10);
    await eventually(() => expect(b.calls).toContain('commit 10'), soon);
    b.lane.fail(new LeitmotifError('transient', 'connect', 'offset 10 is not in the log'));
    await opened(b, 2);
    expect(b.calls.at(-1)).toBe('open 10');
    b.lane.stop();
    await b.done;
  });
});
