/** Pieces of texts and what is known of them, in bounded room, found by their characters: a look-up makes no string. */

/** Numbers of an entry, side by side, since they are looked at together: its hash, where its characters and its numbers begin. */
const WIDTH = 3;
/** Characters that an entry has, and numbers, on average at most. */
const EACH = 8;

export interface Memory {
  /** What is known: of an entry the numbers from `start` to `end`. */
  readonly numbers: Int32Array;
  start(entry: number): number;
  end(entry: number): number;
  /** The characters of an entry. */
  spell(entry: number): string;
  /** The entry of text[from, to), −1 when there is none; `hash` by `hashed` of each of its characters in turn, from 0. */
  find(text: string, from: number, to: number, hash: number): number;
  /** Its new entry; there must be room for it. */
  add(text: string, from: number, to: number, hash: number, known: ArrayLike<number>): number;
  /** Forgets everything unless there is room for some entries, with so many characters and as many numbers in all. */
  makeRoom(entries: number, characters: number): void;
  clear(): void;
}

/** The hash of a piece with one more character (FNV, Fowler, Noll & Vo 1991). */
export function hashed(hash: number, code: number): number {
  return Math.imul(hash ^ code, 0x01000193);
}

/** A hash table with linear probing over plain numbers. `most`: entries, a power of two. */
export function memory(most: number): Memory {
  const slots = new Int32Array(2 * most).fill(-1);
  const mask = slots.length - 1;
  // Characters and numbers of an entry end where those of the next begin.
  const entries = new Int32Array(WIDTH * (most + 1));
  const codes = new Uint16Array(EACH * most);
  const numbers = new Int32Array(EACH * most);
  let count = 0;
  const slotOf = (hash: number) => (hash ^ (hash >>> 15)) & mask;
  const same = (entry: number, text: string, from: number, to: number): boolean => {
    const first = entries[WIDTH * entry + 1] as number;
    if ((entries[WIDTH * entry + WIDTH + 1] as number) - first !== to - from) return false;
    for (let i = from; i < to; i++) if (text.charCodeAt(i) !== codes[first + i - from]) return false;
    return true;
  };
  const clear = () => {
    slots.fill(-1);
    count = 0;
  };
  return {
    numbers,
    start: (entry) => entries[WIDTH * entry + 2] as number,
    end: (entry) => entries[WIDTH * entry + WIDTH + 2] as number,
    spell: (entry) =>
      String.fromCharCode(...codes.subarray(entries[WIDTH * entry + 1], entries[WIDTH * entry + WIDTH + 1])),
    find(text, from, to, hash) {
      for (let slot = slotOf(hash); ; slot = (slot + 1) & mask) {
        const entry = slots[slot] as number;
        if (entry < 0 || (entries[WIDTH * entry] === hash && same(entry, text, from, to))) return entry;
      }
    },
    add(text, from, to, hash, known) {
      const at = WIDTH * count;
      const [code, number] = [entries[at + 1] as number, entries[at + 2] as number];
      for (let i = from; i < to; i++) codes[code + i - from] = text.charCodeAt(i);
      numbers.set(known, number);
      entries[at] = hash;
      entries[at + WIDTH + 1] = code + to - from;
      entries[at + WIDTH + 2] = number + known.length;
      let slot = slotOf(hash);
      while ((slots[slot] as number) >= 0) slot = (slot + 1) & mask;
      slots[slot] = count;
      return count++;
    },
    makeRoom(more, characters) {
      const at = WIDTH * count;
      const taken = Math.max(entries[at + 1] as number, entries[at + 2] as number);
      if (count + more > most || taken + characters > EACH * most) clear();
    },
    clear,
  };
}
