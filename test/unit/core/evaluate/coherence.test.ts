import { describe, expect, it } from 'vitest';
import { coherence, diversity, tokens } from '../../../../src/core/evaluate/coherence.ts';

describe('tokens', () => {
  it('are runs of two or more letters, digits and underscores, in lower case', () => {
    expect(tokens("I didn't SEE snake_case, 42 v2.0 or Ünïcode…")).toEqual([
      'didn',
      'see',
      'snake_case',
      '42',
      'v2',
      'or',
      'ünïcode',
    ]);
    expect(tokens('a . !')).toEqual([]);
  });

  it('end at a combining mark, as Python’s \\w does', () => {
    expect(tokens('cafe\u0301s')).toEqual(['cafe']);
  });

  it('are words of two or more characters where Chinese is', () => {
    const found = tokens('科学家发现了鱼, OK a!');
    expect(found).toEqual(expect.arrayContaining(['发现', 'ok']));
    for (const word of ['了', '鱼', ',', 'a']) expect(found).not.toContain(word);
  });
});

describe('diversity', () => {
  it('is the part of different words among the first of all topics', () => {
    expect(
      diversity(
        [
          ['a', 'b', 'c'],
          ['B', 'd', 'e'],
        ],
        2,
      ),
    ).toBe(3 / 4);
    expect(
      diversity([
        ['a', 'b', 'c'],
        ['B', 'd', 'e'],
      ]),
    ).toBe(5 / 6);
    const long = Array.from({ length: 40 }, (_, i) => `w${i}`);
    expect(diversity([long, long])).toBe(0.5);
    expect(diversity([])).toBeNull();
    expect(diversity([[]])).toBeNull();
  });
});

/** The coherence of topics over texts, words divided by spaces. */
function of(topics: string[][], texts: string[]) {
  const [found] = coherence(
    [topics],
    texts.map((text) => text.split(' ').filter((token) => token !== '')),
  );
  if (found === undefined) throw new Error('nothing found');
  return found;
}
const filler = (count: number) => Array.from({ length: count }, (_, i) => `x${i}`).join(' ');

describe('coherence', () => {
  it('has NPMI, and the mean cosine of NPMI vectors to their sum', () => {
    // Four windows: aa in three, bb in two, both in two.
    const { npmi, cv } = of([['aa', 'bb']], ['aa bb', 'aa bb', 'aa cc', 'cc']);
    const x = Math.log(0.5 / (0.75 * 0.5)) / -Math.log(0.5);
    expect(npmi).toBeCloseTo(x, 9);
    // Vectors (1, x) and (x, 1) against (1 + x, 1 + x).
    expect(cv).toBeCloseTo((1 + x) / Math.sqrt(2 * (1 + x * x)), 9);
  });

  it('has the mean over topics; NPMI of words that never meet is near −1', () => {
    const texts = ['aa bb', 'aa bb', 'cc', 'dd'];
    const [meet, never] = [of([['aa', 'bb']], texts), of([['cc', 'dd']], texts)];
    expect(meet.npmi).toBeCloseTo(1, 9);
    // ln((0 + 1e-12) / (1/4 · 1/4)) / −ln(1e-12)
    expect(never.npmi).toBeCloseTo(Math.log(16e-12) / -Math.log(1e-12), 9);
    const both = of(
      [
        ['aa', 'bb'],
        ['cc', 'dd'],
      ],
      texts,
    );
    expect(both.npmi).toBeCloseTo(((meet.npmi ?? 0) + (never.npmi ?? 0)) / 2, 12);
    expect(both.cv).toBeCloseTo(((meet.cv ?? 0) + (never.cv ?? 0)) / 2, 12);
  });

  it('slides a window of ten tokens over a text, and one of 110 for C_v', () => {
    // Twelve tokens are three windows of ten: aa in the first, bb in the last, so they never meet there.
    const apart = of([['aa', 'bb']], [`aa ${filler(10)} bb`]);
    expect(apart.npmi).toBeCloseTo(Math.log(1e-12 / (1 / 9)) / -Math.log(1e-12), 9);
    // The wide window holds both: all NPMI are 1 or, as here where each p is 1, ln(1 + ε)/−ln(1 + ε) = −1.
    expect(apart.cv).toBeCloseTo(1, 6);
    // Eleven tokens are two windows: both in the first, bb alone in the second.
    const near = of([['aa', 'bb']], [`aa ${filler(8)} bb yy`]);
    expect(near.npmi).toBeCloseTo(Math.log(0.5 / (0.5 * 1)) / -Math.log(0.5), 9);
  });

  it('counts a word that left a window as gone, as gensim does, though the window holds it once more', () => {
    // Windows of ten over eleven tokens: the second one has lost its first aa, and aa with it.
    const { npmi } = of([['aa', 'bb']], [`aa bb aa ${filler(8)}`]);
    expect(npmi).toBeCloseTo(Math.log(0.5 / (0.5 * 1)) / -Math.log(0.5), 9);
  });

  it('counts a text without tokens as a window', () => {
    const { npmi } = of([['aa', 'bb']], ['aa bb', '']);
    expect(npmi).toBeCloseTo(1, 9);
  });

  it('looks at the first ten words that the corpus holds, and says how many are missing', () => {
    const words = Array.from({ length: 12 }, (_, i) => `w${i}`);
    const text = words.join(' ');
    expect(of([['prime minister', ...words]], [text]).unknown).toBe(0);
    expect(of([['prime minister', ...words.slice(0, 5)]], [text])).toMatchObject({ unknown: 1 });
    expect(of([['prime minister', ...words]], [text, 'w0 w1']).npmi).toBe(of([words], [text, 'w0 w1']).npmi);
    const more = [text.slice(0, text.indexOf(' w10')), 'w10 w11'];
    expect(of([words], more)).toEqual(of([words.slice(0, 10)], more));
    // Upper case in a list of words is no other word.
    expect(of([['W0', 'w1']], [text, 'w0']).npmi).toBe(of([['w0', 'w1']], [text, 'w0']).npmi);
  });

  it('leaves out topics without two known words, and is null without any', () => {
    expect(of([['aa', 'bb'], ['aa'], ['zz', 'aa'], []], ['aa bb', 'cc']).npmi).toBeCloseTo(1, 9);
    expect(of([['zz', 'yy']], ['aa'])).toEqual({ npmi: null, cv: null, unknown: 2 });
    expect(of([], ['aa'])).toEqual({ npmi: null, cv: null, unknown: 0 });
    expect(coherence([], [])).toEqual([]);
  });
});
