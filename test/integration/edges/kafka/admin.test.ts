import { type Admin, Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultOf, messageOf } from '../../../../src/core/errors.ts';
import {
  applyKafkaTopics,
  deleteRecords,
  describeCluster,
  groupLag,
  logEnd,
  partitionOffsets,
  planKafkaTopics,
  readKafkaTopics,
} from '../../../../src/edges/kafka/admin.ts';
import { kafkaClient } from '../../../../src/edges/kafka/client.ts';
import { START } from '../../../../src/edges/kafka/owner.ts';
import { Transactor } from '../../../../src/edges/kafka/transaction.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import { eventually } from '../../../support/eventually.ts';
import { kafkaBrokers, randomName } from '../../../support/services.ts';

describe('Kafka topics', () => {
  const names = [randomName('a'), randomName('b')] as const;
  const [a, b] = names;
  let kafka: Kafka;
  let admin: Admin;
  beforeAll(async () => {
    kafka = kafkaClient({ brokers: kafkaBrokers(), clientId: 'leitmotif-test' });
    admin = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
  });
  afterAll(async () => {
    await admin.deleteTopics({ topics: [...names] });
    await admin.disconnect();
  });

  it('are created and widened as planned, once', async () => {
    const wanted = [
      { name: a, partitions: 1, configs: { 'cleanup.policy': 'compact,delete', 'max.message.bytes': '2000000' } },
      { name: b, partitions: 2, replicationFactor: 1, configs: {} },
    ];
    expect(await readKafkaTopics(kafka, names)).toEqual([]);
    await applyKafkaTopics(kafka, planKafkaTopics([], wanted));
    const nothing = { create: [], widen: [], differences: [] };
    expect(planKafkaTopics(await readKafkaTopics(kafka, names), wanted)).toEqual(nothing);
    const wider = wanted.map((one) => ({ ...one, partitions: 3 }));
    await applyKafkaTopics(kafka, planKafkaTopics(await readKafkaTopics(kafka, names), wider));
    const is = await readKafkaTopics(kafka, names);
    expect(planKafkaTopics(is, wider)).toEqual(nothing);
    expect(is.map(({ partitions }) => partitions)).toEqual([3, 3]);
    const different = [{ name: a, partitions: 3, configs: { 'max.message.bytes': '1' } }];
    expect(planKafkaTopics(is, different).differences).toEqual([
      { name: a, setting: 'max.message.bytes', is: '2000000', wanted: '1' },
    ]);
  });

  it('give ends, lag and take deletions', async () => {
    const producer = kafka.producer();
    await producer.connect();
    const messages = Array.from({ length: 10 }, (_, i) => ({ partition: 1, key: String(i), value: 'x' }));
    await producer.send({ topic: b, messages });
    await producer.disconnect();
    const group = randomName('group');
    // A broker's first groups wait for their coordinators.
    const [, first] = await eventually(() => groupLag(kafka, group, b));
    expect(first).toEqual({ partition: 1, low: 0n, end: 10n, committed: null, position: null, lag: 10n });
    await admin.setOffsets({ groupId: group, topic: b, partitions: [{ partition: 1, offset: '4' }] });
    await deleteRecords(kafka, b, { partition: 1, before: 3n });
    await deleteRecords(kafka, b, { partition: 1, before: 2n });
    expect(await partitionOffsets(kafka, b)).toEqual([
      { partition: 0, low: 0n, end: 0n },
      { partition: 1, low: 3n, end: 10n },
      { partition: 2, low: 0n, end: 0n },
    ]);
    const read = { partition: 1, low: 3n, end: 10n, lag: 6n };
    expect((await groupLag(kafka, group, b))[1]).toEqual({ ...read, committed: 4n, position: 4n });
    // As a source does that begins in the middle.
    const limits = { transactionTimeout: 6000, chunkBytes: 900_000, clock: systemClock };
    const transactor = new Transactor(kafka, { transactionalId: randomName('start'), ...limits });
    await transactor.fence();
    await transactor.commit([], { group, topic: b, partition: 1, offset: 4n, metadata: START });
    await transactor.close();
    const started = (await groupLag(kafka, group, b))[1];
    expect(started).toEqual({ ...read, committed: null, position: 4n });
  });
});

describe('the end of a log', () => {
  it('is beyond what an open transaction holds back', async () => {
    const kafka = kafkaClient({ brokers: kafkaBrokers(), clientId: 'leitmotif-test' });
    const topic = randomName('open');
    await applyKafkaTopics(kafka, planKafkaTopics([], [{ name: topic, partitions: 2, configs: {} }]));
    // A new one has no leader at first.
    expect(await eventually(() => logEnd(kafka, topic, 1))).toBe(0n);
    const producer = kafka.producer({ transactionalId: randomName('open'), maxInFlightRequests: 1, idempotent: true });
    await producer.connect();
    const transaction = await eventually(() => producer.transaction());
    await transaction.send({ topic, messages: [{ partition: 1, value: 'x' }] });
    expect((await partitionOffsets(kafka, topic))[1]?.end).toBe(0n);
    expect(await logEnd(kafka, topic, 1)).toBe(1n);
    await transaction.abort();
    await producer.disconnect();
    await expect(logEnd(kafka, topic, 7)).rejects.toMatchObject({ stage: 'connect' });
  });
});

describe('describeCluster', () => {
  it('knows a broker that serves', async () => {
    const kafka = kafkaClient({ brokers: kafkaBrokers(), clientId: 'leitmotif-test' });
    expect((await describeCluster(kafka)).brokers).toBeGreaterThan(0);
  });

  it('says which address does not answer', async () => {
    const kafka = kafkaClient({ brokers: ['127.0.0.1:1'], clientId: 'leitmotif-test' });
    const error = await describeCluster(kafka).catch((caught: unknown) => caught);
    expect(faultOf(error)).toBe('transient');
    expect(messageOf(error)).toContain('127.0.0.1:1');
  });
});
