import type { Cut } from './cut.ts';
import type { OutRecord, RawBatch } from './ports.ts';
export interface HandsOptions {
    /** The Kafka topic. */
    readonly topic: string;
    readonly partition: number;
    readonly epoch: () => number;
    readonly handle: (batch: RawBatch) => Promise<void>;
    readonly commit: (records: readonly OutRecord[], to: bigint) => Promise<void>;
    readonly revoked: AbortSignal;
    readonly stopped: AbortSignal;
    /** A handler rejected, or broke the rules. */
    readonly failed: (error: unknown) => void;
    /** A handler has ended. */
    readonly freed: () => void;
}
/** The batches of one partition that are being handled: they overlap, but commit in the order of the log. */
export declare class Hands {
    #private;
    constructor(options: HandsOptions);
    /** Handlers that run. */
    get size(): number;
    /** Resolves when no handler runs any more. */
    empty(): Promise<void>;
    /** Starts the handler of the batch that follows the one given before. */
    give(cut: Cut, highWatermark: bigint): void;
}
