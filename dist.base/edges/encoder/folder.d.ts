import type { Precision } from './builder.ts';
import type { Layout } from './models.ts';
/** How the states of a text's tokens become one vector: their mean, or the state of the first one. */
export type Pooling = 'mean' | 'cls';
export interface Source {
    readonly folder: string;
    readonly layout: Layout;
    /** File with the weights, within the folder. */
    readonly file: string;
    readonly pooling: Pooling;
    /** Tokens of a text that the encoder was trained to look at, the special ones included. */
    readonly limit: number;
}
/** The ONNX graph that is preferred for a precision, and the one that is taken where there is no such. */
export declare const ONNX_FILES: Readonly<Record<Precision, readonly [string, string]>>;
/** Files that a folder may lack. */
export declare const OPTIONAL: readonly ["modules.json", "1_Pooling/config.json", "sentence_bert_config.json"];
/** Throws `fatal` for a folder that holds no encoder of a known layout. `limit` takes the place of what the folder says. */
export declare function readFolder(folder: string, { precision, limit }: {
    readonly precision: Precision;
    readonly limit?: number;
}): Promise<Source>;
