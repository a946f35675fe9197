/**
 * SentencePiece's unigram tokenizer (Kudo 2018; Kudo & Richardson 2018) from a .model file: the text is normalised by
 * the file's own table, and of all ways to divide it into pieces of the vocabulary the most probable one is taken.
 */
import { readFile } from 'node:fs/promises';
import protobuf from 'protobufjs/light.js';
import { LeitmotifError, messageOf } from "../../core/errors.js";
/** Of sentencepiece_model.proto what is needed, as the models of 2018 have it: the normaliser is their third field. */
const MESSAGES = protobuf.Root.fromJSON({
    nested: {
        Model: {
            fields: {
                pieces: { id: 1, type: 'Piece', rule: 'repeated' },
                normaliser: { id: 3, type: 'Normaliser' },
            },
        },
        Piece: { fields: { piece: { id: 1, type: 'string' }, score: { id: 2, type: 'float' } } },
        Normaliser: { fields: { table: { id: 2, type: 'bytes' } } },
    },
});
const UNKNOWN = 0;
/** What a character that no piece holds costs beyond the rarest piece; SentencePiece's own figure. */
const UNKNOWN_PENALTY = 10;
/** Throws `fatal` for a file that is no such model. */
export async function readUnigram(path) {
    const bytes = await readFile(path);
    try {
        const { pieces, normaliser } = MESSAGES.lookupType('Model').decode(bytes);
        if (pieces.length === 0)
            throw new Error('it has no pieces');
        return unigram(pieces, normaliserOf(normaliser.table));
    }
    catch (error) {
        const message = `${path} is no SentencePiece model (${messageOf(error)}): fetch the weights anew`;
        throw new LeitmotifError('fatal', 'encode', message);
    }
}
/** Words kept with their ids, and the longest that are, UTF-16 code units: most of a text is words that were there before. */
const KEPT_WORDS = 65_536;
const KEPT_LENGTH = 32;
function unigram(pieces, normalise) {
    const scores = Float32Array.from(pieces, ({ score }) => score);
    const trie = trieOf(pieces.map(({ piece }) => piece));
    const unknown = scores.reduce((least, score) => Math.min(least, score), 0) - UNKNOWN_PENALTY;
    // A space may only begin a piece: then no piece reaches into the next word, and words can be divided one by one.
    const crossing = pieces.find(({ piece }) => piece.indexOf(SPACE, 1) > 0);
    if (crossing !== undefined)
        throw new Error(`its piece ${crossing.piece} has a space inside`);
    const known = new Map();
    const word = (text) => {
        const found = known.get(text);
        if (found !== undefined)
            return found;
        const ids = mostProbable(text, trie, scores, unknown);
        if (text.length > KEPT_LENGTH)
            return ids;
        if (known.size >= KEPT_WORDS)
            known.clear();
        known.set(text, ids);
        return ids;
    };
    return {
        encode(text, limit) {
            const normalised = normalise(text);
            if (normalised === '')
                return [UNKNOWN];
            const ids = [];
            for (let from = 0; from < normalised.length && ids.length < limit;) {
                const next = normalised.indexOf(SPACE, from + 1);
                const end = next < 0 ? normalised.length : next;
                for (const id of word(normalised.slice(from, end)))
                    ids.push(id);
                from = end;
            }
            return ids.slice(0, limit);
        },
    };
}
/** Viterbi's algorithm over the ends of pieces; of two equally probable ways the one whose last piece is longer. */
function mostProbable(text, trie, scores, unknown) {
    const { length } = text;
    const best = new Float64Array(length + 1).fill(Number.NEGATIVE_INFINITY);
    const from = new Int32Array(length + 1);
    const piece = new Int32Array(length + 1);
    best[0] = 0;
    for (let at = 0; at < length;) {
        const next = at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
        const base = best[at];
        let whole = false;
        let node = ROOT;
        for (let end = at; end < length;) {
            node = trie.child(node, text.charCodeAt(end++));
            if (node === NONE)
                break;
            const id = trie.ids[node];
            if (id === NONE)
                continue;
            const score = base + scores[id];
            if (score > best[end]) {
                best[end] = score;
                from[end] = at;
                piece[end] = id;
            }
            if (end === next)
                whole = true;
        }
        if (!whole && base + unknown > best[next]) {
            best[next] = base + unknown;
            from[next] = at;
            piece[next] = UNKNOWN;
        }
        at = next;
    }
    const ids = [];
    for (let end = length; end > 0; end = from[end])
        ids.push(piece[end]);
    return ids.reverse();
}
const NONE = -1;
const ROOT = 0;
/** Its edges lie in one hash table with open addressing: a map of objects takes ten times the memory. */
function trieOf(pieces) {
    const most = prefixes(pieces) + 1;
    const slots = 2 ** Math.ceil(Math.log2(2 * most));
    const [parents, units, children] = [new Int32Array(slots).fill(NONE), new Uint16Array(slots), new Int32Array(slots)];
    const ids = new Int32Array(most).fill(NONE);
    const slotOf = (node, unit) => {
        const hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
        let slot = (hash ^ (hash >>> 15)) & (slots - 1);
        while (parents[slot] !== NONE && (parents[slot] !== node || units[slot] !== unit))
            slot = (slot + 1) & (slots - 1);
        return slot;
    };
    let nodes = 1;
    pieces.forEach((piece, id) => {
        let node = ROOT;
        for (let at = 0; at < piece.length; at++) {
            const unit = piece.charCodeAt(at);
            const slot = slotOf(node, unit);
            if (parents[slot] === NONE) {
                parents[slot] = node;
                units[slot] = unit;
                children[slot] = nodes++;
            }
            node = children[slot];
        }
        if (node !== ROOT)
            ids[node] = id;
    });
    return {
        ids,
        child(node, unit) {
            const slot = slotOf(node, unit);
            return parents[slot] === NONE ? NONE : children[slot];
        },
    };
}
/** How many different prefixes the words have: each that it shares with the one before it in order is counted there. */
function prefixes(words) {
    let before = '';
    let count = 0;
    for (const word of [...words].sort()) {
        let shared = 0;
        while (shared < before.length && before.charCodeAt(shared) === word.charCodeAt(shared))
            shared++;
        count += word.length - shared;
        before = word;
    }
    return count;
}
/** SentencePiece's sign for a space: a word begins with it. */
const SPACE = '▁';
/**
 * Replaces the longest prefix that the table knows, again and again; then one space before each word and none elsewhere.
 * The table: its trie's length in bytes (uint32), the trie as a double array of uint32 (darts-clone), and replacements
 * that end with NUL.
 */
function normaliserOf(table) {
    const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
    const size = view.getUint32(0, true);
    const units = Uint32Array.from({ length: size / 4 }, (_, at) => view.getUint32(4 + 4 * at, true));
    const replacements = Buffer.from(table.subarray(4 + size));
    const offset = (unit) => (unit >>> 10) << ((unit & 0x200) >>> 6);
    const root = offset(units[0] ?? 0);
    const known = new Map();
    const replacement = (from) => {
        let found = known.get(from);
        if (found === undefined) {
            found = replacements.toString('utf8', from, replacements.indexOf(0, from));
            known.set(from, found);
        }
        return found;
    };
    return (text) => {
        // Lone surrogates have no bytes of their own: they become U+FFFD here.
        const bytes = Buffer.from(text, 'utf8');
        let out = '';
        /** Where the bytes begin that stay as they are and were not yet added. */
        let kept = 0;
        for (let at = 0; at < bytes.length;) {
            let node = root;
            let length = 0;
            let value = 0;
            for (let end = at; end < bytes.length;) {
                const byte = bytes[end++];
                node ^= byte;
                const unit = units[node] ?? 0;
                if ((unit & 0x800000ff) !== byte)
                    break;
                node ^= offset(unit);
                if ((unit & 0x100) === 0)
                    continue;
                length = end - at;
                value = (units[node] ?? 0) & 0x7fffffff;
            }
            if (length === 0) {
                at += lengthOf(bytes[at]);
                continue;
            }
            if (kept < at)
                out += bytes.toString('utf8', kept, at);
            out += replacement(value);
            at += length;
            kept = at;
        }
        if (kept < bytes.length)
            out += bytes.toString('utf8', kept);
        const words = out.split(' ').filter((word) => word !== '');
        const spaced = words.map((word) => SPACE + word).join('');
        // A space at the end goes, one that was written by its sign too.
        let end = spaced.length;
        while (spaced[end - 1] === SPACE)
            end--;
        return spaced.slice(0, end);
    };
}
/** Bytes of the UTF-8 character that begins with this one. */
function lengthOf(byte) {
    if (byte < 0xc0)
        return 1;
    return byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}
//# sourceMappingURL=unigram.js.map