/** Φ records: what is published about each topic. */
import { weightAt } from '../model/cells.ts';
import { cellsByTopic, liveTopics, topicsByParent } from '../model/members.ts';
import { forgetWords, Tally, wordList } from '../text/counts.ts';
import type { Cell, Millis, ModelState, PhiRecord, Topic, TopicId } from '../types.ts';
import { exemplarsOf } from './exemplars.ts';
import { labelOf } from './label.ts';
import { inOrder, type Ordered } from './order.ts';
import { type Background, backgroundOf, countWords, keywords } from './words.ts';

/** Words published of a topic. */
export const PUBLISHED_WORDS = 50;

/** A live topic or parent with what it is made of. */
export interface Described extends Ordered {
  readonly topic: Topic;
  /** The topic itself; of a parent its live topics. */
  readonly parts: readonly Topic[];
  readonly cells: readonly Cell[];
}

/**
 * All live topics and parents (or those that `wanted` names) with their words. A parent has those of its topics' cells.
 */
export function describe(state: ModelState, halfLife: Millis, wanted?: ReadonlySet<TopicId>): Described[] {
  if (wanted?.size === 0) return [];
  const groups = cellsByTopic(state);
  const families = topicsByParent(state);
  // Until a changed half-life has reached the counts, they are as the one before has left them.
  const wordsOf = wordsIn(state, state.halfLife || halfLife);
  const described: Described[] = [];
  for (const topic of state.topics.values()) {
    if (topic.status !== 'live' || (wanted && !wanted.has(topic.id))) continue;
    const parts = partsOf(topic, families);
    const cells = parts.flatMap(({ id }) => groups.get(id) ?? []);
    described.push({ topic, parts, cells, ...wordsOf(topic.id, cells) });
  }
  return described;
}

function partsOf(topic: Topic, families: ReadonlyMap<TopicId, readonly Topic[]>): readonly Topic[] {
  return topic.level === 0 ? [topic] : (families.get(topic.id) ?? []);
}

interface Known {
  readonly time: Millis;
  readonly halfLife: Millis;
  readonly topics: ModelState['topics'];
  /** In which the words of the background are numbers. */
  readonly list: readonly string[];
  /** The words of every cell: the same for all topics. */
  readonly background: Background;
  /** Of topics and parents that were asked for. */
  readonly words: Map<TopicId, Ordered>;
}

/** Words of the states that were described last: a regrouping names topics, and the version it makes publishes them. */
const known = new WeakMap<ModelState['cells'], Known>();

/** Gives the words of a live topic or parent, by its id and cells; they are looked for when they are first asked for. */
function wordsIn(state: ModelState, halfLife: Millis): (id: TopicId, cells: readonly Cell[]) => Ordered {
  const { background, words } = knownOf(state, halfLife);
  const own = new Tally();
  return (id, cells) => {
    const before = words.get(id);
    if (before) return before;
    own.clear();
    const at = { time: saidAt(cells, state.streamTime, halfLife), halfLife };
    countWords(cells, { ...at, into: own });
    const found = inOrder(keywords(own, background, PUBLISHED_WORDS), cells, at);
    words.set(id, found);
    return found;
  };
}

/** Half-lives that a topic's words fade by after its newest document: of those after them too little is left to count. */
const FADING = 100;

/** The time at which a topic's words are counted: now, unless it has been silent for so long. */
function saidAt(cells: readonly Cell[], now: Millis, halfLife: Millis): Millis {
  const newest = cells.reduce((time, cell) => Math.max(time, cell.reference), 0);
  return Math.min(now, newest + FADING * halfLife);
}

function knownOf(state: ModelState, halfLife: Millis): Known {
  const { streamTime: time, topics, cells } = state;
  const before = known.get(cells);
  const same = before?.time === time && before.halfLife === halfLife && before.list === wordList();
  if (same && alike(before.topics, topics)) return before;
  const count = (): Tally => countWords(cells.values(), { time, halfLife });
  let all = count();
  const list = wordList();
  forgetWords(all.size);
  if (wordList() !== list) all = count();
  const background = backgroundOf(all, liveTopics(state).length);
  const now = { time, halfLife, topics, list: wordList(), background, words: new Map() };
  known.set(cells, now);
  return now;
}

/** The same topics are live, under the same parents. */
function alike(a: ModelState['topics'], b: ModelState['topics']): boolean {
  if (a === b) return true;
  if (a.size !== b.size) return false;
  for (const [id, { status, parent }] of a) {
    const other = b.get(id);
    if (other?.status !== status || other.parent !== parent) return false;
  }
  return true;
}

/** The Φ records of all live topics and parents (or of those that `wanted` names), heaviest first. */
export function phiRecords(state: ModelState, halfLife: Millis, wanted?: ReadonlySet<TopicId>): PhiRecord[] {
  const weighed = (cells: Iterable<Cell>): number => {
    let sum = 0;
    for (const cell of cells) sum += weightAt(cell, state.streamTime, halfLife);
    return sum;
  };
  const total = weighed(state.cells.values());
  const records = describe(state, halfLife, wanted).map(({ topic, parts, cells, words, names }): PhiRecord => {
    const weight = weighed(cells);
    return {
      topic: topic.id,
      level: topic.level,
      parent: topic.parent,
      label: topic.label || labelOf(names, cells),
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
