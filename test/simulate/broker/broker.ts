/** One simulated Kafka cluster: Kafka topics, transactions, groups, and what may happen to them from inside. */
import type { Scheduler } from '../scheduler.ts';
import { Groups, type Offset } from './groups.ts';
import { type Fetched, KafkaError, type Message, Partition } from './log.ts';
import { type Claim, type Participant, Transactions } from './transactions.ts';

interface Topic {
  readonly partitions: readonly Partition[];
  readonly compact: boolean;
}

/** What a fetch asks of one partition. */
export interface Wanted {
  readonly partition: number;
  readonly offset: number;
}

export interface FetchRequest {
  readonly topic: string;
  readonly group: string;
  readonly wanted: readonly Wanted[];
  /** ms. */
  readonly maxWait: number;
  /** Whether who asks may still come back. */
  readonly alive: () => boolean;
}

export type FetchAnswer = ReadonlyMap<number, Fetched>;

/** Most records in one answer: small, so that readers stop in the middle of everything. */
const MOST_FETCHED = 40;

export class SimulatedBroker {
  readonly sim: Scheduler;
  readonly groups: Groups;
  readonly transactions: Transactions;
  readonly #topics = new Map<string, Topic>();
  /** How far each reader of a compacted Kafka topic has come, by its group. */
  readonly #readers = new Map<
    string,
    { readonly topic: string; readonly position: number; readonly alive: () => boolean }
  >();

  constructor(sim: Scheduler) {
    this.sim = sim;
    this.transactions = new Transactions(sim);
    this.groups = new Groups(sim, (topic) => this.partitions(topic).length);
  }

  create(name: string, { partitions = 1, compact = false } = {}): void {
    this.#topics.set(name, { partitions: Array.from({ length: partitions }, () => new Partition()), compact });
  }

  partitions(topic: string): readonly Partition[] {
    const found = this.#topics.get(topic);
    if (!found) throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION');
    return found.partitions;
  }

  partition(topic: string, partition: number): Partition {
    const found = this.partitions(topic)[partition];
    if (!found) throw new KafkaError('UNKNOWN_TOPIC_OR_PARTITION');
    return found;
  }

  produce(
    claim: Claim,
    batches: readonly { topic: string; partition: number; sequence: number; messages: Message[] }[],
  ) {
    for (const { topic, partition, sequence, messages } of batches) {
      this.transactions.verify(claim, `${topic}/${partition}`);
      this.partition(topic, partition).append(messages, { id: claim.producer, epoch: claim.epoch, sequence });
    }
  }

  participant(topic: string, partition: number): Participant {
    return {
      name: `${topic}/${partition}`,
      end: (producer, epoch, marker) => this.partition(topic, partition).mark(producer, epoch, marker),
    };
  }

  stageOffsets(claim: Claim, group: string, offsets: ReadonlyMap<string, Offset>): void {
    this.transactions.verify(claim, `offsets of ${group}`);
    this.groups.stage(group, claim.producer, offsets);
  }

  /** Answers when there is something for one partition at least, or after `maxWait`. */
  fetch(request: FetchRequest, answer: (fetched: FetchAnswer) => void, refuse: (error: Error) => void): void {
    const { topic, group, wanted, maxWait, alive } = request;
    if (this.#topics.get(topic)?.compact) this.#readers.set(group, { topic, position: wanted[0]?.offset ?? 0, alive });
    let answered = false;
    const look = (due: boolean): void => {
      if (answered) return;
      const found = new Map<number, Fetched>();
      let any = false;
      for (const { partition, offset } of wanted) {
        const log = this.partition(topic, partition);
        try {
          const some = log.fetch(offset, this.sim.draw(1, MOST_FETCHED));
          if (some) any = true;
          found.set(partition, some ?? log.nothing());
        } catch {
          answered = true;
          refuse(Object.assign(new Error(topic), { name: 'KafkaJSOffsetOutOfRange', topic, partition }));
          return;
        }
      }
      if (any || due) {
        answered = true;
        answer(found);
        return;
      }
      for (const { partition } of wanted) this.partition(topic, partition).wait(() => look(false));
    };
    look(false);
    if (!answered) this.sim.after(maxWait, () => look(true));
  }

  /** A reader of a compacted Kafka topic has gone. */
  forget(group: string): void {
    this.#readers.delete(group);
  }

  /** The log cleaner comes past a compacted Kafka topic; returns how many records it took away. */
  compact(topic: string): number {
    let seen = Number.POSITIVE_INFINITY;
    for (const reader of this.#readers.values())
      if (reader.topic === topic && reader.alive()) seen = Math.min(seen, reader.position);
    return this.partitions(topic).reduce((gone, log) => gone + log.compact(this.sim.draw(0, log.end + 1), seen), 0);
  }
}
