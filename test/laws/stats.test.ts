/** Laws of the worker's half: the sums of a span are what its documents add up to, however it is cut. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assign } from '../../src/core/model/assign.ts';
import { add, countsOf, found, keepExemplars } from '../../src/core/model/cells.ts';
import { LIFE } from '../../src/core/model/options.ts';
import { type View, viewOf } from '../../src/core/model/view.ts';
import type { BatchStats, Cell, CellId, CellStats, Exemplar, Span } from '../../src/core/types.ts';
import { bits, freeze } from './bits.ts';
import { batchOf, createModel, type Doc, HOUR, rng, START, themed, toolsFor } from './stream.ts';

const DIM = 12;
const halfLife = 3 * HOUR;
const tools = toolsFor({ halfLife, maxTerms: 1000 });
const span: Span = { topic: 'documents', partition: 0, epoch: 0, from: 0n, to: 100n };

/** A model with a topic for each of three themes, which is not warming up. */
const view: View = (() => {
  const model = createModel({ halfLife, warmup: 0 }, DIM);
  const random = rng(3);
  for (let s = 0; s < 6; s++)
    model.push(
      Array.from({ length: 48 }, (_, i) => ({
        id: `${s}.${i}`,
        time: START,
        vector: themed({ [i % 3]: 1 }, { dim: DIM, noise: 0.4, random }),
      })),
    );
  return viewOf(model.state, halfLife);
})();

/** Documents about the model's themes, and some about another; a draw is a text, so equal draws are equal vectors. */
const docs = (draws: fc.Arbitrary<number>) =>
  fc
    .array(fc.record({ theme: fc.nat({ max: 3 }), draw: draws, late: fc.nat({ max: 12 }) }), {
      maxLength: 40,
      size: 'max',
    })
    .map((list) =>
      list.map(
        ({ theme, draw, late }, i): Doc => ({
          id: `d${i}`,
          time: START + 100 * HOUR - (late * HOUR) / 2,
          vector: themed({ [theme]: 1 }, { dim: DIM, noise: 0.4, random: rng(draw * 4 + theme) }),
          terms: [
            [`t${theme}`, 1 + (draw % 3)],
            [`w${draw % 7}`, 2],
          ],
        }),
      ),
    );
const distinct = docs(fc.nat()).map((list) => [...new Map(list.map((doc) => [doc.vector.join(), doc])).values()]);
const repeated = docs(fc.nat({ max: 2 }));

const assigned = (list: readonly Doc[], by = view) => assign(by, batchOf(list, { dim: DIM }), span, tools);

/** The same, but that no cell shows anything yet. */
const bare: View = { ...view, exemplars: view.exemplars.map(() => []) };

/** What the sums of several records come to, each cell alone. */
function total(parts: readonly BatchStats[]): Map<CellId, Cell> {
  const cells = new Map<CellId, Cell>();
  for (const { cells: sums } of parts)
    for (const [id, s] of sums) {
      const cell = cells.get(id);
      cells.set(id, cell ? add(cell, s, tools.options) : found(id, s, tools.options));
    }
  return cells;
}

function expectSame(a: Map<CellId, Cell>, b: Map<CellId, Cell>): void {
  expect([...a.keys()].sort()).toEqual([...b.keys()].sort());
  for (const [id, x] of a) {
    const y = b.get(id) as Cell;
    expect(x.documents).toBe(y.documents);
    expect(x.reference).toBe(y.reference);
    expect(x.weight / y.weight).toBeCloseTo(1, 6);
    expect(x.spread).toBeCloseTo(y.spread, 5);
    for (const [j, m] of x.mean.entries()) expect(m).toBeCloseTo(y.mean[j] as number, 6);
    const [counts, others] = [countsOf(x), countsOf(y)];
    expect([...counts.keys()].sort()).toEqual([...others.keys()].sort());
    for (const [term, count] of counts) expect(count / (others.get(term) as number)).toBeCloseTo(1, 5);
    expect(x.exemplars).toEqual(y.exemplars);
  }
}

describe('the stats of a span', () => {
  it('are those of its parts together, wherever it is cut', () => {
    let shared = 0;
    fc.assert(
      fc.property(distinct, fc.nat(), (list, at) => {
        const cut = at % (list.length + 1);
        const [left, right] = [assigned(list.slice(0, cut)), assigned(list.slice(cut))];
        const whole = assigned(list);
        shared += left.stats.cells.size * right.stats.cells.size;
        expectSame(total([left.stats, right.stats]), total([whole.stats]));
        expect([...left.stats.open, ...right.stats.open].map((doc) => ({ ...doc, offset: 0n }))).toEqual(
          whole.stats.open.map((doc) => ({ ...doc, offset: 0n })),
        );
        const sampled = [...left.stats.sampled, ...right.stats.sampled].map((doc) => ({ ...doc, offset: 0n }));
        expect(sampled).toEqual(whole.stats.sampled.map((doc) => ({ ...doc, offset: 0n })));
        expect(bits([...left.placements, ...right.placements])).toBe(bits(whole.placements));
        expect(left.stats.documents + right.stats.documents).toBe(whole.stats.documents);
        expect(Math.max(left.stats.reference, right.stats.reference)).toBe(whole.stats.reference);
      }),
      { seed: 1, numRuns: 100 },
    );
    expect(shared).toBeGreaterThan(100);
  });

  it('are the same in whatever order the documents come, and bit for bit in the same order', () => {
    fc.assert(
      fc.property(distinct, (list) => {
        expectSame(total([assigned(list.toReversed()).stats]), total([assigned(list).stats]));
        expect(bits(assigned(structuredClone(list)))).toBe(bits(assigned(list)));
      }),
      { numRuns: 50 },
    );
  });

  it('count a document once that comes again; each still has its placement', () => {
    fc.assert(
      fc.property(repeated, (list) => {
        const keys = list.map((doc) => doc.vector.join());
        const once = list.filter((_, i) => keys.indexOf(keys[i] as string) === i);
        const [all, alone] = [assigned(list), assigned(once)];
        expect(bits([...all.stats.cells])).toBe(bits([...alone.stats.cells]));
        expect(all.placements).toHaveLength(list.length);
        expect(all.stats.documents).toBe(list.length);
        // Open documents travel each, since each must be revised; absorbing counts them once.
        expect(new Set(all.stats.open.map((doc) => doc.vector.join())).size).toBe(alone.stats.open.length);
        all.placements.forEach((placement, i) => {
          const twin = once.findIndex((doc) => doc.vector.join() === list[i]?.vector.join());
          expect(placement).toEqual(alone.placements[twin]);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('weigh a document 2^(−lateness / halfLife) against the newest of its cell', () => {
    fc.assert(
      fc.property(distinct, (list) => {
        const { stats, placements } = assigned(list);
        const open = new Set(stats.open.map((doc) => doc.id));
        for (const [id, sums] of stats.cells) {
          const members = list.filter(
            (doc, i) => !open.has(doc.id) && view.cellIds[(placements[i] as { cell: number }).cell] === id,
          );
          expect(sums.documents).toBe(members.length);
          const reference = Math.max(...members.map((doc) => doc.time));
          expect(sums.reference).toBe(reference);
          const weights = members.map((doc) => 2 ** ((doc.time - reference) / halfLife));
          const weight = weights.reduce((a, b) => a + b, 0);
          expect(sums.weight / weight).toBeCloseTo(1, 6);
          const terms = new Map<string, number>();
          members.forEach((doc, m) => {
            for (const [term, n] of doc.terms ?? [])
              terms.set(term, (terms.get(term) ?? 0) + (1 + Math.log(n)) * (weights[m] as number));
          });
          expect([...sums.terms.keys()].sort()).toEqual([...terms.keys()].sort());
          for (const [term, n] of sums.terms) expect(n / (terms.get(term) as number)).toBeCloseTo(1, 5);
          for (let j = 0; j < DIM; j++)
            expect(sums.sum[j]).toBeCloseTo(
              members.reduce((s, doc, m) => s + (weights[m] as number) * (doc.vector[j] as number), 0),
              5,
            );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('bring the exemplars that a cell will show, and few others', () => {
    let sent = 0;
    let unsent = 0;
    fc.assert(
      fc.property(distinct, fc.array(fc.nat({ max: 8 }), { maxLength: 4 }), (list, shown) => {
        // Some documents are written again that a cell shows already.
        const ids = view.exemplars.flat().map(({ id }) => id);
        const again = list.map((doc, i) => (shown.includes(i) ? { ...doc, id: ids[i % ids.length] as string } : doc));
        const [{ stats }, { stats: all }] = [assigned(again), assigned(again, bare)];
        for (const [id, { exemplars, documents }] of all.cells) {
          const held = view.exemplars[view.cellIds.indexOf(id)] as readonly Exemplar[];
          const brought = (stats.cells.get(id) as CellStats).exemplars;
          expect(exemplars.length).toBe(Math.min(LIFE.exemplars, documents));
          // A full reservoir keeps its size: beside a document written again another may have been the third best.
          if (!exemplars.some((e) => held.some((h) => h.id === e.id)))
            expect(keepExemplars(held, brought, LIFE.exemplars)).toEqual(
              keepExemplars(held, exemplars, LIFE.exemplars),
            );
          for (const e of exemplars)
            if (held.some((h) => h.id === e.id)) expect(brought.map(({ id }) => id)).toContain(e.id);
          sent += brought.length;
          unsent += exemplars.length - brought.length;
        }
      }),
      { seed: 1, numRuns: 60 },
    );
    expect(sent).toBeGreaterThan(10);
    expect(unsent).toBeGreaterThan(100);
  });

  it('travel whole when no cell holds them, no topic claims them, or the model is warming up', () => {
    fc.assert(
      fc.property(distinct, (list) => {
        const { stats, placements } = assigned(list);
        const expected = list.filter((_, i) => {
          const { cosine, theta } = placements[i] as { cosine: number; theta: readonly unknown[] };
          return cosine < view.radius || theta.length === 0;
        });
        expect(stats.open.map((doc) => doc.id)).toEqual(expected.map((doc) => doc.id));
        stats.open.forEach((doc, i) => {
          expect(doc.vector).toEqual(expected[i]?.vector);
          expect(doc.offset).toBe(BigInt(list.indexOf(expected[i] as Doc)));
          expect(doc.topic).toBe(placements[Number(doc.offset)]?.theta[0]?.topic ?? null);
        });
        const warming = assign({ ...view, warming: true }, batchOf(list, { dim: DIM }), span, tools).stats;
        expect(warming.open).toHaveLength(list.length);
        expect(warming.cells.size).toBe(0);
      }),
      { numRuns: 40 },
    );
  });

  it('are made without touching the view or the batch', () => {
    fc.assert(
      fc.property(repeated, (list) => {
        const batch = freeze(batchOf(list, { dim: DIM }));
        const was = bits({ view, batch });
        assign(freeze({ ...view }), batch, span, tools);
        expect(bits({ view, batch })).toBe(was);
      }),
      { numRuns: 20 },
    );
  });
});
