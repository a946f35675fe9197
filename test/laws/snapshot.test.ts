import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { absorb } from '../../src/core/model/absorb.ts';
import { assemble, type Delta, delta, HEAD_KEY, restore, type Snapshot } from '../../src/core/model/snapshot.ts';
import type { ModelRecord, ModelState } from '../../src/core/types.ts';
import { bits, copied } from './bits.ts';
import { play, type Script, scripts } from './script.ts';
import type { Turn } from './stream.ts';

const check = (law: (script: Script) => void, numRuns = 40) => fc.assert(fc.property(scripts(), law), { numRuns });

/** A compacted log: the newest record under each key. */
function apply(log: Map<string, ModelRecord>, { records, tombstones }: Delta): void {
  for (const key of tombstones) log.delete(key);
  for (const { key, record } of records) log.set(key, copied(record));
}

const sorted = (keys: readonly string[]): string[] => [...keys].sort();

/** Publishes each turn's state; gives back the log after each. */
function logged(turns: readonly Turn[]): { log: Map<string, ModelRecord>; snapshots: Snapshot[]; deltas: Delta[] } {
  const log = new Map<string, ModelRecord>();
  const snapshots: Snapshot[] = [];
  const deltas: Delta[] = [];
  for (const { after } of turns) {
    const change = delta(snapshots.at(-1) ?? null, after);
    apply(log, change);
    deltas.push(change);
    snapshots.push(change.snapshot);
  }
  return { log, snapshots, deltas };
}

function restored(log: ReadonlyMap<string, ModelRecord>): Snapshot {
  const snapshot = restore(log);
  if (snapshot === null) throw new Error('the log is empty');
  return snapshot;
}

describe('a changelog', () => {
  it('restores the state bit for bit, which then goes on identically', () => {
    check((script) => {
      const { turns, tools } = play(script);
      const cut = Math.ceil(turns.length / 2);
      const { log, snapshots } = logged(turns.slice(0, cut));
      const again = restored(log);
      const last = turns[cut - 1] as Turn;
      expect(bits(again.state)).toBe(bits(last.after));
      expect(bits(again.written)).toBe(bits(snapshots.at(-1)?.written));
      let state: ModelState = again.state;
      for (const { stats, result, after } of turns.slice(cut)) {
        const next = absorb(state, copied(stats), tools);
        expect(bits(next)).toBe(
          bits({ ...result, state: { ...result.state, version: state.version, statsOffset: state.statsOffset } }),
        );
        state = { ...next.state, version: after.version, statsOffset: after.statsOffset };
      }
      // And what it writes next is what the one that never stopped would write.
      const next = turns.at(-1) as Turn;
      const changes = (from: Snapshot) => delta(from, { ...next.after, version: next.after.version + 1 }).tombstones;
      expect(changes(again)).toEqual(changes(snapshots.at(-1) as Snapshot));
    });
  });

  it('holds the same model however the records are grouped into versions', () => {
    check((script) => {
      const { turns, tools } = play(script);
      const blank = (turns[0] as Turn).before;
      const fold = (every: number): ModelState => {
        const log = new Map<string, ModelRecord>();
        let snapshot: Snapshot | null = null;
        let state = blank;
        turns.forEach(({ stats }, i) => {
          state = absorb(state, stats, tools).state;
          if ((i + 1) % every > 0 && i + 1 < turns.length) return;
          const change: Delta = delta(snapshot, { ...state, version: state.version + 1 });
          apply(log, change);
          // Each version is taken up by another trainer.
          const taken = restored(log);
          snapshot = taken;
          state = taken.state;
        });
        return state;
      };
      const [one, three, all] = [1, 3, turns.length].map(fold) as [ModelState, ModelState, ModelState];
      expect([one.version, all.version]).toEqual([turns.length, 1]);
      expect(bits({ ...one, version: 0 })).toBe(bits({ ...all, version: 0 }));
      expect(bits({ ...three, version: 0 })).toBe(bits({ ...all, version: 0 }));
    });
  });

  it('is given each change once: what is unchanged is not written again', () => {
    check((script) => {
      const { turns } = play(script);
      const { deltas, snapshots } = logged(turns);
      deltas.forEach(({ records, tombstones }, i) => {
        const { state, written } = snapshots[i] as Snapshot;
        expect(records.at(-1)?.key).toBe(HEAD_KEY);
        const now = [...written].filter(([, v]) => v === state.version).map(([key]) => key);
        expect(sorted(records.slice(0, -1).map(({ key }) => key))).toEqual(sorted(now));
        expect(records.every(({ record }) => record.version === state.version)).toBe(true);
        const before = snapshots[i - 1]?.written ?? new Map();
        expect(sorted(tombstones)).toEqual(sorted([...before.keys()].filter((key) => !written.has(key))));
        // Of a cell that has changed, too, words that have not.
        const cells = snapshots[i - 1]?.state.cells;
        for (const { entry } of records.map(({ record }) => record)) {
          if (entry.kind === 'words') expect(cells?.get(entry.cell)?.terms).not.toBe(entry.terms);
          if (entry.kind === 'added') expect(cells?.get(entry.cell)?.added[entry.place]).not.toBe(entry.terms);
        }
        // A cell has its words beside it, and each of its latest records'.
        const latest = [...state.cells.values()].reduce((sum, { added }) => sum + added.length, 0);
        expect(written.size).toBe(
          2 * state.cells.size + latest + state.topics.size + state.strays.size + state.panel.size,
        );
      });
      const last = snapshots.at(-1) as Snapshot;
      const { records, tombstones } = delta(last, { ...last.state, version: last.state.version + 1 });
      expect(records.map(({ key }) => key)).toEqual([HEAD_KEY]);
      expect(tombstones).toEqual([]);
    });
  });

  it('is refused when a part is missing or older than its head says', () => {
    check((script) => {
      const { turns } = play(script);
      const { log } = logged(turns);
      for (const [key, record] of log) {
        if (key === HEAD_KEY) continue;
        const without = new Map(log);
        without.delete(key);
        expect(() => restore(without)).toThrow(`it lacks ${key} of version ${record.version}`);
        const older = new Map(log).set(key, { ...record, version: record.version - 1 });
        expect(() => restore(older)).toThrow(
          `it lacks ${key} of version ${record.version}; the log has version ${record.version - 1}`,
        );
        expect(assemble(older)).toHaveProperty('missing');
      }
    }, 20);
  });

  it('is refused when its head knows a cell without its words, or the later of its latest without the earlier', () => {
    check((script) => {
      const { log } = logged(play(script).turns);
      const top = log.get(HEAD_KEY)?.entry;
      if (top?.kind !== 'head') throw new Error('the log has no head');
      for (const key of log.keys()) {
        const [kind, cell, place] = key.split('/');
        const needed = kind === 'words' || (kind === 'added' && log.has(`added/${cell}/${Number(place) + 1}`));
        if (!needed) continue;
        const live = new Map([...top.head.live].filter(([other]) => other !== key));
        const head = {
          ...(log.get(HEAD_KEY) as ModelRecord),
          entry: { kind: 'head' as const, head: { ...top.head, live } },
        };
        expect(() => restore(new Map(log).set(HEAD_KEY, head))).toThrow(`it lacks ${key}, which`);
      }
    }, 20);
  });
});

describe('a log that is no changelog', () => {
  const record: ModelRecord = { version: 3, entry: { kind: 'head', head: {} as never } };

  it('restores to nothing when it is empty', () => {
    expect(restore(new Map())).toBeNull();
    expect(assemble(new Map())).toBeNull();
  });

  it('is refused without a head, as fatal, naming the remedy', () => {
    const headless = new Map([['cell/1', record]]);
    expect(() => restore(headless)).toThrow(expect.objectContaining({ fault: 'fatal', stage: 'restore' }));
    expect(() => restore(headless)).toThrow(/head, while 1 parts are there.*state import FILE.*state reset/);
  });

  it('ignores parts that its head does not list', () => {
    const { turns } = play({
      options: { warmup: 0 },
      steps: [{ partition: 0, docs: [], deleted: [], lag: 0, due: false, hours: 0 }],
    });
    const { log, snapshots } = logged(turns);
    const again = restored(new Map(log).set('cell/999', record));
    expect(bits(again.state)).toBe(bits(snapshots[0]?.state));
  });
});
