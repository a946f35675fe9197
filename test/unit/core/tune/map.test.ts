import { describe, expect, it } from 'vitest';
import { mapped, mappedDim } from '../../../../src/core/tune/map.ts';
import { bag, matrix } from './make.ts';

const whitening = { dim: 2, mean: Float32Array.of(0.5, 0), matrix: Float32Array.of(2, 0, 1, 3) };
const words = { lsa: { size: 2, dim: 1, rows: Float32Array.of(0.7, 0) }, weight: 0.5 };
const vectors = matrix([
  [0.6, 0.8],
  [0.5, 0],
]);

describe('mapped', () => {
  it('is norm([norm(M (x − μ)); weight · norm(words)])', () => {
    const out = mapped({ adapter: null, whitening, words }, vectors, [bag({ 0: 3 }), bag({ 1: 1 })]);
    expect(out.dim).toBe(3);
    expect(mappedDim({ adapter: null, whitening, words }, 2)).toBe(3);
    const y = [2 * 0.1, 0.1 + 3 * 0.8];
    const length = Math.hypot(...y);
    const whole = Math.sqrt(1 + 0.25);
    expect(out.data[0]).toBeCloseTo((y[0] as number) / length / whole, 6);
    expect(out.data[1]).toBeCloseTo((y[1] as number) / length / whole, 6);
    expect(out.data[2]).toBeCloseTo(0.5 / whole, 6);
    // The mean itself stays as it was, and a text without known words has the whole length in its vector.
    expect([...out.data.slice(3)]).toEqual([0.5, 0, 0]);
  });

  it('goes through the adapter first: norm(x + Uᵀ D x)', () => {
    const adapter = { dim: 2, rank: 1, down: Float32Array.of(1, 0.5), up: Float32Array.of(0, 2) };
    const alone = mapped({ adapter, whitening: null, words: null }, vectors, null);
    // h = .6 + .5 · .8 = 1, so [.6, .8 + 2].
    expect(alone.data[0]).toBeCloseTo(0.6 / Math.hypot(0.6, 2.8), 6);
    expect(alone.data[1]).toBeCloseTo(2.8 / Math.hypot(0.6, 2.8), 6);
    const both = mapped({ adapter, whitening, words }, vectors, [bag({ 0: 3 }), bag({ 1: 1 })]);
    expect(both.data).toEqual(mapped({ adapter: null, whitening, words }, alone, [bag({ 0: 3 }), bag({ 1: 1 })]).data);
  });

  it('leaves out what is null', () => {
    expect(mapped({ adapter: null, whitening: null, words: null }, vectors, null).data).toEqual(vectors.data);
    const white = mapped({ adapter: null, whitening, words: null }, vectors, null);
    expect(white.dim).toBe(2);
    expect(Math.hypot(white.data[0] as number, white.data[1] as number)).toBeCloseTo(1, 6);
    const said = mapped({ adapter: null, whitening: null, words }, vectors, [bag({ 0: 1 }), bag({})]);
    expect(said.data[2]).toBeCloseTo(0.5 / Math.sqrt(1.25), 6);
    expect(said.data[0]).toBeCloseTo(0.6 / Math.sqrt(1.25), 6);
  });
});
