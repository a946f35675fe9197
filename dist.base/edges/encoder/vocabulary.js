/** The vocabulary of a tokenizer.json, where core/text/wordpiece.ts makes the same ids of it. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
const TOKENIZER = z.object({
    normalizer: z.object({
        type: z.literal('BertNormalizer'),
        clean_text: z.literal(true),
        handle_chinese_chars: z.literal(true),
        strip_accents: z.literal(true).nullish(),
        lowercase: z.literal(true),
    }),
    pre_tokenizer: z.object({ type: z.literal('BertPreTokenizer') }),
    added_tokens: z.array(z.object({
        id: z.number().int().nonnegative(),
        content: z.string().regex(/^\S+$/),
        lstrip: z.literal(false).optional(),
        rstrip: z.literal(false).optional(),
        normalized: z.literal(false).optional(),
    })),
    model: z.object({
        type: z.literal('WordPiece').optional(),
        unk_token: z.string(),
        continuing_subword_prefix: z.literal('##').optional(),
        max_input_chars_per_word: z.literal(100).optional(),
        vocab: z.record(z.string(), z.number().int().nonnegative()),
    }),
});
/** Null for a tokenizer of another kind than BERT's uncased WordPiece. Throws what reading the file throws. */
export async function readVocabulary(path) {
    return vocabularyOf(await readFile(path, 'utf8'));
}
/** As `readVocabulary`, of the file's text. */
export function vocabularyOf(json) {
    const found = TOKENIZER.safeParse(JSON.parse(json)).data;
    if (found === undefined)
        return null;
    const pieces = new Map(Object.entries(found.model.vocab));
    const special = new Map(found.added_tokens.map(({ content, id }) => [content, id]));
    const unknown = pieces.get(found.model.unk_token);
    if (unknown === undefined)
        return null;
    let size = 0;
    for (const id of [...pieces.values(), ...special.values()])
        size = Math.max(size, id + 1);
    return { pieces, size, unknown, special };
}
//# sourceMappingURL=vocabulary.js.map