import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { kafkaChangelog } from '../../../../src/edges/kafka/changelog.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import { createKafkaTopics } from '../../../support/kafkatopics.ts';
import { kafkaBrokers, randomName } from '../../../support/services.ts';

describe('a Kafka topic whose broker compresses', () => {
  it.each(['gzip', 'snappy', 'lz4', 'zstd'])('with %s is read', async (compression) => {
    const kafka = new Kafka({ brokers: kafkaBrokers(), clientId: 'leitmotif-test', logLevel: logLevel.NOTHING });
    const topic = randomName(compression);
    const admin = kafka.admin();
    await admin.connect();
    const configEntries = [{ name: 'compression.type', value: compression }];
    await createKafkaTopics(admin, [{ topic, numPartitions: 1, configEntries }]);
    await admin.disconnect();
    const values = Array.from(
      { length: 500 },
      (_, i) => `the tide comes in by night ${i % 7} ${'and out '.repeat(i % 40)}`,
    );
    const producer = kafka.producer();
    await producer.connect();
    await producer.send({ topic, messages: values.map((value, i) => ({ key: String(i), value })) });
    await producer.disconnect();
    const records = await kafkaChangelog(kafka, { topic, clock: systemClock, probe: { log() {} } }).read();
    expect(records.map(({ value }) => Buffer.from(value ?? []).toString())).toEqual(values);
  });
});
