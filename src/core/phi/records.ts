/** Φ records: what is published about each topic. */
import { weightAt } from '../model/cells.ts';
import { cellsByTopic, liveTopics, topicsByParent } from '../model/members.ts';
import type { Cell, Keyword, Millis, ModelState, PhiRecord, Topic, TopicId } from '../types.ts';
import { exemplarsOf } from './exemplars.ts';
import { labelOf } from './label.ts';
import { backgroundOf, countWords, joined, keywords } from './words.ts';

/** Words published of a topic. */
export const PUBLISHED_WORDS = 50;

/** A live topic or parent with what it is made of. */
export interface Described {
  readonly topic: Topic;
  /** The topic itself; of a parent its live topics. */
  readonly parts: readonly Topic[];
  readonly cells: readonly Cell[];
  readonly words: readonly Keyword[];
}

/**
 * All live topics and parents (or those that `wanted` names) with their words. A parent has those of its topics' cells.
 * The background is the same for all: the words of every cell.
 */
export function describe(state: ModelState, halfLife: Millis, wanted?: ReadonlySet<TopicId>): Described[] {
  if (wanted?.size === 0) return [];
  const groups = cellsByTopic(state);
  const families = topicsByParent(state);
  const counts = new Map([...groups].map(([id, cells]) => [id, countWords(cells, state.streamTime, halfLife)]));
  const candidates = [...state.cells.values()].filter((cell) => cell.topic === null);
  const others = countWords(candidates, state.streamTime, halfLife);
  const background = backgroundOf([...counts.values(), others], liveTopics(state));
  const described: Described[] = [];
  for (const topic of state.topics.values()) {
    if (topic.status !== 'live' || (wanted && !wanted.has(topic.id))) continue;
    const parts = topic.level === 0 ? [topic] : (families.get(topic.id) ?? []);
    const cells = parts.flatMap(({ id }) => groups.get(id) ?? []);
    const words = keywords(joined(parts.map(({ id }) => counts.get(id) ?? new Map())), background, PUBLISHED_WORDS);
    described.push({ topic, parts, cells, words });
  }
  return described;
}

/** The Φ records of all live topics and parents (or of those that `wanted` names), heaviest first. */
export function phiRecords(state: ModelState, halfLife: Millis, wanted?: ReadonlySet<TopicId>): PhiRecord[] {
  const weighed = (cells: Iterable<Cell>): number => {
    let sum = 0;
    for (const cell of cells) sum += weightAt(cell, state.streamTime, halfLife);
    return sum;
  };
  const total = weighed(state.cells.values());
  const records = describe(state, halfLife, wanted).map(({ topic, parts, cells, words }): PhiRecord => {
    const weight = weighed(cells);
    return {
      topic: topic.id,
      level: topic.level,
      parent: topic.parent,
      label: topic.label || labelOf(words, cells),
      keywords: words,
      weight,
      documents:
        parts.reduce((sum, part) => sum + part.earlier, 0) + cells.reduce((sum, cell) => sum + cell.documents, 0),
      share: total > 0 ? weight / total : 0,
      trend: topic.trend,
      exemplars: exemplarsOf(cells),
      born: topic.born,
      updated: cells.reduce((newest, cell) => Math.max(newest, cell.reference), topic.updated),
      pinned: topic.pinned,
      muted: topic.muted,
      model: state.version,
    };
  });
  return records.sort((a, b) => b.weight - a.weight || a.topic - b.topic);
}
