/** Hops 5 and 6: a batch that is decoded and encoded, and a model → what goes out for it in one transaction. */
import type { LeitmotifError } from '../core/errors.ts';
import type { ModelOptions } from '../core/model/options.ts';
import type { Codec, Encoder, OutRecord, Products, RawRecord } from '../core/ports.ts';
import type { BatchStats, Document, EncodedBatch, Span, ThetaRecord } from '../core/types.ts';
import { type Attributes } from './cloudevents.ts';
import type { Published } from './feed.ts';
import type { Names } from './names.ts';
export interface AnswerOptions {
    readonly names: Names;
    readonly encoder: Encoder;
    readonly products: Products;
    readonly theta: Codec<ThetaRecord>;
    readonly stats: Codec<BatchStats>;
    readonly model: ModelOptions;
    /** Largest stats record, bytes; a batch whose stats are larger is halved. */
    readonly maxStatsBytes: number;
    /** What is published says of itself in headers; default nothing. */
    readonly attributes?: Attributes;
}
/** What a record of a batch turned out to be, with what goes out for it besides a Θ. */
export type Decoded = {
    readonly kind: 'document';
    readonly record: RawRecord;
    readonly doc: Document;
} | {
    readonly kind: 'deletion';
    readonly record: RawRecord;
    readonly id: string;
} | {
    readonly kind: 'dead';
    readonly record: RawRecord;
    readonly error: LeitmotifError;
};
/** A batch after decoding and encoding: all that does not depend on the model. */
export interface Prepared {
    readonly decoded: readonly Decoded[];
    readonly batch: EncodedBatch;
}
/** Ids whose last record in the batch deletes them: one written again later is alive. */
export declare function deletedAtLast(decoded: readonly Decoded[]): string[];
export interface Answer {
    readonly records: readonly OutRecord[];
    /** Documents without a topic. */
    readonly strays: number;
}
/** Θ, stats and dead letters of a batch. */
export declare function answer(model: Published, prepared: Prepared, span: Span, options: AnswerOptions): Answer;
