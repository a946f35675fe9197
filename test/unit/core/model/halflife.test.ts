import { describe, expect, it } from 'vitest';
import { absorb } from '../../../../src/core/model/absorb.ts';
import { assign } from '../../../../src/core/model/assign.ts';
import { weightAt } from '../../../../src/core/model/cells.ts';
import { landmarkOf, remaining } from '../../../../src/core/model/decay.ts';
import { keptWith } from '../../../../src/core/model/halflife.ts';
import { DEFAULT_OPTIONS } from '../../../../src/core/model/options.ts';
import { drawOf } from '../../../../src/core/model/panel.ts';
import { emptyState } from '../../../../src/core/model/state.ts';
import { viewOf } from '../../../../src/core/model/view.ts';
import { phiRecords } from '../../../../src/core/phi/records.ts';
import type { Cell, Millis, ModelState } from '../../../../src/core/types.ts';
import { batchOf, HOUR, rng, themed, toolsFor } from '../../../laws/stream.ts';
import { cell, panelist, state, vector } from './make.ts';

const DAY = 24 * HOUR;
const NEVER = Number.POSITIVE_INFINITY;
const DIM = 16;
const SIZE = 100;
/** So that the change is 468 days after a landmark of 30 days, when counts are 2^15 times what they are worth; 7 days have their own. */
const START = (Math.floor(1_700_000_000_000 / (480 * DAY)) + 1) * 480 * DAY - 60 * DAY;

/** A feed of three themes, 25 documents a day, that is read with one half-life and then goes on with another. */
function life(halfLives: readonly (readonly [halfLife: Millis, words: string, spans: number])[]) {
  const random = rng(5);
  let now = START;
  let from = 0n;
  let known = emptyState({ epoch: 0, encoder: 'planted', products: 'reference-f32', dim: DIM }, DEFAULT_OPTIONS);
  let since = now;
  for (const [halfLife, words, spans] of halfLives) {
    since = now;
    const tools = toolsFor({ halfLife, warmup: 256, maxCells: 60 });
    for (let s = 0; s < spans; s++) {
      const docs = Array.from({ length: SIZE }, (_, i) => {
        now += DAY / 25;
        const theme = Math.floor(random() * 3);
        const v = themed({ [theme]: 1 }, { dim: DIM, noise: 0.5, random });
        const terms = [[`${words}${theme}`, 1] as const, [`theme${theme}`, 1] as const];
        return { id: `${from}-${i}`, time: Math.floor(now), vector: v, terms };
      });
      const span = { topic: 'documents', partition: 0, epoch: 0, from, to: from + BigInt(SIZE) };
      from = span.to;
      const { stats } = assign(viewOf(known, halfLife), batchOf(docs, { dim: DIM, from: span.from }), span, tools);
      known = { ...absorb(known, stats, tools).state, version: known.version + 1 };
    }
  }
  return { known, since };
}

/** Of a topic's words those of the first and of the second part of the feed, by how probable they are. */
function said(known: ModelState, halfLife: Millis) {
  const [heaviest] = phiRecords(known, halfLife);
  const of = (words: string) => heaviest?.keywords.find(({ word }) => word.startsWith(words))?.probability ?? 0;
  return { old: of('old'), fresh: of('new') };
}

describe('a half-life that is changed between two runs', () => {
  it.each([
    ['longer', 7 * DAY, 30 * DAY],
    ['shorter', 30 * DAY, 7 * DAY],
    ['none any more', 7 * DAY, NEVER],
    ['one where there was none', NEVER, 7 * DAY],
  ])('goes on with a panel of the present: %s', (_, before, after) => {
    const { known, since } = life([
      [before, 'old', 10],
      [after, 'new', 10],
    ]);
    const fresh = [...known.panel.values()].filter(({ time }) => time > since).length;
    expect(known.panel.size).toBe(512);
    // As many came before as after.
    expect(fresh).toBeGreaterThan(200);
  });

  it.each([
    ['shorter', 30 * DAY, 7 * DAY],
    ['none any more', 30 * DAY, NEVER],
    ['longer', 7 * DAY, 30 * DAY],
    ['one where there was none', NEVER, 30 * DAY],
  ])('keeps the words for as long as the documents: %s', (_, before, after) => {
    const { known } = life([
      [before, 'old', 12],
      [after, 'new', 3],
    ]);
    const { old, fresh } = said(known, after);
    // 48 days, of which the last ten or more still count, then twelve.
    expect(old / (old + fresh)).toBeGreaterThan(0.35);
    expect(old / (old + fresh)).toBeLessThan(0.9);
  });
});

describe('keptWith', () => {
  const time = 1_700_000_000_000;
  const kept = (halfLife: Millis): ModelState =>
    state({
      halfLife,
      streamTime: time,
      cells: [
        cell(1, vector(1), {
          reference: time,
          weight: 3,
          terms: new Map([['rates', 5]]),
          added: [new Map([['bank', 2]])],
        }),
      ],
      panel: [panelist('a', { time, draw: drawOf({ id: 'a', time }, 40, { halfLife, seed: 1 }) })],
    });
  /** What is left of a count at the cell's reference. */
  const counted = ({ terms, added, reference }: Cell, halfLife: Millis) => {
    const left = remaining(reference - landmarkOf(reference, halfLife), halfLife);
    return [...terms, ...added.flatMap((more) => [...more])].map(([word, count]) => [word, count * left] as const);
  };

  it.each([
    [7 * DAY, 30 * DAY],
    [30 * DAY, 7 * DAY],
    [7 * DAY, NEVER],
    [NEVER, 7 * DAY],
  ])('brings counts and draws from %d ms to %d ms, and moves no weight', (before, after) => {
    const from = kept(before);
    const to = keptWith(from, after);
    const [one, other] = [from.cells.get(1) as Cell, to.cells.get(1) as Cell];
    expect(to.halfLife).toBe(after);
    expect(weightAt(other, time, after)).toBe(weightAt(one, time, before));
    const expected = counted(one, before);
    counted(other, after).forEach(([word, count], i) => {
      expect(word).toBe(expected[i]?.[0]);
      expect(count / (expected[i]?.[1] as number)).toBeCloseTo(1, 6);
    });
    expect(to.panel.get('a')?.draw).toBeCloseTo(drawOf({ id: 'a', time }, 40, { halfLife: after, seed: 1 }), 6);
  });

  it('puts the panel in the order of its draws', () => {
    const early = panelist('early', { time: 0, draw: -3 });
    const late = panelist('late', { time: 10 * DAY, draw: -2 });
    const to = keptWith(state({ halfLife: NEVER, panel: [early, late] }), DAY);
    expect([...to.panel.keys()]).toEqual(['late', 'early']);
  });

  it('is the very same state with the half-life of before, and the same model where that is not known', () => {
    const same = kept(DAY);
    expect(keptWith(same, DAY)).toBe(same);
    const unknown = kept(0);
    const { cells, panel, halfLife } = keptWith(unknown, DAY);
    expect([cells, panel, halfLife]).toEqual([unknown.cells, unknown.panel, DAY]);
  });
});

it('draws a document again that a worker with another half-life has drawn', () => {
  const { known } = life([[30 * DAY, 'old', 6]]);
  const tools = toolsFor({ halfLife: 7 * DAY });
  const span = { topic: 'documents', partition: 1, epoch: 0, from: 0n, to: 1n };
  const time = known.streamTime;
  const docs = [{ id: 'a', time, vector: themed({ 0: 1 }, { dim: DIM, noise: 0.1, random: rng(1) }) }];
  const { stats } = assign(viewOf(known, 7 * DAY), batchOf(docs, { dim: DIM }), span, tools);
  expect(stats.sampled.map(({ id }) => id)).toEqual(['a']);
  const { state: after } = absorb(known, stats, toolsFor({ halfLife: 30 * DAY, warmup: 256, maxCells: 60 }));
  const largest = Math.max(...[...known.panel.values()].map(({ draw }) => draw));
  expect(after.panel.get('a')?.draw).toBe(drawOf({ id: 'a', time }, known.count, { halfLife: 30 * DAY, seed: 1 }));
  expect(after.panel.get('a')?.draw).toBeGreaterThan(largest - 50);
});
