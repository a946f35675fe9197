/** Which groups are the topics of before, and what became of the others (the vocabulary of MONIC, Spiliopoulou 2006). */
import type { EventType, TopicEvent, TopicId } from '../types.ts';

/** An event before it has a label, a time and a number. */
export type Draft = {
  -readonly [K in 'type' | 'topic' | 'level' | 'into' | 'from' | 'reason' | 'numbers']: TopicEvent[K];
};

export interface Group {
  /** Decayed to stream time. */
  readonly weight: number;
  /** Weight that comes from each topic of before. */
  readonly from: ReadonlyMap<TopicId, number>;
  /** Whether it may become a topic, when none of before lives on in it. */
  readonly ready: boolean;
  /** The archived topic that it is the return of. */
  readonly returning: { readonly topic: TopicId; readonly cosine: number } | null;
}

export interface Traced {
  /** The topic of each group; null for one that is none. */
  readonly topics: readonly (TopicId | null)[];
  readonly drafts: readonly Draft[];
  /** Topics that are told in another now → that one. */
  readonly merged: ReadonlyMap<TopicId, TopicId>;
  /** Topics that nothing is left of. */
  readonly lost: readonly TopicId[];
  readonly nextTopic: TopicId;
}

export interface Before {
  readonly level: 0 | 1;
  /** Live topics of this level. */
  readonly live: ReadonlySet<TopicId>;
  readonly nextTopic: TopicId;
  /** Most topics. */
  readonly room: number;
}

export function draft(
  type: EventType,
  topic: TopicId,
  level: 0 | 1,
  reason: string,
  numbers: Readonly<Record<string, number>>,
): Draft {
  return { type, topic, level, into: [], from: [], reason, numbers };
}

/**
 * A topic lives on in the group with which it shares most weight, the heaviest overlaps first; so the heaviest part of
 * a split keeps the id. Of the other groups, the heaviest first while there is room, one is the return of an archived
 * topic, a part of the live topic that gave most of it, or born. A topic without a group is told in the one that holds
 * most of it.
 */
export function trace(groups: readonly Group[], before: Before): Traced {
  const { level, live } = before;
  const topics: (TopicId | null)[] = groups.map(() => null);
  const drafts: Draft[] = [];
  const placed = new Set<TopicId>();
  let { nextTopic } = before;

  const pairs = groups.flatMap(({ from }, g) =>
    [...from].flatMap(([topic, weight]) => (live.has(topic) ? { g, topic, weight } : [])),
  );
  pairs.sort((a, b) => b.weight - a.weight || a.topic - b.topic || a.g - b.g);
  for (const { g, topic } of pairs) {
    if (topics[g] !== null || placed.has(topic)) continue;
    topics[g] = topic;
    placed.add(topic);
  }

  const order = groups
    .map((_, g) => g)
    .sort((a, b) => (groups[b] as Group).weight - (groups[a] as Group).weight || a - b);
  const splits = new Map<TopicId, Draft>();
  for (const g of order) {
    const { ready, returning, weight, from } = groups[g] as Group;
    if (topics[g] !== null || !ready || placed.size >= before.room) continue;
    if (returning !== null && !placed.has(returning.topic)) {
      topics[g] = returning.topic;
      drafts.push(draft('revived', returning.topic, level, 'its theme returned', { weight, cosine: returning.cosine }));
    } else {
      const topic = nextTopic++;
      const origin = mainOrigin(groups[g] as Group, placed);
      topics[g] = topic;
      if (origin === null)
        drafts.push(draft('born', topic, level, 'enough documents gathered that no topic held', { weight }));
      else {
        const known = splits.get(origin);
        const left = from.get(origin) as number;
        if (known) {
          known.into = [...known.into, topic];
          known.numbers = { weight: (known.numbers.weight as number) + left, parts: known.into.length };
        } else {
          const event = draft('split', origin, level, 'its documents are better explained apart', {
            weight: left,
            parts: 1,
          });
          event.into = [topic];
          splits.set(origin, event);
          drafts.push(event);
        }
      }
    }
    placed.add(topics[g]);
  }

  const merged = new Map<TopicId, TopicId>();
  const lost: TopicId[] = [];
  for (const topic of live) {
    if (placed.has(topic)) continue;
    let heir = -1;
    groups.forEach(({ from }, g) => {
      const weight = from.get(topic) ?? 0;
      if (weight > (heir < 0 ? 0 : ((groups[heir] as Group).from.get(topic) ?? 0))) heir = g;
    });
    if (heir < 0) {
      lost.push(topic);
      continue;
    }
    const into = topics[heir] as TopicId;
    const { weight, from } = groups[heir] as Group;
    merged.set(topic, into);
    const numbers = { weight: from.get(topic) ?? 0, survivor: weight };
    drafts.push({ ...draft('merged', topic, level, 'the two are not worth telling apart', numbers), into: [into] });
  }
  return { topics, drafts, merged, lost, nextTopic };
}

/** The live topic that gave at least half of the group's weight; null when there is none. */
function mainOrigin({ from, weight }: Group, live: ReadonlySet<TopicId>): TopicId | null {
  for (const [topic, part] of from) if (part >= weight / 2 && live.has(topic)) return topic;
  return null;
}
