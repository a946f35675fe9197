import type { Precision } from './builder.ts';
import { type Source } from './folder.ts';
import { type Publication } from './models.ts';
export type Environment = Readonly<Record<string, string | undefined>>;
export interface WeightsOptions {
    /** Name of a known model, owner/name of one on the model hub, or any name for the weights in `folder`; default `all-MiniLM-L6-v2`. */
    readonly model?: string;
    /** Folder with the files of one of the layouts; nothing is fetched then. */
    readonly folder?: string;
    /** Which of two ONNX graphs is taken, where a model has both; default `int8`. */
    readonly precision?: Precision;
    /** Where fetched weights are kept; default LEITMOTIF_CACHE, else XDG_CACHE_HOME/leitmotif, else ~/.cache/leitmotif. */
    readonly cache?: string;
    /** Is told what takes long, a line at a time. */
    readonly log?: (line: string) => void;
    /** Default process.env: LEITMOTIF_CACHE, XDG_CACHE_HOME, PATH and what pip reads, HF_ENDPOINT. */
    readonly env?: Environment;
}
export interface Weights extends Source {
    readonly model: string;
    /** SHA-256 of the file with the weights, hexadecimal. */
    readonly checksum: string;
}
/** Throws `fatal` with what each of the ways said when none of them works. */
export declare function resolveWeights(options?: WeightsOptions): Promise<Weights>;
/** As resolveWeights, for one published model. */
export declare function resolvePublished(source: Publication, options: WeightsOptions): Promise<Weights>;
/** Bytes that the files of a published model take in the cache; null when they were not fetched yet. */
export declare function sizeInCache(source: Publication, options: Pick<WeightsOptions, 'cache' | 'env'>): Promise<number | null>;
