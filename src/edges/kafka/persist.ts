import type { Admin, Kafka } from 'kafkajs';
import { faultOf, messageOf } from '../../core/errors.ts';
import type { Clock, Probe } from '../../core/ports.ts';
import { QUICK_RETRY } from './client.ts';
import { fromKafka } from './faults.ts';

export interface Persistence {
  /** How long failures may follow each other, ms. */
  readonly patience: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly probe: Pick<Probe, 'log'>;
  /** What is worked with, for the log; default "the broker". */
  readonly what?: string;
}

const FIRST_BACK_OFF = 200;
const LONGEST_BACK_OFF = 10_000;

/** Tries until it works, patience ends, or the signal is aborted; then throws what it threw last. */
export async function persist<T>(with_: Persistence, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const { patience, clock, random, probe, what = 'the broker' } = with_;
  const begun = clock.now();
  for (let longest = FIRST_BACK_OFF; ; longest = Math.min(2 * longest, LONGEST_BACK_OFF)) {
    try {
      return await work();
    } catch (error) {
      if (faultOf(error) !== 'transient' || signal.aborted || clock.now() - begun >= patience) throw error;
      const delay = Math.round(longest * (0.5 + random() / 2));
      probe.log('warn', `${what} cannot be used yet`, { error: messageOf(error), delay });
      await clock.sleep(delay, signal);
    }
  }
}

/** An admin client for as long as `work` takes: one that lives longer never sees new partitions or leaders. */
export async function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin({ retry: QUICK_RETRY });
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await admin.disconnect().catch(() => {});
  }
}

/** Deletes the group of a reading that had one to itself. Left behind, it is empty, and the broker forgets it in time. */
export async function endReading(kafka: Kafka, group: string, probe: Pick<Probe, 'log'>): Promise<void> {
  try {
    await withAdmin(kafka, (admin) => admin.deleteGroups([group]));
  } catch (error) {
    const rights = { group: `Delete on group ${group}` };
    const fault = fromKafka(error, { stage: 'connect', doing: `deleting group ${group}`, rights });
    probe.log('debug', 'a reading left its group behind', { group, error: fault.message });
  }
}
