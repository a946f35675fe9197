/**
 * WordPiece as BERT's uncased models use it (Devlin et al. 2019; Wu et al. 2016): the ids of the Hugging Face
 * libraries, with what was found for a chunk of text remembered, since most chunks of a feed come again.
 */
import { hashed, memory } from "./memory.js";
/** A longer word is unknown as a whole, in characters. */
const LONGEST_WORD = 100;
/** Chunks remembered. */
const REMEMBERED = 1 << 17;
/** A longer chunk is hardly ever met again, in UTF-16 code units. */
const LONGEST_REMEMBERED = 40;
/** Removed before anything else is done: controls (but for tab and line breaks), format, private and lone surrogates. */
const REMOVED = /[\0\ufffd]|(?![\t\n\r])\p{Cc}|\p{Cf}|\p{Co}|\p{Cs}/gu;
const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/g;
const MARKS = /\p{Mn}/gu;
const PUNCTUATION = '\\p{P}\\u0021-\\u002F\\u003A-\\u0040\\u005B-\\u0060\\u007B-\\u007E';
const WORD = new RegExp(`[^\\s${PUNCTUATION}]+|[${PUNCTUATION}]`, 'gu');
const ASCII_WORD = /^[a-z0-9]+$/;
/** White space that divides; what JavaScript calls white space beside it (VT, FF, BOM) is removed instead. */
function divides(code) {
    if (code < 0x80)
        return code === 0x20 || (code >= 0x09 && code <= 0x0d && code !== 0x0b && code !== 0x0c);
    if (code < 0x1680)
        return code === 0xa0;
    return ((code >= 0x2000 && code <= 0x200a) ||
        code === 0x1680 ||
        code === 0x2028 ||
        code === 0x2029 ||
        code === 0x202f ||
        code === 0x205f ||
        code === 0x3000);
}
/**
 * Chunks between white space are independent of each other: no step of the normalisation looks across it. So a chunk is
 * the key, and a text costs little more than finding its chunks.
 */
export function wordPiece({ pieces, size, unknown, special }) {
    const begins = new Map();
    const goesOn = new Map();
    let longest = 1;
    for (const [piece, id] of pieces) {
        const inner = piece.startsWith('##') && piece.length > 2;
        if (inner)
            goesOn.set(piece.slice(2), id);
        else
            begins.set(piece, id);
        longest = Math.max(longest, piece.length);
    }
    const known = memory(REMEMBERED);
    let room = new Int32Array(512);
    /** Greedily the longest piece first; a word of which a rest is left over is unknown. */
    function pushWord(word, into) {
        const whole = begins.get(word);
        if (whole !== undefined && word.length <= LONGEST_WORD) {
            into.push(whole);
            return;
        }
        // Characters are counted and cut as code points; most words have none beyond the basic plane.
        const characters = ASCII_WORD.test(word) ? word : [...word];
        const { length } = characters;
        if (length > LONGEST_WORD) {
            into.push(unknown);
            return;
        }
        const found = [];
        for (let start = 0; start < length;) {
            const table = start === 0 ? begins : goesOn;
            let id;
            let end = Math.min(length, start + longest);
            for (; end > start; end--) {
                const part = typeof characters === 'string' ? characters.slice(start, end) : characters.slice(start, end).join('');
                id = table.get(part);
                if (id !== undefined)
                    break;
            }
            if (id === undefined) {
                into.push(unknown);
                return;
            }
            found.push(id);
            start = end;
        }
        into.push(...found);
    }
    function pushPlain(text, into) {
        const spaced = text.replace(REMOVED, '').replace(HAN, ' $& ');
        const plain = spaced.toLowerCase().normalize('NFD').replace(MARKS, '');
        for (const word of plain.match(WORD) ?? [])
            pushWord(word, into);
    }
    /** Special tokens are cut out first, the longest where several begin. */
    function idsOf(chunk) {
        const into = [];
        let from = 0;
        for (let at = 0; at < chunk.length;) {
            let match = '';
            for (const token of special.keys())
                if (token.length > match.length && chunk.startsWith(token, at))
                    match = token;
            if (match === '') {
                at += 1;
                continue;
            }
            if (at > from)
                pushPlain(chunk.slice(from, at), into);
            into.push(special.get(match));
            at += match.length;
            from = at;
        }
        if (from < chunk.length)
            pushPlain(chunk.slice(from), into);
        return Int32Array.from(into);
    }
    /** The ids into `room`; how many there are. */
    function fill(text, limit) {
        if (room.length < limit)
            room = new Int32Array(limit);
        let filled = 0;
        const end = text.length;
        for (let at = 0; at < end && filled < limit;) {
            let code = text.charCodeAt(at);
            while (divides(code) && ++at < end)
                code = text.charCodeAt(at);
            if (at === end)
                break;
            const from = at;
            let hash = 0;
            do {
                hash = hashed(hash, code);
                code = ++at < end ? text.charCodeAt(at) : 0x20;
            } while (!divides(code));
            let entry = known.find(text, from, at, hash);
            if (entry < 0) {
                const ids = idsOf(text.slice(from, at));
                if (at - from > LONGEST_REMEMBERED) {
                    for (let i = 0; i < ids.length && filled < limit; i++)
                        room[filled++] = ids[i];
                    continue;
                }
                known.makeRoom(1, Math.max(at - from, ids.length));
                entry = known.add(text, from, at, hash, ids);
            }
            const until = Math.min(known.end(entry), known.start(entry) + limit - filled);
            for (let i = known.start(entry); i < until; i++)
                room[filled++] = known.numbers[i];
        }
        return filled;
    }
    // Place of each id in the bag at hand, −1 for others.
    let places;
    let lent = { ids: new Int32Array(0), counts: new Int32Array(0) };
    function lentBag(text, limit) {
        const filled = fill(text, limit);
        places ??= new Int32Array(size).fill(-1);
        if (lent.ids.length < filled)
            lent = { ids: new Int32Array(room.length), counts: new Int32Array(room.length) };
        const { ids, counts } = lent;
        let distinct = 0;
        for (let i = 0; i < filled; i++) {
            const id = room[i];
            const place = places[id];
            if (place >= 0)
                counts[place] = counts[place] + 1;
            else {
                places[id] = distinct;
                ids[distinct] = id;
                counts[distinct++] = 1;
            }
        }
        for (let i = 0; i < distinct; i++)
            places[ids[i]] = -1;
        return { ids: ids.subarray(0, distinct), counts: counts.subarray(0, distinct) };
    }
    return {
        size,
        ids(text, limit) {
            const filled = fill(text, limit);
            return room.slice(0, filled);
        },
        bag(text, limit) {
            const { ids, counts } = lentBag(text, limit);
            return { ids: ids.slice(), counts: counts.slice() };
        },
        lentBag,
    };
}
/** Counts the ids of one document. */
export function bagOf(ids) {
    const places = new Map();
    const distinct = new Int32Array(ids.length);
    const counts = new Int32Array(ids.length);
    for (let i = 0; i < ids.length; i++) {
        const id = ids[i];
        const place = places.get(id);
        if (place !== undefined)
            counts[place] = counts[place] + 1;
        else {
            distinct[places.size] = id;
            counts[places.size] = 1;
            places.set(id, places.size);
        }
    }
    return { ids: distinct.slice(0, places.size), counts: counts.slice(0, places.size) };
}
//# sourceMappingURL=wordpiece.js.map