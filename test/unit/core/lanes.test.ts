import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../src/core/errors.ts';
import { Lane, type LaneLog } from '../../../src/core/lane.ts';
import { Lanes } from '../../../src/core/lanes.ts';
import type { Clock, Intake } from '../../../src/core/ports.ts';
import { eventually } from '../../support/eventually.ts';

const soon = { timeout: 2000, interval: 1 };
const tick = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const clock: Clock = { now: () => 0, sleep: () => tick() };

/** Something to wait for that a test lets happen. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

interface Given {
  readonly intake?: Partial<Intake>;
  readonly log?: (partition: number) => Partial<LaneLog>;
}

/** Lanes whose calls are written down, with their partition. */
function bench({ intake = {}, log = () => ({}) }: Given = {}) {
  const calls: string[] = [];
  const stop = new AbortController();
  const create = (partition: number): { lane: Lane; close(): Promise<void> } => ({
    lane: new Lane({
      topic: 'documents',
      partition,
      epoch: () => 1,
      cut: { documents: 10, linger: 50 },
      clock,
      random: () => 0,
      probe: { log() {} },
      patience: 1000,
      intake: {
        assigned: async (p) => void calls.push(`assigned ${p}`),
        handle: async (batch) => batch.commit([]),
        revoked: (p) => void calls.push(`revoked ${p}`),
        ...intake,
      },
      log: {
        fence: async () => void calls.push(`fence ${partition}`),
        position: async () => ({ committed: null, start: 0n }),
        open: async () => void calls.push(`open ${partition}`),
        hold() {},
        resume() {},
        commit: async () => {},
        confirm: async () => {},
        member: async () => {},
        ...log(partition),
      },
    }),
    close: async () => void calls.push(`close ${partition}`),
  });
  const lanes = new Lanes({ create, signal: stop.signal, clock });
  return { lanes, calls, stop };
}

const tenRecords = {
  records: Array.from({ length: 10 }, (_, i) => ({
    offset: BigInt(i),
    timestamp: 0,
    key: null,
    value: null,
    headers: [],
  })),
  to: 10n,
  ended: true,
  at: 0,
  highWatermark: 10n,
};

describe('lanes', () => {
  it('fences every partition of an assignment before any goes on', async () => {
    const slow = gate();
    const { lanes, calls, stop } = bench({
      log: (partition) => (partition === 2 ? { fence: () => slow.opened } : {}),
    });
    lanes.assign([0, 1, 2]);
    await tick();
    await tick();
    expect(calls).toEqual(['fence 0', 'fence 1']);
    slow.open();
    await eventually(() => expect(calls.filter((call) => call.startsWith('open'))).toHaveLength(3), soon);
    stop.abort();
    await lanes.ended();
    lanes.throwFailure();
    expect(calls.filter((call) => call.startsWith('close'))).toHaveLength(3);
    expect(calls.filter((call) => call.startsWith('revoked'))).toEqual([]);
  });

  it('fences a partition that it had before at once, but begins with it when its earlier work is at rest', async () => {
    const held = gate();
    const { lanes, calls, stop } = bench({
      intake: {
        handle: async ({ turn }) => {
          await turn;
          await held.opened;
        },
      },
    });
    lanes.assign([0]);
    await eventually(() => expect(calls).toContain('open 0'), soon);
    lanes.at(0)?.push(tenRecords);
    await tick();
    lanes.assign([0]);
    await eventually(() => expect(calls.filter((call) => call === 'fence 0')).toHaveLength(2), soon);
    await tick();
    expect(calls.filter((call) => call === 'assigned 0')).toHaveLength(1);
    held.open();
    await eventually(() => expect(calls.filter((call) => call === 'assigned 0')).toHaveLength(2), soon);
    stop.abort();
    await lanes.ended();
    lanes.throwFailure();
  });

  it('drops everything at the first error, which is the one it throws', async () => {
    const { lanes, calls } = bench();
    lanes.assign([0, 1]);
    await eventually(() => expect(calls).toContain('open 1'), soon);
    lanes.fail(new LeitmotifError('fatal', 'connect', 'first'));
    lanes.fail(new LeitmotifError('fatal', 'connect', 'second'));
    await lanes.ended();
    expect(calls.filter((call) => call.startsWith('revoked')).sort()).toEqual(['revoked 0', 'revoked 1']);
    expect(() => lanes.throwFailure()).toThrow('first');
    lanes.assign([0]);
    expect(lanes.at(0)?.partition).toBe(0);
    expect(calls.filter((call) => call === 'fence 0')).toHaveLength(1);
  });

  it('does not wait for ever for a handler when it has failed', async () => {
    const { lanes, calls } = bench({ intake: { handle: () => new Promise(() => {}) } });
    lanes.assign([0]);
    await eventually(() => expect(calls).toContain('open 0'), soon);
    lanes.at(0)?.push(tenRecords);
    await tick();
    lanes.fail(new LeitmotifError('fatal', 'connect', 'away'));
    await lanes.ended();
    expect(() => lanes.throwFailure()).toThrow('away');
  });
});
