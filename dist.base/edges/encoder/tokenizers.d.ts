import type { Source } from './folder.ts';
export interface Tokenizer {
    /** The special tokens before and after a text. */
    readonly around: readonly [number, number];
    /** The first `limit` tokens of a bounded text, without special ones. */
    readonly content: (text: string, limit: number) => readonly number[];
}
/** Throws `fatal` for a tokenizer that surrounds a text in another way. */
export declare function readTokenizer({ folder, layout }: Pick<Source, 'folder' | 'layout'>): Promise<Tokenizer>;
