/** A feed of known content: documents of made-up themes, some that are none, appended without an end until told. */
import { setTimeout as delay } from 'node:timers/promises';
import { Kafka, logLevel, type Message } from 'kafkajs';
import { partitionOf } from '../../src/core/murmur2.ts';
import { BAD_RECORDS, FEED_START, madeDocuments, messageOf, recordOf } from '../support/documents.ts';

/** Documents of one send. */
const CHUNK = 40;
/** One in so many chunks has a record of each bad kind too. */
const BAD = 25;

export interface Feed {
  /** Records that the brokers have acknowledged. */
  acknowledged(): number;
  bad(): number;
  /** Ends it once what was under way is acknowledged. */
  stop(): Promise<void>;
}

export interface FeedOptions {
  readonly topic: string;
  readonly partitions: number;
  /** Documents a second. */
  readonly rate: number;
}

/** Its keys begin with the document's theme: `3/d17`. */
export async function feed(brokers: readonly string[], { topic, partitions, rate }: FeedOptions): Promise<Feed> {
  const kafka = new Kafka({
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1000,
    requestTimeout: 5000,
    retry: { retries: 1000, initialRetryTime: 50, maxRetryTime: 1000 },
  });
  // Idempotent: what is sent again because of a fault is in the log once.
  const producer = kafka.producer({ allowAutoTopicCreation: false, idempotent: true, maxInFlightRequests: 1 });
  await producer.connect();
  let over = false;
  let [sent, bad] = [0, 0];

  const chunk = (n: number): Message[] => {
    const made = madeDocuments({ count: CHUNK, seed: n, from: FEED_START + n * CHUNK * 1000 }).map((each, i) =>
      recordOf(topic, { ...each, id: `${each.theme}/d${n * CHUNK + i}` }),
    );
    const wrong = n % BAD === BAD - 1 ? BAD_RECORDS.map(({ record }) => ({ topic, ...record })) : [];
    bad += wrong.length;
    return [...made, ...wrong].map((record, i) =>
      messageOf({
        ...record,
        partition: record.key === null ? (n + i) % partitions : partitionOf(String(record.key), partitions),
      }),
    );
  };

  const running = (async () => {
    for (let n = 0; !over; n++) {
      const begun = Date.now();
      const messages = chunk(n);
      // Each partition's by itself: where a send goes to several brokers, kafkajs may lose or double what it sends again.
      const parts = Array.from({ length: partitions }, (_, p) => messages.filter(({ partition }) => partition === p));
      await Promise.all(
        parts.filter((part) => part.length > 0).map((part) => producer.send({ topic, messages: part, acks: -1 })),
      );
      sent += messages.length;
      await delay(Math.max(0, (1000 * CHUNK) / rate - (Date.now() - begun)));
    }
  })();
  // Its failure is told by stop.
  running.catch(() => {});
  return {
    acknowledged: () => sent,
    bad: () => bad,
    async stop() {
      over = true;
      await running;
      await producer.disconnect();
    },
  };
}
