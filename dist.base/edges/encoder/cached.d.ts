import type { Encoder } from '../../core/ports.ts';
export interface CacheOptions {
    /** Made when it is missing. */
    readonly folder: string;
    /** Names the file beside the encoder's id: one corpus, one name. Signs that are unfit for a file become "_". */
    readonly name: string;
}
/**
 * The same bits as `encoder` alone, which it closes with itself. A tail that was cut short and damaged records are
 * encoded anew. One process at a time may add to a file; any number may read it. Throws `fatal` when the file cannot
 * be read or written, or belongs to another encoder.
 */
export declare function cachedEncoder(encoder: Encoder, { folder, name }: CacheOptions): Promise<Encoder>;
