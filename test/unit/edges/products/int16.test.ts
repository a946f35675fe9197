import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Embeddings } from '../../../../src/core/types.ts';
import { dot, referenceProducts, row, stack } from '../../../../src/core/vector.ts';
import { int16Products } from '../../../../src/edges/products/int16.ts';
import { scalarEngine } from '../../../../src/edges/products/scalar.ts';
import { wasmEngine } from '../../../../src/edges/products/wasm.ts';
import { bitsOf, errorBound, matrixOf, pairs, testProducts, waves } from '../../../contract/products.contract.ts';

testProducts('reference', () => referenceProducts);
testProducts('int16', () => int16Products());
testProducts('int16 without SIMD', () => int16Products({ simd: false }));

const fast = int16Products();
const plain = int16Products({ simd: false });

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('with SIMD and without', () => {
  it('are two ways to one and the same kernel', () => {
    expect(wasmEngine()).not.toBeNull();
    expect(fast.name).toBe(plain.name);
  });

  it('give the same bits', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(bitsOf(fast.products(a, b))).toEqual(bitsOf(plain.products(a, b)));
      }),
      { numRuns: 300 },
    );
  });

  // Around 256 rows, 1024 columns, the bytes there are for either, and the longest row that fits.
  it.each([
    [256, 1024, 8],
    [257, 1025, 9],
    [515, 2051, 3],
    [5, 530, 1024],
    [70, 30, 2048],
    [9, 7, 20_000],
    [3, 5, 65_536],
    [3, 2, 65_537],
  ])('give the same bits for %i × %i rows of %i dimensions', (m, n, dim) => {
    const [a, b] = [waves(m, dim, 1), waves(n, dim, 2)];
    const out = fast.products(a, b);
    expect(Buffer.compare(Buffer.from(out.buffer), Buffer.from(plain.products(a, b).buffer))).toBe(0);
    expect(out[0]).toBeCloseTo(dot(a.data, 0, b.data, 0, dim), 3);
  });

  it('give the same bits after a large matrix as before', () => {
    const [a, b] = [waves(3, 17, 1), waves(5, 17, 2)];
    const before = bitsOf(fast.products(a, b));
    fast.products(waves(300, 384, 3), waves(1100, 384, 4));
    expect(bitsOf(fast.products(a, b))).toEqual(before);
  });

  it.each([
    ['there is no WebAssembly', undefined],
    ['it has no SIMD', { validate: () => false }],
  ])('do the same where %s', (_, there) => {
    vi.stubGlobal('WebAssembly', there);
    expect(wasmEngine()).toBeNull();
    const [a, b] = [waves(7, 20, 1), waves(9, 20, 2)];
    expect(bitsOf(int16Products().products(a, b))).toEqual(bitsOf(fast.products(a, b)));
  });
});

describe('what cannot overflow', () => {
  const engines = [scalarEngine, wasmEngine() ?? scalarEngine];
  const squares = (values: Int16Array): number => values.reduce((sum, q) => sum + q * q, 0);

  /** Rows with most of their length in few elements, and rows whose every element may be rounded upwards. */
  const hostile = fc
    .record({
      dim: fc.integer({ min: 1, max: 400 }),
      full: fc.integer({ min: 1, max: 400 }),
      size: fc.constantFrom(1e-40, 0.1, 1, 3, 1e30),
      rest: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ dim, full, size, rest }) => Float32Array.from({ length: dim }, (_, j) => (j < full ? size : size * rest)));

  it('a row is never longer than 46340, nor an element than 32767', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          matrixOf(96, 1)
            .filter(({ rows }) => rows > 0)
            .map(({ data }) => data),
        ),
        (data) => {
          for (const engine of engines) {
            const { values } = engine.quantise({ rows: 1, dim: data.length, data });
            expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(32767);
            expect(squares(values)).toBeLessThanOrEqual(46340 ** 2);
          }
        },
      ),
      { numRuns: 1000 },
    );
    expect(46340 ** 2).toBeLessThan(2 ** 31);
  });

  // Two equal elements bring one pair of the SIMD product next to 2³¹; more of them bring all lanes there together.
  it.each([1, 2, 3, 4, 8, 64, 384, 4096])('the longest rows of %i equal elements meet without harm', (dim) => {
    const ones = new Float32Array(dim).fill(1);
    const a = stack([ones, ones.map((x) => -x), ones.map((x, j) => (j % 2 === 0 ? x : -x))], dim);
    const { values, length } = scalarEngine.quantise(a);
    if (dim > 1) expect(squares(values.subarray(0, length))).toBeGreaterThan(0.99 * 2 ** 31);
    const own = dim % 2;
    const exact = [dim, -dim, own, -dim, dim, -own, own, -own, dim];
    for (const kernel of [fast, plain])
      for (const [at, p] of kernel.products(a, a).entries())
        expect(Math.abs(p - (exact[at] as number))).toBeLessThanOrEqual(errorBound(ones, ones));
  });
});

describe('what it makes of rows', () => {
  it('keeps their length, so that a cosine stays one', () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const norms = (m: Embeddings) =>
          Array.from({ length: m.rows }, (_, i) => Math.sqrt(row(m, i).reduce((sum, x) => sum + x * x, 0)));
        const [left, right] = [norms(a), norms(b)];
        const own = fast.products(a, a);
        for (const [i, norm] of left.entries()) {
          const error = Math.abs((own[i * a.rows + i] as number) - norm * norm);
          expect(error).toBeLessThanOrEqual(norm * norm * 2 ** -23 + 2 ** -149);
        }
        for (const [at, p] of fast.products(a, b).entries()) {
          const most = (left[Math.floor(at / b.rows)] as number) * (right[at % b.rows] as number);
          expect(Math.abs(p)).toBeLessThanOrEqual(most * (1 + 2 ** -23) + 2 ** -149);
        }
      }),
    );
  });

  it('errs by about 1e-5 on unit vectors of 384 dimensions, far within its bound', () => {
    const [a, b] = [waves(64, 384, 1), waves(200, 384, 2)];
    const out = fast.products(a, b);
    const errors = [...out].map((p, at) => {
      const [x, y] = [row(a, Math.floor(at / b.rows)), row(b, at % b.rows)];
      return p - x.reduce((sum, v, j) => sum + v * (y[j] as number), 0);
    });
    expect(Math.sqrt(errors.reduce((sum, e) => sum + e * e, 0) / errors.length)).toBeLessThan(1.5e-5);
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(1e-4);
    expect(errorBound(row(a, 0), row(b, 0))).toBeLessThan(9e-4);
  });

  it('takes any finite float32, the smallest and the largest', () => {
    const [largest, smallest] = [Math.fround(3.4028234663852886e38), Math.fround(1.401298464324817e-45)];
    const a = stack([Float32Array.of(largest, -largest), Float32Array.of(smallest, 0)], 2);
    const b = stack([Float32Array.of(smallest, 0), Float32Array.of(1, 1)], 2);
    for (const kernel of [fast, plain]) {
      const [bySmallest, byOnes, tiny, one] = kernel.products(a, b) as Float32Array & number[];
      expect(bySmallest).toBeCloseTo(largest * smallest, 10);
      expect([byOnes, tiny, one]).toEqual([0, 0, smallest]);
    }
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'gives NaN for a row with %d in it',
    (x) => {
      const a = stack([Float32Array.of(1, x, 0), Float32Array.of(1, 2, 3)], 3);
      for (const kernel of [fast, plain]) {
        const [bad, good] = [row(a, 0), row(a, 1)];
        expect([...kernel.products(stack([good, bad], 3), stack([good], 3))]).toEqual([
          expect.closeTo(14, 2),
          Number.NaN,
        ]);
      }
    },
  );
});

describe('what it keeps', () => {
  it('is no longer there when the matrices are gone', () => {
    const centroids = waves(300, 384, 1);
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = () => {
      // What the first finds is freed by the second at the latest.
      collect();
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const before = held();
    // Some 70 MB, were they kept.
    for (let i = 0; i < 100; i++) {
      const { rows, dim, data } = centroids;
      fast.products({ rows, dim, data: data.slice() }, { rows: 20, dim, data: data.slice(0, 20 * dim) });
    }
    expect(held() - before).toBeLessThan(10 * 2 ** 20);
  });
});
