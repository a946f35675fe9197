/**
 * Bytes that were written once must be read for ever. Each fixture holds a writer's schema, values, and their bytes
 * (made by another Avro implementation, without the 5 bytes of the wire format). When a schema changes, add the next
 * version's fixture; never change or delete one that was released. (The one in work changes with its schema: adapt schema
 * and value, take the bytes from the failure, and read them before believing them.)
 */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Codec } from '../../../../src/core/ports.ts';
import { avroType, packagedSchema, type SchemaName } from '../../../../src/edges/registry/avro.ts';
import { openCodecs } from '../../../../src/edges/registry/codecs.ts';
import { documentReader } from '../../../../src/edges/registry/documents.ts';
import { incompatibility, memoryRegistry } from '../../../../src/edges/registry/memory.ts';
import { bits } from './bits.ts';

interface Fixture {
  readonly file: string;
  readonly name: SchemaName;
  readonly version: number;
  readonly schema: unknown;
  readonly cases: readonly { readonly value: unknown; readonly hex: string }[];
}

const folder = new URL('../../../fixtures/avro/', import.meta.url);
const fixtures: readonly Fixture[] = readdirSync(folder).map((file) => {
  const [name, version] = file.split(/\.v|\.json/);
  const { schema, cases } = JSON.parse(readFileSync(new URL(file, folder), 'utf8'), revive);
  return { file, name: name as SchemaName, version: Number(version), schema, cases };
});

/** {"$bigint"}, {"$float32"}, {"$float64"}, {"$map"} stand for what JSON has not. */
function revive(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$bigint' in value) return BigInt(String(value.$bigint));
  if ('$float32' in value) return Float32Array.from(value.$float32 as number[]);
  if ('$float64' in value) return Float64Array.from(value.$float64 as number[]);
  if ('$map' in value) return new Map(value.$map as [unknown, unknown][]);
  return value;
}

const names = { theta: 'theta', phi: 'phi', events: 'events', stats: 'stats', model: 'model', control: 'control' };
const kafkaTopicOf = {
  Theta: 'theta',
  Phi: 'phi',
  TopicEvent: 'events',
  BatchStats: 'stats',
  ModelRecord: 'model',
  Command: 'control',
} as const;

/** Our reader of the fixture's bytes as if they came from the Kafka topic, and our writer if we write them. */
async function open({ name, schema }: Fixture) {
  const registry = memoryRegistry();
  const id = await registry.register('older-value', JSON.stringify(schema));
  const wire = (hex: string) => new Uint8Array(Buffer.from(`00${id.toString(16).padStart(8, '0')}${hex}`, 'hex'));
  if (name === 'Document') {
    const reader = documentReader({ registry, format: 'avro' });
    const record = (hex: string) => ({
      offset: 9n,
      timestamp: 1_800_000_000_000,
      key: null,
      value: wire(hex),
      headers: [],
    });
    return {
      async read(hex: string): Promise<unknown> {
        await reader.prepare([record(hex)]);
        return reader.decode(record(hex), { topic: 'feed', partition: 0 });
      },
    };
  }
  const codecs = await openCodecs(registry, names);
  const codec = codecs[kafkaTopicOf[name]] as Codec<unknown>;
  return {
    async read(hex: string): Promise<unknown> {
      await codec.prepare([wire(hex)]);
      return codec.decode(wire(hex));
    },
    write: (value: unknown) => Buffer.from(codec.encode(value).subarray(5)).toString('hex'),
  };
}

describe.each(fixtures)('$file', (fixture) => {
  const { name, schema, cases } = fixture;

  it('is read, bit for bit', async () => {
    const { read } = await open(fixture);
    expect(cases.length).toBeGreaterThan(0);
    for (const { value, hex } of cases) expect(bits(await read(hex))).toBe(bits(value));
  });

  it('may be followed by the schema of today', () => {
    const level = name === 'TopicEvent' ? 'FULL_TRANSITIVE' : 'BACKWARD';
    const today = avroType(JSON.parse(packagedSchema(name)));
    expect(incompatibility(today, [avroType(schema)], level)).toBeNull();
  });
});

const newest = fixtures.filter(
  ({ name, version }) => !fixtures.some((other) => other.name === name && other.version > version),
);

describe.each(newest)('$file, the newest', ({ name, version, schema }) => {
  it('has the schema of today', () => {
    const today = avroType(JSON.parse(packagedSchema(name)));
    expect(avroType(schema).equals(today), `schemas/${name}.avsc changed: add ${name}.v${version + 1}.json`).toBe(true);
  });
});

// Documents are written by others.
describe.each(newest.filter(({ name }) => name !== 'Document'))('$file, the newest', (fixture) => {
  it('is what we write, byte for byte', async () => {
    const { write } = await open(fixture);
    for (const { value, hex } of fixture.cases) expect(write?.(value)).toBe(hex);
  });
});

it('covers every schema of the package, and an older version', () => {
  const all = readdirSync(new URL('../../../../schemas/', import.meta.url)).map((file) => file.replace('.avsc', ''));
  expect(new Set(fixtures.map(({ name }) => name))).toEqual(new Set(all));
  expect(fixtures.filter(({ version }) => version === 0).length).toBeGreaterThan(0);
});
