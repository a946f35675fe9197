import type { Changelog } from '../../core/ports.ts';
import type { MemoryLog } from './log.ts';
/** Reads the only partition of a compacted Kafka topic of the in-memory log. */
export declare function memoryChangelog(log: MemoryLog, topic: string): Changelog;
