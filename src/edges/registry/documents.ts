/** Documents out of records, in whatever format a producer chose. Everything here is hostile until checked. */
import type { Type } from 'avsc';
import { compile, type JSONValue } from 'json-p3';
import { LeitmotifError, messageOf, type Stage } from '../../core/errors.ts';
import type { DocumentReader, RawRecord } from '../../core/ports.ts';
import type { Document, Millis } from '../../core/types.ts';
import { avroType, bigint } from './avro.ts';
import type { SchemaRegistry } from './client.ts';
import { reader, schemaId, type Writer, writers } from './codec.ts';
import { eventTime } from './time.ts';

type Format = 'avro' | 'json' | 'text';
const FIELDS = ['id', 'text', 'timestamp', 'title', 'url', 'source', 'language'] as const;
type Field = (typeof FIELDS)[number];

export interface DocumentReaderOptions {
  readonly registry: SchemaRegistry;
  /** Of records whose `content-type` header doesn't tell. `auto`: a zero byte first is Avro, a brace is JSON, else text. */
  readonly format: 'auto' | Format;
  /** Longest text, bytes of UTF-8; 1,000,000 by default. */
  readonly maxTextBytes?: number;
  /** What our fields are called in JSON and Avro, where it is not their own name; in JSON also a JSONPath (RFC 9535), which begins with $. */
  readonly fields?: Partial<Readonly<Record<Field, string>>>;
  /** What whoever sent what is no JSON is told to do; by default what works on Kafka. */
  readonly remedy?: string;
}

const KAFKA_REMEDY = 'if it is plain text, say so in the format or by content-type text/plain';

const MAX_ID = 1000;
/** Longest of what is only shown, UTF-16 units. */
const MAX_SHOWN = { title: 500, url: 2000, source: 200, language: 35 } as const;

/** A document's fields as they were found; undefined or null where there are none. */
type Found = { readonly [field in Field]?: unknown };

/** Reads documents in Avro (any writer's schema with these fields by name), JSON and plain text. */
export function documentReader(options: DocumentReaderOptions): DocumentReader {
  const { format: configured, maxTextBytes = 1_000_000, fields = {}, remedy = KAFKA_REMEDY } = options;
  const nameOf = (field: Field) => fields[field] ?? field;
  const lookUp = new Map(FIELDS.map((field) => [field, lookUpOf(field, nameOf(field))]));
  const schemas = writers(options.registry);
  const readAvro = reader(schemas, (writer) => readerType(writer, nameOf));

  function formatOf(record: RawRecord, value: Uint8Array): Format {
    return declaredFormat(record) ?? (configured === 'auto' ? guess(value) : configured);
  }

  function find(value: Uint8Array, format: Format): Found {
    switch (format) {
      case 'text':
        return { text: value };
      case 'json':
        return pick(parseObject(value, remedy), lookUp);
      case 'avro': {
        const { writer, record } = readAvro(value);
        const found = pick(record, lookUp);
        return { ...found, timestamp: toMillis(found.timestamp, writer, nameOf('timestamp')) };
      }
    }
  }

  return {
    async prepare(records) {
      const payloads: Uint8Array[] = [];
      for (const record of records) {
        const { value } = record;
        // What decode will refuse anyway must not stop the batch here.
        if (value !== null && schemaId(value) !== null && attempt(() => formatOf(record, value)) === 'avro') {
          payloads.push(value);
        }
      }
      await schemas.prepare(payloads);
    },

    decode(record, origin) {
      const { value } = record;
      if (value === null) throw new LeitmotifError('bug', 'decode', 'a tombstone was read as a document');
      const found = find(value, formatOf(record, value));
      return {
        id: idOf(found.id, nameOf('id')) ?? keyOf(record) ?? `${origin.topic}-${origin.partition}-${record.offset}`,
        text: textOf(found.text, nameOf('text'), maxTextBytes),
        time: eventTime(found.timestamp ?? undefined, nameOf('timestamp')) ?? appendTime(record),
        ...shown(found),
      };
    },

    deletes(record) {
      const id = keyOf(record);
      if (id === null) {
        throw poison('decode', 'a null value deletes the document named by the key, and there is no UTF-8 key');
      }
      return id;
    },
  };
}

/** The format that the record's last `content-type` header names; null when it names none that we read. */
function declaredFormat(record: RawRecord): Format | null {
  const header = record.headers.findLast(([name]) => name.toLowerCase() === 'content-type');
  if (header === undefined) return null;
  const [type = '', ...parameters] = new TextDecoder().decode(header[1]).toLowerCase().split(';');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)/.exec(parameter)?.[1])
    .find((name) => name);
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/.test(charset)) {
    throw poison('text', `the content-type header names charset ${quote(charset)}: send UTF-8`);
  }
  const subtype = type.trim();
  if (/^(application|text)\/([^/]*\+)?json$/.test(subtype)) return 'json';
  if (/^(application\/([^/]*[.+])?avro([.+-].*)?|avro\/binary)$/.test(subtype)) return 'avro';
  return subtype === 'text/plain' ? 'text' : null;
}

function guess(value: Uint8Array): Format {
  if (value[0] === 0) {
    return 'avro'; // no text begins with NUL
  }
  const start = value[0] === 0xef && value[1] === 0xbb && value[2] === 0xbf ? 3 : 0;
  const first = value.subarray(start).find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return first === 0x7b ? 'json' : 'text';
}

function parseObject(value: Uint8Array, remedy: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(utf8(value, 'decode', 'the JSON'));
  } catch (error) {
    if (error instanceof LeitmotifError) throw error;
    // Not the engine's message: it quotes the document.
    throw poison('decode', `the value is not JSON; ${remedy}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw poison('decode', 'the JSON is no object: send {"id": …, "text": …}');
  }
  return parsed;
}

type LookUp = (record: object) => unknown;

function pick(record: object, lookUp: ReadonlyMap<Field, LookUp>): Found {
  const found: { [field in Field]?: unknown } = {};
  for (const [field, look] of lookUp) found[field] = look(record);
  return found;
}

/** Throws `fatal`, stage `config`, for what begins as a path and is none. */
function lookUpOf(field: Field, name: string): LookUp {
  if (!name.startsWith('$')) return (record) => (record as Record<string, unknown>)[name];
  try {
    const path = compile(name);
    return (record) => path.query(record as JSONValue).values()[0];
  } catch (error) {
    const message = `${field} is looked for at ${name}, which is no JSONPath: ${messageOf(error)}`;
    throw new LeitmotifError('fatal', 'config', message, { cause: error });
  }
}

/**
 * What is read of a writer's record: our fields alone, by name, strings as bytes (so that their UTF-8 can be checked)
 * and longs as bigints (so that no unit overflows). Its name is the writer's, so that any record will do.
 */
function readerType(writer: Writer, nameOf: (field: Field) => string): Type {
  const { type } = writer;
  if (type.typeName !== 'record' || type.name === undefined) {
    throw new TypeError(`a ${type.typeName} where a record must be`);
  }
  const written = new Map((type as Type & RecordFields).fields.map(({ name, type }) => [name, type]));
  return avroType({
    type: 'record',
    name: type.name,
    fields: FIELDS.flatMap((field) => {
      const name = nameOf(field);
      if (field === 'text') return { name, type: ['null', 'bytes'] };
      const type =
        field === 'id'
          ? ['null', 'bytes', bigint]
          : field === 'timestamp'
            ? ['null', bigint, 'bytes']
            : shownType(written.get(name));
      return type === null ? [] : { name, type, default: null };
    }),
  });
}

interface RecordFields {
  readonly fields: readonly { readonly name: string; readonly type: Type & { readonly types?: readonly Type[] } }[];
}

/** What is read of a field that is only shown; null for one that may hold what is no text, which is passed over. */
function shownType(written: RecordFields['fields'][0]['type'] | undefined): unknown[] | null {
  const branches = written === undefined ? [] : (written.types ?? [written]);
  if (!branches.every(({ typeName }) => /^(null|string|bytes|enum)$/.test(typeName))) return null;
  return ['null', 'bytes', ...branches.filter(({ typeName }) => typeName === 'enum')];
}

/** A timestamp in the unit that its writer declares; a long without one is taken as ms, a string for ISO 8601. */
function toMillis(value: unknown, writer: Writer, name: string): unknown {
  if (value instanceof Uint8Array) return utf8(value, 'time', name);
  if (typeof value !== 'bigint') return value;
  const { fields } = writer.schema as { readonly fields: readonly { readonly name: string; readonly type: unknown }[] };
  const declared = JSON.stringify(fields.find((field) => field.name === name)?.type);
  const unit = declared.includes('timestamp-micros') ? 1000n : declared.includes('timestamp-nanos') ? 1_000_000n : 1n;
  return Number(value / unit);
}

function idOf(value: unknown, name: string): string | null {
  const id = value instanceof Uint8Array ? utf8(value, 'decode', name) : value;
  if (id === undefined || id === null || id === '') return null;
  if (typeof id === 'bigint' || Number.isSafeInteger(id)) return String(id);
  if (typeof id !== 'string') {
    throw poison('decode', `${name} is ${kind(id)}: it must be a string or an integer within ±(2^53 − 1)`);
  }
  return bounded(id.toWellFormed(), name);
}

function keyOf(record: RawRecord): string | null {
  if (record.key === null || record.key.length === 0) return null;
  const key = attempt(() => utf8(record.key ?? new Uint8Array(), 'decode', 'key'));
  return key === null ? null : bounded(key, 'key');
}

function bounded(id: string, name: string): string {
  if (id.length > MAX_ID) {
    throw poison('decode', `${name} has ${id.length} characters: at most ${MAX_ID} name a document`);
  }
  return id;
}

function textOf(value: unknown, name: string, maxBytes: number): string {
  if (value === undefined || value === null) throw poison('text', `${name} is missing`);
  if (typeof value !== 'string' && !(value instanceof Uint8Array)) {
    throw poison('text', `${name} is ${kind(value)}: it must be a string`);
  }
  const bytes = Buffer.byteLength(value);
  if (bytes > maxBytes) throw poison('text', `${name} has ${bytes} bytes: at most ${maxBytes} are read (maxTextBytes)`);
  const text = typeof value === 'string' ? value.toWellFormed() : utf8(value, 'text', name);
  // Format characters (zero-width spaces, direction marks) show as little as white space does.
  if (!/[^\s\p{Cc}\p{Cf}]/u.test(text)) throw poison('text', `${name} is empty, or holds nothing that can be seen`);
  return text;
}

function appendTime(record: RawRecord): Millis {
  const time = eventTime(record.timestamp, "the record's Kafka timestamp");
  if (time === null) throw poison('time', 'the record has no timestamp');
  return time;
}

/** Fields that are only shown never refuse a document: what cannot be shown is left out. */
function shown(found: Found): Pick<Document, 'title' | 'url' | 'source' | 'language'> {
  const kept: { title?: string; url?: string; source?: string; language?: string } = {};
  for (const field of ['title', 'url', 'source', 'language'] as const) {
    const value = found[field];
    const raw = value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
    if (typeof raw !== 'string') continue;
    const text = raw
      .toWellFormed()
      .replace(/\p{Cc}+/gu, ' ')
      .trim();
    const whole = text.length <= MAX_SHOWN[field];
    if (
      text === '' ||
      (field === 'language' && !whole) ||
      (field === 'url' && !(whole && /^https?:\/\//i.test(text)))
    ) {
      continue; // half a language or address is another one, and an address of another scheme may be a script
    }
    // A cut through a surrogate pair leaves a lone one at the end.
    kept[field] = whole ? text : text.slice(0, MAX_SHOWN[field]).replace(/\p{Cs}$/u, '');
  }
  return kept;
}

/** Strict UTF-8; a byte-order mark is dropped. */
function utf8(bytes: Uint8Array, stage: Stage, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw poison(stage, `${name} is not UTF-8: send it in that encoding`);
  }
}

function attempt<T>(run: () => T): T | null {
  try {
    return run();
  } catch {
    return null;
  }
}

function kind(value: unknown): string {
  return value === null
    ? 'null'
    : Array.isArray(value)
      ? 'an array'
      : typeof value === 'number'
        ? 'a number'
        : `of type ${typeof value}`;
}

function quote(text: string): string {
  return JSON.stringify(text.slice(0, 40));
}

function poison(stage: Stage, message: string): LeitmotifError {
  return new LeitmotifError('poison', stage, message);
}
