/** The newest events of the topics, as the trainer published them. */
import type { TopicEventRecord, TopicId } from '../core/types.ts';

/** Events held at most. */
const MOST = 4096;

export class EventLog {
  #events: TopicEventRecord[] = [];
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** False for one that is known already. The log may be read anew from its beginning. */
  add(event: TopicEventRecord): boolean {
    const last = this.#events.at(-1);
    if (last && event.sequence <= last.sequence) return false;
    this.#events.push(event);
    // Cut seldom, not with every event.
    if (this.#events.length >= this.#most * 1.25) this.#events = this.#events.slice(-this.#most);
    return true;
  }

  /** In order of their sequence. */
  all(): readonly TopicEventRecord[] {
    return this.#events.slice(-this.#most);
  }

  /** Those after a sequence, the oldest first; without one the newest. */
  some({
    since,
    limit,
    topic,
  }: {
    since?: number | undefined;
    limit: number;
    topic?: TopicId | undefined;
  }): TopicEventRecord[] {
    const fit = this.all().filter(
      (event) =>
        (since === undefined || event.sequence > since) &&
        (topic === undefined || event.topic === topic || event.into.includes(topic) || event.from.includes(topic)),
    );
    return since === undefined ? fit.slice(-limit) : fit.slice(0, limit);
  }

  last(): TopicEventRecord | undefined {
    return this.#events.at(-1);
  }
}
