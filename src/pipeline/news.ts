/** Which topics differ so much from what was last published of them that their Φ is published anew. */
import { cellsByTopic, topicsByParent } from '../core/model/members.ts';
import type { Cell, CellId, ModelState, Topic, TopicId } from '../core/types.ts';

/** Part of a topic's documents, or of its weight, that must be others: describing takes a look at all words. */
const NEWS = 1 / 32;

/** What is told at once, whatever its size. */
const AT_ONCE = ['label', 'parent', 'trending', 'pinned', 'muted'] as const satisfies readonly (keyof Topic)[];

/** A topic or parent as it was told. */
interface Told {
  readonly topic: Topic;
  /** Documents in each of its cells. */
  readonly documents: ReadonlyMap<CellId, number>;
  /** Ids of those that may be shown. */
  readonly exemplars: readonly string[];
}

export class News {
  readonly #told = new Map<TopicId, Told>();

  /** Live topics and parents that are worth telling, as they are; those too that showed what was deleted since. */
  of(state: ModelState, deleted: ReadonlySet<string>): ReadonlyMap<TopicId, Told> {
    const cells = cellsByTopic(state);
    const topics = topicsByParent(state);
    const news = new Map<TopicId, Told>();
    for (const topic of state.topics.values()) {
      if (topic.status !== 'live') continue;
      const parts = topic.level === 0 ? [topic] : (topics.get(topic.id) ?? []);
      const now = asTold(
        topic,
        parts.flatMap(({ id }) => cells.get(id) ?? []),
      );
      const told = this.#told.get(topic.id);
      if (told === undefined || differs(told, now) || told.exemplars.some((id) => deleted.has(id)))
        news.set(topic.id, now);
    }
    return news;
  }

  /** They were published; topics that are no longer live are forgotten. */
  tell(news: ReadonlyMap<TopicId, Told>, { topics }: Pick<ModelState, 'topics'>): void {
    for (const [id, told] of news) this.#told.set(id, told);
    for (const id of this.#told.keys()) if (topics.get(id)?.status !== 'live') this.#told.delete(id);
  }

  clear(): void {
    this.#told.clear();
  }
}

function asTold(topic: Topic, cells: readonly Cell[]): Told {
  return {
    topic,
    documents: new Map(cells.map(({ id, documents }) => [id, documents])),
    exemplars: cells.flatMap(({ exemplars }) => exemplars.map(({ id }) => id)),
  };
}

function differs(told: Told, now: Told): boolean {
  if (AT_ONCE.some((field) => told.topic[field] !== now.topic[field])) return true;
  if (Math.abs(now.topic.weight - told.topic.weight) > NEWS * told.topic.weight) return true;
  let all = 0;
  let others = 0;
  for (const [cell, documents] of told.documents) {
    all += documents;
    others += Math.abs((now.documents.get(cell) ?? 0) - documents);
  }
  for (const [cell, documents] of now.documents) if (!told.documents.has(cell)) others += documents;
  return others > NEWS * all;
}
