import type { Command, ModelState, Order } from '../types.ts';
import type { ModelOptions } from './options.ts';
/** A command as it comes from outside. */
export interface Asked {
    readonly kind: string;
    readonly topic?: number | null | undefined;
    readonly into?: number | null | undefined;
    /** The new name, or the phrase. */
    readonly text?: string | null | undefined;
}
/** The command that is asked for. Throws `poison` that names the field, its value and the remedy. */
export declare function commandOf({ kind, topic, into, text }: Asked): Command;
/** Why a model cannot do what is asked, with the remedy; null when it can. */
export declare function refusal({ topics, dim, warming }: Pick<ModelState, 'topics' | 'dim' | 'warming'>, order: Command | Order, { maxCells, maxTopics }: Pick<ModelOptions, 'maxCells' | 'maxTopics'>): string | null;
