/**
 * The UTF-8 of the words that all counts share, each with its length before it as in Avro: so a known word is written
 * and read again without a string being made of it.
 */
import { wordList, wordOf } from "./counts.js";
/** Bytes of a longer word are not kept: its length would take more than a byte. */
const LONGEST = 63;
const utf8 = new TextEncoder();
/** The list that is spelled, as far as it is. */
let list = [];
let bytes = new Uint8Array(1 << 16);
/** Word i has the bytes from ends[i] to ends[i + 1]; none when it is too long. */
let ends = new Int32Array(1 << 12);
let spelled = 0;
/** Words by a hash of their bytes, with linear probing; −1 where there is none. */
let slots = new Int32Array(1 << 13).fill(-1);
function hashOf(from, start, end) {
    let hash = 0;
    for (let i = start; i < end; i++)
        hash = Math.imul(hash ^ from[i], 0x01000193);
    return hash ^ (hash >>> 15);
}
function place(number) {
    const mask = slots.length - 1;
    let slot = hashOf(bytes, ends[number] + 1, ends[number + 1]) & mask;
    while (slots[slot] >= 0)
        slot = (slot + 1) & mask;
    slots[slot] = number;
}
/** A word that UTF-8 cannot say is written as another, which is the one that is read. */
function found(number) {
    return ends[number + 1] > ends[number] && wordOf(number).isWellFormed();
}
function grow() {
    const more = new Int32Array(2 * ends.length);
    more.set(ends);
    ends = more;
    slots = new Int32Array(2 * slots.length).fill(-1);
    for (let number = 0; number < spelled; number++)
        if (found(number))
            place(number);
}
/** Spells what the list has got since. */
function follow() {
    if (list !== wordList()) {
        list = wordList();
        spelled = 0;
        slots.fill(-1);
    }
    while (spelled < list.length) {
        if (spelled + 2 > ends.length)
            grow();
        const start = ends[spelled];
        if (start + 1 + 3 * LONGEST > bytes.length) {
            const more = new Uint8Array(2 * bytes.length);
            more.set(bytes);
            bytes = more;
        }
        const word = list[spelled];
        const room = bytes.subarray(start + 1, start + 1 + LONGEST);
        const { read, written } = utf8.encodeInto(word, room);
        const whole = read === word.length;
        if (whole)
            bytes[start] = 2 * written;
        ends[spelled + 1] = whole ? start + 1 + written : start;
        spelled++;
        if (found(spelled - 1))
            place(spelled - 1);
    }
}
/**
 * Writes length and bytes of each word from `at` on, as far as there is room, and gives the end of them all. `other`
 * writes a word that is not kept, and gives its end.
 */
export function spell(numbers, into, at, other) {
    follow();
    const from = bytes;
    let to = at;
    for (let i = 0; i < numbers.length; i++) {
        const number = numbers[i];
        let start = ends[number];
        const end = ends[number + 1];
        if (start === end)
            to = other(wordOf(number), to);
        else if (to + end - start > into.length)
            to += end - start;
        else
            while (start < end)
                into[to++] = from[start++];
    }
    return to;
}
/** The number of the word whose UTF-8 is from[start, end); −1 when there is no such word yet, or none that is kept. */
export function spelling(from, start, end) {
    if (list !== wordList() || spelled < list.length)
        follow();
    const mask = slots.length - 1;
    const length = end - start;
    for (let slot = hashOf(from, start, end) & mask;; slot = (slot + 1) & mask) {
        const number = slots[slot];
        if (number < 0)
            return -1;
        const first = ends[number] + 1;
        if (ends[number + 1] - first !== length)
            continue;
        let i = 0;
        while (i < length && bytes[first + i] === from[start + i])
            i++;
        if (i === length)
            return number;
    }
}
//# sourceMappingURL=spelling.js.map