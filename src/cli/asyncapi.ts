/** The Kafka topics as an AsyncAPI 3 document, from the same lists and schemas that the code goes by. */
import { readFileSync } from 'node:fs';
import { type Names, namesOf } from '../pipeline/names.ts';
import { configSchema } from './config.ts';
import { wantedKafkaTopics } from './kafkatopics.ts';
import { VERSION } from './version.ts';

interface Channel {
  readonly title: string;
  readonly description: string;
  /** The Avro schema of its values; null where they are of any kind. */
  readonly schema: string | null;
  readonly key: string;
  /** Name → what it says. */
  readonly headers: Readonly<Record<string, string>>;
  readonly action: 'send' | 'receive';
}

const TRACE = {
  traceparent: "The document's W3C trace context, and Leitmotif's own once it is traced.",
  tracestate: 'What tracing systems add to it.',
};

/** Of the binary mode of CloudEvents' Kafka binding; with publish.cloudEvents alone, and on no tombstone. */
const cloudEvent = (kind: string, type: string, id: string, subject: string, time: string) => ({
  ce_specversion: '1.0',
  ce_id: id,
  ce_source: `/leitmotif/<prefix>/${kind}`,
  ce_type: `leitmotif.${type}`,
  ce_subject: subject,
  ce_time: time,
  'content-type': 'application/vnd.apache.avro',
});

/** What people outside may read or write; stats, model and feeds are internal. */
const CHANNELS: Readonly<Partial<Record<keyof Names, Channel>>> = {
  documents: {
    title: 'Documents',
    description:
      'The feed. Avro of any schema with these fields by name, JSON with the same names, or plain text; a content-type header tells. A null value deletes the document that its key names.',
    schema: 'Document',
    key: 'Document id, where the value has none.',
    headers: { 'content-type': 'The format of this document, where it is not that of documents.format.', ...TRACE },
    action: 'receive',
  },
  theta: {
    title: 'Θ',
    description:
      "A document's distribution over topics. Exactly one record of revision 0 for each good document; a higher revision replaces it. Null for a deleted document.",
    schema: 'Theta',
    key: 'Document id.',
    headers: {
      ...cloudEvent(
        'theta',
        'theta',
        '<partition>-<offset>-<revision>-<model>',
        'Document id.',
        'Event time of the document.',
      ),
      traceparent: `${TRACE.traceparent} On revision 0 alone.`,
      tracestate: `${TRACE.tracestate} On revision 0 alone.`,
    },
    action: 'send',
  },
  phi: {
    title: 'Φ',
    description: "A topic's words, label, size and exemplars. Null once the topic is retired or merged.",
    schema: 'Phi',
    key: 'Topic id.',
    headers: cloudEvent('phi', 'phi', '<topic>-<model>', 'Topic id.', 'Event time of its newest document.'),
    action: 'send',
  },
  events: {
    title: 'Topic events',
    description:
      'What becomes of topics, in order of a gapless sequence: replayed, they give the table of live topics.',
    schema: 'TopicEvent',
    key: 'Topic id.',
    headers: cloudEvent('events', 'topic.<type>', '<sequence>', 'Topic id.', 'When it happened, in event time.'),
    action: 'send',
  },
  dead: {
    title: 'Dead letters',
    description:
      'Records that are no documents: the original bytes, and headers that say why, beside those it came with. Of a record that is larger than this Kafka topic takes, the first bytes, and how many there were.',
    schema: null,
    key: 'As it came.',
    headers: {
      '__streams.errors.exception': 'Class and fault.',
      '__streams.errors.message': 'What is wrong, and how to mend it.',
      '__streams.errors.stage': 'decode, schema, text, time, encode or control.',
      '__streams.errors.topic': 'The Kafka topic where the record lies.',
      '__streams.errors.partition': 'Its partition.',
      '__streams.errors.offset': 'Its offset.',
      '__streams.errors.key.bytes': 'Only where the key was cut: how many bytes it had.',
      '__streams.errors.headers.count': 'Only where some did not fit: how many headers the record had.',
      '__streams.errors.value.bytes': 'Only where the value was cut: how many bytes it had.',
    },
    action: 'send',
  },
  control: {
    title: 'Commands',
    description: 'What somebody asks of the topics: done once, in the order of the log, and told as events.',
    schema: 'Command',
    key: 'Any, or none.',
    headers: {},
    action: 'receive',
  },
};

const AVRO = 'application/vnd.apache.avro;version=1.9.0';

/** The document, with the names that a deployment of these settings has. */
export function asyncapi({ prefix, documents } = defaults()): object {
  const names = namesOf(prefix, documents);
  const wanted = wantedKafkaTopics(names, { partitions: 1, maxMessageBytes: 1_048_588 }, -1);
  const entries = Object.entries(CHANNELS) as [keyof Names, Channel][];
  const of = (make: (name: keyof Names, channel: Channel) => object) =>
    Object.fromEntries(entries.map(([name, channel]) => [name, make(name, channel)]));
  return {
    asyncapi: '3.1.0',
    info: {
      title: 'Leitmotif',
      version: VERSION,
      description:
        'Kafka topics of a deployment. Values are Avro in the Confluent wire format, with the subject <kafka topic>-value. Read with isolation.level=read_committed. docs/records.md explains the records, docs/contracts.md how they may change.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    defaultContentType: 'application/vnd.apache.avro',
    servers: {
      kafka: {
        host: '127.0.0.1:9092',
        protocol: 'kafka',
        description: 'As in kafka.brokers.',
        bindings: { kafka: { schemaRegistryUrl: 'http://127.0.0.1:8081', schemaRegistryVendor: 'confluent' } },
      },
    },
    channels: of((name, { title, description }) => ({
      address: names[name],
      title,
      description,
      messages: { [name]: { $ref: `#/components/messages/${name}` } },
      bindings: { kafka: { topic: names[name], topicConfiguration: configured(wanted, names[name]) } },
    })),
    operations: of((name, { action, title }) => ({
      action,
      channel: { $ref: `#/channels/${name}` },
      summary: action === 'receive' ? `Leitmotif reads ${title.toLowerCase()}.` : `Leitmotif publishes ${title}.`,
      messages: [{ $ref: `#/channels/${name}/messages/${name}` }],
    })),
    components: {
      messages: of((name, { title, description, schema, key, headers }) => ({
        name,
        title,
        summary: description,
        ...(schema === null
          ? { contentType: 'application/octet-stream' }
          : { payload: { schemaFormat: AVRO, schema: avro(schema) } }),
        headers: {
          type: 'object',
          properties: Object.fromEntries(
            Object.entries(headers).map(([header, says]) => [header, { type: 'string', description: says }]),
          ),
        },
        bindings: { kafka: { key: { type: 'string', description: key } } },
      })),
    },
  };
}

function defaults(): { readonly prefix: string; readonly documents: string } {
  const { prefix, documents } = configSchema.parse({});
  return { prefix, documents: documents.topic };
}

/** The settings that AsyncAPI's binding has names for. */
function configured(wanted: ReturnType<typeof wantedKafkaTopics>, name: string): object {
  const { configs = {} } = wanted.find((topic) => topic.name === name) ?? {};
  const { 'cleanup.policy': policy, 'retention.ms': retention, 'max.message.bytes': bytes } = configs;
  return {
    ...(policy === undefined ? {} : { 'cleanup.policy': policy.split(',') }),
    ...(retention === undefined ? {} : { 'retention.ms': Number(retention) }),
    ...(bytes === undefined ? {} : { 'max.message.bytes': Number(bytes) }),
  };
}

function avro(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../schemas/${name}.avsc`, import.meta.url), 'utf8'));
}
