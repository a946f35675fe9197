import type { Kafka } from 'kafkajs';
import { LeitmotifError } from '../../core/errors.ts';
import type { Clock, OutRecord } from '../../core/ports.ts';
import { fromKafka } from './faults.ts';
import { START, transactionalIdOf } from './owner.ts';
import { withAdmin } from './persist.ts';
import { Transactor } from './transaction.ts';

export interface TakeOverOptions {
  /** The Kafka topic that the group reads, and the partition in whose name is written. */
  readonly topic: string;
  readonly partition: number;
  readonly group: string;
  /** Longest life of the transaction, ms; at most 15 minutes. */
  readonly transactionTimeout: number;
  /** Default 900,000. */
  readonly chunkBytes?: number;
  readonly clock: Clock;
}

/**
 * One transaction in the name of whoever owns a partition: owners are fenced, `make` is given the offset that their group
 * has committed (null for none), and its records are committed with that very offset. Throws `fenced` when an owner has
 * fenced in turn, `transient` or `fatal` as a source's commit does.
 */
export async function takeOver(
  kafka: Kafka,
  options: TakeOverOptions,
  make: (committed: bigint | null) => Promise<readonly OutRecord[]>,
): Promise<void> {
  const { topic, partition, group, clock, transactionTimeout, chunkBytes = 900_000 } = options;
  const transactionalId = transactionalIdOf({ topic, partition, group });
  const transactor = new Transactor(kafka, { transactionalId, transactionTimeout, chunkBytes, clock });
  try {
    await transactor.fence();
    const { offset, metadata } = await committedOffset(kafka, { topic, partition, group });
    const records = await make(offset < 0n || metadata === START ? null : offset);
    if (offset < 0n)
      throw new LeitmotifError(
        'fatal',
        'commit',
        `group ${group} has never read ${topic}: nothing can be written for it`,
      );
    await transactor.commit(records, { group, topic, partition, offset, ...(metadata === '' ? {} : { metadata }) });
  } finally {
    await transactor.close();
  }
}

async function committedOffset(
  kafka: Kafka,
  { topic, partition, group }: Pick<TakeOverOptions, 'topic' | 'partition' | 'group'>,
): Promise<{ offset: bigint; metadata: string }> {
  try {
    const fetched = await withAdmin(kafka, (admin) => admin.fetchOffsets({ groupId: group, topics: [topic] }));
    const found = fetched[0]?.partitions.find((one) => one.partition === partition);
    return { offset: BigInt(found?.offset ?? -1), metadata: found?.metadata ?? '' };
  } catch (error) {
    throw fromKafka(error, {
      stage: 'commit',
      doing: `reading the offsets of group ${group} in ${topic}`,
      rights: { topic: `Describe on Kafka topic ${topic}`, group: `Read on group ${group}` },
    });
  }
}
