import { describe, expect, it } from 'vitest';
import { draws } from '../../../../src/core/random.ts';
import { beginTraining, meanCosine, studentOf, taught, trainEpoch } from '../../../../src/core/tune/student.ts';
import { bag, below, matrix, normals, unit } from './make.ts';

const SIZE = 8;
const DIM = 4;
const normal = normals(5);
const table = matrix(
  Array.from({ length: SIZE }, (_, id) =>
    id === 7 ? [0, 0, 0, 0] : Array.from({ length: DIM }, () => normal() + 0.5),
  ),
);
const next = draws(6);
const documents = Array.from({ length: 40 }, () => {
  const counts: Record<number, number> = {};
  for (let n = 0; n < 4; n++) {
    const id = below(next, 6);
    counts[id] = (counts[id] ?? 0) + 1;
  }
  return bag(counts);
});
/** The teacher knows vectors of its own for the pieces, and sums them. */
const truth = Array.from({ length: SIZE }, () => Array.from({ length: DIM }, () => normal()));
const targets = matrix(
  documents.map(({ ids, counts }) =>
    unit(
      Array.from({ length: DIM }, (_, d) =>
        Array.from(ids).reduce(
          (sum, id, at) => sum + (counts[at] as number) * ((truth[id] as number[])[d] as number),
          0,
        ),
      ),
    ),
  ),
);
const lesson = { bags: documents, targets };

describe('beginTraining', () => {
  it('takes the mean off the rows and weighs pieces by s / (s + p)', () => {
    const training = beginTraining(table, lesson, { seed: 1, smoothing: 0.1 });
    expect([...training.pieces]).toEqual([0, 1, 2, 3, 4, 5]);
    const total = documents.reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0);
    const seen = documents.reduce((sum, { ids, counts }) => sum + (counts[ids.indexOf(2)] ?? 0), 0);
    expect(training.rarity[2]).toBeCloseTo(0.1 / (0.1 + seen / total), 6);
    expect(training.rarity[6]).toBe(1);
    for (let d = 0; d < DIM; d++) {
      let sum = 0;
      for (let id = 0; id < 7; id++) sum += (table.data[id * DIM + d] as number) / 7;
      const expected = ((table.data[2 * DIM + d] as number) - sum) * training.scale;
      expect(training.rows[2 * DIM + d]).toBeCloseTo(expected, 5);
    }
  });

  it('scales to sums of length ten', () => {
    const training = beginTraining(table, lesson, { seed: 1 });
    const student = studentOf(training, table);
    let mean = 0;
    for (const { ids, counts } of documents) {
      const sum = Array.from({ length: DIM }, (_, d) =>
        Array.from(ids).reduce(
          (total, id, at) => total + Math.sqrt(counts[at] as number) * (student.rows[id * DIM + d] as number),
          0,
        ),
      );
      mean += Math.hypot(...sum) / documents.length;
    }
    expect(mean).toBeCloseTo(10, 3);
  });
});

describe('trainEpoch', () => {
  it('takes the step of Adam along the gradient of 1 − cosine, by finite differences', () => {
    const one = { bags: [bag({ 0: 2, 1: 1 })], targets: matrix([unit([1, -2, 0.5, 1])]) };
    const options = { seed: 1, rate: 1e-3, weightRate: 1e-3, epochs: 4, smoothing: 0.5 };
    const before = beginTraining(table, one, options);
    const loss = (rows: Float32Array, weights: Float32Array) => {
      const student = studentOf({ ...before, rows, weights }, table);
      return 1 - meanCosine(taught(student, one.bags), one.targets);
    };
    const after = beginTraining(table, one, options);
    expect(trainEpoch(after, one, options)).toBeCloseTo(loss(before.rows, before.weights), 5);
    const h = 0.01;
    const check = (values: 'rows' | 'weights', at: number, rate: number) => {
      const shifted = (by: number) => {
        const changed = before[values].slice();
        changed[at] = (changed[at] as number) + by;
        return values === 'rows' ? loss(changed, before.weights) : loss(before.rows, changed);
      };
      const gradient = (shifted(h) - shifted(-h)) / (2 * h);
      // Adam's first step is the rate against the gradient's sign; its moments hold the gradient itself.
      const moments = after.moments[values === 'rows' ? 0 : 1];
      expect((moments.first[at] as number) / 0.1).toBeCloseTo(gradient, 3);
      expect(Math.sqrt((moments.second[at] as number) / 0.01)).toBeCloseTo(Math.abs(gradient), 3);
      const step = (after[values][at] as number) - (before[values][at] as number);
      expect(step).toBeCloseTo(-Math.sign(gradient) * rate, 4);
    };
    for (let at = 0; at < 2 * DIM; at++) check('rows', at, options.rate * before.length);
    for (let at = 0; at < 2; at++) check('weights', at, options.weightRate);
  });

  it('touches no row that is not in a batch, and lets the rates fall to zero over the second half', () => {
    const options = { seed: 1, epochs: 2, batch: 8 };
    const training = beginTraining(table, lesson, options);
    const alone = { bags: [bag({ 3: 1 })], targets: matrix([unit([1, 1, 1, 1])]) };
    const rows = training.rows.slice();
    trainEpoch(training, alone, { ...options, batch: 1 });
    for (let at = 0; at < rows.length; at++) {
      if (Math.floor(at / DIM) === 3) expect(training.rows[at]).not.toBe(rows[at]);
      else expect(training.rows[at]).toBe(rows[at]);
    }
    const moved = training.rows.slice();
    training.steps = 10;
    trainEpoch(training, alone, { ...options, batch: 1 });
    // All steps of two epochs of one document are taken: the rate is zero or below, and nothing moves far.
    const [first, last] = [distance(rows, moved), distance(moved, training.rows)];
    expect(first).toBeGreaterThan(0);
    expect(last).toBeGreaterThanOrEqual(0);
  });

  it('learns to point where the teacher points, also for documents it has not met', () => {
    const options = { seed: 1, epochs: 60, rate: 0.02, batch: 8 };
    const training = beginTraining(table, { bags: documents.slice(0, 30), targets: { ...targets, rows: 30 } }, options);
    const cosine = () => {
      const student = studentOf(training, table);
      return meanCosine(taught(student, documents.slice(30)), {
        rows: 10,
        dim: DIM,
        data: targets.data.slice(30 * DIM),
      });
    };
    const before = cosine();
    const losses = Array.from({ length: 60 }, () =>
      trainEpoch(training, { bags: documents.slice(0, 30), targets: { ...targets, rows: 30 } }, options),
    );
    expect(losses.at(-1)).toBeLessThan(0.05);
    expect(losses.at(-1)).toBeLessThan((losses[0] as number) / 10);
    expect(cosine()).toBeGreaterThan(Math.max(before, 0.88));
  });

  it('is the same to the last bit for the same seed, and another for another', () => {
    const trained = (seed: number) => {
      const training = beginTraining(table, lesson, { seed });
      for (let epoch = 0; epoch < 2; epoch++) trainEpoch(training, lesson, { seed, batch: 8 });
      return training.rows;
    };
    expect(trained(1)).toEqual(trained(1));
    expect(trained(2)).not.toEqual(trained(1));
  });
});

describe('studentOf and taught', () => {
  it('gives pieces that were not met their centred row, and those without one nothing', () => {
    const training = beginTraining(table, lesson, { seed: 1 });
    const { rows } = studentOf(training, table);
    for (let d = 0; d < DIM; d++) {
      const expected = ((table.data[6 * DIM + d] as number) - (training.mean[d] as number)) * training.scale;
      expect(rows[6 * DIM + d]).toBeCloseTo(expected, 5);
      expect(rows[7 * DIM + d]).toBe(0);
    }
  });

  it('is norm(Σ √tf r), and one direction for nothing', () => {
    const student = { rows: Float32Array.of(1, 0, 0, 1), size: 2, dim: 2 };
    const { data } = taught(student, [bag({ 0: 4, 1: 1 }), bag({})]);
    expect(data[0]).toBeCloseTo(2 / Math.sqrt(5), 6);
    expect(data[1]).toBeCloseTo(1 / Math.sqrt(5), 6);
    expect([data[2], data[3]]).toEqual([Math.fround(Math.SQRT1_2), Math.fround(Math.SQRT1_2)]);
  });
});

function distance(a: Float32Array, b: Float32Array): number {
  return Math.hypot(...a.map((value, at) => value - (b[at] as number)));
}
