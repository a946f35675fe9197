import { COMMON_ARGS, usage } from '../../args.ts';
import { defineCommand } from '../../command.ts';
import { feedName, fieldsOf } from '../../feeding.ts';
import { untilInterrupted } from '../../interrupt.ts';
import { loadSettings } from '../../settings.ts';
import { grouped } from '../../terminal.ts';

const args = {
  topic: { type: 'positional', required: true, valueHint: 'TOPIC', description: 'A Kafka topic on the same brokers' },
  fields: {
    type: 'string',
    valueHint: 'LIST',
    description:
      'What fields are called there: ours=theirs, an Avro field, a name or a JSONPath, such as text=$.body.plain',
  },
  format: {
    type: 'string',
    valueHint: 'auto|avro|json|text',
    description: 'How its records are written; auto, as for documents.format, without',
  },
  name: { type: 'string', valueHint: 'NAME', description: 'Ends the name of the consumer group; the topic without' },
  json: { type: 'boolean', description: 'Print the summary as JSON' },
  ...COMMON_ARGS,
} as const;

const notes = `
Copies a Kafka topic that something else writes into the documents, field by field, until Ctrl-C. Records and the consumer
group's offset are one transaction: nothing is lost or doubled, whatever is killed. Start several to share the partitions.
A null value deletes, a record that is no document goes to the dead letters, and traceparent and tracestate travel on. The
id is the field, else the record's key. When the records have our fields by our names, no feed is needed: set
documents.topic to that Kafka topic.

Examples:
  leitmotif feed kafka cms.articles --fields 'id=$.meta.guid,text=$.body.plain,title=headline'
  leitmotif feed kafka tickets --format avro --fields id=ticketId,text=description,timestamp=createdAt
`;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { config } = loadSettings({ file: typed.config, flags });
    const fields = fieldsOf(typed.fields);
    const format = formatOf(typed.format);
    const { topic } = typed;
    const name = feedName(typed.name, topic);
    if (topic === config.documents.topic)
      throw usage(`TOPIC is ${topic}, which is documents.topic itself: give another one, or set documents.topic`);
    const [wire, { copyFeed }] = await Promise.all([import('../../wire.ts'), import('../../../pipeline/copy.ts')]);
    const { probe } = wire.openProbe(config);
    const stop = new AbortController();
    const uninterrupted = untilInterrupted(() => stop.abort());
    const counts = { sent: 0, deleted: 0, dead: 0 };
    try {
      const { source, ...rest } = await wire.openKafkaFeed(config, { topic, name, format, fields, probe });
      probe.log('info', 'copying', { from: topic, to: rest.names.documents });
      await source.run(copyFeed({ topic, ...rest, counts }), stop.signal);
    } finally {
      uninterrupted();
    }
    const told = [
      `${grouped(counts.sent)} documents`,
      ...(counts.deleted > 0 ? [`${grouped(counts.deleted)} deletions`] : []),
      ...(counts.dead > 0 ? [`${grouped(counts.dead)} dead letters`] : []),
    ].join(', ');
    process.stdout.write(
      typed.json
        ? `${JSON.stringify({ from: topic, topic: config.documents.topic, ...counts })}\n`
        : `${told} from ${topic} to ${config.documents.topic}\n`,
    );
    return 0;
  },
});

function formatOf(text = 'auto') {
  if (text === 'auto' || text === 'avro' || text === 'json' || text === 'text') return text;
  throw usage(`--format is "${text}": give auto, avro, json or text`);
}
