import type { CutRule } from '../../core/cut.ts';
import type { Clock, Probe, Source } from '../../core/ports.ts';
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
    /** Jitter of the back-off in [0, 1). Default Math.random. */
    readonly random?: () => number;
}
/** Reads a Kafka topic of the in-memory log, as a member of a group, exactly as the Kafka source does. */
export declare function memorySource(log: MemoryLog, options: MemorySourceOptions): Source;
