/** Leitmotif within a KafkaJS service of your own: one more replica of the group, with your client and your log. */
import { Kafka } from 'kafkajs';
import { createLeitmotif } from 'leitmotif';

const { KAFKA_BROKERS = '127.0.0.1:9092', PREFIX = 'leitmotif', DOCUMENTS = 'documents' } = process.env;
const { SCHEMA_REGISTRY_URL = 'http://127.0.0.1:8081', ENCODER } = process.env;

const leitmotif = createLeitmotif({
  kafka: new Kafka({ brokers: KAFKA_BROKERS.split(',') }),
  registry: { url: SCHEMA_REGISTRY_URL },
  prefix: PREFIX,
  group: PREFIX,
  documents: { topic: DOCUMENTS },
  ...(ENCODER === 'hashing' ? { encoder: { kind: 'hashing' } } : {}),
  log: (level, message) => console.log(level, message),
});
process.once('SIGTERM', () => void leitmotif.stop());
await leitmotif.run();
