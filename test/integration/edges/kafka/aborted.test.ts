import { describe, expect, it } from 'vitest';
import { kafkaChangelog } from '../../../../src/edges/kafka/changelog.ts';
import { QUICK_RETRY } from '../../../../src/edges/kafka/client.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import { eventually } from '../../../support/eventually.ts';
import { createKafkaTopics } from '../../../support/kafkatopics.ts';
import { randomName } from '../../../support/services.ts';
import { FragileKafka, readAll } from './world.ts';

/** One after the other: begin and write; commit and abort end what is open. */
type Step = readonly [transaction: 'A' | 'B' | 'C', step: 'write' | 'commit' | 'abort'];

/** Writes to a new Kafka topic as told; each record's value is the name of its transaction. */
async function history(kafka: FragileKafka, steps: readonly Step[]): Promise<string> {
  const topic = randomName('overlap');
  const admin = kafka.admin();
  await admin.connect();
  await createKafkaTopics(admin, [{ topic, numPartitions: 1 }]);
  await admin.disconnect();
  const transactions = new Map<string, Awaited<ReturnType<ReturnType<FragileKafka['producer']>['transaction']>>>();
  const producers = new Map<string, ReturnType<FragileKafka['producer']>>();
  for (const [name, step] of steps) {
    let producer = producers.get(name);
    if (!producer) {
      producer = kafka.producer({ transactionalId: randomName(name), maxInFlightRequests: 1, retry: QUICK_RETRY });
      producers.set(name, producer);
      await producer.connect();
    }
    const transaction = transactions.get(name) ?? (await producer.transaction());
    transactions.set(name, transaction);
    if (step === 'write') {
      await transaction.send({ topic, messages: [{ key: name, value: name }] });
    } else {
      await transaction[step]();
      transactions.delete(name);
    }
  }
  await Promise.all([...producers.values()].map((producer) => producer.disconnect()));
  return topic;
}

/** What is committed now; the broker ends a transaction a little after it has said so. */
const read = async (kafka: FragileKafka, topic: string): Promise<string> => {
  const records = await kafkaChangelog(kafka, { topic, clock: systemClock, probe: { log() {} } }).read();
  return records.map(({ value }) => Buffer.from(value ?? []).toString()).join('');
};

describe('aborted transactions', () => {
  it('that overlap are never read, though kafkajs itself lets them through', async () => {
    const kafka = new FragileKafka();
    // B begins after A and is aborted before it: the broker lists it first.
    const topic = await history(kafka, [
      ['A', 'write'],
      ['B', 'write'],
      ['C', 'write'],
      ['B', 'abort'],
      ['C', 'commit'],
      ['A', 'write'],
      ['A', 'abort'],
      ['C', 'write'],
      ['C', 'commit'],
    ]);
    await eventually(async () => expect(await read(kafka, topic)).toBe('CC'));
    // If this fails, kafkajs was mended, and our own reading of aborted transactions may go.
    expect((await readAll(kafka, topic)).map(({ value }) => value).join('')).toBe('ACC');
  });

  it('of a producer that goes on to commit hide no more than themselves', async () => {
    const kafka = new FragileKafka();
    const topic = await history(kafka, [
      ['A', 'write'],
      ['A', 'commit'],
      ['A', 'write'],
      ['B', 'write'],
      ['A', 'abort'],
      ['A', 'write'],
      ['B', 'write'],
      ['A', 'commit'],
      ['B', 'commit'],
    ]);
    await eventually(async () => expect(await read(kafka, topic)).toBe('ABAB'));
  });
});
