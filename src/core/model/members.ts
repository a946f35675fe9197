/** Which cells a topic is made of, and a parent. */
import type { Cell, ModelState, Topic, TopicId } from '../types.ts';

/** Cells of each topic that has any; parents have none of their own. */
export function cellsByTopic(state: Pick<ModelState, 'cells'>): Map<TopicId, Cell[]> {
  const groups = new Map<TopicId, Cell[]>();
  for (const cell of state.cells.values()) {
    if (cell.topic === null) continue;
    const group = groups.get(cell.topic);
    if (group) group.push(cell);
    else groups.set(cell.topic, [cell]);
  }
  return groups;
}

/** Live topics of each parent, in the order of their ids. */
export function topicsByParent(state: Pick<ModelState, 'topics'>): Map<TopicId, Topic[]> {
  const families = new Map<TopicId, Topic[]>();
  for (const topic of state.topics.values()) {
    if (topic.parent === null || topic.status !== 'live') continue;
    const family = families.get(topic.parent);
    if (family) family.push(topic);
    else families.set(topic.parent, [topic]);
  }
  return families;
}

/** The very topic of before when nothing about it has changed, so that it is not written again. */
export function settled(before: Topic | undefined, now: Topic): Topic {
  const same = (key: keyof Topic): boolean =>
    key === 'mean' ? now.mean.every((x, j) => x === before?.mean[j]) : now[key] === before?.[key];
  return before && (Object.keys(now) as (keyof Topic)[]).every(same) ? before : now;
}

/** Live topics that somebody wants to stay. */
export function pinnedTopics({ topics }: Pick<ModelState, 'topics'>): Set<TopicId> {
  const pinned = new Set<TopicId>();
  for (const topic of topics.values()) if (topic.pinned && topic.status === 'live') pinned.add(topic.id);
  return pinned;
}

/** Live topics, parents not among them. */
export function liveTopics({ topics }: Pick<ModelState, 'topics'>): Topic[] {
  return [...topics.values()].filter(({ status, level }) => status === 'live' && level === 0);
}
