/** The least that an exactly-once stage can do: read, write the same, commit the offset, all in one transaction. */
import type { Kafka } from 'kafkajs';
import { eventually } from '../../support/eventually.ts';
import { randomName } from '../../support/services.ts';

export interface CopyOptions {
  readonly from: string;
  readonly partitions: number;
  /** Records of a transaction. */
  readonly batch: number;
  readonly documents: number;
  /** Part of the records that is left out of the rate at either end. */
  readonly edge: number;
}

/** Records a second. */
export async function copied(kafka: Kafka, { from, partitions, batch, documents, edge }: CopyOptions): Promise<number> {
  const to = randomName('copy');
  const group = randomName('copy');
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ waitForLeaders: false, topics: [{ topic: to, numPartitions: partitions }] });
  await eventually(() => admin.fetchTopicMetadata({ topics: [to] }));
  const consumer = kafka.consumer({ groupId: group, maxBytesPerPartition: 900_000, maxWaitTimeInMs: 100 });
  const producers = await Promise.all(
    Array.from({ length: partitions }, async (_, partition) => {
      const producer = kafka.producer({
        transactionalId: `${group}-${partition}`,
        maxInFlightRequests: 1,
        idempotent: true,
        retry: { initialRetryTime: 5, multiplier: 1.5, factor: 0.1, maxRetryTime: 500, retries: 50 },
      });
      await producer.connect();
      return producer;
    }),
  );
  await consumer.connect();
  await consumer.subscribe({ topic: from, fromBeginning: true });
  const seen: { readonly at: number; readonly done: number }[] = [];
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
  const first = seen.find((s) => s.done >= edge * documents) as (typeof seen)[number];
  const last = seen.find((s) => s.done >= (1 - edge) * documents) as (typeof seen)[number];
  return ((last.done - first.done) / (last.at - first.at)) * 1000;
}
