/** How all topics are doing: who grows, who is whose part, how they lie to each other. */
import type { PhiRecord, TopicId } from '../types.ts';
import type { Plane } from './layout.ts';
import { type Picture, refOf, rowOf, strayShare, timelineOf } from './picture.ts';
import type { Hierarchy, HierarchyLeaf, Streams, TopicMap, TopicRow } from './types.ts';

/** Topics with a stream of their own. */
const STREAMS = 12;

/**
 * The topics with most documents in the window, all others as one, muted and retired ones among them, and the documents of
 * no topic: together all that were absorbed in that time.
 */
export function streamsOf(picture: Picture, most = STREAMS): Streams {
  const lines = leaves(picture).map(({ topic, label }) => {
    const { counts } = timelineOf(picture, topic);
    return { topic, label, counts, sum: counts.reduce((a, b) => a + b, 0) };
  });
  lines.sort((a, b) => b.sum - a.sum || a.topic - b.topic);
  const { from, width, counts: stray } = timelineOf(picture, null);
  const rest = [
    ...lines.slice(most).map(({ counts }) => counts),
    ...[...muted(picture), ...retired(picture)].map((id) => timelineOf(picture, id).counts),
  ];
  const others = stray.map((_, i) => rest.reduce((sum, counts) => sum + (counts[i] as number), 0));
  const topics = lines
    .slice(0, most)
    .filter(({ sum }) => sum > 0)
    .map(({ topic, label, counts }) => ({ topic, label, counts }));
  return { from, width, topics, others, stray };
}

/** Topics told to be trending, steepest first. */
export function trendingOf(picture: Picture): TopicRow[] {
  return [...picture.state.topics.values()]
    .filter(({ status, trending }) => status === 'live' && trending)
    .map((topic) => rowOf(picture, topic))
    .sort((a, b) => b.rise.deviations - a.rise.deviations || a.topic - b.topic);
}

export function hierarchyOf(picture: Picture): Hierarchy {
  const { state, phi } = picture;
  const byParent = new Map<TopicId | null, HierarchyLeaf[]>();
  for (const record of leaves(picture)) {
    const parent = record.parent !== null && phi.has(record.parent) ? record.parent : null;
    byParent.set(parent, [...(byParent.get(parent) ?? []), leafOf(picture, record)]);
  }
  const parents = [...phi.values()].flatMap(({ topic, label, level, share, documents }) => {
    const topics = byParent.get(topic);
    return level === 1 && topics ? [{ topic, label, share, documents, topics }] : [];
  });
  return { model: state.version, parents, alone: byParent.get(null) ?? [], stray: strayShare(picture) };
}

export function mapOf(picture: Picture, plane: Plane): TopicMap {
  const points = leaves(picture).flatMap((record) => {
    const at = plane.get(record.topic);
    if (!at) return [];
    const { parent } = record;
    const parentLabel = parent === null ? null : refOf(picture, parent).label;
    return [{ ...leafOf(picture, record), parent, parentLabel, x: at[0], y: at[1] }];
  });
  return { model: picture.state.version, points };
}

/** Live topics that are not muted, heaviest first. */
function leaves({ phi }: Picture): PhiRecord[] {
  return [...phi.values()].filter(({ level, muted }) => level === 0 && !muted);
}

function muted({ phi }: Picture): TopicId[] {
  return [...phi.values()].filter(({ level, muted }) => level === 0 && muted).map(({ topic }) => topic);
}

function retired({ state }: Picture): TopicId[] {
  return [...state.topics.values()]
    .filter(({ level, status }) => level === 0 && status === 'archived')
    .map(({ id }) => id);
}

function leafOf({ state }: Picture, { topic, label, share, documents }: PhiRecord): HierarchyLeaf {
  return { topic, label, share, documents, trending: state.topics.get(topic)?.trending ?? false };
}
