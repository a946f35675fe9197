import type { Precision } from './builder.ts';
import type { Source } from './folder.ts';
import { type Flags } from './halting.ts';
import type { Failure } from './pool.ts';
import { type LongDocuments } from './text.ts';
/** What a thread is started for. */
export type Errand = 
/** Read the weights, answer with the graph's bytes, and end: what that takes of memory goes with the thread. */
{
    readonly task: 'build';
    readonly source: Source;
    readonly precision: Precision;
}
/** Encode until told to close. */
 | {
    readonly task: 'encode';
    readonly source: Source;
    /** The graph's bytes; null to take the folder's own. */
    readonly graph: Uint8Array | null;
    readonly longDocuments: LongDocuments;
    readonly flags: Flags;
};
/** The answer to `build`. */
export type Built = {
    readonly graph: Uint8Array;
} | Failure;
