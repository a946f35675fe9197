import { type Kafka, Partitioners, type Producer } from 'kafkajs';
import { messageOf } from '../../core/errors.ts';
import { COMMON_ARGS, usage } from '../args.ts';
import { defineCommand } from '../command.ts';
import { type LineSource, openLines } from '../files/lines.ts';
import { loadSettings } from '../settings.ts';
import { fileProgress, grouped, period, sanitise, showProgress } from '../terminal.ts';

const args = {
  file: {
    type: 'positional',
    required: true,
    valueHint: '.jsonl[.gz]',
    description: 'JSON lines, plain or gzipped; - for standard input',
  },
  rate: {
    type: 'string',
    valueHint: 'N',
    description: 'At most so many documents a second; as fast as it goes without',
  },
  json: { type: 'boolean', description: 'Print the summary as JSON' },
  ...COMMON_ARGS,
} as const;

const notes = `
Each line goes as it is to the documents Kafka topic (documents.topic), with its "id" as the key and a content-type header.
A line that is no JSON object is reported with its number and left out. The producer is idempotent: the broker drops what
is sent twice because an answer was lost.

Examples:
  leitmotif produce news.jsonl.gz --documents.topic news
  tail -f feed.jsonl | leitmotif produce - --rate 50
`;

/** One record batch of a partition must stay below the broker's message.max.bytes (1 MB by default). */
const CHUNK_BYTES = 800_000;
const CHUNK_RECORDS = 500;
/** With a rate, records are sent this often, ms. */
const TICK = 100;
const LINE_LIMIT = 64 * 1024 * 1024;

interface Counts {
  sent: number;
  bad: number;
}

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { config } = loadSettings({ file: typed.config, flags });
    const rate = rateOf(typed.rate);
    const lines = await openLines(typed.file, { limit: LINE_LIMIT });
    const counts: Counts = { sent: 0, bad: 0 };
    let started = Date.now();
    const progress = showProgress({
      screen: process.stderr,
      text: () =>
        fileProgress({ documents: counts.sent, bad: counts.bad, read: lines.read(), elapsed: Date.now() - started }),
    });
    const wire = await import('../wire.ts');
    const { probe } = wire.openProbe(config, 'error');
    const producer = await connected(wire.openKafka(config, probe), config.documents.topic);
    started = Date.now();
    let calls = 0;
    const interrupt = () => {
      calls += 1;
      if (calls > 1) process.exit(130);
      lines.end();
    };
    process.on('SIGINT', interrupt);
    process.on('SIGTERM', interrupt);
    try {
      await produce({
        producer,
        topic: config.documents.topic,
        lines,
        rate,
        counts,
        bad: (line, reason) => {
          counts.bad += 1;
          progress.note(`line ${line}: ${sanitise(reason)}`);
        },
      });
    } finally {
      progress.stop();
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', interrupt);
      await producer.disconnect();
    }
    const seconds = Math.round(Date.now() - started) / 1000;
    if (typed.json) process.stdout.write(`${JSON.stringify({ topic: config.documents.topic, ...counts, seconds })}\n`);
    else {
      const left =
        counts.bad === 0 ? '' : `, ${grouped(counts.bad)} bad ${counts.bad === 1 ? 'line' : 'lines'} left out`;
      process.stdout.write(
        `${grouped(counts.sent)} documents to ${config.documents.topic} in ${period(seconds * 1000)}${left}\n`,
      );
    }
    return 0;
  },
});

function rateOf(text: string | undefined): number {
  if (text === undefined) return Number.POSITIVE_INFINITY;
  const rate = Number(text);
  if (rate > 0 && Number.isFinite(rate)) return rate;
  throw usage(`--rate is "${text}": give a number of documents a second above 0`);
}

async function connected(kafka: Kafka, topic: string): Promise<Producer> {
  const [{ fromKafka }, { readKafkaTopics }] = await Promise.all([
    import('../../edges/kafka/faults.ts'),
    import('../../edges/kafka/admin.ts'),
  ]);
  if ((await readKafkaTopics(kafka, [topic])).length === 0) {
    throw usage(`the broker has no Kafka topic ${topic}: run leitmotif init, or set documents.topic`);
  }
  const producer = kafka.producer({
    idempotent: true,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: Partitioners.DefaultPartitioner,
  });
  await producer.connect().catch((error: unknown) => {
    throw fromKafka(error, 'connect', 'connecting');
  });
  return producer;
}

interface Waiting {
  readonly line: number;
  readonly key: string | null;
  readonly value: Buffer;
}

async function produce({
  producer,
  topic,
  lines,
  rate,
  counts,
  bad,
}: {
  producer: Producer;
  topic: string;
  lines: LineSource;
  rate: number;
  counts: Counts;
  bad: (line: number, reason: string) => void;
}): Promise<void> {
  const { fromKafka } = await import('../../edges/kafka/faults.ts');
  const started = performance.now();
  const perTick = Math.max(1, Math.min(CHUNK_RECORDS, Math.floor((rate * TICK) / 1000)));
  let waiting: Waiting[] = [];
  let bytes = 0;
  const send = async () => {
    const batch = waiting;
    [waiting, bytes] = [[], 0];
    if (batch.length === 0) return;
    const messages = batch.map(({ key, value }) => ({ key, value, headers: { 'content-type': 'application/json' } }));
    try {
      await producer.send({ topic, acks: -1, messages });
      counts.sent += batch.length;
    } catch (error) {
      const [only] = batch;
      if (batch.length > 1 || only === undefined || !tooLarge(error))
        throw fromKafka(error, 'commit', `producing to ${topic}`);
      bad(only.line, `its ${only.value.length} bytes are more than the broker takes (max.message.bytes)`);
    }
  };
  for await (const { number, bytes: value } of lines.lines()) {
    const key = value === null ? undefined : keyOf(value);
    if (value === null || key === undefined) {
      bad(number, value === null ? `longer than ${LINE_LIMIT} bytes` : 'no JSON object');
      continue;
    }
    if (bytes + value.length > CHUNK_BYTES) await send();
    waiting.push({ line: number, key, value });
    bytes += value.length;
    if (waiting.length >= perTick) {
      await send();
      const due = started + ((counts.sent + counts.bad) * 1000) / rate;
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    }
  }
  await send();
}

function tooLarge(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (/MESSAGE_TOO_LARGE|larger than the (max|configured)/i.test(`${'type' in at ? at.type : ''} ${messageOf(at)}`))
      return true;
  }
  return false;
}

/** The document's id; null when it has none, undefined when the line is no document at all. */
function keyOf(value: Buffer): string | null | undefined {
  try {
    const parsed: unknown = JSON.parse(value.toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    const id = (parsed as { id?: unknown }).id;
    return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
  } catch {
    return undefined;
  }
}
