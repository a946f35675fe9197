/** Of which topics Φ is published anew. */
import type { ModelState, PhiRecord, TopicId } from '../core/types.ts';

/** A topic's Φ is published anew when it was regrouped, or when this part of its documents is new. */
const NEWS = 1 / 16;

/** What was told of a topic last. */
interface Told {
  /** In its cells; of a parent 0, since it is told with its topics. */
  readonly documents: number;
  /** Ids of its exemplars. */
  readonly shown: readonly string[];
}

export class News {
  readonly #told = new Map<TopicId, Told>();

  /**
   * Live topics that are another object than before, have grown since they were told, or show what was deleted; with their
   * parents. Describing takes a look at all words: a topic that has grown by a few documents can wait.
   */
  of(before: ModelState | null, state: ModelState, deleted: ReadonlySet<string>): Set<TopicId> {
    const changed = new Set<TopicId>();
    const documents = documentsOf(state);
    for (const topic of state.topics.values()) {
      if (topic.status !== 'live') continue;
      const told = this.#told.get(topic.id);
      const grown = (documents.get(topic.id) ?? 0) > (told?.documents ?? 0) * (1 + NEWS);
      const another = before?.topics.get(topic.id) !== topic;
      if (grown || another || told?.shown.some((id) => deleted.has(id))) changed.add(topic.id);
    }
    // A parent shows the words of its topics.
    for (const id of [...changed]) {
      const parent = state.topics.get(id)?.parent;
      if (parent) changed.add(parent);
    }
    return changed;
  }

  /** These were published; what is no longer in the model is forgotten. */
  tell(phi: readonly PhiRecord[], state: ModelState): void {
    const documents = documentsOf(state);
    for (const { topic, exemplars } of phi)
      this.#told.set(topic, { documents: documents.get(topic) ?? 0, shown: exemplars.map(({ id }) => id) });
    for (const id of this.#told.keys()) if (!state.topics.has(id)) this.#told.delete(id);
  }

  clear(): void {
    this.#told.clear();
  }
}

/** Documents in the cells of each topic. */
function documentsOf({ cells }: ModelState): Map<TopicId, number> {
  const documents = new Map<TopicId, number>();
  for (const { topic, documents: more } of cells.values())
    if (topic !== null) documents.set(topic, (documents.get(topic) ?? 0) + more);
  return documents;
}
