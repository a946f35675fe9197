import type { CutRule } from '../../core/cut.ts';
import { LeitmotifError } from '../../core/errors.ts';
import { Lane, type LaneLog } from '../../core/lane.ts';
import { Lanes } from '../../core/lanes.ts';
import type { Clock, Intake, Probe, Source } from '../../core/ports.ts';
import { type Remedy, resumeAt } from '../../core/position.ts';
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
  /** Goes on behind records that were deleted before they were read. Default false. */
  readonly acceptLoss?: boolean;
  /** What to do when the log does not hold the committed offset. Default for the documents of a model. */
  readonly remedy?: Remedy;
  /** Records a fetch brings at most. Default 1000. */
  readonly fetchRecords?: number;
  readonly clock: Clock;
  readonly probe: Pick<Probe, 'log'>;
  /** Default 2 minutes. */
  readonly patience?: number;
  /** Jitter of the back-off in [0, 1). Default Math.random. */
  readonly random?: () => number;
}

/** Reads a Kafka topic of the in-memory log, as a member of a group, exactly as the Kafka source does. */
export function memorySource(log: MemoryLog, options: MemorySourceOptions): Source {
  return {
    run: async (intake, signal) => (signal.aborted ? undefined : run(log, options, { intake, signal })),
    async standing() {
      const { topic, group } = options;
      return Array.from({ length: log.partitions(topic) }, (_, partition) => ({
        partition,
        low: log.start(topic, partition),
        end: log.end(topic, partition),
        committed: log.committed(group, topic, partition),
        position: log.position(group, topic, partition)?.offset ?? null,
      }));
    },
  };
}

async function run(
  log: MemoryLog,
  options: MemorySourceOptions,
  { intake, signal }: { intake: Intake; signal: AbortSignal },
): Promise<void> {
  const { group, topic, clock, member = 'member' } = options;
  const partitions = log.partitions(topic);
  const places = Array.from({ length: partitions }, (_, partition) => log.position(group, topic, partition));
  const known = places.some((place) => place !== null) ? 0 : partitions;
  const alive = (): Promise<void> => membership.alive();
  const create = (partition: number, over: AbortSignal): { lane: Lane } => ({
    lane: newLane(log, options, { intake, partition, known, alive, over }),
  });
  const lanes = new Lanes({ create, signal, clock });
  const assigned = (partitions: readonly number[]): void => lanes.assign(partitions);
  const membership: Membership = log.groups.join(group, { topic, partitions, member, assigned });
  await lanes.ended();
  membership.leave();
  lanes.throwFailure();
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
    let finished = false;
    // A log that is sealed after its last record was read has news too, once.
    const sealed = (): boolean => !finished && log.read(topic, partition, { from: position, limit: 0 }).final;
    while (await log.until(() => log.end(topic, partition) > position || sealed(), signal)) {
      if (log.start(topic, partition) > position) {
        lane.fail(new LeitmotifError('transient', 'connect', `offset ${position} of ${topic} is no longer in the log`));
        return;
      }
      const limit = options.fetchRecords ?? 1000;
      const { records, to, end, final } = log.read(topic, partition, { from: position, limit });
      if (signal.aborted) return;
      position = to;
      lane.push({ records, to, ended: to === end, at: clock.now(), highWatermark: end });
      if (final) {
        finished = true;
        lane.finish();
      }
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
        const start = resumeAt(at, { ...options, acceptLoss: options.acceptLoss ?? false });
        return { committed: before.start ? null : before.offset, start };
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
    confirm: async () => log.check(transactionalId, producerEpoch),
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
