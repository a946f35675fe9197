import type { Clock, DocumentReader, Intake, Probe } from '../core/ports.ts';
import type { StopWords } from '../core/text/stopwords.ts';
import { type AnswerOptions } from './answer.ts';
import type { ModelFeed } from './feed.ts';
import type { Pace } from './pace.ts';
export interface WorkerOptions extends AnswerOptions {
    readonly reader: DocumentReader;
    readonly feed: ModelFeed;
    readonly stop: StopWords;
    /** Batches of a partition that may be sent and not yet absorbed; 0 waits for each. */
    readonly staleness: number;
    /** How far a document's event time may lie after its record's timestamp, ms. */
    readonly maxAhead: number;
    readonly clock: Clock;
    readonly probe: Probe;
    readonly pace: Pace;
}
export interface Worker extends Intake {
    /** For each partition in hand, the offset up to which this replica has committed. */
    readonly sent: ReadonlyMap<number, bigint>;
}
export declare function createWorker(options: WorkerOptions): Worker;
