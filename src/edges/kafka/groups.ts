/** All groups of a deployment at once: who is in them, where they stand, and a transaction in the name of all. */
import kafkajs, { type GroupDescription, type Kafka } from 'kafkajs';
import type { Positions, Standing } from '../../core/epoch.ts';
import { LeitmotifError } from '../../core/errors.ts';
import type { Clock, OutRecord } from '../../core/ports.ts';
import { groupLag } from './admin.ts';
import { fromKafka } from './faults.ts';
import { transactionalIdOf } from './owner.ts';
import { withAdmin } from './persist.ts';
import { type ConsumedOffset, Transactor } from './transaction.ts';

// Node finds only some of kafkajs's exports by name.
const { AssignerProtocol } = kafkajs;

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
      const groups = await described(kafka, readings);
      const clients = groups.flatMap(({ members }) => members.map(({ clientId, clientHost }) => clientId + clientHost));
      return [...new Set(clients)].sort();
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

/**
 * Throws `fatal`, stage `config`, when a member of one of the groups reads another Kafka topic than its own: a group shares
 * out one of the two alone, and to members that do not read it.
 */
export async function refuseShared(kafka: Kafka, readings: readonly Reading[]): Promise<void> {
  for (const { groupId, members, protocolType } of await described(kafka, readings)) {
    if (protocolType !== 'consumer') continue;
    const own = readings.find(({ group }) => group === groupId)?.topic;
    for (const { memberMetadata, clientId, clientHost } of members) {
      // Empty while the group is changing.
      const read = memberMetadata.length === 0 ? null : AssignerProtocol.MemberMetadata.decode(memberMetadata);
      const other = read?.topics.find((topic) => topic !== own);
      if (other === undefined) continue;
      throw new LeitmotifError(
        'fatal',
        'config',
        `group ${groupId} reads Kafka topic ${other} already (${clientId}${clientHost}), not ${own}, and neither would be read: give each deployment a group of its own, by \`group\`; or, where this is the same one with other settings, stop all its replicas first`,
      );
    }
  }
}

async function described(kafka: Kafka, readings: readonly Reading[]): Promise<readonly GroupDescription[]> {
  const names = readings.map(({ group }) => group);
  try {
    return (await withAdmin(kafka, (admin) => admin.describeGroups(names))).groups;
  } catch (error) {
    const named = names.join(', ');
    throw fromKafka(error, {
      stage: 'connect',
      doing: `looking who is in the groups ${named}`,
      rights: { group: `Describe on the groups ${named}` },
    });
  }
}
