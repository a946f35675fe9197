/** Laws about what the model tells the world: Θ and its revisions, events, ids, deletions. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LIFE } from '../../src/core/model/options.ts';
import { regroup } from '../../src/core/model/regroup.ts';
import type { ModelState, Theta, Topic, TopicId } from '../../src/core/types.ts';
import { EVENT_TYPES } from '../../src/core/types.ts';
import { TopicTable } from '../support/topictable.ts';
import { bits } from './bits.ts';
import { play, type Script, scripts } from './script.ts';

const check = (
  law: (script: Script) => void,
  options: { numRuns?: number; seed?: number; examples?: [Script][] } = {},
) => fc.assert(fc.property(scripts(), law), { numRuns: 60, ...options });
/** For laws that also count what they have met: a run that meets it. */
const settled = { seed: 1 };

const doc = (theme: number, { draw = 0, late = 0 } = {}) => ({ theme, draw, late, id: null });
const turn = (docs: readonly ReturnType<typeof doc>[], hours = 0) => ({
  ...{ partition: 0, docs: [...docs], deleted: [], lag: 0, due: false, hours },
});
/** Its documents part within a topic: a family was split there and merged again, by turns. */
const PARTED: Script = {
  options: { maxTopics: 4, maxCells: 5, warmup: 0, maxStrays: 0, maxArchived: 0, maxTerms: 1, halfLife: 21_600_000 },
  steps: [
    turn([doc(0), doc(1, { draw: 2 }), doc(5)]),
    turn([doc(2)]),
    turn([doc(5), doc(2), doc(1, { draw: 6 }), doc(0, { draw: 1 }), doc(0), doc(4, { late: 4 })], 1),
  ],
};

const idsOf = ({ topics }: ModelState, status: Topic['status']) =>
  [...topics.values()].filter((t) => t.status === status).map((t) => t.id);
const liveTopics = (state: ModelState) =>
  [...state.topics.values()].filter((t) => t.status === 'live' && t.level === 0).map((t) => t.id);

function expectTheta(theta: Theta, live: readonly TopicId[]): void {
  expect(theta.length).toBeLessThanOrEqual(LIFE.maxTheta);
  if (theta.length > 0) expect(theta.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
  theta.forEach(({ topic, weight }, r) => {
    expect(weight).toBeGreaterThan(0);
    if (r > 0) expect(weight).toBeLessThanOrEqual((theta[r - 1] as { weight: number }).weight);
    expect(live).toContain(topic);
  });
  expect(new Set(theta.map(({ topic }) => topic)).size).toBe(theta.length);
}

describe('Θ', () => {
  it('is empty, or sums to 1 over live topics, heaviest first, bounded', () => {
    let [placed, strays] = [0, 0];
    check((script) => {
      const { turns } = play(script);
      turns.forEach(({ assigned, stats, result, after }) => {
        const seen = turns.find((turn) => turn.after.version === stats.model)?.after;
        expect(assigned.placements).toHaveLength(
          stats.documents < LIFE.regroupEvery ? stats.documents : assigned.placements.length,
        );
        for (const { theta, score, cosine } of assigned.placements) {
          expectTheta(theta, seen ? liveTopics(seen) : []);
          expect(Math.abs(score)).toBeLessThanOrEqual(1 + 1e-5);
          expect(Math.abs(cosine)).toBeLessThanOrEqual(1 + 1e-5);
          if (theta.length > 0) placed++;
          else strays++;
        }
        for (const { theta } of result.revised) expectTheta(theta, liveTopics(after));
      });
    }, settled);
    expect(placed).toBeGreaterThan(500);
    expect(strays).toBeGreaterThan(500);
  });

  it('is revised with the next number, only for open documents whose topic changed, never after their deletion', () => {
    const numbers = new Set<number>();
    check((script) => {
      /** By partition and offset. */
      const known = new Map<string, { id: string; topic: TopicId | null; revision: number }>();
      for (const { stats, result } of play(script).turns) {
        for (const { id, offset, topic } of stats.open)
          known.set(`${stats.span.partition}/${offset}`, { id, topic, revision: 0 });
        for (const [at, { id }] of known) if (stats.deleted.includes(id)) known.delete(at);
        for (const { id, partition, offset, theta, revision } of result.revised) {
          const at = `${partition}/${offset}`;
          const earlier = known.get(at);
          const topic = theta[0]?.topic ?? null;
          expect(earlier).toMatchObject({ id, revision: revision - 1 });
          if (!(stats.model === 0 && revision === 1)) expect(topic).not.toBe(earlier?.topic);
          known.set(at, { id, topic, revision });
          numbers.add(revision);
        }
      }
    }, settled);
    expect(Math.max(...numbers)).toBeGreaterThan(1);
  });

  it('gets revision 1 at once for exactly the documents that met version 0 and were not deleted', () => {
    check((script) => {
      for (const { stats, result, batch } of play(script).turns) {
        const here = result.revised.filter(
          ({ partition, offset }) =>
            partition === stats.span.partition && stats.open.some((doc) => doc.offset === offset),
        );
        expect(here.every(({ revision }) => revision === 1)).toBe(true);
        if (stats.model > 0) continue;
        const alive = batch.docs.flatMap((doc, i) => (stats.deleted.includes(doc.id) ? [] : batch.offsets[i]));
        expect(here.map(({ offset }) => offset).sort()).toEqual([...alive].sort());
      }
    });
  });

  it('of a document that was written again is not revised after the newer one, unless that is revised later', () => {
    let again = 0;
    check((script) => {
      const newest = new Map<string, bigint>();
      for (const { batch, stats, result } of play(script).turns) {
        const key = (id: string, partition: number) => `${partition} ${id}`;
        batch.docs.forEach(({ id }, i) => {
          newest.set(key(id, stats.span.partition), batch.offsets[i] as bigint);
        });
        result.revised.forEach(({ id, partition, offset }, i) => {
          const last = newest.get(key(id, partition));
          if (offset === last) return;
          again++;
          expect(result.revised.slice(i).some((r) => r.id === id && r.offset === last)).toBe(true);
        });
      }
    });
    expect(again).toBeGreaterThan(0);
  });
});

describe('events', () => {
  it('replayed rebuild the table of live topics; each begins what is not alive and ends what is', () => {
    const types = new Set<string>();
    check(
      (script) => {
        const table = new TopicTable();
        let sequence = 1;
        for (const { result, after } of play(script).turns) {
          for (const event of result.events) {
            types.add(event.type);
            table.read(event);
            expect(event.sequence).toBe(sequence++);
            expect(event.time).toBe(after.streamTime);
            if (event.type !== 'split' && event.type !== 'merged') expect(event.into).toEqual([]);
          }
          for (const { type, into } of result.events) if (type === 'merged') expect(into).toHaveLength(1);
          expect([...table.live.keys()].sort((a, b) => a - b)).toEqual(idsOf(after, 'live'));
          for (const [id, level] of table.live) expect(after.topics.get(id)?.level).toBe(level);
          // The archive is bounded, and what nothing is left of is not in it.
          for (const id of idsOf(after, 'archived')) expect(table.past).toContain(id);
          expect(after.sequence).toBe(sequence);
        }
      },
      { ...settled, numRuns: 150 },
    );
    const later = ['migrated', 'renamed', 'pinned', 'unpinned', 'muted', 'unmuted', 'watched', 'refused'];
    expect([...types].sort()).toEqual(EVENT_TYPES.filter((type) => !later.includes(type)).sort());
  });

  it('never give an id a second time, nor do cells', () => {
    check((script) => {
      let [topic, cell] = [0, 0];
      for (const { before, result, after } of play(script).turns) {
        const born = result.events.flatMap((e) => (e.type === 'born' ? [e.topic] : e.type === 'split' ? e.into : []));
        for (const id of [...born].sort((a, b) => a - b)) {
          expect(id).toBeGreaterThan(topic);
          topic = id;
        }
        expect(after.nextTopic).toBeGreaterThan(topic);
        const founded = [...after.cells.keys()].filter((id) => !before.cells.has(id));
        for (const id of founded) expect(id).toBeGreaterThanOrEqual(before.nextCell);
        cell = Math.max(cell, ...after.cells.keys());
        expect(after.nextCell).toBeGreaterThan(cell);
      }
    });
  });

  it('come to rest when cells are grouped again and again: then nothing is told and nothing changes', () => {
    check(
      (script) => {
        const { state, tools } = play(script);
        let last = regroup(state, tools.options, tools.products);
        for (let round = 0; round < 8; round++) {
          const before = last.state;
          last = regroup(before, tools.options, tools.products);
          if (last.events.length > 0 || bits(last.state) !== bits(before)) continue;
          for (const [id, cell] of last.state.cells) expect(cell).toBe(before.cells.get(id));
          for (const [id, topic] of last.state.topics) expect(topic).toBe(before.topics.get(id));
          return;
        }
        expect.fail('it never rests');
      },
      { numRuns: 100, examples: [[PARTED]] },
    );
  });
});

describe('a deletion', () => {
  it('leaves no trace of the document among those that wait and the exemplars', () => {
    let deletions = 0;
    check((script) => {
      for (const { stats, before, after } of play(script).turns) {
        const shown = (state: ModelState) =>
          bits([...state.strays.keys(), ...[...state.cells.values()].map((c) => c.exemplars)]);
        for (const id of stats.deleted) {
          if (shown(before).includes(`"${id}"`)) deletions++;
          expect(shown(after)).not.toContain(`"${id}"`);
          expect(shown(after)).not.toContain(`text of ${id}"`);
        }
      }
    }, settled);
    expect(deletions).toBeGreaterThan(20);
  });
});
