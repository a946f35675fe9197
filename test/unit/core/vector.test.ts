import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accumulate,
  allFinite,
  blend,
  centre,
  dot,
  firstOccurrences,
  referenceProducts,
  row,
  scaled,
  squaredDistance,
  stack,
} from '../../../src/core/vector.ts';

const small = fc.integer({ min: -8, max: 8 });
/** Whole numbers, so that float32 sums are exact and the naive reference must agree to the last bit. */
const matrix = (dim: number) =>
  fc.array(fc.array(small, { minLength: dim, maxLength: dim }), { maxLength: 11 }).map((rows) => ({
    rows,
    embeddings: stack(
      rows.map((r) => Float32Array.from(r)),
      dim,
    ),
  }));
const dims = fc.integer({ min: 1, max: 11 });
const naive = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, j) => sum + x * (b[j] ?? 0), 0);

describe('accumulate', () => {
  it('adds a vector, times a factor, to a sum', () => {
    const sum = Float64Array.of(1, -2, 3);
    accumulate(sum, Float32Array.of(0.5, 4, -1), 2);
    expect([...sum]).toEqual([2, 6, 1]);
    accumulate(sum, Float64Array.of(1, 1, 1));
    expect([...sum]).toEqual([3, 7, 2]);
  });
});

describe('products', () => {
  it('are the inner products of all pairs of rows', () => {
    const pairs = dims.chain((dim) => fc.tuple(matrix(dim), matrix(dim)));
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const out = referenceProducts.products(a.embeddings, b.embeddings);
        expect([...out]).toEqual(a.rows.flatMap((x) => b.rows.map((y) => naive(x, y))));
      }),
      { numRuns: 200 },
    );
  });

  it('refuse rows of different lengths', () => {
    const [a, b] = [stack([new Float32Array(3)], 3), stack([new Float32Array(4)], 4)];
    expect(() => referenceProducts.products(a, b)).toThrow('vectors of 3 and 4 dimensions cannot be multiplied');
  });
});

describe('dot', () => {
  it('takes dim elements from the two starts', () => {
    fc.assert(
      fc.property(fc.array(small), fc.nat({ max: 3 }), fc.nat({ max: 3 }), (values, i, j) => {
        const other = values.map((x, k) => x - k);
        const a = Float32Array.from([...Array(i).fill(99), ...values, 99]);
        const b = Float32Array.from([...Array(j).fill(77), ...other, 77]);
        expect(dot(a, i, b, j, values.length)).toBe(naive(values, other));
      }),
    );
  });
});

describe('rows', () => {
  it('stack copies them, row looks at one', () => {
    const a = Float32Array.of(1, 2);
    const m = stack([a, Float32Array.of(3, 4)], 2);
    a[0] = 9;
    expect(m).toEqual({ rows: 2, dim: 2, data: Float32Array.of(1, 2, 3, 4) });
    row(m, 1)[0] = 7;
    expect([...m.data]).toEqual([1, 2, 7, 4]);
  });
});

describe('centre', () => {
  it('takes the mean away and makes each row a unit, against doubles', () => {
    const real = fc.double({ min: -1, max: 1, noNaN: true });
    const shape = dims.chain((dim) =>
      fc.tuple(
        fc.array(fc.array(real, { minLength: dim, maxLength: dim })),
        fc.array(real, { minLength: dim, maxLength: dim }),
      ),
    );
    fc.assert(
      fc.property(shape, ([rows, mean]) => {
        const dim = mean.length;
        const out = centre(
          stack(
            rows.map((r) => Float32Array.from(r)),
            dim,
          ),
          Float32Array.from(mean),
        );
        rows.forEach((r, i) => {
          const away = r.map((x, j) => Math.fround(x) - Math.fround(mean[j] ?? 0));
          const length = Math.hypot(...away);
          if (length < 1e-3) return;
          for (const [j, d] of away.entries()) expect(row(out, i)[j]).toBeCloseTo(d / length, 5);
        });
      }),
    );
  });

  it('leaves a row that is the mean at zero', () => {
    const mean = Float32Array.of(0.6, 0.8);
    expect([...centre(stack([mean, Float32Array.of(1.6, 0.8)], 2), mean).data]).toEqual([0, 0, 1, 0]);
  });
});

describe('small sums', () => {
  const [a, b] = [Float32Array.of(1, 2, 3), Float32Array.of(3, 0, 5)];

  it('squaredDistance', () => expect(squaredDistance(a, b)).toBe(4 + 4 + 4));
  it('blend', () => expect([...blend(a, b, 0.25)]).toEqual([1.5, 1.5, 3.5]));
  it('scaled', () => expect([...scaled(a, -2)]).toEqual([-2, -4, -6]));
});

it('allFinite is what every(Number.isFinite) is', () => {
  fc.assert(
    fc.property(fc.float32Array(), fc.float64Array(), (a, b) => {
      expect([allFinite(a), allFinite(b)]).toEqual([a.every(Number.isFinite), b.every(Number.isFinite)]);
    }),
  );
});

describe('firstOccurrences', () => {
  it('finds for each row the first that is the same to the last bit', () => {
    const rows = fc.array(fc.array(fc.constantFrom(0, -0, 1, 2, 1e-45), { minLength: 3, maxLength: 3 }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(rows, (list) => {
        const expected = list.map((r) =>
          list.findIndex((other) => other.every((x, j) => Object.is(Math.fround(x), Math.fround(r[j] ?? 0)))),
        );
        expect([
          ...firstOccurrences(
            stack(
              list.map((r) => Float32Array.from(r)),
              3,
            ),
          ),
        ]).toEqual(expected);
      }),
    );
  });

  it('tells rows apart whose hashes are equal', () => {
    // The hash is 31·a + b over the bits: (a, b) and (a + 1, b − 31) collide.
    const bits = Int32Array.of(1000, 2000, 1001, 2000 - 31, 1000, 2000, 1001, 2000 - 31);
    const data = new Float32Array(bits.buffer);
    expect([...firstOccurrences({ rows: 4, dim: 2, data })]).toEqual([0, 1, 0, 1]);
  });

  it('reads a matrix that lies inside a larger buffer', () => {
    const data = Float32Array.of(9, 1, 2, 1, 2).subarray(1);
    expect([...firstOccurrences({ rows: 2, dim: 2, data })]).toEqual([0, 0]);
  });
});
