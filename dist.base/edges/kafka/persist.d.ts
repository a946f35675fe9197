import type { Admin, Kafka } from 'kafkajs';
import type { Clock, Probe } from '../../core/ports.ts';
export interface Persistence {
    /** How long failures may follow each other, ms. */
    readonly patience: number;
    readonly clock: Clock;
    readonly random: () => number;
    readonly probe: Pick<Probe, 'log'>;
}
/** Tries until it works, patience ends, or the signal is aborted; then throws what it threw last. */
export declare function persist<T>(with_: Persistence, signal: AbortSignal, work: () => Promise<T>): Promise<T>;
/** An admin client for as long as `work` takes: one that lives longer never sees new partitions or leaders. */
export declare function withAdmin<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T>;
/** Deletes the group of a reading that had one to itself. Left behind, it is empty, and the broker forgets it in time. */
export declare function endReading(kafka: Kafka, group: string, probe: Pick<Probe, 'log'>): Promise<void>;
