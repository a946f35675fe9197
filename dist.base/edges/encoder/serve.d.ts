/** A thread of a pool, as pool.ts speaks with it: what it is asked, one after the other. */
import type { MessagePort } from 'node:worker_threads';
import type { Failure } from './pool.ts';
export interface Served {
    readonly dim: number;
    /** One row for each text, (texts.length, dim). */
    encode(texts: readonly string[]): Promise<Float32Array<ArrayBuffer>>;
    release(): Promise<void>;
}
/** onnxruntime has no error codes in JavaScript: its messages tell short memory from the rest. */
export declare const SHORT_MEMORY: RegExp;
export declare function failure(error: unknown): Failure;
/** Until told to close. */
export declare function serve(port: MessagePort, open: () => Promise<Served>): Promise<void>;
