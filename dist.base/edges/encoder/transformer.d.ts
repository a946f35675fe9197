import type { Encoder } from '../../core/ports.ts';
import type { Precision } from './builder.ts';
import { type LongDocuments } from './text.ts';
import { type WeightsOptions } from './weights.ts';
export interface TransformerOptions extends WeightsOptions {
    /** Default `int8`: cosine .994 on average to `float32`, in one third (VNNI) to two thirds (AVX2) of its time. */
    readonly precision?: Precision;
    /** Worker threads; default: as many as processors. Each takes about 120 MB; the vectors are the same for any number. */
    readonly workers?: number;
    /**
     * What becomes of texts with more tokens than the model looks at. Default `truncate`: the first tokens alone, as
     * sentence-transformers does. `windows`: the mean of the vectors of up to 16 windows, of unit length again.
     */
    readonly longDocuments?: LongDocuments;
}
/**
 * Finds the weights and starts the threads. MiniLM looks at 256 tokens, as sentence-transformers does. Throws `fatal`
 * when the weights can't be had or are of another kind.
 */
export declare function transformerEncoder(options?: TransformerOptions): Promise<Encoder>;
