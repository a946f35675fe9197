/** Posts to a webhook when a topic trends: WEBHOOK=https://chat.example/hook npx tsx alert.mts */
import avro from 'avsc';
import { Kafka } from 'kafkajs';

const { KAFKA_BROKERS = '127.0.0.1:9092', PREFIX = 'leitmotif', WEBHOOK } = process.env;
const { SCHEMA_REGISTRY_URL = 'http://127.0.0.1:8081' } = process.env;
if (WEBHOOK === undefined) throw new Error('WEBHOOK is not set: give the address to post to');

interface TopicEvent {
  readonly topic: number;
  readonly type: string;
  readonly label: string;
  readonly reason: string;
  readonly time: number;
}

const types = new Map<number, avro.Type>();

/** Confluent's wire format: a zero byte, the id of the schema, the value. */
async function decode(message: Buffer): Promise<TopicEvent> {
  const id = message.readUInt32BE(1);
  let type = types.get(id);
  if (type === undefined) {
    const answer = await fetch(`${SCHEMA_REGISTRY_URL}/schemas/ids/${id}`);
    const { schema } = (await answer.json()) as { schema: string };
    type = avro.Type.forSchema(JSON.parse(schema) as avro.Schema);
    types.set(id, type);
  }
  return type.fromBuffer(message.subarray(5)) as TopicEvent;
}

const consumer = new Kafka({ brokers: KAFKA_BROKERS.split(',') }).consumer({ groupId: `${PREFIX}-alerts` });
await consumer.connect();
await consumer.subscribe({ topics: [`${PREFIX}.events`], fromBeginning: true });
await consumer.run({
  async eachMessage({ message }) {
    if (message.value === null) return;
    const { topic, type, label, reason } = await decode(message.value);
    if (type !== 'trending') return;
    const body = JSON.stringify({ text: `Trending: ${label} (topic ${topic}). ${reason}` });
    const answer = await fetch(WEBHOOK, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    // Thrown here, the event is read again: an alert may come twice, and is never lost.
    if (!answer.ok) throw new Error(`the webhook answers ${answer.status}`);
  },
});
process.once('SIGTERM', () => void consumer.disconnect());
