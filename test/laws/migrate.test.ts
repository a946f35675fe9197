import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Affine } from '../../src/core/migrate/affine.ts';
import { migrated, planOf } from '../../src/core/migrate/migrate.ts';
import { moved } from '../../src/core/migrate/move.ts';
import { standings } from '../../src/core/model/theta.ts';
import { viewOf } from '../../src/core/model/view.ts';
import type { Embeddings, ModelState } from '../../src/core/types.ts';
import { centre, referenceProducts, row, stack } from '../../src/core/vector.ts';
import { svd } from '../../src/edges/svd.ts';
import { DIM, docsOf, play, scripts } from './script.ts';
import { rng, themed } from './stream.ts';

/** A random orthogonal matrix into `to ≥ DIM` dimensions: rows of a Gram–Schmidt basis. */
function orthogonal(seed: number, to: number): Affine {
  const random = rng(seed);
  const columns: number[][] = [];
  while (columns.length < DIM) {
    const v = Array.from({ length: to }, () => random() - 0.5);
    for (const u of columns) {
      const product = u.reduce((sum, value, i) => sum + value * (v[i] as number), 0);
      u.forEach((value, i) => {
        v[i] = (v[i] as number) - product * value;
      });
    }
    const length = Math.hypot(...v);
    if (length > 0.1) columns.push(v.map((value) => value / length));
  }
  const matrix = new Float64Array(to * DIM);
  columns.forEach((column, b) => {
    column.forEach((value, a) => {
      matrix[a * DIM + b] = value;
    });
  });
  return { from: DIM, to, matrix, offset: new Float64Array(to) };
}

function turned({ matrix, to }: Affine, points: Embeddings): Embeddings {
  return stack(
    Array.from({ length: points.rows }, (_, i) =>
      Float32Array.from({ length: to }, (_, a) =>
        row(points, i).reduce((sum, value, b) => sum + value * (matrix[a * DIM + b] as number), 0),
      ),
    ),
    to,
  );
}

const place = (state: ModelState, vectors: Embeddings, halfLife: number) => {
  const view = viewOf(state, halfLife);
  return standings(view, centre(vectors, view.mean), referenceProducts);
};

/** Whether every topic and parent lies somewhere else than the stream's mean, where a direction would be rounding alone. */
function apart({ cells, topics, mean }: ModelState): boolean {
  const sums = new Map<number, { weight: number; vector: number[] }>();
  for (const cell of cells.values())
    for (const id of [cell.topic, topics.get(cell.topic ?? -1)?.parent ?? null]) {
      if (id === null) continue;
      const sum = sums.get(id) ?? { weight: 0, vector: Array.from(mean, () => 0) };
      sum.weight += cell.weight;
      sum.vector = sum.vector.map((value, j) => value + cell.weight * ((cell.mean[j] as number) - (mean[j] as number)));
      sums.set(id, sum);
    }
  return [...sums.values()].every(({ weight, vector }) => Math.hypot(...vector) > 1e-2 * weight);
}

/** Topics but where two are as near to one another as rounding. */
function clear(scores: Float32Array): boolean {
  return (scores[0] ?? 0) - (scores[1] ?? 0) > 1e-4 && Math.abs((scores[0] ?? 0) - 0.1) > 1e-4;
}

describe('an orthogonal move', () => {
  it('leaves every assignment, weight and id as it is, whatever the life of the model', () => {
    fc.assert(
      fc.property(scripts(), fc.integer({ min: 1, max: 9999 }), fc.constantFrom(DIM, DIM + 3), (script, seed, to) => {
        const { state, tools } = play(script);
        const { halfLife } = tools.options;
        fc.pre(apart(state));
        const map = orthogonal(seed, to);
        const after = moved(state, { map, encoder: 'turned', version: state.version + 1, halfLife, refresh: null });
        const docs = script.steps.flatMap((_, i) => docsOf(script.steps, i));
        const vectors = stack(
          docs.map(({ vector }) => vector),
          DIM,
        );
        const then = place(state, vectors, halfLife);
        const now = place(after, turned(map, vectors), halfLife);
        then.forEach(({ theta, score, scores, parent }, i) => {
          expect(now[i]?.score).toBeCloseTo(score, 4);
          if (!clear(scores)) return;
          expect(now[i]?.theta[0]?.topic).toBe(theta[0]?.topic);
          expect(now[i]?.parent).toBe(parent);
        });
        expect(after).toMatchObject({ dim: to, encoder: 'turned', since: state.version + 1 });
        for (const part of ['cells', 'topics', 'strays', 'panel'] as const)
          expect([...after[part].keys()]).toEqual([...state[part].keys()]);
        for (const [id, cell] of after.cells) {
          const before = state.cells.get(id) as typeof cell;
          expect(cell).toMatchObject({ weight: before.weight, documents: before.documents, terms: before.terms });
          expect(cell.spread).toBeCloseTo(before.spread, 2);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('a migration', () => {
  const model = () => {
    const { state, tools } = play({
      options: { warmup: 0, halfLife: Number.POSITIVE_INFINITY },
      steps: Array.from({ length: 20 }, (_, s) => ({
        partition: 0,
        docs: Array.from({ length: 12 }, (_, d) => ({ theme: (s + d) % 4, draw: (3 * s + d) % 10, late: 0, id: null })),
        deleted: [],
        lag: 0,
        due: s % 5 === 4,
        hours: 1,
      })),
    });
    return { state, halfLife: tools.options.halfLife };
  };
  const sample = (seed: number): Embeddings => {
    const random = rng(seed);
    return stack(
      Array.from({ length: 300 }, (_, i) => themed({ [i % 4]: 1 }, { dim: DIM, noise: 0.4, random })),
      DIM,
    );
  };

  it('by a sample that another encoder sees turned keeps all topics, and says so', () => {
    const { state, halfLife } = model();
    const old = sample(5);
    const map = orthogonal(7, DIM + 2);
    const plan = planOf({ old, fresh: turned(map, old), places: null }, svd);
    const tools = { encoder: 'turned', halfLife, products: referenceProducts };
    const { agreement, events, state: after } = migrated(state, plan, tools);
    expect(agreement.sure).toBe(1);
    expect(agreement.all).toBeGreaterThan(0.95);
    expect(agreement).toMatchObject({ documents: 60 });
    expect(agreement.sureDocuments).toBeGreaterThan(20);
    const live = [...state.topics.values()].filter(({ status }) => status === 'live');
    expect(live.length).toBeGreaterThan(2);
    expect(events.map(({ topic }) => topic)).toEqual(live.map(({ id }) => id));
    expect(events.map(({ sequence }) => sequence)).toEqual(live.map((_, i) => state.sequence + i));
    expect(after.sequence).toBe(state.sequence + live.length);
    expect(after.version).toBe(state.version + 1);
    const told = events.filter(({ level }) => level === 0);
    expect(told.reduce((sum, { numbers }) => sum + (numbers.kept ?? 0), 0)).toBeGreaterThan(50);
  });

  it('to vectors that have nothing to do with the documents agrees by chance only', () => {
    const { state, halfLife } = model();
    const random = rng(3);
    const fresh = stack(
      Array.from({ length: 300 }, () => themed({ [Math.floor(random() * 4)]: 1 }, { dim: DIM, noise: 0.4, random })),
      DIM,
    );
    const tools = { encoder: 'noise', halfLife, products: referenceProducts };
    const { agreement } = migrated(state, planOf({ old: sample(5), fresh, places: null }, svd), tools);
    expect(agreement.sure).toBeLessThan(0.7);
  });

  it('asks for a sample that is worth the name', () => {
    const old = stack([Float32Array.of(1, 0)], 2);
    expect(() => planOf({ old, fresh: old, places: null }, svd)).toThrow(/too few for a map: give 200 or more/);
  });
});
