/** What a reader of the events alone knows of each topic: its level, and whether it is alive. */
import type { TopicEvent, TopicId } from '../../src/core/types.ts';

export class TopicTable {
  readonly live = new Map<TopicId, 0 | 1>();
  readonly past = new Set<TopicId>();

  /** Throws for an event that cannot follow those before it. */
  read({ type, topic, level, into }: TopicEvent): void {
    const sure = (holds: boolean, what: string): void => {
      if (!holds) throw new Error(`event ${type} of topic ${topic}: ${what}`);
    };
    const begins = (id: TopicId): void => {
      sure(!this.live.has(id), `${id} lives already`);
      this.past.delete(id);
      this.live.set(id, level);
    };
    if (type === 'born' || type === 'watched') begins(topic);
    else if (type === 'revived') {
      sure(this.past.has(topic), 'it was never retired');
      begins(topic);
    } else if (type === 'merged') {
      // Two of the archive may become one; so may one of it and a living one.
      sure(this.live.has(topic) || this.past.has(topic), 'it is not known');
      const [heir] = into as [TopicId];
      sure(this.live.has(heir) || this.past.has(heir), `its heir ${heir} is not known`);
      if (!this.past.delete(topic)) sure(this.live.get(topic) === level, `it is not of level ${level}`);
      this.live.delete(topic);
    } else {
      sure(this.live.get(topic) === level, `it does not live on level ${level}`);
      if (type === 'split') into.forEach(begins);
      if (type !== 'retired') return;
      this.live.delete(topic);
      this.past.add(topic);
    }
  }
}
