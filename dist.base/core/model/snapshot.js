/** The model as keyed records of a compacted log, and back. */
import { LeitmotifError } from "../errors.js";
import { byDraw } from "./panel.js";
export const HEAD_KEY = 'head';
function partsOf(state) {
    const parts = new Map();
    for (const cell of state.cells.values()) {
        const { terms, added, ...bare } = cell;
        parts.set(`cell/${cell.id}`, { part: cell, entry: { kind: 'cell', cell: bare } });
        parts.set(`words/${cell.id}`, { part: terms, entry: { kind: 'words', cell: cell.id, terms } });
        added.forEach((terms, place) => {
            parts.set(`added/${cell.id}/${place}`, { part: terms, entry: { kind: 'added', cell: cell.id, place, terms } });
        });
    }
    for (const topic of state.topics.values())
        parts.set(`topic/${topic.id}`, { part: topic, entry: { kind: 'topic', topic } });
    // By place, not by id: ids may be long, and the head lists every key.
    for (const stray of state.strays.values())
        parts.set(`stray/${stray.partition}/${stray.offset}`, { part: stray, entry: { kind: 'stray', stray } });
    for (const panelist of state.panel.values())
        parts.set(`panel/${panelist.partition}/${panelist.offset}`, {
            part: panelist,
            entry: { kind: 'panelist', panelist },
        });
    return parts;
}
/**
 * The records that bring a log that holds `before` to `state`. States share what did not change, so a part is
 * changed when it is another object. `state.version` must be above `before`'s.
 */
export function delta(before, state) {
    const earlier = before ? partsOf(before.state) : new Map();
    const parts = partsOf(state);
    const written = new Map();
    const records = [];
    for (const [key, { part, entry }] of parts) {
        const version = before?.written.get(key);
        if (version !== undefined && earlier.get(key)?.part === part) {
            written.set(key, version);
            continue;
        }
        written.set(key, state.version);
        records.push({ key, record: { version: state.version, entry } });
    }
    const tombstones = [...earlier.keys()].filter((key) => !parts.has(key));
    const { cells: _cells, topics: _topics, strays: _strays, panel: _panel, ...rest } = state;
    const head = { ...rest, live: written };
    records.push({ key: HEAD_KEY, record: { version: state.version, entry: { kind: 'head', head } } });
    return { records, tombstones, snapshot: { state, written } };
}
/**
 * The snapshot that a head describes, or what is missing for it. In a log read from the beginning an early head may
 * name versions that compaction has removed since; only at the log's end must it be whole.
 */
export function assemble(held) {
    const top = held.get(HEAD_KEY)?.entry;
    if (top?.kind !== 'head')
        return held.size === 0 ? null : { missing: `${HEAD_KEY}, while ${held.size} parts are there` };
    const { live, ...rest } = top.head;
    const bare = [];
    const words = new Map();
    const latest = new Map();
    const topics = [];
    const strays = [];
    const panel = [];
    for (const [key, version] of live) {
        const record = held.get(key);
        if (!record)
            return { missing: `${key} of version ${version}` };
        if (record.version !== version)
            return { missing: `${key} of version ${version}; the log has version ${record.version}` };
        const { entry } = record;
        if (entry.kind === 'cell')
            bare.push(entry.cell);
        else if (entry.kind === 'words')
            words.set(entry.cell, entry.terms);
        else if (entry.kind === 'added') {
            const added = latest.get(entry.cell) ?? [];
            latest.set(entry.cell, added);
            added[entry.place] = entry.terms;
        }
        else if (entry.kind === 'topic')
            topics.push(entry.topic);
        else if (entry.kind === 'stray')
            strays.push(entry.stray);
        else if (entry.kind === 'panelist')
            panel.push(entry.panelist);
    }
    const cells = [];
    for (const cell of bare) {
        const terms = words.get(cell.id);
        if (!terms)
            return { missing: `words/${cell.id}, which cell/${cell.id} needs` };
        const added = latest.get(cell.id) ?? [];
        const gap = Array.from(added).indexOf(undefined);
        if (gap >= 0)
            return { missing: `added/${cell.id}/${gap}, which cell/${cell.id} needs` };
        cells.push({ ...cell, terms, added });
    }
    cells.sort((a, b) => a.id - b.id);
    topics.sort((a, b) => a.id - b.id);
    strays.sort((a, b) => a.arrival - b.arrival);
    panel.sort(byDraw);
    // What is spread comes last, as in `emptyState`.
    const state = {
        cells: new Map(cells.map((cell) => [cell.id, cell])),
        topics: new Map(topics.map((topic) => [topic.id, topic])),
        strays: new Map(strays.map((stray) => [stray.id, stray])),
        panel: new Map(panel.map((panelist) => [panelist.id, panelist])),
        ...rest,
    };
    return { snapshot: { state, written: live } };
}
/** For whoever has lost a model. */
export const REMEDY = 'Stop all replicas, then bring a saved model back by `leitmotif state import FILE`, or make one anew from the documents by `leitmotif state reset --to earliest` (docs/disasters.md)';
/** `assemble` at the log's end: null for an empty log; throws `fatal` when the head is not whole. */
export function restore(held) {
    const found = assemble(held);
    if (found === null)
        return null;
    if ('snapshot' in found)
        return found.snapshot;
    throw new LeitmotifError('fatal', 'restore', `the model's changelog is damaged: it lacks ${found.missing}. ${REMEDY}`);
}
//# sourceMappingURL=snapshot.js.map