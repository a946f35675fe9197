import type { CutRule } from '../../core/cut.ts';
import { LeitmotifError } from '../../core/errors.ts';
import { Lane, type LaneLog } from '../../core/lane.ts';
import type { Clock, Intake, Probe, Source } from '../../core/ports.ts';
import { resumeAt } from '../../core/position.ts';
import type { Membership } from './groups.ts';
import type { MemoryLog } from './log.ts';

export interface MemorySourceOptions {
  /** The Kafka topic to read. */
  readonly topic: string;
  readonly group: string;
  /** Its name in the group. Default `member`. */
  readonly member?: string;
  /** Default `<group>-<topic>-<partition>`. */
  readonly transactionalId?: (partition: number) => string;
  readonly epoch: () => number;
  readonly cut: CutRule;
  /**
   * Where a group without a committed offset begins; a number is a timestamp, ms. Default earliest.
   * Partitions added while it runs begin at their first record.
   */
  readonly start?: 'earliest' | 'latest' | number;
  /** Goes on when a committed offset is no longer in the log. Default false. */
  readonly acceptLoss?: boolean;
  /** Records a fetch brings at most. Default 1000. */
  readonly fetchRecords?: number;
  readonly clock: Clock;
  readonly probe: Pick<Probe, 'log'>;
  /** Default 2 minutes. */
  readonly patience?: number;
  /** How long a fenced source waits for its next assignment, ms. Default 30 s. */
  readonly fencedPatience?: number;
  /** Jitter of the back-off in [0, 1). Default Math.random. */
  readonly random?: () => number;
}

/** Reads a Kafka topic of the in-memory log, as a member of a group, exactly as the Kafka source does. */
export function memorySource(log: MemoryLog, options: MemorySourceOptions): Source {
  return { run: (intake, signal) => run(log, options, { intake, signal }) };
}

/** How long a source that failed waits for handlers that don't end, ms. */
const LAST_WAIT = 5000;

interface Held {
  readonly lane: Lane;
  readonly done: Promise<void>;
}

async function run(
  log: MemoryLog,
  options: MemorySourceOptions,
  { intake, signal }: { intake: Intake; signal: AbortSignal },
): Promise<void> {
  const { group, topic, clock } = options;
  const stop = new AbortController();
  const errors: unknown[] = [];
  const fail = (error: unknown): void => {
    errors.push(error);
    stop.abort();
  };
  if (signal.aborted) return;
  const onAbort = (): void => stop.abort();
  signal.addEventListener('abort', onAbort, { once: true });

  const known = log.partitions(topic);
  let held: Held[] = [];
  let assignment = new AbortController();
  const assigned = (partitions: readonly number[]): void => {
    if (stop.signal.aborted) return;
    assignment.abort();
    assignment = new AbortController();
    const mine = assignment.signal;
    const before = held;
    for (const { lane } of before) lane.revoke();
    const alive = (): Promise<void> => membership.alive();
    const lanes = partitions.map((partition) => newLane(log, options, { intake, partition, known, alive, over: mine }));
    const fenced = Promise.all(lanes.map((lane) => lane.fence()));
    held = lanes.map((lane) => {
      const earlier = before.find((other) => other.lane.partition === lane.partition)?.done;
      const work = async (): Promise<void> => {
        await fenced;
        await earlier;
        if ((await lane.run()) === 'closed') return;
        await clock.sleep(options.fencedPatience ?? 30_000, AbortSignal.any([mine, stop.signal]));
        if (!mine.aborted && !stop.signal.aborted) throw neverReassigned(options, lane.partition);
      };
      return { lane, done: work().catch(fail) };
    });
  };
  const membership: Membership = log.groups.join(group, {
    topic,
    partitions: known,
    member: options.member ?? 'member',
    assigned,
  });

  await log.until(() => false, stop.signal);
  signal.removeEventListener('abort', onAbort);
  for (const { lane } of held) errors.length > 0 ? lane.revoke() : lane.stop();
  const done = Promise.all(held.map((each) => each.done));
  await (errors.length > 0 ? Promise.race([done, clock.sleep(LAST_WAIT)]) : done);
  assignment.abort();
  membership.leave();
  if (errors.length > 0) throw errors[0];
}

function neverReassigned({ group, topic }: MemorySourceOptions, partition: number): LeitmotifError {
  const message = `partition ${partition} of ${topic} was taken from group ${group}, and it was given no other`;
  return new LeitmotifError('fenced', 'commit', message);
}

function newLane(
  log: MemoryLog,
  options: MemorySourceOptions,
  given: { intake: Intake; partition: number; known: number; alive: () => Promise<void>; over: AbortSignal },
): Lane {
  const { topic, group, clock } = options;
  const { intake, partition } = given;
  const transactionalId = options.transactionalId?.(partition) ?? `${group}-${topic}-${partition}`;
  let producerEpoch = -1;
  let pumping = new AbortController();
  let position = 0n;

  const pump = async (): Promise<void> => {
    const { signal } = pumping;
    while (await log.until(() => log.end(topic, partition) > position, signal)) {
      if (log.start(topic, partition) > position) {
        lane.fail(new LeitmotifError('transient', 'connect', `offset ${position} of ${topic} is no longer in the log`));
        return;
      }
      const limit = options.fetchRecords ?? 1000;
      const { records, to, end, final } = log.read(topic, partition, { from: position, limit });
      if (signal.aborted) return;
      position = to;
      lane.push({ records, to, ended: to === end, at: clock.now(), highWatermark: end });
      if (final) lane.finish();
    }
  };
  const start = (): void => {
    pumping.abort();
    pumping = new AbortController();
    given.over.addEventListener('abort', () => pumping.abort(), { once: true, signal: pumping.signal });
    if (!given.over.aborted) void pump();
  };

  const laneLog: LaneLog = {
    fence: async () => {
      producerEpoch = log.fence(transactionalId);
    },
    position: async () => {
      const before = log.position(group, topic, partition);
      if (before) {
        const inLog = { low: log.start(topic, partition), end: log.end(topic, partition) };
        const at = { topic, partition, group, committed: before.offset, ...inLog };
        return { committed: before.start ? null : before.offset, start: resumeAt(at, options.acceptLoss ?? false) };
      }
      // Committed at once, so that a crash before the first batch doesn't move it.
      const offset = partition < given.known ? startOf(log, options, partition) : log.start(topic, partition);
      const start = { group, topic, partition, offset, start: true };
      await log.commit({ transactionalId, producerEpoch, records: [], offset: start });
      return { committed: null, start: offset };
    },
    open: async (offset) => {
      position = offset;
      start();
    },
    hold: () => pumping.abort(),
    resume: start,
    commit: (records, to) =>
      log.commit({ transactionalId, producerEpoch, records, offset: { group, topic, partition, offset: to } }),
    member: given.alive,
  };
  const lane = new Lane({
    topic,
    partition,
    epoch: options.epoch,
    cut: options.cut,
    intake,
    log: laneLog,
    clock,
    random: options.random ?? Math.random,
    probe: options.probe,
    patience: options.patience ?? 120_000,
  });
  return lane;
}

function startOf(log: MemoryLog, { topic, start }: MemorySourceOptions, partition: number): bigint {
  if (start === 'latest') return log.end(topic, partition);
  if (typeof start === 'number') return log.offsetAt(topic, partition, start);
  return log.start(topic, partition);
}
