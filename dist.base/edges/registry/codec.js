import { LeitmotifError, messageOf } from "../../core/errors.js";
import { avroType, countingType } from "./avro.js";
const HEADER = 5;
/** How long an id that the registry did not know is taken as unknown, ms: a flood of bad records must not become one of requests. */
const REMEMBER_UNKNOWN = 60_000;
export function schemaId(payload) {
    if (payload.length < HEADER || payload[0] !== 0)
        return null;
    return new DataView(payload.buffer, payload.byteOffset).getUint32(1);
}
export function writers(registry, known = []) {
    const byId = new Map(known.map((writer) => [writer.id, writer]));
    /** Ids that cannot be used: why, and when that was found. */
    const refused = new Map();
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
                if (id === null || byId.has(id) || refused.has(id))
                    continue;
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
                    const schema = JSON.parse(text);
                    byId.set(id, { id, schema, type: avroType(schema) });
                }
                catch (error) {
                    refused.set(id, { reason: `is no Avro schema that stands alone (${messageOf(error)})`, at: now });
                }
            }
        },
        of(payload) {
            const id = schemaId(payload);
            if (id === null) {
                const found = payload.length < HEADER ? `${payload.length} bytes` : `first byte ${payload[0]}`;
                throw poison('decode', `not in the Confluent wire format (${found}): a zero byte and a schema id must come first`);
            }
            const writer = byId.get(id);
            if (writer !== undefined)
                return writer;
            const reason = refused.get(id)?.reason;
            if (reason === undefined) {
                throw new LeitmotifError('bug', 'schema', `decode was called before prepare (schema id ${id})`);
            }
            throw poison('schema', `schema id ${id} ${reason}`);
        },
    };
}
/** Reads values as one type, whatever compatible schema they were written with. */
export function reader(source, typeFor) {
    const plans = new WeakMap();
    function plan(writer) {
        try {
            const type = typeFor(writer);
            return type === writer.type ? { type } : { type, resolver: type.createResolver(writer.type) };
        }
        catch (error) {
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
            throw poison('schema', `schema id ${writer.id} (${writer.type.name ?? writer.type.typeName}) has other fields than we need: ${how.refusal}`);
        }
        let read;
        try {
            read = how.type.decode(Buffer.from(payload.buffer, payload.byteOffset, payload.length), HEADER, how.resolver);
        }
        catch (error) {
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
/** Opens a codec: registers (or finds) its schema. Throws as SchemaRegistry. */
export async function avroCodec(options) {
    const { registry, subject, schema, shape } = options;
    const parsed = JSON.parse(schema);
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
            }
            catch (error) {
                if (error instanceof LeitmotifError)
                    throw error;
                const message = `a value does not fit the schema of ${subject}: ${messageOf(error).slice(0, 300)}`;
                throw new LeitmotifError('bug', 'schema', message, { cause: error });
            }
        },
        decode: (bytes) => shape.from(read(bytes).record),
    };
}
function frame(id, size) {
    const buffer = Buffer.alloc(size);
    buffer.writeUInt32BE(id, 1);
    return buffer;
}
function poison(stage, message) {
    return new LeitmotifError('poison', stage, message);
}
//# sourceMappingURL=codec.js.map