import type { Codec, Encoder, Intake } from '../core/ports.ts';
import type { StopWords } from '../core/text/stopwords.ts';
import { type BatchStats, type Command } from '../core/types.ts';
import type { Names } from './names.ts';
export interface OrdersOptions {
    readonly names: Names;
    readonly codecs: {
        readonly control: Codec<Command>;
        readonly stats: Codec<BatchStats>;
    };
    readonly encoder: Encoder;
    readonly stop: StopWords;
}
/** An Intake for the commands. A phrase is encoded here, so that absorbing it is pure. */
export declare function createOrders({ names, codecs, encoder, stop }: OrdersOptions): Intake;
