import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Counts, forgetWords, Tally, tabulated, wordOf } from '../../../../src/core/text/counts.ts';

const word = fc.constantFrom(...'abcdefghijklmnop', 'constructor', '', 'ʻokina', '世界');
const count = fc.float({ min: 0, max: 1000, noNaN: true });
const terms = fc.array(fc.tuple(word, count), { maxLength: 30 }).map((pairs) => new Map(pairs));
const lists = fc.array(terms, { maxLength: 6 });

/** The same in plain maps. */
function summed(maps: readonly ReadonlyMap<string, number>[]): Map<string, number> {
  const out = new Map<string, number>();
  for (const map of maps) for (const [w, c] of map) out.set(w, Math.fround((out.get(w) ?? 0) + c));
  return out;
}

let others = 0;

/** Meets more words than may be in the list and not in use. */
function crowded(): void {
  const words = Array.from({ length: 2 ** 17 + 1 }, () => `other ${others++}`);
  Counts.of(words, new Float32Array(words.length));
}

describe('counts', () => {
  it('are what a map of them is, in its order', () => {
    fc.assert(
      fc.property(terms, word, (map, other) => {
        const counts = Counts.from(map);
        expect([...counts]).toEqual([...map]);
        expect([...counts.keys()]).toEqual([...map.keys()]);
        expect(counts.size).toBe(map.size);
        for (const w of [...map.keys(), other, 'never met']) {
          expect(counts.get(w)).toBe(map.get(w));
          expect(counts.has(w)).toBe(map.has(w));
        }
        expect(Counts.from(counts)).toBe(counts);
      }),
    );
  });

  it('keep the last count of a word that comes twice', () => {
    expect([...Counts.of(['a', 'b', 'a'], [1, 2, 3])]).toEqual([
      ['a', 3],
      ['b', 2],
    ]);
  });

  it('are added one after the other, as float32; new words come last', () => {
    fc.assert(
      fc.property(lists, (maps) => {
        const parts = maps.map(Counts.from);
        expect([...Counts.sum(parts)]).toEqual([...summed(maps)]);
        expect(parts.map((part) => [...part])).toEqual(maps.map((map) => [...map]));
      }),
    );
  });

  it('are added each times a factor of its own', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(terms, fc.constantFrom(0.25, 1, 3))), (weighed) => {
        const sum = Counts.sum(
          weighed.map(([map]) => Counts.from(map)),
          weighed.map(([, factor]) => factor),
        );
        const scaled = weighed.map(([map, factor]) => new Map([...map].map(([w, c]) => [w, c * factor])));
        expect([...sum]).toEqual([...summed(scaled)]);
      }),
    );
  });

  it('are scaled as float32, by 1 not at all', () => {
    fc.assert(
      fc.property(terms, fc.double({ min: 0, max: 2, noNaN: true }), (map, factor) => {
        const counts = Counts.from(map);
        expect([...counts.scaled(factor)]).toEqual([...map].map(([w, c]) => [w, Math.fround(c * factor)]));
      }),
    );
    const counts = Counts.of(['a'], [2]);
    expect(counts.scaled(1)).toBe(counts);
  });

  it('of a document weigh 1 + ln of how often each occurs', () => {
    const weighed = [...Counts.of(['once', 'twice', 'often'], [1, 2, 20]).damped()];
    expect(weighed).toEqual([
      ['once', 1],
      ['twice', expect.closeTo(1.693147, 6)],
      ['often', expect.closeTo(3.995732, 6)],
    ]);
    // What a record says that is no number of occurrences never weighs less than nothing.
    const odd = Counts.of(['a', 'b'], [0.1, 0]);
    expect(odd.damped()).toBe(odd);
  });
});

describe('a table of counts', () => {
  it('has what each word comes to in each row, and all words of a row; words that nothing has are 0', () => {
    const words = [...'aceg', 'never met'];
    fc.assert(
      fc.property(fc.array(lists, { maxLength: 4 }), (rows) => {
        const parts = rows.map((maps) => maps.map((map) => Counts.from(map)));
        const { counts, sums } = tabulated(words, parts);
        const sum = (values: Iterable<number>): number => [...values].reduce((a, b) => a + b, 0);
        rows.forEach((maps, r) => {
          words.forEach((w, at) => {
            expect(counts[r * words.length + at]).toBeCloseTo(sum(maps.map((map) => map.get(w) ?? 0)), 6);
          });
          expect(sums[r]).toBeCloseTo(sum(maps.flatMap((map) => [...map.values()])), 6);
        });
        // What is put together afterwards begins with an empty hand.
        expect(new Map(Counts.sum(parts.flat()))).toEqual(summed(rows.flat()));
      }),
    );
  });
});

describe('a tally', () => {
  it('adds counts times a factor, in doubles', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(terms, fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 6 }), (parts) => {
        const tally = new Tally();
        const expected = new Map<string, number>();
        for (const [map, factor] of parts) {
          tally.add(Counts.from(map), factor);
          for (const [w, c] of map) expected.set(w, (expected.get(w) ?? 0) + c * factor);
        }
        expect([...tally]).toEqual([...expected]);
        expect([...tally.keys()]).toEqual([...expected.keys()]);
        expect(tally.size).toBe(expected.size);
        expect(tally.sum()).toBe([...expected.values()].reduce((a, b) => a + b, 0));
        for (const number of tally.numbers()) expect(tally.at(number)).toBe(expected.get(wordOf(number)));
        expect(tally.get('never met')).toBeUndefined();
        expect(tally.has('never met')).toBe(false);
        tally.clear();
        expect([...tally]).toEqual([]);
        expect(tally.sum()).toBe(0);
        for (const w of expected.keys()) expect(tally.has(w)).toBe(false);
        for (const [map, factor] of parts) tally.add(Counts.from(map), factor);
        expect([...tally]).toEqual([...expected]);
      }),
    );
  });

  it('has room for words that were met since it began', () => {
    const tally = new Tally();
    const words = Array.from({ length: 5000 }, (_, i) => `late ${i}`);
    tally.add(Counts.of(words, new Float32Array(words.length).fill(2)), 0.5);
    expect(tally.sum()).toBe(5000);
    expect(tally.get('late 4999')).toBe(1);
  });
});

describe('words that are in use no longer', () => {
  it('are forgotten, and nobody notices', () => {
    const map = new Map([
      ['alpha', 1],
      ['beta', 2],
    ]);
    const [old, other] = [Counts.from(map), Counts.of(['beta', 'gamma'], [3, 4])];
    const before = new Set(old.numbers());
    crowded();
    forgetWords(0);
    const fresh = Counts.of(['delta', 'alpha'], [5, 6]);
    expect([...old]).toEqual([...map]);
    expect(old.get('beta')).toBe(2);
    expect([...Counts.sum([old, fresh, other])]).toEqual([
      ['alpha', 7],
      ['beta', 5],
      ['delta', 5],
      ['gamma', 4],
    ]);
    expect(new Set(old.numbers())).not.toEqual(before);
    const tally = new Tally();
    for (const counts of [old, fresh]) tally.add(counts, 1);
    expect(Object.fromEntries(tally)).toEqual({ alpha: 7, beta: 2, delta: 5 });
  });

  it('stay while a model has half as many', () => {
    const counts = Counts.of(['alpha', 'omega'], [1, 2]);
    const numbers = [...counts.numbers()];
    crowded();
    forgetWords(2 ** 20);
    expect([...counts.numbers()]).toEqual(numbers);
    expect(wordOf(numbers[1] as number)).toBe('omega');
  });
});
