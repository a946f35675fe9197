import { type Evaluation, type Stream } from '../../core/evaluate/evaluate.ts';
import type { Encoder } from '../../core/ports.ts';
import type { Config } from '../config.ts';
import type { Embedded } from '../wire.ts';
import { type Takers } from './embedded.ts';
import type { LineSource } from './lines.ts';
export interface EvaluationInput {
    readonly embedded: Embedded;
    /** The one that the embedded pipeline has: it is asked again for the final pass. */
    readonly encoder: Encoder;
    readonly config: Config;
    readonly lines: LineSource;
    /** The field that holds a line's label. */
    readonly label: string;
    readonly coherence: boolean;
    /** Told each document that got its first Θ, and each bad line. */
    readonly progress: {
        readonly document: () => void;
        readonly bad: Takers['bad'];
    };
    /** Told what is done now; awaited, so that it can be shown before the work holds the thread. */
    readonly phase: (name: string) => Promise<void>;
}
export interface Evaluated {
    readonly evaluation: Evaluation;
    /** What it was made from. */
    readonly stream: Stream;
    /** Lines that were no documents. */
    readonly bad: number;
    /** Of the stream, by the clock. */
    readonly seconds: number;
    /** Of the stream, that this thread was at work: all but what the encoder's own threads do. */
    readonly busy: number;
}
/** Holds all documents in memory. Rejects as `stream` does. */
export declare function evaluateLines(input: EvaluationInput): Promise<Evaluated>;
/** A text, number or truth value is a label; anything else, and an empty text, is none. */
export declare function labelOf(line: Uint8Array, field: string): string | null;
/** Keeps every vector in memory, so that the final pass need not encode anew. */
export declare function remembering(encoder: Encoder): Encoder;
