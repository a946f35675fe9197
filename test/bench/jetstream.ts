/**
 * A Jetstream that is replayed at 5,000 messages a second, and then as fast as it goes, through the source and the feeder
 * into a log in memory, or on the broker of KAFKA_BROKERS: what is lost, how late it is, what it costs.
 */
import { Kafka, logLevel } from 'kafkajs';
import type { FeedLog } from '../../src/core/feeds/types.ts';
import { kafkaFeedLog } from '../../src/edges/kafka/feedlog.ts';
import { systemClock } from '../../src/edges/telemetry/clock.ts';
import { MemoryFeedLog } from '../support/feeds.ts';
import { replayJetstream } from '../support/jetstream.ts';
import { createKafkaTopics } from '../support/kafkatopics.ts';

const SECONDS = 10;
const RATE = 5000;

async function replay(rate: number, log: FeedLog): Promise<string> {
  const count = RATE * SECONDS;
  const { seconds, got, wanted, transactions, late, cost } = await replayJetstream(rate, count, log);
  const delay = rate === Number.POSITIVE_INFINITY ? '' : `, at most ${Math.round(late)} ms late`;
  return `${count} messages in ${seconds.toFixed(1)} s (${Math.round(count / seconds)}/s), ${got} of ${wanted} documents and deletions, ${transactions} transactions${delay}, ${(cost * 1000).toFixed(0)} µs of the thread a message`;
}

async function both(title: string, logOf: (name: string) => FeedLog): Promise<void> {
  console.log(`${title}, ${RATE}/s: ${await replay(RATE, logOf('steady'))}`);
  console.log(`${title}, at most:  ${await replay(Number.POSITIVE_INFINITY, logOf('most'))}`);
}

await both('memory', () => new MemoryFeedLog());
const brokers = process.env.KAFKA_BROKERS;
if (brokers !== undefined) {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING });
  const prefix = `bench-${Date.now()}`;
  const [documents, feeds] = [`${prefix}-documents`, `${prefix}.feeds`];
  const admin = kafka.admin();
  await admin.connect();
  await createKafkaTopics(admin, [{ topic: documents }, { topic: feeds }]);
  await both('broker', (name) =>
    kafkaFeedLog(kafka, { name, prefix, documents, feeds, clock: systemClock, probe: { log() {} } }),
  );
  await admin.deleteTopics({ topics: [documents, feeds] });
  await admin.disconnect();
}
process.exit(0);
