/** What the tests of a Source have in common: a log to read, members that can be hurt, and what comes of them. */
import { afterEach, expect } from 'vitest';
import type { CutRule } from '../../../src/core/cut.ts';
import type { Intake, OutRecord, RawBatch, Source } from '../../../src/core/ports.ts';
import type { Remedy } from '../../../src/core/position.ts';
import { eventually } from '../../support/eventually.ts';

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

export const text = (bytes: Uint8Array | null): string => new TextDecoder().decode(bytes ?? new Uint8Array());
export const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
export const values = (count: number, partition = 0, from = 0): Omit<OutRecord, 'topic'>[] =>
  Array.from({ length: count }, (_, i) => ({
    partition,
    key: `k${from + i}`,
    value: bytes(`v${partition}-${from + i}`),
  }));
const spanOf = ({ span }: RawBatch): string => `${span.partition}:${span.from}-${span.to}`;
export const never = new Promise<never>(() => {});

/** Something to wait for that a test lets happen. */
export function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

/** What comes of a batch: one record for each of its own, named by its place. */
export function answers(world: World, batch: RawBatch): OutRecord[] {
  return batch.records.map(({ offset, value }) => ({
    topic: world.output,
    key: `${batch.span.partition}-${offset}`,
    value,
  }));
}

/** A running source, its spans in the order of hand-over, and how it ended. */
export interface Running {
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

export type Bench = ReturnType<typeof createBench>;

/** To be called within a `describe`: after each of its tests everything is stopped and closed. */
export function createBench({ sessionTimeout, world: newWorld }: SourceFactory) {
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

  return { world, run, copy, expectAll, untilCommitted, patience, sessionTimeout };
}
