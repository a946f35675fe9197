/** Documents of about forty words, cut from real text, each its own. */
import { readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { CompressionTypes, type Kafka } from 'kafkajs';
import { pathOf } from '../../quality/corpora.ts';

const WORDS = 40;
/** Records of one send. */
const CHUNK = 2000;

export interface Feed {
  readonly words: number;
  /** Of the n-th document. */
  text(n: number): string;
  write(file: string, count: number): void;
  append(kafka: Kafka, topic: string, count: number): Promise<void>;
}

export function feedOf(name: string): Feed {
  const lines = gunzipSync(readFileSync(pathOf('20ng')))
    .toString()
    .trimEnd()
    .split('\n');
  const texts = lines.map((line) => (JSON.parse(line) as { text: string }).text.split(/\s+/).filter(Boolean));
  const long = texts.filter((text) => text.length >= WORDS);
  const text = (n: number): string => {
    const all = long[n % long.length] as string[];
    // Each time round begins elsewhere in the text.
    const round = Math.floor(n / long.length);
    const start = (round * 17) % (all.length - WORDS + 1);
    return all.slice(start, start + WORDS).join(' ');
  };
  const document = (n: number, time: number): string =>
    JSON.stringify({ id: `${name}-${n}`, text: text(n), timestamp: time });
  return {
    words: WORDS,
    text,
    write(file, count) {
      writeFileSync(file, Array.from({ length: count }, (_, n) => `${document(n, 1000 * n)}\n`).join(''));
    },
    async append(kafka, topic, count) {
      const producer = kafka.producer({ allowAutoTopicCreation: false });
      await producer.connect();
      const start = Date.now() - count;
      for (let from = 0; from < count; from += CHUNK) {
        const messages = Array.from({ length: Math.min(CHUNK, count - from) }, (_, i) => ({
          key: `${name}-${from + i}`,
          value: document(from + i, start + from + i),
        }));
        await producer.send({ topic, messages, compression: CompressionTypes.None });
      }
      await producer.disconnect();
    },
  };
}
