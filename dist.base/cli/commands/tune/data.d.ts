import type { Encoder } from '../../../core/ports.ts';
import type { Vocabulary } from '../../../core/text/wordpiece.ts';
import type { Job } from '../../../core/tune/job.ts';
import { type Task } from '../../../core/tune/objective.ts';
export interface Sample {
    readonly text: string;
    /** Event time, ms. */
    readonly time: number;
    readonly label: string | null;
}
export interface Split {
    readonly training: readonly Sample[];
    /** After all of the training. */
    readonly later: readonly Sample[];
}
/** As a field of labels: the first hashtag of the text. */
export declare const HASHTAGS = "#";
/** The label that `field` names in a line of JSON with this text; null for none. */
export declare function labelIn(line: Uint8Array, text: string, field: string | null): string | null;
/** Without the hashtags that few documents have. */
export declare function commonTags(samples: readonly Sample[]): Sample[];
/** The newest are for the gate. Throws `fatal`, stage `config`, for too few documents. */
export declare function splitByTime(samples: readonly Sample[]): Split;
export interface Encoders {
    /** Of documents, of their halves, and of pieces: each may remember its own. */
    readonly documents: Encoder;
    readonly halves: Encoder;
    readonly pieces: Encoder;
}
export interface JobOptions {
    readonly vocabulary: Vocabulary | null;
    /** Pieces of a text that are looked at. */
    readonly limit: number;
    readonly student: boolean;
    readonly labelled: boolean;
    /** What adapters are trained by; default none. */
    readonly tasks?: readonly Task[];
    readonly seed: number;
    /** Told how many of how many texts are encoded. */
    readonly encoded: (done: number, all: number) => void;
}
/** Texts must be as the encoder bounds them. Throws `fatal`, stage `config`, before any is encoded, for labels that nothing can be learnt from. */
export declare function jobOf({ training, later }: Split, encoders: Encoders, { vocabulary, limit, student, labelled, tasks, seed, encoded }: JobOptions): Promise<Job>;
