import { setTimeout as sleep } from 'node:timers/promises';
import { type Admin, type Consumer, type ConsumerConfig, Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeitmotifError } from '../../../../src/core/errors.ts';
import { QUICK_RETRY } from '../../../../src/edges/kafka/client.ts';
import { Feed, type FeedListener } from '../../../../src/edges/kafka/feed.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import { eventually } from '../../../support/eventually.ts';
import { createKafkaTopics } from '../../../support/kafkatopics.ts';
import { kafkaBrokers, randomName } from '../../../support/services.ts';

/** Longer than a test may take: whoever waits for such a fetch is found out. */
const FOR_EVER = 60_000;

const kafka = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING, retry: QUICK_RETRY });
let admin: Admin;

beforeAll(async () => {
  admin = kafka.admin();
  await admin.connect();
});

afterAll(() => admin.disconnect());

/** A reader of all partitions of a Kafka topic from their beginning, with the fetches that it sends and what it says. */
async function reader({
  partitions,
  maxWaitTime,
  patience = 120_000,
}: {
  partitions: number;
  maxWaitTime: number;
  patience?: number;
}) {
  const [topic, group] = [randomName('documents'), randomName('readers')];
  await createKafkaTopics(admin, [{ topic, numPartitions: partitions }]);
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const sent: number[] = [];
  const read: string[] = [];
  const said: string[] = [];
  let fail: (error: LeitmotifError) => void = () => {};
  const failed = new Promise<LeitmotifError>((resolve) => {
    fail = resolve;
  });
  const counted = Object.assign(Object.create(kafka) as Kafka, {
    consumer(config: ConsumerConfig): Consumer {
      const consumer = kafka.consumer(config);
      consumer.on(consumer.events.REQUEST, ({ payload }) => {
        if (payload.apiName === 'Fetch') sent.push(payload.sentAt);
      });
      return consumer;
    },
  });
  const listener: FeedListener = {
    joined: (mine) => {
      for (const partition of mine) feed.open(partition, 0n);
    },
    fetched: (_partition, { records }) => void read.push(...records.map(({ value }) => String(value))),
    outOfRange: () => {},
    failed: fail,
  };
  const options = {
    topic,
    group,
    maxWaitTime,
    sessionTimeout: 30_000,
    maxBytesPerPartition: 1024 * 1024,
    metadataMaxAge: 300_000,
    patience,
    clock: systemClock,
    probe: { log: (level: string, message: string) => void said.push(`${level}: ${message}`) },
  };
  const feed = new Feed(counted, options, listener);
  const append = (partition: number, value: string) => producer.send({ topic, messages: [{ partition, value }] });
  const reads = (...values: string[]) => eventually(() => expect([...read].sort()).toEqual(values));
  await feed.start();
  return { feed, topic, sent, said, append, reads, group, failed, close: () => producer.disconnect() };
}

describe('Feed', () => {
  it('lets the broker wait for records, which come at once all the same', async () => {
    const { feed, sent, append, reads, close } = await reader({ partitions: 1, maxWaitTime: FOR_EVER });
    await append(0, 'a');
    await reads('a');
    const before = sent.length;
    await sleep(1000);
    // A fetch counts when it is answered, and nothing comes.
    expect(sent.length).toBe(before);
    await append(0, 'b');
    await reads('a', 'b');
    await feed.stop();
    await close();
  });

  it('leaves the group without waiting for what it has asked for', async () => {
    const { feed, append, reads, group, close } = await reader({ partitions: 1, maxWaitTime: FOR_EVER });
    await append(0, 'a');
    await reads('a');
    await feed.stop();
    const { groups } = await admin.describeGroups([group]);
    expect(groups[0]?.members).toEqual([]);
    await close();
  });

  it('soon asks again for a partition that was held, though others have nothing', async () => {
    const { feed, append, reads, close } = await reader({ partitions: 2, maxWaitTime: FOR_EVER });
    await append(0, 'a');
    await append(1, 'b');
    await reads('a', 'b');
    feed.hold(0);
    // Ends the fetch that asks for both.
    await append(1, 'c');
    await reads('a', 'b', 'c');
    await append(0, 'd');
    feed.resume(0);
    await reads('a', 'b', 'c', 'd');
    await feed.stop();
    await close();
  });

  it('says a few times, and at the end, that its Kafka topic is gone', async () => {
    const { feed, topic, said, append, reads, failed, close } = await reader({
      partitions: 1,
      maxWaitTime: 100,
      patience: 12_000,
    });
    await append(0, 'a');
    await reads('a');
    await close();
    await admin.deleteTopics({ topics: [topic] });
    const error = await failed;
    expect(error.fault).toBe('transient');
    expect(error.message).toContain('does not host this topic-partition; ');
    expect(error.message).toContain('`leitmotif init`');
    const times = said.filter((line) => line === 'warn: the consumer lost the broker and starts again').length;
    expect(times).toBeGreaterThan(1);
    // Ten a second would help nobody.
    expect(times).toBeLessThan(20);
    await feed.stop();
  });
});
