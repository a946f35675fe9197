/** The least that an exactly-once stage can do: read, write the same, commit the offset, all in one transaction. */
import type { Kafka } from 'kafkajs';
import { QUICK_RETRY } from '../../../src/edges/kafka/client.ts';
import { createKafkaTopics } from '../../support/kafkatopics.ts';
import { randomName } from '../../support/services.ts';
import { type Mark, rateOf } from './rate.ts';

export interface CopyOptions {
  readonly from: string;
  readonly partitions: number;
  /** Records of a transaction. */
  readonly batch: number;
  readonly documents: number;
}

/** Records a second. */
export async function copied(kafka: Kafka, { from, partitions, batch, documents }: CopyOptions): Promise<number> {
  const to = randomName('copy');
  const group = randomName('copy');
  const admin = kafka.admin();
  await admin.connect();
  await createKafkaTopics(admin, [{ topic: to, numPartitions: partitions }]);
  const consumer = kafka.consumer({ groupId: group, maxBytesPerPartition: 900_000, maxWaitTimeInMs: 100 });
  const producers = await Promise.all(
    Array.from({ length: partitions }, async (_, partition) => {
      const producer = kafka.producer({
        transactionalId: `${group}-${partition}`,
        maxInFlightRequests: 1,
        idempotent: true,
        retry: QUICK_RETRY,
      });
      await producer.connect();
      return producer;
    }),
  );
  await consumer.connect();
  await consumer.subscribe({ topic: from, fromBeginning: true });
  const seen: Mark[] = [];
  let done = 0;
  const finished = new Promise<void>((resolve, reject) => {
    consumer
      .run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: partitions,
        async eachBatch({ batch: { messages, partition }, resolveOffset, heartbeat }) {
          for (let first = 0; first < messages.length && done < documents; first += batch) {
            const part = messages.slice(first, first + batch);
            const last = part.at(-1)?.offset as string;
            const transaction = await (producers[partition] as (typeof producers)[number]).transaction();
            await transaction.sendBatch({
              topicMessages: [{ topic: to, messages: part.map(({ key, value }) => ({ key, value, partition })) }],
            });
            const offset = String(BigInt(last) + 1n);
            await transaction.sendOffsets({
              consumerGroupId: group,
              topics: [{ topic: from, partitions: [{ partition, offset }] }],
            });
            await transaction.commit();
            resolveOffset(last);
            await heartbeat();
            done += part.length;
            seen.push({ at: performance.now(), done });
            if (done >= documents) resolve();
          }
        },
      })
      .catch(reject);
  });
  await finished;
  await consumer.disconnect();
  await Promise.all(producers.map((producer) => producer.disconnect()));
  await admin.deleteTopics({ topics: [to] });
  await admin.disconnect();
  return rateOf(seen, documents);
}
