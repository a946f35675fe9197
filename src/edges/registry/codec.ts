/** Avro in the Confluent wire format: a zero byte, the schema's id (4 bytes, big-endian), the value. */
import type { Type } from 'avsc';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import type { Codec } from '../../core/ports.ts';
import { avroType, countingType } from './avro.ts';
import type { Compatibility, SchemaRegistry } from './client.ts';

const HEADER = 5;
/** How long an id that the registry did not know is taken as unknown, ms: a flood of bad records must not become one of requests. */
const REMEMBER_UNKNOWN = 60_000;

/** The schema a value was written with. */
export interface Writer {
  readonly id: number;
  /** Parsed JSON. */
  readonly schema: unknown;
  readonly type: Type;
}

/** Writers' schemas by id, asked for once. */
export interface Writers {
  /** Makes known the schemas of these payloads; one that is not in the wire format is passed over. Throws `transient`. */
  prepare(payloads: Iterable<Uint8Array>): Promise<void>;
  /** The writer of a prepared payload. Throws `poison`: stage `decode` for a wrong header, `schema` for an unusable schema. */
  of(payload: Uint8Array): Writer;
}

export function schemaId(payload: Uint8Array): number | null {
  if (payload.length < HEADER || payload[0] !== 0) return null;
  return new DataView(payload.buffer, payload.byteOffset).getUint32(1);
}

export function writers(registry: SchemaRegistry, known: readonly Writer[] = []): Writers {
  const byId = new Map(known.map((writer) => [writer.id, writer]));
  /** Ids that cannot be used: why, and when that was found. */
  const refused = new Map<number, { reason: string; at: number }>();

  return {
    async prepare(payloads) {
      const now = Date.now();
      for (const [id, { at }] of refused) {
        if (now - at > REMEMBER_UNKNOWN) {
          refused.delete(id);
        }
      }
      for (const payload of payloads) {
        const id = schemaId(payload);
        if (id === null || byId.has(id) || refused.has(id)) continue;
        // One after the other: several are rare, and then likely to be garbage.
        const text = await registry.schema(id);
        if (text === null) {
          refused.set(id, {
            reason: 'is not known to the registry: produce with the registry that is configured here',
            at: now,
          });
          continue;
        }
        try {
          const schema: unknown = JSON.parse(text);
          byId.set(id, { id, schema, type: avroType(schema) });
        } catch (error) {
          refused.set(id, { reason: `is no Avro schema that stands alone (${messageOf(error)})`, at: now });
        }
      }
    },
    of(payload) {
      const id = schemaId(payload);
      if (id === null) {
        const found = payload.length < HEADER ? `${payload.length} bytes` : `first byte ${payload[0]}`;
        throw poison(
          'decode',
          `not in the Confluent wire format (${found}): a zero byte and a schema id must come first`,
        );
      }
      const writer = byId.get(id);
      if (writer !== undefined) return writer;
      const reason = refused.get(id)?.reason;
      if (reason === undefined) {
        throw new LeitmotifError('bug', 'schema', `decode was called before prepare (schema id ${id})`);
      }
      throw poison('schema', `schema id ${id} ${reason}`);
    },
  };
}

/** Reads values as one type, whatever compatible schema they were written with. */
export function reader(
  source: Writers,
  typeFor: (writer: Writer) => Type,
): (payload: Uint8Array) => { writer: Writer; record: object } {
  type Plan = { type: Type; resolver?: ReturnType<Type['createResolver']> } | { refusal: string };
  const plans = new WeakMap<Writer, Plan>();

  function plan(writer: Writer): Plan {
    try {
      const type = typeFor(writer);
      return type === writer.type ? { type } : { type, resolver: type.createResolver(writer.type) };
    } catch (error) {
      return { refusal: messageOf(error) };
    }
  }

  return (payload) => {
    const writer = source.of(payload);
    let how = plans.get(writer);
    if (how === undefined) {
      how = plan(writer);
      plans.set(writer, how);
    }
    if ('refusal' in how) {
      throw poison(
        'schema',
        `schema id ${writer.id} (${writer.type.name ?? writer.type.typeName}) has other fields than we need: ${how.refusal}`,
      );
    }
    let read: { value: object; offset: number };
    try {
      read = how.type.decode(Buffer.from(payload.buffer, payload.byteOffset, payload.length), HEADER, how.resolver);
    } catch (error) {
      // avsc's messages name types and numbers, never a string of the value; a stack that overflowed lands here too.
      throw poison('decode', `the bytes are no value of schema id ${writer.id}: ${messageOf(error)}`);
    }
    if (read.offset !== payload.length) {
      const how = read.offset < 0 ? 'are cut short' : `go on for ${payload.length - read.offset} after the value`;
      throw poison('decode', `the bytes ${how}; written with schema id ${writer.id}`);
    }
    return { writer, record: read.value };
  };
}

/** How a value of ours looks as an Avro record. `from` may trust the record's schema, and throws `poison` for what a schema cannot say. */
export interface Shape<T> {
  to(value: T): object;
  from(record: object): T;
}

export interface AvroCodecOptions<T> {
  readonly registry: SchemaRegistry;
  readonly subject: string;
  /** Avro schema as JSON: what is written, and what older or newer writers' values are read as. */
  readonly schema: string;
  readonly shape: Shape<T>;
  readonly compatibility: Compatibility;
  /** False: the schema must be there already; nothing is registered or configured. */
  readonly autoRegister?: boolean;
}

/** Opens a codec: registers (or finds) its schema. Throws as SchemaRegistry. */
export async function avroCodec<T>(options: AvroCodecOptions<T>): Promise<Codec<T>> {
  const { registry, subject, schema, shape } = options;
  const parsed: unknown = JSON.parse(schema);
  const type = countingType(parsed);
  if (options.autoRegister ?? true) {
    await registry.setCompatibility(subject, options.compatibility);
  }
  const id = await ((options.autoRegister ?? true)
    ? registry.register(subject, schema)
    : registry.find(subject, schema));
  const known = writers(registry, [{ id, schema: parsed, type }]);
  const read = reader(known, () => type);
  let scratch = frame(id, 1024);

  return {
    prepare: (payloads) => known.prepare(payloads),
    encode(value) {
      try {
        const record = shape.to(value);
        let end = type.encode(record, scratch, HEADER);
        if (end < 0) {
          scratch = frame(id, 2 * (scratch.length - end)); // −end bytes were missing
          end = type.encode(record, scratch, HEADER);
        }
        return Buffer.from(scratch.subarray(0, end));
      } catch (error) {
        if (error instanceof LeitmotifError) throw error;
        const message = `a value does not fit the schema of ${subject}: ${messageOf(error).slice(0, 300)}`;
        throw new LeitmotifError('bug', 'schema', message, { cause: error });
      }
    },
    decode: (bytes) => shape.from(read(bytes).record),
  };
}

function frame(id: number, size: number): Buffer {
  const buffer = Buffer.alloc(size);
  buffer.writeUInt32BE(id, 1);
  return buffer;
}

function poison(stage: 'decode' | 'schema', message: string): LeitmotifError {
  return new LeitmotifError('poison', stage, message);
}
