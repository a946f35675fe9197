import { describe, expect, it } from 'vitest';
import { bagOf, wordPiece } from '../../../../src/core/text/wordpiece.ts';
import { mapped } from '../../../../src/core/tune/map.ts';
import { taught } from '../../../../src/core/tune/student.ts';
import { openRows } from '../../../../src/edges/encoder/rows.ts';
import { vocabularyOf } from '../../../../src/edges/encoder/vocabulary.ts';
import { randomMap, randomStudent, TINY_TOKENIZER } from '../../../support/tuned.ts';

const vocabulary = vocabularyOf(TINY_TOKENIZER);
if (vocabulary === null) throw new Error('the tiny tokenizer is no BERT vocabulary');
const pieces = wordPiece(vocabulary);
const texts = [
  'rain rain storms',
  '',
  'the river banks, goals and votes: rain',
  '☃☃ 中文雨',
  'a b c d e f g h i j '.repeat(40),
];
const bags = texts.map((text) => bagOf(pieces.ids(text, 254)));

// Lengths that fill lanes and lengths that do not.
describe.each([16, 20, 33, 48])('openRows in %i dimensions is what core says', (dim) => {
  const student = randomStudent(dim);

  it.each([
    ['student', student, null],
    ['student and whitening', student, randomMap(dim, { words: false })],
    ['student, whitening and words', student, randomMap(dim, { words: true })],
    ['student, adapter, whitening and words', student, randomMap(dim, { words: true, adapter: true })],
    ['adapter alone', null, { ...randomMap(dim, { words: false, adapter: true }), whitening: null }],
    ['map alone', null, randomMap(dim, { words: true })],
    ['words alone', null, { ...randomMap(dim, { words: true }), whitening: null }],
  ] as const)('%s', (_, used, map) => {
    const vectors = taught(student, bags);
    const expected = map === null ? vectors : mapped(map, vectors, bags);
    const rows = openRows({ student: used, map, dim });
    expect(rows.dim).toBe(expected.dim);
    const out = new Float32Array(texts.length * rows.dim).fill(7);
    bags.forEach((bag, i) => {
      rows.encode(bag, used === null ? vectors.data : null, i * dim, out, i * rows.dim);
    });
    for (const [at, value] of out.entries()) expect(value).toBeCloseTo(expected.data[at] as number, 5);
  });
});

describe('openRows', () => {
  it('gives the mean itself as it was', () => {
    const map = randomMap(16, { words: false });
    const rows = openRows({ student: null, map, dim: 16 });
    const out = new Float32Array(16);
    rows.encode(null, map.whitening?.mean as Float32Array, 0, out, 0);
    expect(out).toEqual(map.whitening?.mean);
  });
});
