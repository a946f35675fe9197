import { Kafka, logLevel } from 'kafkajs';
import { expect, it } from 'vitest';
import { kafkaChangelog } from '../../../../src/edges/kafka/changelog.ts';
import { kafkaFeedLog } from '../../../../src/edges/kafka/feedlog.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import { eventually } from '../../../support/eventually.ts';
import { replayJetstream } from '../../../support/jetstream.ts';
import { createKafkaTopics } from '../../../support/kafkatopics.ts';
import { kafkaBrokers, randomName } from '../../../support/services.ts';

const RATE = 5000;
const SECONDS = 2;

it('takes a Jetstream of 5,000 messages a second: nothing is lost, nothing comes twice', async () => {
  const kafka = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const prefix = randomName('jetstream');
  const [documents, feeds] = [`${prefix}-documents`, `${prefix}.feeds`];
  await createKafkaTopics(admin, [{ topic: documents }, { topic: feeds }]);
  const edges = { clock: systemClock, probe: { log() {} } };

  const log = kafkaFeedLog(kafka, { name: 'jetstream', prefix, documents, feeds, ...edges });
  const { wanted, got, seconds, late } = await replayJetstream(RATE, RATE * SECONDS, log);

  expect(wanted).toBeGreaterThan(RATE);
  expect(got).toBe(wanted);
  const keys = await eventually(async () => {
    const found = (await kafkaChangelog(kafka, { topic: documents, ...edges }).read()).map(({ key }) => key);
    expect(found).toHaveLength(wanted);
    return found;
  });
  expect(new Set(keys).size).toBe(wanted);
  // How long that may take is for test/bench/jetstream.ts.
  console.log(`${wanted} records in ${seconds.toFixed(1)} s, the latest ${Math.round(late)} ms after it was sent`);
  await admin.deleteTopics({ topics: [documents, feeds] });
  await admin.disconnect();
});
