/** The model as keyed records of a compacted log, and back. */
import { LeitmotifError } from '../errors.ts';
import type {
  BareCell,
  Cell,
  CellId,
  Head,
  ModelRecord,
  ModelState,
  ModelVersion,
  Panelist,
  Stray,
  Terms,
  Topic,
} from '../types.ts';
import { byDraw } from './panel.ts';

/** A state together with the version at which each of its keys was last written. */
export interface Snapshot {
  readonly state: ModelState;
  readonly written: ReadonlyMap<string, ModelVersion>;
}

export const HEAD_KEY = 'head';

type Entry = Exclude<ModelRecord['entry'], { kind: 'head' }>;

/** What a record says; it is written again when it is another object. */
interface Part {
  readonly key: string;
  readonly part: Cell | Terms | Topic | Stray | Panelist;
  readonly entry: () => Entry;
}

/** Its words have records of their own, the latest one each. */
function partsOfCell(cell: Cell): Part[] {
  const { id, terms, added } = cell;
  return [
    { key: `cell/${id}`, part: cell, entry: () => ({ kind: 'cell', cell: bareOf(cell) }) },
    { key: `words/${id}`, part: terms, entry: () => ({ kind: 'words', cell: id, terms }) },
    ...added.map((terms, place): Part => {
      return { key: `added/${id}/${place}`, part: terms, entry: () => ({ kind: 'added', cell: id, place, terms }) };
    }),
  ];
}

function bareOf({ terms: _terms, added: _added, ...bare }: Cell): BareCell {
  return bare;
}

function partsOfTopic(topic: Topic): Part[] {
  return [{ key: `topic/${topic.id}`, part: topic, entry: () => ({ kind: 'topic', topic }) }];
}

// By place, not by id: ids may be long, and the head lists every key.
function partsOfStray(stray: Stray): Part[] {
  return [{ key: `stray/${stray.partition}/${stray.offset}`, part: stray, entry: () => ({ kind: 'stray', stray }) }];
}

function partsOfPanelist(panelist: Panelist): Part[] {
  return [
    {
      key: `panel/${panelist.partition}/${panelist.offset}`,
      part: panelist,
      entry: () => ({ kind: 'panelist', panelist }),
    },
  ];
}

/** Parts that are new or other than they were, and keys whose part is gone. */
function changes<K, T>(
  before: ReadonlyMap<K, T> | undefined,
  after: ReadonlyMap<K, T>,
  partsOf: (whole: T) => readonly Part[],
): { readonly changed: readonly Part[]; readonly gone: readonly string[] } {
  const earlier = new Map<string, Part['part']>();
  const others: T[] = [];
  for (const [id, whole] of before ?? [])
    if (after.get(id) !== whole) for (const { key, part } of partsOf(whole)) earlier.set(key, part);
  for (const [id, whole] of after) if (before?.get(id) !== whole) others.push(whole);
  const parts = others.flatMap(partsOf);
  const changed = parts.filter(({ key, part }) => earlier.get(key) !== part);
  for (const { key } of parts) earlier.delete(key);
  return { changed, gone: [...earlier.keys()] };
}

/** What turns one published version into the next, in the order it must be written. */
export interface Delta {
  /** Changed parts under their keys, then `head`, last. */
  readonly records: readonly { readonly key: string; readonly record: ModelRecord }[];
  /** Keys that are gone; written before the head. */
  readonly tombstones: readonly string[];
  readonly snapshot: Snapshot;
}

/**
 * The records that bring a log that holds `before` to `state`. States share what did not change, so a part is
 * changed when it is another object. `state.version` must be above `before`'s.
 */
export function delta(before: Snapshot | null, state: ModelState): Delta {
  const earlier = before?.state;
  const kinds = [
    changes(earlier?.cells, state.cells, partsOfCell),
    changes(earlier?.topics, state.topics, partsOfTopic),
    changes(earlier?.strays, state.strays, partsOfStray),
    changes(earlier?.panel, state.panel, partsOfPanelist),
  ];
  const { version } = state;
  const written = new Map(before?.written);
  const records: { key: string; record: ModelRecord }[] = [];
  for (const { key, entry } of kinds.flatMap(({ changed }) => changed)) {
    written.set(key, version);
    records.push({ key, record: { version, entry: entry() } });
  }
  const tombstones = kinds.flatMap(({ gone }) => gone);
  for (const key of tombstones) written.delete(key);
  const { cells: _cells, topics: _topics, strays: _strays, panel: _panel, ...rest } = state;
  const head: Head = { ...rest, live: written };
  records.push({ key: HEAD_KEY, record: { version, entry: { kind: 'head', head } } });
  return { records, tombstones, snapshot: { state, written } };
}

/** The newest record under each key, as a reader of the log gathers them. */
export type Held = ReadonlyMap<string, ModelRecord>;

/**
 * The snapshot that a head describes, or what is missing for it. In a log read from the beginning an early head may
 * name versions that compaction has removed since; only at the log's end must it be whole.
 */
export function assemble(held: Held): { snapshot: Snapshot } | { missing: string } | null {
  const top = held.get(HEAD_KEY)?.entry;
  if (top?.kind !== 'head')
    return held.size === 0 ? null : { missing: `${HEAD_KEY}, while ${held.size} parts are there` };
  const { live, ...rest } = top.head;
  const bare: BareCell[] = [];
  const words = new Map<CellId, Terms>();
  const latest = new Map<CellId, Terms[]>();
  const topics: Topic[] = [];
  const strays: Stray[] = [];
  const panel: Panelist[] = [];
  for (const [key, version] of live) {
    const record = held.get(key);
    if (!record) return { missing: `${key} of version ${version}` };
    if (record.version !== version)
      return { missing: `${key} of version ${version}; the log has version ${record.version}` };
    const { entry } = record;
    if (entry.kind === 'cell') bare.push(entry.cell);
    else if (entry.kind === 'words') words.set(entry.cell, entry.terms);
    else if (entry.kind === 'added') {
      const added = latest.get(entry.cell) ?? [];
      latest.set(entry.cell, added);
      added[entry.place] = entry.terms;
    } else if (entry.kind === 'topic') topics.push(entry.topic);
    else if (entry.kind === 'stray') strays.push(entry.stray);
    else if (entry.kind === 'panelist') panel.push(entry.panelist);
  }
  const cells: Cell[] = [];
  for (const cell of bare) {
    const terms = words.get(cell.id);
    if (!terms) return { missing: `words/${cell.id}, which cell/${cell.id} needs` };
    const added = latest.get(cell.id) ?? [];
    const gap = Array.from(added).indexOf(undefined as never);
    if (gap >= 0) return { missing: `added/${cell.id}/${gap}, which cell/${cell.id} needs` };
    cells.push({ ...cell, terms, added });
  }
  cells.sort((a, b) => a.id - b.id);
  topics.sort((a, b) => a.id - b.id);
  strays.sort((a, b) => a.arrival - b.arrival);
  panel.sort(byDraw);
  // What is spread comes last, as in `emptyState`.
  const state: ModelState = {
    cells: new Map(cells.map((cell) => [cell.id, cell])),
    topics: new Map(topics.map((topic) => [topic.id, topic])),
    strays: new Map(strays.map((stray) => [stray.id, stray])),
    panel: new Map(panel.map((panelist) => [panelist.id, panelist])),
    ...rest,
  };
  return { snapshot: { state, written: live } };
}

/** For whoever has lost a model. */
export const REMEDY =
  'Stop all replicas, then bring a saved model back by `leitmotif state import FILE`, or make one anew from the documents by `leitmotif state reset --to earliest` (docs/disasters.md)';

/** `assemble` at the log's end: null for an empty log; throws `fatal` when the head is not whole. */
export function restore(held: Held): Snapshot | null {
  const found = assemble(held);
  if (found === null) return null;
  if ('snapshot' in found) return found.snapshot;
  throw new LeitmotifError(
    'fatal',
    'restore',
    `the model's changelog is damaged: it lacks ${found.missing}. ${REMEDY}`,
  );
}

/**
 * To be asked at a log's end what is held there: null for an empty log. `again` the first time that something is missing:
 * compaction may have been quicker than the reader. Throws `fatal` the second time.
 */
export function restorer(held: Held): () => Snapshot | null | 'again' {
  let asked = false;
  return () => {
    const found = assemble(held);
    if (asked || found === null || 'snapshot' in found) return restore(held);
    asked = true;
    return 'again';
  };
}
