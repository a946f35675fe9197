import { type Kafka, Partitioners } from 'kafkajs';
import { LeitmotifError } from '../../core/errors.ts';
import type { OutRecord } from '../../core/ports.ts';
import { fromKafka } from './faults.ts';

/** Writes one record, acknowledged by all replicas of its partition; its offset. For what is rare: it connects for each. */
export async function sendOne(kafka: Kafka, { topic, partition = 0, key, value }: OutRecord): Promise<bigint> {
  const producer = kafka.producer({
    idempotent: true,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  const bytes = (of: Uint8Array | string | null) => (of === null ? null : Buffer.from(of));
  try {
    await producer.connect();
    const messages = [{ partition, key: bytes(key), value: bytes(value) }];
    const [written] = await producer.send({ topic, acks: -1, messages });
    if (written?.baseOffset === undefined) throw new LeitmotifError('transient', 'commit', `${topic} took no record`);
    return BigInt(written.baseOffset);
  } catch (error) {
    throw fromKafka(error, {
      stage: 'commit',
      doing: `writing to ${topic}`,
      rights: { topic: `Write on Kafka topic ${topic}` },
    });
  } finally {
    await producer.disconnect().catch(() => {});
  }
}
