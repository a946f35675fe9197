/** All groups of a deployment at once: who is in them, where they stand, and a transaction in the name of all. */
import kafkajs, { type GroupDescription, type Kafka, type MemberDescription } from 'kafkajs';
import type { Positions, Standing } from '../../core/epoch.ts';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import type { Clock, OutRecord, Probe } from '../../core/ports.ts';
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
      const names = readings.map(({ group }) => group);
      const groups = await described(kafka, names, `Describe on the groups ${names.join(', ')}`);
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
 * out one of the two alone, and to members that do not read it. A group that cannot be looked into is let pass: reading in
 * it tells why.
 */
export async function refuseShared(
  kafka: Kafka,
  readings: readonly Reading[],
  probe: Pick<Probe, 'log'>,
): Promise<void> {
  for (const { group, topic: own } of readings) {
    const looked = await described(kafka, [group], `Read on group ${group}`).catch((error: unknown) => {
      probe.log('debug', 'a group cannot be looked into', { group, error: messageOf(error) });
      return [];
    });
    for (const { members } of looked.filter(({ protocolType }) => protocolType === 'consumer')) {
      const astray = members.find((member) => otherOf(member, own) !== undefined);
      if (astray === undefined) continue;
      throw new LeitmotifError(
        'fatal',
        'config',
        `group ${group} reads Kafka topic ${otherOf(astray, own)} already (${astray.clientId}${astray.clientHost}), not ${own}, and neither would be read: give each deployment a group of its own, by \`group\`; or, where this is the same one with other settings, stop all its replicas first`,
      );
    }
  }
}

/** A Kafka topic that a member reads besides this one. */
function otherOf({ memberMetadata }: MemberDescription, own: string): string | undefined {
  // Empty while the group is changing.
  const read = memberMetadata.length === 0 ? null : AssignerProtocol.MemberMetadata.decode(memberMetadata);
  return read?.topics.find((topic) => topic !== own);
}

async function described(kafka: Kafka, groups: string[], right: string): Promise<readonly GroupDescription[]> {
  try {
    return (await withAdmin(kafka, (admin) => admin.describeGroups(groups))).groups;
  } catch (error) {
    const doing = `looking who is in ${groups.join(', ')}`;
    throw fromKafka(error, { stage: 'connect', doing, rights: { group: right } });
  }
}
