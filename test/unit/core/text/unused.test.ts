import { describe, expect, it } from 'vitest';
import { Counts, SPARE, wordList, wordOf } from '../../../../src/core/text/counts.ts';
import { spell, spelling } from '../../../../src/core/text/spelling.ts';
import { stopWords } from '../../../../src/core/text/stopwords.ts';
import { termsOf } from '../../../../src/core/text/terms.ts';
import { forgetUnused } from '../../../../src/core/text/unused.ts';
import { cell, state, vector } from '../model/make.ts';

const stop = stopWords(new Map());
let word = 0;
/** A text of words that were never met. */
const fresh = (words = 400): string => Array.from({ length: words }, () => `user${(word++).toString(36)}`).join(' ');

describe('words that the model followed has no longer', () => {
  it('are forgotten, however many documents a replica meets', () => {
    const kept = [termsOf(fresh(), stop), termsOf(fresh(), stop), termsOf(fresh(), stop)] as const;
    const words = kept.map((terms) => [...terms]);
    const cells = [
      cell(1, vector(1), { terms: kept[0], added: [kept[1]] }),
      cell(2, vector(0, 1), { terms: kept[0], added: [kept[2]] }),
    ];
    const model = state({ cells });
    const lists = new Set<readonly string[]>();
    for (let version = 0; version < 40; version++) {
      // A batch that was prepared before a version came, and is sent after it.
      const text = fresh();
      const prepared = termsOf(text, stop);
      for (let i = 0; i < 24; i++) termsOf(fresh(), stop);
      forgetUnused(model);
      lists.add(wordList());
      expect(wordList().length).toBeLessThanOrEqual(2 * 1200 + SPARE);
      expect([...prepared.keys()].join(' ')).toBe(text);
      expect(Array.from(prepared.numbers(), wordOf).join(' ')).toBe(text);
      const into = new Uint8Array(1 << 14);
      const end = spell(prepared.numbers(), into, 0, (_, at) => at);
      expect(wordOf(spelling(into, 1, 1 + ((into[0] as number) >> 1)))).toBe(text.split(' ')[0]);
      expect(end).toBe(Buffer.byteLength(text) + 1);
    }
    // More than two lists, so that it is no matter of one.
    expect(lists.size).toBeGreaterThan(2);
    expect(kept.map((terms) => [...terms])).toEqual(words);
    expect([...termsOf('alpha beta alpha', stop)]).toEqual([
      ['alpha', 2],
      ['beta', 1],
    ]);
  });

  it('leave no list behind that nobody looks at', async () => {
    const gc = await collector();
    const [terms, added] = [Counts.of(['still', 'here'], [1, 2]), Counts.of(['here', 'too'], [3, 4])];
    const before = new WeakRef(wordList());
    for (let i = 0; wordList() === before.deref(); i++) {
      Counts.of(fresh(4000).split(' '), new Float32Array(4000));
      forgetUnused(state({ cells: [cell(1, vector(1), { terms, added: [added] })] }));
      expect(i).toBeLessThan(100);
    }
    // What follows the list has not looked since.
    spelling(new Uint8Array(1), 0, 1);
    termsOf('one', stop);
    await new Promise((resolve) => setImmediate(resolve));
    gc();
    expect(before.deref()).toBeUndefined();
    expect([...terms.keys(), ...added.keys()]).toEqual(['still', 'here', 'here', 'too']);
  });
});

async function collector(): Promise<() => void> {
  const [{ setFlagsFromString }, { runInNewContext }] = await Promise.all([import('node:v8'), import('node:vm')]);
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
