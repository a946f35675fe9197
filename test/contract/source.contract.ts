/** What every Source promises (core/ports.ts), checked alike on the in-memory log and on the real broker. */
import { afterEach, describe, expect, it } from 'vitest';
import { AT_ONCE, type CutRule } from '../../src/core/cut.ts';
import { faultOf, LeitmotifError, messageOf } from '../../src/core/errors.ts';
import type { Intake, OutRecord, RawBatch, Source } from '../../src/core/ports.ts';
import type { Remedy } from '../../src/core/position.ts';
import { aloneSize } from '../../src/core/recordsize.ts';
import { eventually } from '../support/eventually.ts';

export interface MemberOptions {
  readonly cut?: CutRule;
  readonly start?: 'earliest' | 'latest' | number;
  readonly acceptLoss?: boolean;
  readonly remedy?: Remedy;
  /** Offsets that one fetch brings at most, where that can be chosen. */
  readonly fetchRecords?: number;
}

/** One replica's source with the means to hurt it. */
export interface Member {
  readonly source: Source;
  /** As SIGKILL: it can neither reach the log nor say good-bye any more. */
  crash(): void;
  /** Its next commit fails before, or just after, it took effect. */
  failCommit(when: 'before' | 'after'): void;
}

/** A log with an input and an output Kafka topic of its own, and one group reading the input. */
export interface World {
  readonly input: string;
  readonly output: string;
  member(name: string, options?: MemberOptions): Member;
  /** Writes to the input. */
  produce(records: readonly Omit<OutRecord, 'topic'>[]): Promise<void>;
  /** Leaves `count` offsets without a readable record at the end of a partition of the input. */
  hole(partition: number, count: number): Promise<void>;
  deleteBelow(partition: number, offset: bigint): Promise<void>;
  addPartitions(total: number): Promise<void>;
  /** Puts the group's offset there while no member runs: beyond the end, it is as if the log had lost its tail. */
  putOffset(partition: number, offset: bigint): Promise<void>;
  /** The group's committed offset in the input; null before its first commit. */
  committed(partition: number): Promise<bigint | null>;
  /** Committed records of the output, in order within each partition. */
  results(): Promise<{ readonly key: string; readonly value: string }[]>;
  /** Begins a transaction with a partition's transactional id that has written to the output, and leaves it open. */
  leaveOpen(partition: number): Promise<{ commit(): Promise<void> }>;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Of the input. */
  readonly partitions: number;
  /** max.message.bytes of the output; default the log's. */
  readonly maxMessageBytes?: number;
}

export interface SourceFactory {
  /** How long a member that was killed is still taken for alive, ms. */
  readonly sessionTimeout: number;
  world(options: WorldOptions): Promise<World>;
}

const text = (bytes: Uint8Array | null): string => new TextDecoder().decode(bytes ?? new Uint8Array());
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const values = (count: number, partition = 0, from = 0): Omit<OutRecord, 'topic'>[] =>
  Array.from({ length: count }, (_, i) => ({
    partition,
    key: `k${from + i}`,
    value: bytes(`v${partition}-${from + i}`),
  }));
const spanOf = ({ span }: RawBatch): string => `${span.partition}:${span.from}-${span.to}`;
const never = new Promise<never>(() => {});

/** Something to wait for that a test lets happen. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** What comes of a batch: one record for each of its own, named by its place. */
function answers(world: World, batch: RawBatch): OutRecord[] {
  return batch.records.map(({ offset, value }) => ({
    topic: world.output,
    key: `${batch.span.partition}-${offset}`,
    value,
  }));
}

/** A running source, its spans in the order of hand-over, and how it ended. */
interface Running {
  readonly spans: string[];
  readonly events: string[];
  readonly ended: Promise<unknown>;
  stop(): Promise<unknown>;
}

function start(member: Member, intake: Partial<Intake> & Pick<Intake, 'handle'>): Running {
  const stop = new AbortController();
  const spans: string[] = [];
  const events: string[] = [];
  const ended = member.source
    .run(
      {
        async assigned(partition) {
          events.push(`assigned ${partition}`);
          await intake.assigned?.(partition);
        },
        async positioned(partition, committed, from) {
          events.push(`positioned ${partition} ${committed} ${from}`);
          await intake.positioned?.(partition, committed, from);
        },
        async handle(batch) {
          spans.push(spanOf(batch));
          await intake.handle(batch);
        },
        revoked(partition) {
          events.push(`revoked ${partition}`);
          intake.revoked?.(partition);
        },
      },
      stop.signal,
    )
    .then(
      () => 'resolved',
      (error: unknown) => error,
    );
  return {
    spans,
    events,
    ended,
    stop: () => {
      stop.abort();
      return ended;
    },
  };
}

export function testSource(name: string, { sessionTimeout, world: newWorld }: SourceFactory): void {
  describe(`Source contract: ${name}`, () => {
    const patience = { timeout: 20_000 + 2 * sessionTimeout };
    const running: Running[] = [];
    const open: World[] = [];

    const world = async (partitions = 1, options: Omit<WorldOptions, 'partitions'> = {}): Promise<World> => {
      const made = await newWorld({ partitions, ...options });
      open.push(made);
      return made;
    };
    const run = (member: Member, intake: Partial<Intake> & Pick<Intake, 'handle'>): Running => {
      const made = start(member, intake);
      running.push(made);
      return made;
    };
    /** Answers every batch at once. */
    const copy = (w: World, member: Member, other: Partial<Intake> = {}): Running =>
      run(member, {
        ...other,
        async handle(batch) {
          await batch.turn;
          await batch.commit(answers(w, batch));
        },
      });
    /** Every offset of the partitions has exactly one answer, in order. */
    const expectAll = async (w: World, counts: Readonly<Record<number, number>>): Promise<void> => {
      const expected = Object.entries(counts).flatMap(([p, n]) => Array.from({ length: n }, (_, i) => `v${p}-${i}`));
      // A transaction's markers are written one by one: its offset may be read a moment before its records.
      await eventually(async () => {
        const found = (await w.results()).map(({ value }) => value);
        expect([...found].sort()).toEqual([...expected].sort());
      }, patience);
    };
    const untilCommitted = (w: World, partition: number, offset: bigint): Promise<void> =>
      eventually(async () => expect(await w.committed(partition)).toBe(offset), patience);

    afterEach(async () => {
      await Promise.all(
        running.splice(0).map((one) => Promise.race([one.stop(), new Promise((r) => setTimeout(r, 100))])),
      );
      await Promise.all(open.splice(0).map((w) => w.close()));
    });

    it('hands over records as they lie in the log and commits the span with its output', async () => {
      const w = await world();
      const header = ['h', new Uint8Array([0, 255])] as const;
      await w.produce([
        { key: 'a', value: bytes('v0-0'), headers: [header], timestamp: 1_700_000_000_123 },
        { key: null, value: null, timestamp: 1_700_000_000_124 },
      ]);
      const batches: RawBatch[] = [];
      const one = run(w.member('one', { cut: { documents: 10, linger: 20 } }), {
        async handle(batch) {
          batches.push(batch);
          await batch.turn;
          await batch.commit([{ topic: w.output, key: 'x', value: bytes('out'), timestamp: 5 }]);
        },
      });
      await untilCommitted(w, 0, 2n);
      expect(batches[0]?.span).toEqual({ topic: w.input, partition: 0, epoch: 7, from: 0n, to: 2n });
      expect(batches[0]?.highWatermark).toBe(2n);
      expect(
        batches[0]?.records.map((r) => ({
          ...r,
          key: r.key && text(r.key),
          value: r.value && text(r.value),
          headers: r.headers.map(([name, value]) => [name, ...value]),
        })),
      ).toEqual([
        { offset: 0n, timestamp: 1_700_000_000_123, key: 'a', value: 'v0-0', headers: [['h', 0, 255]] },
        { offset: 1n, timestamp: 1_700_000_000_124, key: null, value: null, headers: [] },
      ]);
      await eventually(async () => expect(await w.results()).toEqual([{ key: 'x', value: 'out' }]), patience);
      expect(one.events).toEqual(['assigned 0', 'positioned 0 null 0']);
      expect(await one.stop()).toBe('resolved');
    });

    it('cuts a full log at multiples of `documents`, also when a crash came between', async () => {
      const w = await world();
      await w.produce(values(95));
      const cut = { documents: 10, linger: 30 };
      const first = w.member('one', { cut, fetchRecords: 7 });
      let commits = 0;
      const one = run(first, {
        async handle(batch) {
          await batch.turn;
          if (++commits > 3) await never;
          await batch.commit(answers(w, batch));
        },
      });
      await eventually(() => expect(one.spans.length).toBeGreaterThanOrEqual(4), patience);
      await untilCommitted(w, 0, 30n);
      first.crash();
      const two = copy(w, w.member('two', { cut, fetchRecords: 23 }));
      await untilCommitted(w, 0, 95n);
      expect(two.spans).toEqual(['0:30-40', '0:40-50', '0:50-60', '0:60-70', '0:70-80', '0:80-90', '0:90-95']);
      expect(two.events).toEqual(['assigned 0', 'positioned 0 30 30']);
      await expectAll(w, { 0: 95 });
    });

    it('cuts a slow feed after `linger`', async () => {
      const w = await world();
      const one = copy(w, w.member('one', { cut: { documents: 100, linger: 40 } }));
      await eventually(() => expect(one.events).toContain('positioned 0 null 0'), patience);
      await w.produce(values(3));
      await untilCommitted(w, 0, 3n);
      await w.produce(values(2, 0, 3));
      await untilCommitted(w, 0, 5n);
      expect(one.spans).toEqual(['0:0-3', '0:3-5']);
      await expectAll(w, { 0: 5 });
    });

    it('has at most two batches of a partition in hand and lets them commit in turn', async () => {
      const w = await world();
      await w.produce(values(50));
      const log: string[] = [];
      let inHand = 0;
      let most = 0;
      run(w.member('one', { cut: { documents: 10, linger: 20 } }), {
        async handle(batch) {
          most = Math.max(most, ++inHand);
          log.push(`prepare ${batch.span.from}`);
          const premature = batch.span.from > 0n ? await batch.commit([]).catch(faultOf) : 'bug';
          expect(premature).toBe('bug');
          await batch.turn;
          expect(await w.committed(0)).toBe(batch.span.from === 0n ? null : batch.span.from);
          await new Promise((resolve) => setTimeout(resolve, 20));
          await batch.commit(answers(w, batch));
          log.push(`done ${batch.span.from}`);
          inHand--;
        },
      });
      await untilCommitted(w, 0, 50n);
      expect(most).toBe(2);
      for (const from of [10, 20, 30, 40])
        expect(log.indexOf(`prepare ${from}`)).toBeLessThan(log.indexOf(`done ${from - 10}`));
      await expectAll(w, { 0: 50 });
    });

    it.each(['before', 'after'] as const)(
      'goes back to the committed offset when a commit failed %s it took effect',
      async (when) => {
        const w = await world();
        await w.produce(values(40));
        const member = w.member('one', { cut: { documents: 10, linger: 20 } });
        let commits = 0;
        const faults: string[] = [];
        const one = run(member, {
          async handle(batch) {
            await batch.turn;
            if (++commits === 2) member.failCommit(when);
            await batch.commit(answers(w, batch)).catch((error: unknown) => {
              faults.push(faultOf(error));
              throw error;
            });
          },
        });
        await untilCommitted(w, 0, 40n);
        expect(faults).toEqual(['transient']);
        expect(one.events.slice(1)).toEqual([
          'positioned 0 null 0',
          `positioned 0 ${when === 'before' ? 10 : 20} ${when === 'before' ? 10 : 20}`,
        ]);
        await expectAll(w, { 0: 40 });
      },
    );

    it('begins again from the committed offset when the handler failed transiently, and drops what came after', async () => {
      const w = await world();
      await w.produce(values(40));
      let failures = 0;
      const one = run(w.member('one', { cut: { documents: 10, linger: 20 } }), {
        async handle(batch) {
          if (batch.span.from === 10n && failures++ < 2)
            throw new LeitmotifError('transient', 'schema', 'registry away');
          await batch.turn;
          await batch.commit(answers(w, batch));
        },
      });
      await untilCommitted(w, 0, 40n);
      expect(failures).toBe(3);
      expect(one.events.filter((event) => event.startsWith('positioned'))).toEqual([
        'positioned 0 null 0',
        'positioned 0 10 10',
        'positioned 0 10 10',
      ]);
      await expectAll(w, { 0: 40 });
    });

    it('stops with any other error of the handler, committing nothing of that batch', async () => {
      const w = await world();
      await w.produce(values(20));
      const one = run(w.member('one', { cut: { documents: 10, linger: 20 } }), {
        async handle(batch) {
          await batch.turn;
          if (batch.span.from === 10n) throw new LeitmotifError('bug', 'assign', 'NaN in span');
          await batch.commit(answers(w, batch));
        },
      });
      expect(messageOf(await one.ended)).toBe('NaN in span');
      expect(await w.committed(0)).toBe(10n);
    });

    it.each([0, 1000])(
      'takes or refuses a record by max.message.bytes of its Kafka topic: %i bytes more',
      async (more) => {
        const w = await world(1, { maxMessageBytes: 10_000 });
        const headers = Array.from({ length: 40 }, (_, i) => [`h${i}`, bytes('ü')] as const);
        const record = { topic: w.output, key: 'large', headers };
        const value = new Uint8Array(10_000 - aloneSize({ ...record, value: null })).fill(120);
        // What Kafka writes lengths in is shorter than the most that is counted.
        const beyond = new Uint8Array(more);
        await w.produce(values(2));
        const one = run(w.member('one', { cut: { documents: 2, linger: 20 } }), {
          async handle(batch) {
            await batch.turn;
            await batch.commit([...answers(w, batch), { ...record, value: Buffer.concat([value, beyond]) }]);
          },
        });
        if (more === 0) {
          await untilCommitted(w, 0, 2n);
          await eventually(async () => expect(await w.results()).toHaveLength(3), patience);
          return;
        }
        const error = await one.ended;
        expect(faultOf(error)).toBe('fatal');
        expect(messageOf(error)).toContain('max.message.bytes');
        expect(await w.committed(0)).toBeNull();
        expect(await w.results()).toEqual([]);
      },
    );

    it('commits nothing of a batch with a record for a partition that its Kafka topic has not', async () => {
      const w = await world();
      await w.produce(values(2));
      const faults: unknown[] = [];
      run(w.member('one', { cut: { documents: 2, linger: 20 } }), {
        async handle(batch) {
          await batch.turn;
          const astray = { topic: w.output, partition: 1, key: 'astray', value: bytes('astray') };
          // As long as it lasts: the Kafka topic may be widened.
          const made = faults.length < 2 ? [...answers(w, batch), astray] : answers(w, batch);
          await batch.commit(made).catch((error: unknown) => {
            faults.push(error);
            throw error;
          });
        },
      });
      await untilCommitted(w, 0, 2n);
      expect(faults.map(faultOf)).toEqual(['transient', 'transient']);
      expect(messageOf(faults[0])).toContain(`Kafka topic ${w.output} has no partition 1`);
      await eventually(async () => expect((await w.results()).map(({ value }) => value)).toEqual(['v0-0', 'v0-1']));
    });

    it('loses and repeats nothing when a member is killed in the middle of a batch', async () => {
      const w = await world(2);
      await w.produce([...values(60, 0), ...values(60, 1)]);
      const cut = { documents: 16, linger: 20 };
      const first = w.member('one', { cut });
      let commits = 0;
      run(first, {
        async handle(batch) {
          await batch.turn;
          if (++commits > 4) await never;
          await batch.commit(answers(w, batch));
        },
      });
      await eventually(() => expect(commits).toBeGreaterThan(4), patience);
      first.crash();
      copy(w, w.member('two', { cut }));
      await untilCommitted(w, 0, 60n);
      await untilCommitted(w, 1, 60n);
      await expectAll(w, { 0: 60, 1: 60 });
    });

    it('moves partitions between members in the middle of batches; the old owner is fenced', async () => {
      const w = await world(2);
      await w.produce([...values(60, 0), ...values(60, 1)]);
      const cut = { documents: 16, linger: 20 };
      const held = gate();
      const late: string[] = [];
      const one = run(w.member('one', { cut }), {
        async handle(batch) {
          await batch.turn;
          if (batch.span.from >= 16n) await held.opened;
          const taken = batch.revoked.aborted;
          try {
            await batch.commit(answers(w, batch));
          } catch (error) {
            if (taken) late.push(faultOf(error));
            throw error;
          }
        },
      });
      await untilCommitted(w, 0, 16n);
      await untilCommitted(w, 1, 16n);
      const two = copy(w, w.member('two', { cut }));
      await eventually(() => expect(one.events.filter((e) => e.startsWith('revoked')).length).toBe(2), patience);
      held.open();
      await untilCommitted(w, 0, 60n);
      await untilCommitted(w, 1, 60n);
      await expectAll(w, { 0: 60, 1: 60 });
      expect(late.length).toBeGreaterThan(0);
      expect(new Set(late)).toEqual(new Set(['fenced']));
      const [mine = []] = [two.spans.map((span) => span.split(':')[0])];
      expect(new Set(mine).size).toBe(1);
    });

    it('fences every partition on assignment, quiet ones too, before it says so', async () => {
      const w = await world(2);
      const zombie = await w.leaveOpen(1);
      const one = copy(w, w.member('one', { cut: { documents: 10, linger: 20 } }));
      await eventually(() => expect(one.events).toContain('positioned 1 null 0'), patience);
      expect(faultOf(await zombie.commit().catch((error: unknown) => error))).toBe('fenced');
      await w.produce(values(1, 0));
      await untilCommitted(w, 0, 1n);
      await expectAll(w, { 0: 1 });
    });

    it('passes over holes, also at the end of the log', async () => {
      const w = await world();
      await w.hole(0, 4);
      await w.produce(values(3));
      await w.hole(0, 5);
      const cut = { documents: 4, linger: 20 };
      const one = copy(w, w.member('one', { cut }));
      await eventually(async () => expect((await w.results()).length).toBe(3), patience);
      await eventually(async () => expect(await w.committed(0)).toBe(12n), patience);
      expect(await one.stop()).toBe('resolved');
      await w.hole(0, 3);
      await w.produce(values(2, 0, 3));
      const two = copy(w, w.member('two', { cut }));
      await untilCommitted(w, 0, 17n);
      expect(two.spans).toEqual(['0:12-16', '0:16-17']);
      await expectAll(w, { 0: 5 });
    });

    it('comes to the end of the log though its tail be holes, when it takes what was fetched', async () => {
      const w = await world();
      await w.produce(values(3));
      await w.hole(0, 5);
      copy(w, w.member('one', { cut: AT_ONCE }));
      await untilCommitted(w, 0, 8n);
      await w.hole(0, 2);
      await untilCommitted(w, 0, 10n);
      await expectAll(w, { 0: 3 });
    });

    it('finishes the work in hand when it is told to stop', async () => {
      const w = await world();
      await w.produce(values(100));
      const held = gate();
      const one = run(w.member('one', { cut: { documents: 10, linger: 20 } }), {
        async handle(batch) {
          await batch.turn;
          await held.opened;
          await batch.commit(answers(w, batch));
        },
      });
      await eventually(() => expect(one.spans.length).toBe(2), patience);
      const ended = one.stop();
      held.open();
      expect(await ended).toBe('resolved');
      expect(one.spans).toEqual(['0:0-10', '0:10-20']);
      expect(await w.committed(0)).toBe(20n);
      const begun = Date.now();
      copy(w, w.member('two', { cut: { documents: 50, linger: 20 } }));
      await untilCommitted(w, 0, 100n);
      // It left the group, so nobody had to wait for its session to end.
      if (sessionTimeout > 0) expect(Date.now() - begun).toBeLessThan(sessionTimeout);
      await expectAll(w, { 0: 100 });
    });

    it('refuses to skip records that were deleted unread, unless the loss is accepted', async () => {
      const w = await world();
      await w.produce(values(30));
      const cut = { documents: 10, linger: 20 };
      const held = gate();
      const one = run(w.member('one', { cut }), {
        async handle(batch) {
          await batch.turn;
          if (batch.span.from >= 10n) return held.opened;
          await batch.commit(answers(w, batch));
        },
      });
      await untilCommitted(w, 0, 10n);
      const ended = one.stop();
      held.open();
      expect(await ended).toBe('resolved');
      await w.deleteBelow(0, 25n);
      const two = copy(w, w.member('two', { cut }));
      const error = await two.ended;
      expect(faultOf(error)).toBe('fatal');
      expect(messageOf(error)).toContain('[10, 25)');
      expect(messageOf(error)).toContain(`partition 0 of Kafka topic ${w.input}`);
      expect(messageOf(error)).toContain('--accept-loss');
      const three = copy(w, w.member('three', { cut, acceptLoss: true }));
      await untilCommitted(w, 0, 30n);
      expect(three.events).toContain('positioned 0 10 25');
      expect(three.spans).toEqual(['0:25-30']);
    });

    it.each([false, true])('refuses a log that lost its tail, loss accepted or not: %s', async (acceptLoss) => {
      const w = await world();
      await w.produce(values(20));
      await w.putOffset(0, 30n);
      const cut = { documents: 10, linger: 20 };
      const one = copy(w, w.member('one', { cut, acceptLoss }));
      const error = await one.ended;
      expect(faultOf(error)).toBe('fatal');
      expect(messageOf(error)).toContain(
        `had read partition 0 of Kafka topic ${w.input} up to 30, but the log now ends at 20`,
      );
      expect(messageOf(error)).toContain('state reset --keep-model --to 0=20`');
      expect(one.events.filter((event) => event.startsWith('positioned'))).toEqual([]);
      expect(one.spans).toEqual([]);
      expect(await w.committed(0)).toBe(30n);
      const remedy = () => 'Ask the operator';
      const two = copy(w, w.member('two', { cut, acceptLoss, remedy }));
      expect(messageOf(await two.ended)).toMatch(/nothing was changed\. Ask the operator$/);
      await w.putOffset(0, 20n);
      copy(w, w.member('three', { cut }));
      await w.produce(values(1, 0, 20));
      await untilCommitted(w, 0, 21n);
    });

    it('notices that the log was deleted before it while it runs', async () => {
      const w = await world();
      await w.produce(values(20));
      const cut = { documents: 10, linger: 20 };
      const held = gate();
      const one = run(w.member('one', { cut }), {
        async handle(batch) {
          await batch.turn;
          if (batch.span.from === 10n) {
            await w.produce(values(20, 0, 20));
            await w.deleteBelow(0, 35n);
            await held.opened;
            throw new LeitmotifError('transient', 'encode', 'no memory');
          }
          await batch.commit(answers(w, batch));
        },
      });
      await untilCommitted(w, 0, 10n);
      held.open();
      const error = await one.ended;
      expect(messageOf(error)).toContain('[10, 35)');
      expect(faultOf(error)).toBe('fatal');
    });

    it('notices that the log was deleted beyond what it has fetched, and commits what it has', async () => {
      const w = await world();
      const large = 'x'.repeat(200);
      // More than is fetched before back-pressure.
      for (let i = 0; i < 12; i++)
        await w.produce(Array.from({ length: 1000 }, () => ({ partition: 0, key: null, value: bytes(large) })));
      const held = gate();
      const one = run(w.member('one', { cut: { documents: 500, linger: 20 } }), {
        async handle(batch) {
          await batch.turn;
          await held.opened;
          await batch.commit([]);
        },
      });
      await eventually(() => expect(one.spans.length).toBe(2), patience);
      await w.deleteBelow(0, 11_900n);
      held.open();
      const error = await one.ended;
      expect(faultOf(error)).toBe('fatal');
      const committed = await w.committed(0);
      expect(committed).toBeGreaterThanOrEqual(1000n);
      expect(messageOf(error)).toContain(`[${committed}, 11900)`);
    });

    it.each([
      ['earliest', 0n],
      ['latest', 5n],
      [1_700_000_003_000, 3n],
    ] as const)('begins at %s where the group has no committed offset', async (begin, from) => {
      const w = await world();
      await w.produce(values(5).map((record, i) => ({ ...record, timestamp: 1_700_000_000_000 + i * 1000 })));
      const cut = { documents: 100, linger: 20 };
      const held = gate();
      const one = run(w.member('one', { cut, start: begin }), { handle: () => held.opened });
      await eventually(() => expect(one.events).toContain(`positioned 0 null ${from}`), patience);
      expect(await w.committed(0)).toBeNull();
      const ended = one.stop();
      held.open();
      expect(await ended).toBe('resolved');
      // What comes before the first commit is not skipped by the next start.
      await w.produce(values(2, 0, 5));
      const two = copy(w, w.member('two', { cut, start: 'latest' }));
      await untilCommitted(w, 0, 7n);
      expect(two.events).toContain(`positioned 0 null ${from}`);
      const wanted = Array.from({ length: 7 - Number(from) }, (_, i) => `v0-${Number(from) + i}`);
      await eventually(async () => expect((await w.results()).map(({ value }) => value)).toEqual(wanted), patience);
    });

    it('knows where its group stands in each partition, also where it has read nothing', async () => {
      const w = await world(2);
      await w.produce([...values(5), ...values(3, 1)]);
      await w.deleteBelow(0, 2n);
      const member = w.member('one', { cut: { documents: 100, linger: 20 }, start: 'latest' });
      const before = await member.source.standing();
      expect(before).toMatchObject([
        { partition: 0, low: 2n, end: 5n, committed: null, position: null },
        { partition: 1, low: 0n, end: 3n, committed: null, position: null },
      ]);
      const one = copy(w, member);
      await eventually(
        () => expect(one.events.filter((event) => event.startsWith('positioned'))).toHaveLength(2),
        patience,
      );
      await w.produce(values(1, 0, 5));
      await untilCommitted(w, 0, 6n);
      await eventually(async () => {
        const [first, second] = await member.source.standing();
        expect(first).toMatchObject({ low: 2n, committed: 6n, position: 6n });
        expect(second).toMatchObject({ low: 0n, end: 3n, committed: null, position: 3n });
      }, patience);
    });

    it('knows where the log of each partition ends now, whoever reads it and however far', async () => {
      const w = await world(2);
      const { source, ...member } = w.member('one');
      const expectEnds = (...expected: bigint[]) =>
        eventually(async () => {
          expect((await source.standing()).map(({ end }) => end)).toEqual(expected);
        }, patience);
      await expectEnds(0n, 0n);
      await w.produce(values(3, 1));
      await expectEnds(0n, 3n);
      // A handler hangs, and fetching stops before long.
      const hung = gate();
      run(
        { ...member, source },
        {
          async handle() {
            hung.open();
            await never;
          },
        },
      );
      await hung.opened;
      await w.produce(values(4, 1, 3));
      await w.hole(0, 2);
      await expectEnds(2n, 7n);
      await w.deleteBelow(1, 2n);
      await w.addPartitions(3);
      await expectEnds(2n, 7n, 0n);
    });

    it('picks up partitions that are added while it runs, from their first record', async () => {
      const w = await world();
      const one = copy(w, w.member('one', { cut: { documents: 10, linger: 20 }, start: 'latest' }));
      await eventually(() => expect(one.events).toContain('positioned 0 null 0'), patience);
      await w.addPartitions(2);
      await w.produce(values(5, 1));
      await untilCommitted(w, 1, 5n);
      expect(one.events).toContain('positioned 1 null 0');
      await expectAll(w, { 1: 5 });
    });

    it.each([
      ['has read', (w: World) => w.putOffset(0, 0n)],
      [
        'has begun, and found nothing to read',
        async (w: World) => {
          const first = copy(w, w.member('first', { start: 'latest' }));
          await eventually(() => expect(first.events).toContain('positioned 0 null 0'), patience);
          await first.stop();
        },
      ],
    ])(
      'picks up partitions that were added while no member ran, from their first record, where the group %s',
      async (_, begin) => {
        const w = await world();
        await begin(w);
        await w.addPartitions(2);
        await w.produce(values(5, 1));
        const one = copy(w, w.member('one', { cut: { documents: 10, linger: 20 }, start: 'latest' }));
        await untilCommitted(w, 1, 5n);
        expect(one.events).toContain('positioned 1 null 0');
        await expectAll(w, { 1: 5 });
      },
    );
  });
}
