/** What the simulated deployment is given: documents of a few themes, bad records, deletions, holes. */
import avsc from 'avsc';
import type { Encoder } from '../../src/core/ports.ts';
import { draws, hash32 } from '../../src/core/random.ts';
import { memoryRegistry } from '../../src/edges/registry/memory.ts';
import { BAD_RECORDS } from '../support/documents.ts';
import type { Message } from './broker/log.ts';
import { EPOCH } from './machine.ts';

export const DOCUMENTS = 108;
export const DELETIONS = 3;
/** Records of every kind. */
export const RECORDS = DOCUMENTS + BAD_RECORDS.length + DELETIONS;
const THEMES = [
  ['glacier', 'moraine'],
  ['levain', 'crust'],
  ['penalty', 'derby'],
];
/** Schemas that documents in Avro were written with: each has to be looked up. */
const WRITERS = 1;

export interface Given {
  readonly message: Message;
  readonly kind: 'good' | 'bad' | 'deletion';
}

/** Ids as they come, from 1. */
export const registry = memoryRegistry();
const writers = await Promise.all(
  Array.from({ length: WRITERS }, async (_, i) => {
    const fields = [
      { name: 'text', type: 'string' },
      { name: 'timestamp', type: { type: 'long', logicalType: 'timestamp-millis' } },
    ];
    const schema = { type: 'record', name: `Writer${i}`, fields };
    const id = await registry.register(`writer-${i}`, JSON.stringify(schema));
    return {
      id,
      type: avsc.Type.forSchema({ ...schema, fields: [fields[0], { name: 'timestamp', type: 'long' }] } as avsc.Schema),
    };
  }),
);

const bytes = (text: string): Buffer => Buffer.from(text);

/** All records of a feed, the same for the same seed: the good ones of themes, the others strewn in. */
export function feedOf(seed: number): Given[] {
  const next = draws(seed);
  const at = (i: number): number => EPOCH - 3_600_000 + i * 20_000;
  const given = Array.from({ length: DOCUMENTS }, (_, i): Given => {
    const [one, other] = THEMES[Math.floor(next() * THEMES.length)] as [string, string];
    const text = `${next() < 0.5 ? one : other} ${one} ${i}`;
    const headers = { trace: bytes(String(i)) };
    const written = writers[i % (4 * WRITERS)];
    const value = written
      ? framed(written.id, written.type.toBuffer({ text, timestamp: at(i) }))
      : bytes(JSON.stringify({ text, timestamp: at(i) }));
    return { kind: 'good', message: { key: bytes(`d${i}`), value, headers, timestamp: at(i) + 500 } };
  });
  const others: Given[] = BAD_RECORDS.map(({ record }) => ({
    kind: 'bad',
    message: {
      key: record.key === null ? null : Buffer.from(record.key),
      value: record.value === null ? null : Buffer.from(record.value),
      headers: Object.fromEntries((record.headers ?? []).map(([name, value]) => [name, Buffer.from(value)])),
      timestamp: at(0),
    },
  }));
  for (let i = 0; i < DELETIONS; i++)
    others.push({
      kind: 'deletion',
      message: { key: bytes(`d${i * 7}`), value: null, headers: {}, timestamp: at(DOCUMENTS) },
    });
  // What is deleted was written in the first third.
  for (const other of others) given.splice(Math.floor((0.3 + 0.7 * next()) * given.length), 0, other);
  return given;
}

function framed(id: number, value: Buffer): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt32BE(id, 1);
  return Buffer.concat([header, value]);
}

const DIM = 8;
const known = new Map<string, Float32Array>();

/** Vectors near one direction for each first word, no two alike; looked up, since texts come again and again. */
export const tinyEncoder: Encoder = {
  id: `tiny/${DIM}`,
  dim: DIM,
  async encode(texts) {
    const data = new Float32Array(texts.length * DIM);
    for (const [i, text] of texts.entries()) {
      const vector = known.get(text) ?? vectorOf(text);
      known.set(text, vector);
      data.set(vector, i * DIM);
    }
    return { rows: texts.length, dim: DIM, data };
  },
  async close() {},
};

function vectorOf(text: string): Float32Array {
  const words = text.split(' ');
  const vector = Float64Array.from({ length: DIM }, (_, j) => (hash32(`${text} ${j}`) / 2 ** 32 - 0.5) * 0.5);
  for (const word of words.slice(0, 2)) {
    const at = hash32(word) % DIM;
    vector[at] = (vector[at] ?? 0) + 1;
  }
  const length = Math.hypot(...vector);
  return Float32Array.from(vector, (v) => v / length);
}
