import { describe, expect, it } from 'vitest';
import { emptyState } from '../../../../src/core/model/state.ts';
import { claimedCells } from '../../../../src/core/show/claimed.ts';
import { pictureOf, strayShare, timelineOf } from '../../../../src/core/show/picture.ts';
import type { Cell, ModelState } from '../../../../src/core/types.ts';
import { cell, DIM, options, topic, turned, vector } from '../model/make.ts';

const NEVER = Number.POSITIVE_INFINITY;

function stateOf(...cells: Cell[]): ModelState {
  return {
    ...emptyState({ epoch: 1, encoder: 'e', products: 'p', dim: DIM }, options()),
    version: 3,
    count: cells.length,
    topics: new Map([1, 2].map((id) => [id, topic(id, {})])),
    cells: new Map(cells.map((each) => [each.id, each])),
  };
}
const minutes = (first: number, ...counts: number[]) => [
  { first, counts },
  { first: 0, counts: [] },
  { first: 0, counts: [] },
];

const old = cell(1, vector(1), { topic: 1, weight: 6, documents: 6, history: minutes(10, 6) });
const other = cell(2, vector(0, 1), { topic: 2, weight: 1, documents: 1, history: minutes(10, 1) });
const near = cell(3, turned(0, 1, 25), { topic: null, weight: 2, documents: 2, history: minutes(11, 2) });
const far = cell(4, vector(0, 0, 0, 1), { topic: null, weight: 1, documents: 1, history: minutes(11, 1) });

describe('cells that came since the topics were regrouped', () => {
  it('are shown with the topic that claims them', () => {
    const picture = pictureOf(stateOf(old, other, near, far), NEVER);
    expect(timelineOf(picture, 1).counts).toEqual([6, 2]);
    expect(timelineOf(picture, 2).counts).toEqual([1, 0]);
  });

  it('and only what none claims is without a topic', () => {
    const picture = pictureOf(stateOf(old, other, near, far), NEVER);
    expect(timelineOf(picture, null).counts).toEqual([0, 1]);
    expect(strayShare(picture)).toBeCloseTo(1 / 10);
  });

  it('weigh what they did, and the state is left alone', () => {
    const state = stateOf(old, other, near, far);
    const { cells, part } = claimedCells(state, NEVER);
    expect(part).toBeCloseTo(2 / 10);
    expect([...cells.values()].map(({ topic: of }) => of)).toEqual([1, 2, 1, null]);
    expect(state.cells.get(3)?.topic).toBeNull();
  });

  it('change nothing where each cell has its topic', () => {
    const state = stateOf(old, other);
    expect(claimedCells(state, NEVER)).toEqual({ cells: state.cells, part: 0 });
  });

  it('have no part of a weight that has vanished', () => {
    const faded = [old, near].map((each) => ({ ...each, weight: 0 }));
    expect(claimedCells(stateOf(...faded), NEVER).part).toBe(0);
  });
});
