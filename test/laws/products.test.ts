/** What the model and the kernels of Products promise each other. */
import { expect, it } from 'vitest';
import { absorb } from '../../src/core/model/absorb.ts';
import { assign } from '../../src/core/model/assign.ts';
import { emptyState } from '../../src/core/model/state.ts';
import { viewOf } from '../../src/core/model/view.ts';
import type { Products } from '../../src/core/ports.ts';
import type { ModelState, Theta } from '../../src/core/types.ts';
import { referenceProducts } from '../../src/core/vector.ts';
import { int16Products } from '../../src/edges/products/int16.ts';
import { bits } from './bits.ts';
import { batchOf, type Doc, HOUR, normal, rng, START, themed, toolsFor } from './stream.ts';

const DIM = 24;
const THEMES = 6;

/** Documents of planted themes, some of none. */
function documents(count: number, seed: number): Doc[] {
  const random = rng(seed);
  return Array.from({ length: count }, (_, i) => {
    const theme = Math.floor(random() * (THEMES + 0.5));
    const mix = theme < THEMES ? { [theme]: 1 } : { [10 + Math.floor(random() * 10)]: normal(random) };
    const vector = themed(mix, { dim: DIM, noise: 0.45, random });
    return { id: `d${i}`, time: START + i * HOUR, vector, terms: [[`theme${theme}`, 1]] };
  });
}

/** Warm-up, regrouping, crowding and revisions all happen in it. */
function live(products: Products, docs: readonly Doc[]): { state: ModelState; thetas: Theta[] } {
  const tools = { ...toolsFor({ warmup: 96, maxCells: 40, halfLife: 400 * HOUR }), products };
  let state = emptyState({ epoch: 0, encoder: 'planted', products: products.name, dim: DIM }, tools.options);
  const thetas: Theta[] = [];
  for (let from = 0; from < docs.length; from += 32) {
    const batch = batchOf(docs.slice(from, from + 32), { dim: DIM, from: BigInt(from) });
    const span = { topic: 'documents', partition: 0, epoch: 0, from: BigInt(from), to: BigInt(from + 32) };
    const { placements, stats } = assign(viewOf(state, tools.options.halfLife), batch, span, tools);
    thetas.push(...placements.map(({ theta }) => theta));
    state = { ...absorb(state, stats, tools).state, version: state.version + 1 };
  }
  return { state, thetas };
}

it('a model is the same to the last bit with SIMD and without', () => {
  const docs = documents(960, 1);
  const [fast, plain] = [live(int16Products(), docs), live(int16Products({ simd: false }), docs)];
  expect(bits(fast)).toBe(bits(plain));
  expect(fast.state.topics.size).toBeGreaterThanOrEqual(THEMES);
});

it('nearly all documents have the topic that the reference gives them', () => {
  const docs = documents(960, 2);
  const [reference, fast] = [live(referenceProducts, docs), live(int16Products(), docs)];
  const alike = fast.thetas.filter((theta, i) => theta[0]?.topic === reference.thetas[i]?.[0]?.topic);
  expect(alike.length).toBeGreaterThan(0.97 * docs.length);
});

it('the model changes no matrix that it has multiplied', () => {
  const passed = new Map<ArrayBufferLike, Uint8Array>();
  const watched: Products = {
    name: referenceProducts.name,
    products(a, b) {
      for (const { data } of [a, b]) {
        const { buffer } = data;
        const before = passed.get(buffer);
        if (before === undefined) passed.set(buffer, new Uint8Array(buffer).slice());
        else expect(Buffer.compare(new Uint8Array(buffer), before)).toBe(0);
      }
      return referenceProducts.products(a, b);
    },
  };
  live(watched, documents(480, 3));
  expect(passed.size).toBeGreaterThan(40);
  for (const [buffer, before] of passed) expect(Buffer.compare(new Uint8Array(buffer), before)).toBe(0);
});
