/** Pieces of texts and what is known of them, in bounded room, found by their characters: a look-up makes no string. */
/** Numbers of an entry, side by side, since they are looked at together: its hash, where its characters and its numbers begin. */
const WIDTH = 3;
/** Characters that an entry has, and numbers, on average at most. */
const EACH = 8;
/** The hash of a piece with one more character (FNV, Fowler, Noll & Vo 1991). */
export function hashed(hash, code) {
    return Math.imul(hash ^ code, 0x01000193);
}
/** A hash table with linear probing over plain numbers. `most`: entries, a power of two. */
export function memory(most) {
    const slots = new Int32Array(2 * most).fill(-1);
    const mask = slots.length - 1;
    // Characters and numbers of an entry end where those of the next begin.
    const entries = new Int32Array(WIDTH * (most + 1));
    const codes = new Uint16Array(EACH * most);
    const numbers = new Int32Array(EACH * most);
    let count = 0;
    const slotOf = (hash) => (hash ^ (hash >>> 15)) & mask;
    const same = (entry, text, from, to) => {
        const first = entries[WIDTH * entry + 1];
        if (entries[WIDTH * entry + WIDTH + 1] - first !== to - from)
            return false;
        for (let i = from; i < to; i++)
            if (text.charCodeAt(i) !== codes[first + i - from])
                return false;
        return true;
    };
    const clear = () => {
        slots.fill(-1);
        count = 0;
    };
    return {
        numbers,
        start: (entry) => entries[WIDTH * entry + 2],
        end: (entry) => entries[WIDTH * entry + WIDTH + 2],
        spell: (entry) => String.fromCharCode(...codes.subarray(entries[WIDTH * entry + 1], entries[WIDTH * entry + WIDTH + 1])),
        find(text, from, to, hash) {
            for (let slot = slotOf(hash);; slot = (slot + 1) & mask) {
                const entry = slots[slot];
                if (entry < 0 || (entries[WIDTH * entry] === hash && same(entry, text, from, to)))
                    return entry;
            }
        },
        add(text, from, to, hash, known) {
            const at = WIDTH * count;
            const [code, number] = [entries[at + 1], entries[at + 2]];
            for (let i = from; i < to; i++)
                codes[code + i - from] = text.charCodeAt(i);
            numbers.set(known, number);
            entries[at] = hash;
            entries[at + WIDTH + 1] = code + to - from;
            entries[at + WIDTH + 2] = number + known.length;
            let slot = slotOf(hash);
            while (slots[slot] >= 0)
                slot = (slot + 1) & mask;
            slots[slot] = count;
            return count++;
        },
        makeRoom(more, characters) {
            const at = WIDTH * count;
            const taken = Math.max(entries[at + 1], entries[at + 2]);
            if (count + more > most || taken + characters > EACH * most)
                clear();
        },
        clear,
    };
}
//# sourceMappingURL=memory.js.map