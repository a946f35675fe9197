import { afterAll, beforeAll, expect, it } from 'vitest';
import { AT_ONCE } from '../../../../src/core/cut.ts';
import { refuseShared } from '../../../../src/edges/kafka/groups.ts';
import { kafkaSource } from '../../../../src/edges/kafka/source.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import { eventually } from '../../../support/eventually.ts';
import { createKafkaTopics } from '../../../support/kafkatopics.ts';
import { randomName } from '../../../support/services.ts';
import { FragileKafka } from './world.ts';

const kafka = new FragileKafka();
const admin = kafka.admin();
const probe = { log() {} };
const [one, other, group] = [randomName('documents'), randomName('documents'), randomName('shared')];

beforeAll(async () => {
  await admin.connect();
  await createKafkaTopics(admin, [
    { topic: one, numPartitions: 1 },
    { topic: other, numPartitions: 1 },
  ]);
});

afterAll(async () => {
  await admin.deleteTopics({ topics: [one, other] });
  await admin.disconnect();
});

it('refuses a group that reads another Kafka topic, for as long as it does', async () => {
  const readings = [{ topic: other, group }];
  await refuseShared(kafka, readings, probe);
  const stop = new AbortController();
  const source = kafkaSource(kafka, {
    topic: one,
    group,
    epoch: () => 1,
    cut: AT_ONCE,
    clock: systemClock,
    probe,
  });
  const ended = source.run({ handle: async () => {} }, stop.signal);
  await eventually(async () => {
    await expect(refuseShared(kafka, readings, probe)).rejects.toMatchObject({
      fault: 'fatal',
      stage: 'config',
      message: expect.stringMatching(
        new RegExp(`${group} reads Kafka topic ${one} already .* not ${other}, .*by \`group\``),
      ) as unknown,
    });
  });
  await refuseShared(kafka, [{ topic: one, group }], probe);
  stop.abort();
  await ended;
  await refuseShared(kafka, readings, probe);
});
