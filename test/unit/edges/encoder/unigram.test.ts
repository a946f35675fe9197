import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readUnigram, type Unigram } from '../../../../src/edges/encoder/unigram.ts';
import { sentencePiece } from '../../../support/sentencepiece.ts';

const PIECES: readonly (readonly [string, number])[] = [
  ['<unk>', 0],
  ['<s>', 0],
  ['</s>', 0],
  ['▁', -3],
  ['a', -2],
  ['b', -2.5],
  ['ab', -3.25],
  ['▁a', -2.25],
  ['▁ab', -5.5],
  ['ba', -4.5],
  ['bab', -4.125],
  ['雨', -6],
  ['雨水', -7],
  ['水', -6.5],
  ['🌧', -9],
];
const REPLACEMENTS = { A: 'a', Ａ: 'a', '\t': ' ', 雨: '雨', B: 'b', Ba: '水', '㎝': 'ab', '\u00a8': ' b', x: '' };
const UNKNOWN_SCORE = -9 - 10;

describe('readUnigram', () => {
  let folder: string;
  let unigram: Unigram;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'unigram-'));
    await writeFile(join(folder, 'sp.model'), sentencePiece(PIECES, REPLACEMENTS));
    unigram = await readUnigram(join(folder, 'sp.model'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const pieces = (text: string) => unigram.encode(text, 1000).map((id) => PIECES[id]?.[0]);

  it('takes the most probable division', () => {
    expect(pieces('ab')).toEqual(['▁a', 'b']);
    expect(pieces('bab')).toEqual(['▁', 'bab']);
    expect(pieces('雨水')).toEqual(['▁', '雨水']);
  });

  it('normalises by the table of the model, longest key first, and has one space before each word', () => {
    expect(pieces('Ａ\tA')).toEqual(['▁a', '▁a']);
    expect(pieces('  a   a ')).toEqual(['▁a', '▁a']);
    expect(pieces('a\u00a8')).toEqual(['▁a', '▁', 'b']);
    expect(pieces('㎝')).toEqual(pieces('ab'));
    expect(pieces('BBa')).toEqual(['▁', 'b', '水']);
    expect(pieces('xaxx')).toEqual(['▁a']);
  });

  it('gives each character that no piece holds the unknown one', () => {
    expect(unigram.encode('c🌧🌨', 10)).toEqual([3, 0, 14, 0]);
    expect(unigram.encode('\ud800', 10)).toEqual([3, 0]);
  });

  it('has one unknown piece for nothing', () => {
    for (const text of ['', ' ', ' \t ', 'x', '▁']) expect(unigram.encode(text, 10)).toEqual([0]);
  });

  it('stops at the limit, with the pieces that the whole begins with', () => {
    const text = 'ab bab '.repeat(50);
    const whole = unigram.encode(text, 10_000);
    for (const limit of [1, 2, 7]) expect(unigram.encode(text, limit)).toEqual(whole.slice(0, limit));
  });

  it('finds no less probable division than all of them tried one by one', () => {
    const letters = fc.constantFrom('a', 'b', '雨', '水', 'c', '🌧');
    fc.assert(
      fc.property(fc.string({ unit: letters, minLength: 1, maxLength: 9 }), (word) => {
        const ids = unigram.encode(word, 100);
        const score = ids.reduce((sum, id) => sum + (id === 0 ? UNKNOWN_SCORE : (PIECES[id]?.[1] ?? 0)), 0);
        expect(score).toBeCloseTo(best(`▁${word}`), 9);
      }),
    );
  });

  it('refuses a file that is no model, and pieces that reach over words', async () => {
    const path = join(folder, 'other.model');
    await writeFile(path, 'no model at all');
    await expect(readUnigram(path)).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/no SentencePiece model/),
    });
    await writeFile(path, sentencePiece([...PIECES, ['a▁b', -1]]));
    await expect(readUnigram(path)).rejects.toThrow(/its piece a▁b has a space inside/);
  });
});

/** The score of the best division, by trying them all. */
function best(text: string): number {
  if (text === '') return 0;
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  const ways = PIECES.slice(3).filter(([piece]) => text.startsWith(piece));
  const scores = ways.map(([piece, score]) => score + best(text.slice(piece.length)));
  if (!ways.some(([piece]) => piece === first)) scores.push(UNKNOWN_SCORE + best(text.slice(first.length)));
  return Math.max(...scores);
}
