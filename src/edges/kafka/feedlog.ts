/** Documents of a feed and where it stands, in one transaction; the standing in a compacted Kafka topic of all feeds. */
import type { Kafka } from 'kafkajs';
import type { FeedLog, Positions } from '../../core/feeds/types.ts';
import type { Clock, OutRecord, Probe } from '../../core/ports.ts';
import { kafkaChangelog } from './changelog.ts';
import { Transactor } from './transaction.ts';

export interface KafkaFeedLogOptions {
  /** Without spaces. */
  readonly name: string;
  /** Begins the transactional id. */
  readonly prefix: string;
  /** The Kafka topic that gets the documents. */
  readonly documents: string;
  /** The compacted Kafka topic with `<name> <place>` → JSON. */
  readonly feeds: string;
  /** The largest record batch written, bytes. Default 900,000. */
  readonly chunkBytes?: number;
  readonly clock: Clock;
  readonly probe: Pick<Probe, 'log'>;
}

/** Longer than a transaction of a feed ever takes; a process that was frozen for longer begins anew. */
const TRANSACTION_TIMEOUT = 30_000;

export function kafkaFeedLog(kafka: Kafka, options: KafkaFeedLogOptions): FeedLog {
  const { name, prefix, documents, feeds, chunkBytes = 900_000, clock, probe } = options;
  const transactor = new Transactor(kafka, {
    transactionalId: `${prefix}-feed-${name}`,
    transactionTimeout: TRANSACTION_TIMEOUT,
    chunkBytes,
    clock,
  });
  return {
    async take(): Promise<Positions> {
      // In this order: what an earlier process still had in hand is over before the positions are read.
      await transactor.fence();
      const positions = new Map<string, unknown>();
      for (const { key, value } of await kafkaChangelog(kafka, { topic: feeds, clock, probe }).read()) {
        if (!key.startsWith(`${name} `)) continue;
        const place = key.slice(name.length + 1);
        if (value === null) positions.delete(place);
        else positions.set(place, JSON.parse(Buffer.from(value).toString('utf8')));
      }
      return positions;
    },
    commit({ records, positions }) {
      const written: OutRecord[] = records.map((record) => ({ ...record, topic: documents }));
      for (const [place, position] of positions)
        written.push({ topic: feeds, key: `${name} ${place}`, value: Buffer.from(JSON.stringify(position)) });
      return transactor.commit(written);
    },
    close: () => transactor.close(),
  };
}
