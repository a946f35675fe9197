/** How much of a text an encoder looks at, so that the cost of a document is bounded whatever it holds. */
/** UTF-16 code units: over ten times what 256 tokens of ordinary prose take. */
const TEXT_LIMIT = 16_384;
/** Of these a tokenizer is shown first; nearly always they hold all the tokens that are asked for. */
const FIRST_LOOK = 2_048;
/** A word of WordPiece has at most 100 characters, hence tokens; cut in half, it may become others. */
const TOKENS_OF_A_WORD = 100;
/** The beginning of a text without leading white space, which says nothing; never ends in half a character. */
export function bounded(text) {
    const trimmed = text.trimStart();
    return trimmed.length <= TEXT_LIMIT ? trimmed : cut(trimmed, TEXT_LIMIT);
}
/**
 * The first `limit` tokens of a bounded text, the same as those of the whole, without the cost of tokenizing the whole.
 * `tokenize` must treat words divided by spaces independently, as WordPiece does, and add no special tokens.
 */
export function firstTokens(text, limit, tokenize) {
    for (let length = FIRST_LOOK; length < text.length; length *= 2) {
        const space = Math.max(...[' ', '\n', '\t'].map((mark) => text.lastIndexOf(mark, length)));
        const tokens = tokenize(space > 0 ? text.slice(0, space) : cut(text, length));
        if (tokens.length >= limit + (space > 0 ? 0 : TOKENS_OF_A_WORD))
            return tokens.slice(0, limit);
    }
    return tokenize(text).slice(0, limit);
}
/** Windows of one text at most: what follows says little more, and its cost must end somewhere. */
export const MOST_WINDOWS = 16;
/** As few windows of at most `size` tokens as hold them all, one after the other, their sizes alike to one token; at least one. */
export function windows(tokens, size) {
    const count = Math.max(1, Math.ceil(tokens.length / size));
    const bound = (at) => Math.round((at * tokens.length) / count);
    return Array.from({ length: count }, (_, at) => tokens.slice(bound(at), bound(at + 1)));
}
/** The mean of unit vectors, of unit length again; one vector stays as it is. Where they cancel out, the first. */
export function meanOf(vectors) {
    const [first = new Float32Array(0), ...others] = vectors;
    if (others.length === 0)
        return first;
    const sum = Float64Array.from(first);
    for (const vector of others) {
        for (const [at, value] of vector.entries())
            sum[at] = (sum[at] ?? 0) + value;
    }
    const norm = Math.hypot(...sum);
    return norm > 0 ? Float32Array.from(sum, (value) => value / norm) : first;
}
function cut(text, length) {
    const last = text.charCodeAt(length - 1);
    const halved = last >= 0xd800 && last <= 0xdbff;
    return text.slice(0, halved ? length - 1 : length);
}
//# sourceMappingURL=text.js.map