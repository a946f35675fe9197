import type { Document, ModelState, PhiRecord, ThetaRecord, TopicEventRecord } from '../../core/types.ts';
import type { Config } from '../config.ts';
import type { Embedded } from '../wire.ts';
import type { LineSource } from './lines.ts';
export interface Takers {
    /** A line that became a document, before the model meets it; its Θ records carry the same offset. */
    readonly document?: (document: Document, offset: bigint, line: Uint8Array) => void;
    readonly theta?: (record: ThetaRecord) => Promise<void> | void;
    readonly event?: (record: TopicEventRecord) => Promise<void> | void;
    /** A line that did not become a document. */
    readonly bad: (line: number, reason: string) => void;
}
export interface Outcome {
    /** Documents taken in. */
    readonly documents: number;
    /** Lines that were not. */
    readonly bad: number;
    readonly state: ModelState;
    /** Live topics as they are at the end, heaviest first. */
    readonly phi: readonly PhiRecord[];
}
/** Streams all lines through the replica; resolves when the model has absorbed the last. Rejects with the first fault that stops it. */
export declare function stream({ embedded, config, lines, takers, }: {
    readonly embedded: Embedded;
    readonly config: Config;
    readonly lines: LineSource;
    readonly takers: Takers;
}): Promise<Outcome>;
