/** Feeds made up for tests: documents of a few themes, the same for the same seed. */

import type { Message } from 'kafkajs';
import type { OutRecord } from '../../src/core/ports.ts';
import { uniform } from '../../src/core/random.ts';

/** Words that only one theme says; several scripts among them. */
const THEMES: readonly (readonly string[])[] = [
  ['glacier', 'icefield', 'moraine', 'crevasse', 'meltwater', 'serac', 'firn', 'calving', 'snowline', 'albedo'],
  ['sourdough', 'levain', 'crumb', 'proofing', 'banneton', 'hydration', 'oven', 'crust', 'autolyse', 'bakery'],
  ['offside', 'midfielder', 'penalty', 'goalkeeper', 'derby', 'striker', 'fixture', 'referee', 'relegation', 'header'],
  ['нейтрино', 'детектор', 'спектр', 'излучение', 'частица', 'протон', 'ускоритель', 'кварк', 'мюон', 'распад'],
  ['台風', '気圧', '豪雨', '避難', '警報', '洪水', '河川', '予報', '風速', '降水'],
  ['vinyl', 'turntable', 'stylus', 'pressing', 'sleeve', 'groove', 'cartridge', 'preamp', 'mastering', 'lathe'],
];

export interface Made {
  readonly id: string;
  readonly text: string;
  /** Event time, ms. */
  readonly timestamp: number;
  readonly theme: number;
}

export interface FeedOptions {
  readonly count: number;
  readonly seed?: number;
  /** Event time of the first document, ms; one a second follows. Default 2024-01-01. */
  readonly from?: number;
  /** Time between two documents, ms; default 1 s. */
  readonly step?: number;
  /** The theme of document i; default any of them. */
  readonly theme?: (i: number) => number;
}

export const FEED_START = Date.UTC(2024, 0, 1);

/** Document i says eight words of its theme and its own number. */
export function madeDocuments(options: FeedOptions): Made[] {
  const { count, seed = 7, from = FEED_START, step = 1000 } = options;
  const draw = (what: string, below: number): number => Math.floor(uniform(what, seed) * below);
  return Array.from({ length: count }, (_, i) => {
    const theme = options.theme?.(i) ?? draw(`theme ${i}`, THEMES.length);
    const words = THEMES[theme] as readonly string[];
    const said = Array.from({ length: 8 }, (_, j) => words[draw(`word ${i} ${j}`, words.length)] as string);
    return { id: `d${i}`, text: `${said.join(' ')} n${i}`, timestamp: from + i * step, theme };
  });
}

/** A document as JSON under its id, with a Kafka timestamp shortly after its own. */
export function recordOf(topic: string, { id, text, timestamp }: Omit<Made, 'theme'>, partition?: number): OutRecord {
  return {
    topic,
    ...(partition === undefined ? {} : { partition }),
    key: id,
    value: new TextEncoder().encode(JSON.stringify({ id, text, timestamp })),
    headers: [['content-type', 'application/json']],
    timestamp: timestamp + 500,
  };
}

/** As kafkajs takes it. */
export function messageOf({ partition, key, value, headers = [], timestamp }: Omit<OutRecord, 'topic'>): Message {
  return {
    key: key === null ? null : Buffer.from(key),
    value: value === null ? null : Buffer.from(value),
    headers: Object.fromEntries(headers.map(([name, bytes]) => [name, Buffer.from(bytes)])),
    ...(partition === undefined ? {} : { partition }),
    ...(timestamp === undefined ? {} : { timestamp: String(timestamp) }),
  };
}

/** Ways to be no document, each with the stage that refuses it. */
export const BAD_RECORDS: readonly {
  readonly name: string;
  readonly stage: string;
  readonly record: Omit<OutRecord, 'topic'>;
}[] = [
  { name: 'no JSON', stage: 'decode', record: { key: 'bad-json', value: bytes('{"id": "x", "text'), headers: json() } },
  { name: 'no text', stage: 'text', record: { key: 'bad-missing', value: bytes('{"id":"x"}'), headers: json() } },
  {
    name: 'empty text',
    stage: 'text',
    record: { key: 'bad-empty', value: bytes('{"text":" \\u200b "}'), headers: json() },
  },
  { name: 'empty value', stage: 'decode', record: { key: 'bad-nothing', value: new Uint8Array(), headers: json() } },
  {
    name: 'not UTF-8',
    stage: 'text',
    record: { key: null, value: new Uint8Array([0xc3, 0x28, 0x61]), headers: [['content-type', 'text/plain']] },
  },
  {
    name: 'unknown schema',
    stage: 'schema',
    record: { key: 'bad-schema', value: new Uint8Array([0, 0, 0, 0x7f, 0xff, 2, 2]) },
  },
  {
    name: 'impossible time',
    stage: 'time',
    record: { key: 'bad-time', value: bytes('{"text":"a word","timestamp":"yesterday"}'), headers: json() },
  },
  {
    name: 'future time',
    stage: 'time',
    record: {
      key: 'bad-future',
      value: bytes(`{"text":"a word","timestamp":${Date.UTC(2199, 0, 1)}}`),
      headers: json(),
      timestamp: FEED_START,
    },
  },
  { name: 'a deletion of nothing', stage: 'decode', record: { key: null, value: null } },
];

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function json(): [string, string][] {
  return [
    ['content-type', 'application/json'],
    ['trace', 'kept'],
  ];
}
