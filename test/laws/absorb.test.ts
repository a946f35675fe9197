import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minuteOf } from '../../src/core/history/buckets.ts';
import { historiesOf } from '../../src/core/history/past.ts';
import { absorb } from '../../src/core/model/absorb.ts';
import { countsOf } from '../../src/core/model/cells.ts';
import { LIFE } from '../../src/core/model/options.ts';
import type { BatchStats, ModelState, Row, Terms } from '../../src/core/types.ts';
import { bits, copied, freeze } from './bits.ts';
import { DIM, docsOf, play, type Script, scripts } from './script.ts';
import { createModel, HOUR, massOf, type Turn } from './stream.ts';

/** Nothing is forgotten, neither with time nor for want of room in the archive. */
const forever = {
  from: scripts(fc.constant(Number.POSITIVE_INFINITY)).map(({ options, steps }) => ({
    options: { ...options, maxArchived: 99 },
    steps,
  })),
};
const check = (
  law: (script: Script) => void,
  options: { from?: fc.Arbitrary<Script>; numRuns?: number; seed?: number } = {},
) => {
  const { from = scripts(), ...parameters } = options;
  fc.assert(fc.property(from, law), { numRuns: 60, ...parameters });
};
/** For laws that also count what they have met: a run that meets it. */
const settled = { seed: 1 };

const addedBy = ({ cells, open }: BatchStats): { weight: number; documents: number } => {
  const sums = [...cells.values()];
  const distinct = new Set(open.map((doc) => doc.vector.join())).size;
  return {
    weight: sums.reduce((sum, c) => sum + c.weight, distinct),
    documents: sums.reduce((sum, c) => sum + c.documents, distinct),
  };
};
/** Of topics that have retired: their cells are forgotten, not their documents. */
const pastOf = ({ topics }: ModelState) =>
  [...topics.values()].reduce((sum, topic) => sum + (topic.level === 0 ? topic.earlier : 0), 0);
/** The days that every history reaches: a row keeps 400, back from its own newest. */
const reached = (days: ReadonlyMap<number, number>, { streamTime }: ModelState) =>
  [...days].filter(([day]) => day > streamTime / 86_400_000 - 400).sort(([a], [b]) => a - b);
/** Documents of a whole model by the day, as its histories have them: whatever merged, split or was forgotten. */
const byDay = (state: ModelState): Map<number, number> => {
  const days = new Map<number, number>();
  for (const series of historiesOf(state).values()) {
    const { first, counts } = series[2] as Row;
    counts.forEach((count, i) => {
      if (count > 0) days.set(first + i, (days.get(first + i) ?? 0) + count);
    });
  }
  return days;
};
const documentsOf = (state: ModelState) =>
  [...state.cells.values()].reduce((sum, cell) => sum + cell.documents, pastOf(state));
const seeded = ({ before, after }: Turn) => before.warming && !after.warming;

describe('weight', () => {
  it('is conserved when nothing is forgotten, with what has retired, whatever model the stats were made with', () => {
    check(({ options, steps }) => {
      for (const turn of play({ options, steps }).turns) {
        if (seeded(turn)) continue;
        const added = addedBy(turn.stats);
        expect(massOf(turn.after) + pastOf(turn.after)).toBe(massOf(turn.before) + pastOf(turn.before) + added.weight);
        expect(documentsOf(turn.after)).toBe(documentsOf(turn.before) + added.documents);
        expect(turn.after.count).toBe(turn.before.count + added.weight);
      }
    }, forever);
  });

  /** The turns of a life whose histories, after each, have the day of each document so far. */
  const keepingDays = (script: Script, warmup: number): readonly Turn[] => {
    const days = new Map<number, number>();
    const count = (minute: number, documents: number): void => {
      const day = Math.floor(minute / (24 * 60));
      days.set(day, (days.get(day) ?? 0) + documents);
    };
    const { turns } = play({ ...script, options: { ...script.options, warmup } });
    for (const turn of turns) {
      for (const { minutes } of turn.stats.cells.values()) for (const entry of minutes) count(...entry);
      const met = new Set<string>();
      for (const { vector, time } of turn.stats.open) {
        if (met.has(vector.join())) continue;
        met.add(vector.join());
        count(minuteOf(time), 1);
      }
      expect(reached(byDay(turn.after), turn.after)).toEqual(reached(days, turn.after));
    }
    return turns;
  };

  it('keeps the day of each document, whatever becomes of cells and topics', () => {
    check((script) => {
      keepingDays(script, 0);
    });
  });

  it('keeps it through the seeding, too, of a feed so slow that topics retire before it, when all stay in the buffer', () => {
    let late = 0;
    const once = scripts(fc.constant(6 * HOUR)).map(({ options, steps }) => ({
      options: { ...options, maxArchived: 99 },
      steps: steps.map(({ docs, ...step }) => ({
        ...step,
        docs: docs.map((doc) => ({ ...doc, id: null })),
        deleted: [],
      })),
    }));
    check(
      (script) => {
        const turns = keepingDays(script, 30);
        const at = turns.findIndex(seeded);
        const known = turns[at]?.before.topics.values() ?? [];
        if ([...known].some(({ status }) => status === 'archived')) late++;
      },
      { from: once, ...settled },
    );
    expect(late).toBeGreaterThan(3);
  });

  it('is conserved when the cells that stats were made for are gone', () => {
    check((script) => {
      for (const { before, stats } of play(script).turns) {
        const cells = new Map([...stats.cells].map(([id, sums]) => [id + 1e6, sums]));
        const { state } = absorb(before, { ...stats, cells }, createModel(script.options, DIM).tools);
        if (before.warming && !state.warming) continue;
        expect(massOf(state) + pastOf(state)).toBe(massOf(before) + pastOf(before) + addedBy(stats).weight);
      }
    }, forever);
  });

  it('is that of the documents still in the buffer after the seeding, equal ones of a span once', () => {
    let seedings = 0;
    check(
      (script) => {
        const buffer = new Map<string, string>();
        play({ ...script, options: { ...script.options, warmup: 12 } }).turns.every((turn, t) => {
          turn.stats.open.forEach((doc) => {
            buffer.set(doc.id, `${t} ${doc.vector.join()}`);
          });
          for (const id of turn.stats.deleted) buffer.delete(id);
          if (!seeded(turn)) return true;
          seedings++;
          const retired = pastOf(turn.after) - pastOf(turn.before);
          expect(massOf(turn.after) + retired).toBe(new Set(buffer.values()).size);
          return false;
        });
      },
      { ...forever, ...settled },
    );
    expect(seedings).toBeGreaterThan(5);
  });

  it('is the sum of 2^(−age / halfLife) over all documents, but for cells as good as forgotten and topics that retired', () => {
    const halfLife = 5 * HOUR;
    check(
      ({ options, steps }) => {
        const { turns, state } = play({ options: { ...options, warmup: 0 }, steps });
        let expected = 0;
        for (const { batch, stats } of turns) {
          const counted = new Map(
            batch.docs.map((doc, i) => [batch.vectors.data.slice(i * DIM, (i + 1) * DIM).join(), doc]).reverse() as [
              string,
              { time: number },
            ][],
          );
          expect(counted.size).toBe(addedBy(stats).documents);
          for (const { time } of counted.values()) expected += 2 ** (-(state.streamTime - time) / halfLife);
        }
        let mass = 0;
        for (const cell of state.cells.values())
          mass += cell.weight * 2 ** (-(state.streamTime - cell.reference) / halfLife);
        expect(mass).toBeLessThanOrEqual(expected * (1 + 1e-6));
        const gone = turns
          .flatMap(({ result }) => result.events)
          .reduce((sum, { type, numbers }) => sum + (type === 'retired' ? (numbers.weight ?? 0) : 0), 0);
        const dropped = LIFE.minCellWeight * (state.nextCell - 1) + gone;
        expect(mass).toBeGreaterThanOrEqual(expected * (1 - 1e-6) - dropped);
      },
      { from: scripts(fc.constant(halfLife)) },
    );
  });

  it('does not depend on which partition came first', () => {
    check((script) => {
      const model = play(script);
      const view = model.state;
      const [a, b] = [0, 1].map((partition) => {
        const other = createModel(script.options, DIM);
        return { ...other.push(docsOf(script.steps, partition), { partition }).stats, model: view.version };
      }) as [BatchStats, BatchStats];
      const fresh = { ...view, absorbed: new Map(), warming: false };
      const fold = (...all: BatchStats[]) =>
        all.reduce((state, stats) => absorb(state, stats, model.tools).state, fresh as ModelState);
      const ab = fold(a, b);
      const ba = fold(b, a);
      expect(massOf(ab)).toBe(massOf(ba));
      expect(documentsOf(ab)).toBe(documentsOf(ba));
      expect([...ab.absorbed]).toEqual([...ba.absorbed]);
      expect(ab.streamTime).toBe(ba.streamTime);
      for (const [j, m] of ab.mean.entries()) expect(m).toBeCloseTo(ba.mean[j] as number, 6);
    }, forever);
  });
});

describe('absorbing', () => {
  it('a record twice is absorbing it once: the very state comes back, and no events', () => {
    check((script) => {
      const { turns, state, tools } = play(script);
      for (const { stats } of turns) {
        const again = absorb(state, stats, tools);
        expect(again.state).toBe(state);
        expect(again.events).toEqual([]);
        expect(again.revised).toEqual([]);
      }
    });
  });

  it('is deterministic, and grouping records into versions changes version numbers only', () => {
    check((script) => {
      const { turns, state, tools } = play(script);
      expect(bits(play(script).turns.map((turn) => turn.result))).toBe(bits(turns.map((turn) => turn.result)));
      const blank = (turns[0] as Turn).before;
      const alone = turns.reduce((s, { stats }) => absorb(s, stats, tools).state, blank);
      expect(bits({ ...state, version: 0, statsOffset: 0n })).toBe(bits(alone));
    });
  });

  it('changes neither the state nor the stats that it is given', () => {
    check(
      (script) => {
        const { turns, tools } = play(script);
        for (const { before, stats, result } of turns) {
          const given = freeze(copied({ before, stats }));
          const was = bits(given);
          expect(bits(absorb(given.before, given.stats, tools))).toBe(bits(result));
          expect(bits(given)).toBe(was);
        }
      },
      { numRuns: 30 },
    );
  });

  it('does not ask in which order the terms of the stats stand', () => {
    check(
      (script) => {
        const { turns, tools } = play(script);
        const plain = (state: ModelState) =>
          bits([...state.cells.values()].map((cell) => ({ ...cell, terms: [...countsOf(cell)].sort(), added: [] })));
        for (const { before, stats, result } of turns) {
          const turned = <T extends { terms: Terms }>(x: T) => ({
            ...x,
            terms: new Map([...x.terms].reverse()),
          });
          const cells = new Map([...stats.cells].map(([id, sums]) => [id, turned(sums)]));
          const { state } = absorb(before, { ...stats, cells, open: stats.open.map(turned) }, tools);
          expect(plain(state)).toBe(plain(result.state));
        }
      },
      { numRuns: 30 },
    );
  });
});

describe('the bounds', () => {
  it('hold after every record', () => {
    const most = { cells: 0, strays: 0, archived: 0, topics: 0 };
    check(({ options, steps }) => {
      for (const { after } of play({ options, steps }).turns) {
        const { maxCells = 0, maxTopics = 0, maxStrays = 0, maxArchived = 0, maxTerms = 0 } = options;
        const topics = [...after.topics.values()].filter((topic) => topic.level === 0);
        // No parent without a topic.
        expect(after.topics.size).toBeLessThanOrEqual(2 * topics.length);
        const live = topics.filter((topic) => topic.status === 'live').length;
        expect(after.cells.size).toBeLessThanOrEqual(maxCells);
        expect(live).toBeLessThanOrEqual(maxTopics);
        expect(topics.length - live).toBeLessThanOrEqual(maxArchived);
        if (!after.warming) expect(after.strays.size).toBeLessThanOrEqual(maxStrays);
        expect(after.moved.size).toBeLessThanOrEqual(LIFE.maxMoved);
        for (const cell of after.cells.values()) {
          // Terms are cut back to maxTerms once there are twice as many.
          expect(cell.terms.size).toBeLessThanOrEqual(2 * maxTerms);
          expect(cell.exemplars.length).toBeLessThanOrEqual(LIFE.exemplars);
        }
        most.cells = Math.max(most.cells, after.cells.size / maxCells);
        most.topics = Math.max(most.topics, live / maxTopics);
        most.archived = Math.max(most.archived, (topics.length - live) / maxArchived || 0);
        if (!after.warming) most.strays = Math.max(most.strays, after.strays.size / maxStrays || 0);
      }
    }, settled);
    // The scripts reach every bound: a law about bounds that are never met says nothing.
    expect(most).toEqual({ cells: 1, strays: 1, archived: 1, topics: 1 });
  });

  it('of a cell: finite numbers, positive weight, its topic alive, its figures no larger than what was added', () => {
    check((script) => {
      for (const { after } of play(script).turns)
        for (const [id, cell] of after.cells) {
          expect(cell.id).toBe(id);
          expect(cell.weight).toBeGreaterThan(0);
          expect(cell.weight).toBeLessThanOrEqual(cell.documents * (1 + 1e-6));
          expect(cell.spread).toBeGreaterThanOrEqual(0);
          expect(cell.spread).toBeLessThanOrEqual(cell.weight * 4);
          expect(cell.mean.every(Number.isFinite)).toBe(true);
          expect(Math.hypot(...cell.mean)).toBeLessThanOrEqual(1 + 1e-5);
          expect(cell.reference).toBeLessThanOrEqual(after.streamTime);
          if (cell.topic !== null) expect(after.topics.get(cell.topic)?.status).toBe('live');
        }
    });
  });

  it('of the Maps: keys ascend, strays by arrival', () => {
    check((script) => {
      for (const { after } of play(script).turns) {
        for (const keys of [
          [...after.cells.keys()],
          [...after.topics.keys()],
          [...after.absorbed.keys()],
          [...after.strays.values()].map((s) => s.arrival),
        ])
          expect(keys).toEqual([...keys].sort((a, b) => a - b));
        for (const [id, stray] of after.strays) expect(stray.id).toBe(id);
      }
    });
  });
});
