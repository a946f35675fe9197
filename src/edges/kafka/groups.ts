/** All groups of a deployment at once: who is in them, where they stand, and a transaction in the name of all. */
import type { Kafka } from 'kafkajs';
import type { Positions, Standing } from '../../core/epoch.ts';
import type { Clock, OutRecord } from '../../core/ports.ts';
import { groupLag } from './admin.ts';
import { fromKafka } from './faults.ts';
import { transactionalIdOf } from './owner.ts';
import { withAdmin } from './persist.ts';
import { type ConsumedOffset, Transactor } from './transaction.ts';

/** A group, and the Kafka topic that it reads. */
export interface Reading {
  readonly group: string;
  readonly topic: string;
}

export interface KafkaGroupsOptions {
  readonly documents: Reading;
  readonly control: Reading;
  /** Of one partition; the transaction is its owner's. */
  readonly stats: Reading;
  /** The largest record batch written, bytes. Default 900,000. */
  readonly chunkBytes?: number;
  readonly clock: Clock;
}

/** The broker's own limit is 15 minutes; a model of some hundred megabytes takes one. */
const TRANSACTION_TIMEOUT = 300_000;

/** The port `Groups` of src/pipeline/epoch.ts; `close` it at the end. */
export function kafkaGroups(kafka: Kafka, options: KafkaGroupsOptions) {
  const { documents, control, stats, chunkBytes = 900_000, clock } = options;
  const readings = [documents, control, stats];
  const transactor = (reading: Reading, partition: number) =>
    new Transactor(kafka, {
      transactionalId: transactionalIdOf({ ...reading, partition }),
      transactionTimeout: TRANSACTION_TIMEOUT,
      chunkBytes,
      clock,
    });
  const trainer = transactor(stats, 0);

  const standing = (group: 'documents' | 'control' | 'stats'): Promise<readonly Standing[]> =>
    groupLag(kafka, options[group].group, options[group].topic);

  return {
    standing,

    async members(): Promise<readonly string[]> {
      try {
        const { groups } = await withAdmin(kafka, (admin) => admin.describeGroups(readings.map(({ group }) => group)));
        const clients = groups.flatMap(({ members }) =>
          members.map(({ clientId, clientHost }) => clientId + clientHost),
        );
        return [...new Set(clients)].sort();
      } catch (error) {
        const named = readings.map(({ group }) => group).join(', ');
        throw fromKafka(error, {
          stage: 'connect',
          doing: `looking who is in the groups ${named}`,
          rights: { group: `Describe on the groups ${named}` },
        });
      }
    },

    async fence(): Promise<void> {
      for (const reading of [documents, control])
        for (const { partition } of await groupLag(kafka, reading.group, reading.topic)) {
          const one = transactor(reading, partition);
          try {
            await one.fence();
          } finally {
            await one.close();
          }
        }
      await trainer.fence();
    },

    async documentsAt(time: number): Promise<ReadonlyMap<number, bigint>> {
      const { topic } = documents;
      try {
        const found = await withAdmin(kafka, (admin) => admin.fetchTopicOffsetsByTimestamp(topic, time));
        return new Map(found.map(({ partition, offset }) => [partition, BigInt(offset)]));
      } catch (error) {
        throw fromKafka(error, {
          stage: 'connect',
          doing: `looking up offsets of ${topic} by time`,
          rights: { topic: `Read on Kafka topic ${topic}` },
        });
      }
    },

    async commit(records: readonly OutRecord[], positions: Positions): Promise<void> {
      const consumed: ConsumedOffset[] = [...positions.documents].map(([partition, offset]) => ({
        ...documents,
        partition,
        offset,
      }));
      if (positions.control !== null) consumed.push({ ...control, partition: 0, offset: positions.control });
      await trainer.commit(records, ...consumed, { ...stats, partition: 0, offset: positions.stats });
    },

    close: () => trainer.close(),
  };
}
