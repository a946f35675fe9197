import { describe, expect, it } from 'vitest';
import { finalTopics } from '../../../../src/core/evaluate/final.ts';
import { referenceProducts, stack } from '../../../../src/core/vector.ts';
import { cell, DIM, options, state, topic, turned, vector } from '../model/make.ts';

const model = state({
  cells: [cell(1, vector(1), { topic: 1 }), cell(2, vector(0, 1), { topic: 2 })],
  topics: [topic(1), topic(2)],
});
const pass = (rows: Float32Array[]) => finalTopics(model, stack(rows, DIM), options(), referenceProducts);

describe('finalTopics', () => {
  it('gives each row its nearest topic, and null where none claims it', () => {
    expect(pass([turned(0, 1, 10), turned(0, 1, 80), vector(0, 0, 1), turned(1, 2, 30)])).toEqual([1, 2, null, 2]);
    expect(pass([])).toEqual([]);
  });

  it('gives a row the same topic among thousands', () => {
    const rows = Array.from({ length: 2500 }, (_, i) => turned(0, 1, i % 3 === 0 ? 5 : 85));
    expect(pass(rows)).toEqual(rows.map((_, i) => (i % 3 === 0 ? 1 : 2)));
  });
});
