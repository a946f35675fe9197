/** Φ records: what is published about each topic. */
import { weightAt } from '../model/cells.ts';
import { cellsByTopic, liveTopics, topicsByParent } from '../model/members.ts';
import type { Millis, ModelState, PhiRecord, Topic, TopicId } from '../types.ts';
import { exemplarsOf } from './exemplars.ts';
import { backgroundOf, countWords, joined, keywords, labelOf } from './words.ts';

/** Words published of a topic. */
export const PUBLISHED_WORDS = 50;

/**
 * The Φ records of all live topics and parents (or of those that `wanted` names), heaviest first. A parent has the
 * words and exemplars of its topics' cells. The background is the same for all: the words of every cell.
 */
export function phiRecords(state: ModelState, halfLife: Millis, wanted?: ReadonlySet<TopicId>): PhiRecord[] {
  const groups = cellsByTopic(state);
  const families = topicsByParent(state);
  const partsOf = (topic: Topic): readonly Topic[] => (topic.level === 0 ? [topic] : (families.get(topic.id) ?? []));
  const counts = new Map([...groups].map(([id, cells]) => [id, countWords(cells, state.streamTime, halfLife)]));
  const candidates = [...state.cells.values()].filter((cell) => cell.topic === null);
  const others = countWords(candidates, state.streamTime, halfLife);
  const background = backgroundOf([...counts.values(), others], liveTopics(state));
  let total = 0;
  for (const cell of state.cells.values()) total += weightAt(cell, state.streamTime, halfLife);
  const records: PhiRecord[] = [];
  for (const topic of state.topics.values()) {
    if (topic.status !== 'live' || (wanted && !wanted.has(topic.id))) continue;
    const parts = partsOf(topic);
    const cells = parts.flatMap(({ id }) => groups.get(id) ?? []);
    const words = keywords(joined(parts.map(({ id }) => counts.get(id) ?? new Map())), background, PUBLISHED_WORDS);
    const weight = cells.reduce((sum, cell) => sum + weightAt(cell, state.streamTime, halfLife), 0);
    records.push({
      topic: topic.id,
      level: topic.level,
      parent: topic.parent,
      label: topic.label || labelOf(words),
      keywords: words,
      weight,
      documents:
        parts.reduce((sum, part) => sum + part.earlier, 0) + cells.reduce((sum, cell) => sum + cell.documents, 0),
      share: total > 0 ? weight / total : 0,
      trend: topic.trend,
      exemplars: exemplarsOf(cells),
      born: topic.born,
      updated: cells.reduce((newest, cell) => Math.max(newest, cell.reference), topic.updated),
      model: state.version,
    });
  }
  return records.sort((a, b) => b.weight - a.weight || a.topic - b.topic);
}
