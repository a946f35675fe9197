import { describe, expect, it } from 'vitest';
import type { Series } from '../../../../src/core/history/buckets.ts';
import { historiesOf, NO_PAST, type Past, remembered } from '../../../../src/core/history/past.ts';
import type { Cell } from '../../../../src/core/types.ts';
import { cell, topic, vector } from '../model/make.ts';

const MINUTE = 60_000;

interface Given {
  readonly cells: readonly (readonly [id: number, topic: number | null, documents: number])[];
  readonly moved?: readonly (readonly [number, number])[];
  readonly warming?: boolean;
  /** In minutes. */
  readonly at: number;
}

function state({ cells, moved = [], warming = false, at }: Given) {
  const map = new Map<number, Cell>(
    cells.map(([id, of, documents]) => [id, cell(id, vector(1), { topic: of, documents })]),
  );
  const topics = new Map(cells.flatMap(([, of]) => (of === null ? [] : [[of, topic(of)] as const])));
  return { cells: map, topics, moved: new Map(moved), warming, streamTime: at * MINUTE };
}

/** Topic → [minute, documents] of each minute that has any. */
function told(past: Past, after: ReturnType<typeof state>) {
  const lines = [...historiesOf(past, after)].map(([of, series]) => [of, minutesOf(series)] as const);
  return new Map(lines.filter(([, minutes]) => minutes.length > 0));
}

function minutesOf([minutes]: Series) {
  return (minutes?.counts ?? []).flatMap((count, i) => (count > 0 ? [[(minutes?.first ?? 0) + i, count]] : []));
}

function play(versions: readonly Given[]) {
  const states = versions.map(state);
  const last = states.at(-1) as (typeof states)[number];
  const past = states.slice(1).reduce((known, next, i) => remembered(known, states[i] as typeof next, next), NO_PAST);
  return told(past, last);
}

const NOTHING: Given = { cells: [], at: 0 };

describe('the past', () => {
  it('has what each cell took in, when it did', () => {
    const seen = play([
      NOTHING,
      {
        cells: [
          [1, 10, 5],
          [2, 11, 2],
        ],
        at: 1,
      },
      {
        cells: [
          [1, 10, 5],
          [2, 11, 6],
          [3, null, 1],
        ],
        at: 2,
      },
    ]);
    expect(seen).toEqual(
      new Map<number | null, number[][]>([
        [10, [[1, 5]]],
        [
          11,
          [
            [1, 2],
            [2, 4],
          ],
        ],
        [null, [[2, 1]]],
      ]),
    );
  });

  it('goes with cells that change their topic: a candidate brings along what it gathered', () => {
    const seen = play([NOTHING, { cells: [[1, null, 5]], at: 1 }, { cells: [[1, 10, 6]], at: 2 }]);
    expect(seen).toEqual(
      new Map([
        [
          10,
          [
            [1, 5],
            [2, 1],
          ],
        ],
      ]),
    );
  });

  it('of merged cells is that of both, however long the chain', () => {
    const seen = play([
      NOTHING,
      {
        cells: [
          [1, 10, 5],
          [2, 10, 7],
          [3, 10, 1],
        ],
        at: 1,
      },
      {
        cells: [[3, 10, 15]],
        moved: [
          [1, 2],
          [2, 3],
        ],
        at: 2,
      },
    ]);
    expect(seen).toEqual(
      new Map([
        [
          10,
          [
            [1, 13],
            [2, 2],
          ],
        ],
      ]),
    );
  });

  it('of forgotten cells stays with their topic', () => {
    const seen = play([
      NOTHING,
      {
        cells: [
          [1, 10, 50],
          [2, 10, 3],
        ],
        at: 1,
      },
      { cells: [[2, 10, 4]], at: 2 },
    ]);
    expect(seen).toEqual(
      new Map([
        [
          10,
          [
            [1, 53],
            [2, 1],
          ],
        ],
      ]),
    );
  });

  it('of forgotten cells goes to the topic that took most of theirs in', () => {
    const seen = play([
      NOTHING,
      {
        cells: [
          [1, 10, 9],
          [2, 10, 3],
          [3, 10, 1],
          [4, 11, 1],
        ],
        at: 1,
      },
      {
        cells: [
          [2, 10, 3],
          [3, 10, 1],
          [4, 11, 1],
        ],
        at: 2,
      },
      {
        cells: [
          [2, 12, 3],
          [3, 11, 1],
          [4, 11, 1],
        ],
        at: 3,
      },
    ]);
    expect(seen).toEqual(
      new Map([
        [12, [[1, 12]]],
        [11, [[1, 2]]],
      ]),
    );
  });

  it('is nobody’s when all of its topic is forgotten and the topic dropped', () => {
    const seen = play([NOTHING, { cells: [[1, 10, 9]], at: 1 }, { cells: [], at: 2 }, { cells: [], at: 3 }]);
    expect(seen).toEqual(new Map([[null, [[1, 9]]]]));
  });

  it('is shared out when the warm-up ends, as much as there was and came', () => {
    const seen = play([
      { ...NOTHING, warming: true },
      {
        cells: [
          [1, 10, 5],
          [2, 11, 3],
        ],
        warming: true,
        at: 1,
      },
      {
        cells: [
          [7, 10, 4],
          [8, 12, 6],
          [9, null, 2],
        ],
        at: 2,
      },
    ]);
    const share = (part: number) => [
      [1, expect.closeTo(8 * part)],
      [2, expect.closeTo(4 * part)],
    ];
    expect(seen).toEqual(
      new Map([
        [10, share(4 / 12)],
        [12, share(6 / 12)],
        [null, share(2 / 12)],
      ]),
    );
  });
});
