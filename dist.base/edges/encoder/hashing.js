/**
 * An encoder without weights: signed feature hashing (Weinberger et al. 2009, "Feature Hashing for Large Scale
 * Multitask Learning") of words and their character n-grams, as fastText composes them (Bojanowski et al. 2017).
 * Documents that share words are near; it knows nothing of synonyms. For tests, and where no weights can be had.
 */
import { LeitmotifError } from "../../core/errors.js";
import { bounded } from "./text.js";
const WORD = /[\p{L}\p{M}\p{N}]+/gu;
/** Scripts written without spaces: a run of them is no word, so pairs of characters carry the meaning. */
const UNSPACED = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]/u;
/** A word longer than this many characters is noise; its n-grams beyond are not looked at. */
const WORD_LIMIT = 64;
/** Weight of all n-grams of a word together, the word itself being 1. */
const NGRAM_WEIGHT = 0.5;
/** Weight of a word of one to three letters: in most languages it is a function word. */
const SHORT_WEIGHT = 0.25;
/** Rows depend on the text alone and are the same on every machine; `encode` throws nothing but `bug` after `close`. */
export function hashingEncoder({ dim = 256 } = {}) {
    if (!Number.isInteger(dim) || dim < 1) {
        throw new LeitmotifError('fatal', 'config', `dim of the hashing encoder is ${dim}: give an integer of at least 1`);
    }
    let closed = false;
    return {
        id: `hashing/1/${dim}`,
        dim,
        async encode(texts) {
            if (closed)
                throw new LeitmotifError('bug', 'encode', 'the encoder was closed; create another to encode');
            const data = new Float32Array(texts.length * dim);
            texts.forEach((text, row) => {
                data.set(hashed(text, dim), row * dim);
            });
            return { rows: texts.length, dim, data };
        },
        async close() {
            closed = true;
        },
    };
}
/** Unit vector, shape (dim). */
function hashed(text, dim) {
    const vector = new Float64Array(dim);
    for (const [word, count] of counted(text)) {
        // Damped as sublinear term frequency is: a word said nine times counts three times.
        const weight = Math.sqrt(count);
        const characters = [...word].slice(0, WORD_LIMIT);
        const unspaced = UNSPACED.test(word);
        const grams = ngrams(characters, unspaced ? 2 : 3);
        if (!unspaced)
            add(vector, `w${word}`, characters.length < 4 ? weight * SHORT_WEIGHT : weight);
        const share = unspaced ? weight : (weight * NGRAM_WEIGHT) / Math.sqrt(grams.length);
        for (const gram of grams)
            add(vector, `g${gram}`, share);
    }
    let square = 0;
    for (const value of vector)
        square += value * value;
    if (square === 0) {
        // No word at all, or all of them cancelled: one direction stands for "nothing said".
        add(vector, '', 1);
        return vector;
    }
    const length = Math.sqrt(square);
    return vector.map((value) => value / length);
}
function counted(text) {
    const counts = new Map();
    for (const [word] of bounded(text).normalize('NFC').toLowerCase().matchAll(WORD)) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return counts;
}
/** All runs of n characters, the word's two ends marked; at least one. */
function ngrams(characters, n) {
    const marked = n === 2 ? characters : ['<', ...characters, '>'];
    if (marked.length <= n)
        return [marked.join('')];
    return marked.slice(0, marked.length - n + 1).map((_, at) => marked.slice(at, at + n).join(''));
}
function add(vector, feature, weight) {
    const hash = fnv1a(feature);
    const at = (hash >>> 1) % vector.length;
    vector[at] = (vector[at] ?? 0) + ((hash & 1) === 0 ? weight : -weight);
}
/** FNV-1a over UTF-16 code units, with murmur3's finaliser so that the low bit is as good as the others. */
function fnv1a(text) {
    let hash = 0x811c9dc5;
    for (let at = 0; at < text.length; at++)
        hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
}
//# sourceMappingURL=hashing.js.map