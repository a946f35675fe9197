/** Φ records: what is published about each topic. */
import { keepExemplars, weightAt } from '../model/cells.ts';
import { LIFE } from '../model/options.ts';
import type { Cell, Exemplar, Millis, ModelState, PhiRecord, Topic, TopicId } from '../types.ts';
import { backgroundOf, countWords, keywords, labelOf } from './words.ts';

/** Words published of a topic. */
export const PUBLISHED_WORDS = 50;

/** Cells of each topic. */
export function cellsByTopic(state: ModelState): Map<TopicId, Cell[]> {
  const groups = new Map<TopicId, Cell[]>();
  for (const cell of state.cells.values()) {
    if (cell.topic === null) continue;
    const group = groups.get(cell.topic);
    if (group) group.push(cell);
    else groups.set(cell.topic, [cell]);
  }
  return groups;
}

function liveTopics(state: ModelState): Topic[] {
  return [...state.topics.values()].filter((topic) => topic.status === 'live');
}

/**
 * The Φ records of all live topics (or of those that `wanted` names), heaviest first.
 * The background is the same for all: the words of every cell.
 */
export function phiRecords(state: ModelState, halfLife: Millis, wanted?: ReadonlySet<TopicId>): PhiRecord[] {
  const live = liveTopics(state);
  const groups = cellsByTopic(state);
  const background = backgroundOf(state.cells.values(), live.length, state.streamTime, halfLife);
  let total = 0;
  for (const cell of state.cells.values()) total += weightAt(cell, state.streamTime, halfLife);
  const records: PhiRecord[] = [];
  for (const topic of live) {
    if (wanted && !wanted.has(topic.id)) continue;
    const cells = groups.get(topic.id) ?? [];
    const words = keywords(countWords(cells, state.streamTime, halfLife), background, PUBLISHED_WORDS);
    const weight = cells.reduce((sum, cell) => sum + weightAt(cell, state.streamTime, halfLife), 0);
    records.push({
      topic: topic.id,
      level: topic.level,
      parent: topic.parent,
      label: labelOf(words) || topic.label,
      keywords: words,
      weight,
      documents: cells.reduce((sum, cell) => sum + cell.documents, 0),
      share: total > 0 ? weight / total : 0,
      trend: 0,
      exemplars: exemplarsOf(cells),
      born: topic.born,
      updated: cells.reduce((newest, cell) => Math.max(newest, cell.reference), topic.updated),
      model: state.version,
    });
  }
  return records.sort((a, b) => b.weight - a.weight || a.topic - b.topic);
}

function exemplarsOf(cells: readonly Cell[]): readonly Exemplar[] {
  return cells.reduce<readonly Exemplar[]>((kept, cell) => keepExemplars(kept, cell.exemplars, LIFE.shown), []);
}

/** Names of some topics as they read now, for events. */
export function labels(state: ModelState, halfLife: Millis, wanted: ReadonlySet<TopicId>): Map<TopicId, string> {
  return new Map(phiRecords(state, halfLife, wanted).map((record) => [record.topic, record.label]));
}
