import type { Encoder } from '../../core/ports.ts';
export interface HashingOptions {
    /** Length of a vector; default 256. */
    readonly dim?: number;
}
/** Rows depend on the text alone and are the same on every machine; `encode` throws nothing but `bug` after `close`. */
export declare function hashingEncoder({ dim }?: HashingOptions): Encoder;
