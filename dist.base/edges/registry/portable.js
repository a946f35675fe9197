import { packagedSchema } from "./avro.js";
import { avroCodec } from "./codec.js";
import { memoryRegistry } from "./memory.js";
import { model } from "./model.js";
const HEADER = 5;
/** `written`: the schema of what will be read, by default today's. Throws `fatal` for one that today's cannot follow. */
export async function portableModel(written = packagedSchema('ModelRecord')) {
    const registry = memoryRegistry();
    const subject = 'model';
    const id = await registry.register(subject, written);
    const header = Buffer.alloc(HEADER);
    header.writeUInt32BE(id, 1);
    const schema = packagedSchema('ModelRecord');
    const codec = await avroCodec({
        registry,
        subject,
        schema,
        shape: model,
        compatibility: 'BACKWARD',
    });
    await codec.prepare([header]);
    return {
        schema,
        encode: (record) => codec.encode(record).subarray(HEADER),
        decode: (bytes) => codec.decode(Buffer.concat([header, bytes])),
    };
}
//# sourceMappingURL=portable.js.map