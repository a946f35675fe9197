/** What every Products kernel promises (core/ports.ts), checked alike on the reference and on the fast ones. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Products } from '../../src/core/ports.ts';
import type { Embeddings } from '../../src/core/types.ts';
import { row, stack } from '../../src/core/vector.ts';

/** Not multiples of 8 most of them: what fills the last register must not count. */
const dims = fc.constantFrom(1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 24, 31, 33, 64, 100, 384);
const element = fc.oneof(
  { weight: 6, arbitrary: fc.float({ min: -1, max: 1, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(0, -0, 1, -1, 1e-45, -1e-20, 1e-8) },
);

/** A row of any kind: dense, sparse, zero, huge or tiny. */
function rowOf(dim: number): fc.Arbitrary<Float32Array> {
  const dense = fc.array(element, { minLength: dim, maxLength: dim });
  const sparse = fc
    .tuple(fc.nat(dim - 1), element)
    .map(([at, x]) => Array.from({ length: dim }, (_, j) => +(j === at) * x));
  const scale = fc.constantFrom(1, 1, 1, 1e-3, 1e-15, 1e-30, 1e5, 1e15);
  return fc
    .tuple(fc.oneof({ weight: 5, arbitrary: dense }, sparse), scale)
    .map(([values, s]) => Float32Array.from(values, (x) => x * s));
}

export function matrixOf(dim: number, maxRows = 11): fc.Arbitrary<Embeddings> {
  return fc.array(rowOf(dim), { maxLength: maxRows }).map((rows) => stack(rows, dim));
}

/** Two matrices that can be multiplied. */
export const pairs = dims.chain((dim) => fc.tuple(matrixOf(dim), matrixOf(dim)));

/** Each product in doubles, which a float32 times a float32 fits exactly. */
function exact(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, j) => sum + x * (b[j] as number), 0);
}

/**
 * √dim·(g_a·‖b‖ + g_b·‖a‖) with the grain g of a row as edges/products/int16.ts has it, and the rounding to float32:
 * the widest bound of all kernels.
 */
export function errorBound(a: Float32Array, b: Float32Array): number {
  const dim = a.length;
  const norm = (x: Float32Array): number => Math.sqrt(exact(x, x));
  const most = (x: Float32Array): number => x.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
  const grain = (x: Float32Array): number => Math.max(most(x) / 32767, norm(x) / (46340 - Math.sqrt(dim) / 2));
  const quantised = Math.sqrt(dim) * (grain(a) * norm(b) + grain(b) * norm(a));
  return quantised + 2 ** -23 * Math.abs(exact(a, b)) + 2 ** -149;
}

function each(a: Embeddings, b: Embeddings, see: (i: number, j: number, at: number) => void): void {
  for (let i = 0; i < a.rows; i++) for (let j = 0; j < b.rows; j++) see(i, j, i * b.rows + j);
}

/** Its bits: equal numbers may differ in a sign of zero. */
export function bitsOf(products: Float32Array): number[] {
  return [...new Int32Array(products.buffer, products.byteOffset, products.length)];
}

/** `factory` makes a fresh kernel on each call. */
export function testProducts(name: string, factory: () => Products): void {
  describe(`Products contract: ${name}`, () => {
    const kernel = factory();

    it('gives each product within its error bound', () => {
      fc.assert(
        fc.property(pairs, ([a, b]) => {
          const out = kernel.products(a, b);
          expect(out.length).toBe(a.rows * b.rows);
          each(a, b, (i, j, at) => {
            const error = Math.abs((out[at] as number) - exact(row(a, i), row(b, j)));
            expect(error).toBeLessThanOrEqual(errorBound(row(a, i), row(b, j)));
          });
        }),
        { numRuns: 300 },
      );
    });

    it('gives many rows and columns their products', () => {
      const [a, b] = [waves(700, 40, 1), waves(2100, 40, 2)];
      const out = kernel.products(a, b);
      const errors: number[] = [];
      for (let i = 0; i < a.rows; i += 23)
        for (let j = 0; j < b.rows; j += 19)
          errors.push(Math.abs((out[i * b.rows + j] as number) - exact(row(a, i), row(b, j))));
      expect(Math.max(...errors)).toBeLessThan(2e-4);
    });

    it('is symmetric: what a gives with b, b gives with a', () => {
      fc.assert(
        fc.property(pairs, ([a, b]) => {
          const [there, back] = [kernel.products(a, b), kernel.products(b, a)];
          const turned = new Float32Array(there.length);
          each(a, b, (i, j, at) => {
            turned[at] = back[j * a.rows + i] as number;
          });
          expect(bitsOf(there)).toEqual(bitsOf(turned));
        }),
      );
    });

    it('gives 0 for a row of zeros', () => {
      fc.assert(
        fc.property(
          dims.chain((dim) => fc.tuple(matrixOf(dim), fc.constant(dim))),
          ([a, dim]) => {
            const zero = stack([new Float32Array(dim), new Float32Array(dim).fill(-0)], dim);
            expect([...kernel.products(a, zero)]).toEqual(Array(2 * a.rows).fill(0));
            expect([...kernel.products(zero, zero)]).toEqual([0, 0, 0, 0]);
          },
        ),
      );
    });

    it('gives nothing for no rows, and zeros for no dimensions', () => {
      const [none, some] = [stack([], 5), stack([Float32Array.of(1, 2, 3, 4, 5)], 5)];
      expect(kernel.products(none, some)).toEqual(new Float32Array(0));
      expect(kernel.products(some, none)).toEqual(new Float32Array(0));
      expect(kernel.products(none, none)).toEqual(new Float32Array(0));
      const flat: Embeddings = { rows: 2, dim: 0, data: new Float32Array(0) };
      expect(kernel.products(flat, flat)).toEqual(new Float32Array(4));
    });

    it('gives the same bits again, in another kernel, and from other memory', () => {
      fc.assert(
        fc.property(pairs, ([a, b]) => {
          const first = bitsOf(kernel.products(a, b));
          expect(bitsOf(kernel.products(a, b))).toEqual(first);
          expect(bitsOf(factory().products(moved(a), moved(b)))).toEqual(first);
        }),
        { numRuns: 50 },
      );
    });

    it('gives a pair of rows the same bits whatever the other rows are', () => {
      fc.assert(
        fc.property(pairs, ([a, b]) => {
          const out = kernel.products(a, b);
          const together: number[] = [];
          const alone: number[] = [];
          each(a, b, (i, j, at) => {
            together.push(...bitsOf(out.subarray(at, at + 1)));
            alone.push(...bitsOf(kernel.products(stack([row(a, i)], a.dim), stack([row(b, j)], b.dim))));
          });
          expect(alone).toEqual(together);
        }),
        { numRuns: 50 },
      );
    });

    it('gives parts of a matrix what the whole has', () => {
      fc.assert(
        fc.property(
          dims.chain((dim) => matrixOf(dim, 24)),
          fc.nat(24),
          fc.nat(24),
          (whole, from, length) => {
            const first = Math.min(from, whole.rows);
            const rows = Math.min(length, whole.rows - first);
            const { dim } = whole;
            const part = { rows, dim, data: whole.data.subarray(first * dim, (first + rows) * dim) };
            const expected = kernel.products(moved(part), moved(whole));
            // Before the whole was met, and after.
            expect(bitsOf(kernel.products(part, moved(whole)))).toEqual(bitsOf(expected));
            expect(bitsOf(kernel.products(part, whole))).toEqual(bitsOf(expected));
            expect(bitsOf(kernel.products(part, whole))).toEqual(bitsOf(expected));
          },
        ),
      );
    });

    it('reads one buffer in rows of different lengths, from any place in it', () => {
      const data = waves(12, 10, 3).data;
      const views = [
        { rows: 12, dim: 10, data },
        { rows: 10, dim: 12, data },
        { rows: 11, dim: 10, data: data.subarray(3, 113) },
        { rows: 2, dim: 10, data: data.subarray(100) },
        { rows: 9, dim: 12, data: data.subarray(12) },
      ];
      for (const view of [...views, ...views]) {
        const fresh = moved(view);
        expect(bitsOf(kernel.products(view, view))).toEqual(bitsOf(factory().products(fresh, fresh)));
      }
    });

    it('leaves the matrices as they are', () => {
      const [a, b] = [waves(3, 9, 4), waves(5, 9, 5)];
      kernel.products(a, b);
      expect([a, b]).toEqual([waves(3, 9, 4), waves(5, 9, 5)]);
    });

    it('refuses rows of different lengths', () => {
      const [a, b] = [stack([new Float32Array(3)], 3), stack([new Float32Array(4)], 4)];
      expect(() => kernel.products(a, b)).toThrow('vectors of 3 and 4 dimensions cannot be multiplied');
    });
  });
}

/** Unit rows that nobody would call random, and none like another. */
export function waves(rows: number, dim: number, seed: number): Embeddings {
  return stack(
    Array.from({ length: rows }, (_, i) => {
      const values = Array.from({ length: dim }, (_, j) => Math.sin((i + 1) * 12.9898 + (j + 1) * 78.233 * seed));
      const norm = Math.hypot(...values);
      return Float32Array.from(values, (x) => x / norm);
    }),
    dim,
  );
}

/** The same values elsewhere: inside of a larger buffer of its own. */
function moved({ rows, dim, data }: Embeddings): Embeddings {
  const room = new Float32Array(data.length + 3).fill(Number.NaN);
  room.set(data, 1);
  return { rows, dim, data: room.subarray(1, 1 + data.length) };
}
