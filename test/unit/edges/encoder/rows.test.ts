import { describe, expect, it } from 'vitest';
import { type Bag, bagOf, wordPiece } from '../../../../src/core/text/wordpiece.ts';
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
    const base = used === null ? vectors.data : null;
    const out = rows.encode(bags.length, (i) => bags[i] as Bag, base);
    expect(out).toHaveLength(bags.length * rows.dim);
    for (const [at, value] of out.entries()) expect(value).toBeCloseTo(expected.data[at] as number, 5);
  });
});

describe('openRows', () => {
  it('gives the mean itself as it was', () => {
    const map = randomMap(16, { words: false });
    const rows = openRows({ student: null, map, dim: 16 });
    expect(rows.encode(1, null, map.whitening?.mean as Float32Array)).toEqual(map.whitening?.mean);
  });

  it('gives a text the same bits whatever is beside it, before it and after it', () => {
    const rows = openRows({ student: randomStudent(48), map: randomMap(48, { words: true }), dim: 48 });
    const alone = bags.map((bag) => rows.encode(1, () => bag, null));
    for (let from = 0; from < 4; from++) {
      const order = Array.from({ length: 11 }, (_, i) => (from + i * i) % bags.length);
      const out = rows.encode(order.length, (i) => bags[order[i] as number] as Bag, null);
      order.forEach((of, i) => {
        expect(out.slice(i * rows.dim, (i + 1) * rows.dim)).toEqual(alone[of]);
      });
    }
  });
});
