import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashed, type Memory, memory } from '../../../../src/core/text/memory.ts';

function hashOf(piece: string): number {
  return Array.from({ length: piece.length }, (_, i) => piece.charCodeAt(i)).reduce(hashed, 0);
}

/** Where a piece is found when it stands within a longer text. */
function find(known: Memory, piece: string, hash = hashOf(piece)): number {
  return known.find(`<${piece}>`, 1, 1 + piece.length, hash);
}

function numbersOf(known: Memory, entry: number): number[] {
  return [...known.numbers.subarray(known.start(entry), known.end(entry))];
}

const piece = fc.string({ unit: fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code)), maxLength: 8 });
const pieces = fc.uniqueArray(fc.tuple(piece, fc.array(fc.integer(), { maxLength: 8 })), {
  maxLength: 30,
  selector: ([text]) => text,
});

describe('a memory', () => {
  it('is a map from pieces of text to numbers', () => {
    fc.assert(
      fc.property(pieces, piece, (all, other) => {
        const known = memory(64);
        for (const [text, numbers] of all) {
          expect(find(known, text)).toBe(-1);
          known.makeRoom(1, Math.max(text.length, numbers.length));
          known.add(`(${text}`, 1, 1 + text.length, hashOf(text), numbers);
        }
        for (const [text, numbers] of all) {
          const entry = find(known, text);
          expect(numbersOf(known, entry)).toEqual(numbers);
          expect(known.spell(entry)).toBe(text);
        }
        if (!all.some(([text]) => text === other)) expect(find(known, other)).toBe(-1);
      }),
    );
  });

  it('tells pieces with one hash apart', () => {
    const known = memory(8);
    for (const text of ['ab', 'cd', 'abc']) known.add(text, 0, text.length, 7, [text.charCodeAt(0)]);
    expect(['ab', 'cd', 'abc', 'cde'].map((text) => find(known, text, 7))).toEqual([0, 1, 2, -1]);
    expect(numbersOf(known, 1)).toEqual([99]);
  });

  it('forgets all of them where there is no room, and only then', () => {
    const full = (entries: number, length: number): Memory => {
      const known = memory(8);
      for (let i = 0; i < entries; i++) {
        const text = String(i).repeat(length);
        known.add(
          text,
          0,
          length,
          hashOf(text),
          Array.from({ length }, () => i),
        );
      }
      return known;
    };
    const kept = (known: Memory, length: number) => find(known, '0'.repeat(length)) >= 0;
    for (const [entries, length, more, characters, stays] of [
      [7, 1, 1, 8, true],
      [8, 1, 1, 1, false],
      [4, 8, 4, 32, true],
      [4, 8, 4, 33, false],
    ] as const) {
      const known = full(entries, length);
      known.makeRoom(more, characters);
      expect(kept(known, length)).toBe(stays);
      const entry = known.add('new', 0, 3, hashOf('new'), [1, 2]);
      expect(numbersOf(known, entry)).toEqual([1, 2]);
      expect(find(known, 'new')).toBe(entry);
    }
    const known = full(3, 1);
    known.clear();
    expect(kept(known, 1)).toBe(false);
  });
});
