import { Counts } from '../../core/text/counts.ts';
import type { Terms } from '../../core/types.ts';
export interface AvroTerms {
    /** Themselves or, of counts, the numbers of the words. */
    readonly terms: Int32Array | readonly string[];
    readonly counts: Buffer;
}
export declare function toTerms(terms: Terms): AvroTerms;
export declare function fromTerms(record: AvroTerms): Counts;
