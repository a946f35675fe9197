/** Records of the model with their schema beside them: bytes that can be read where no registry is left. */
import type { Codec } from '../../core/ports.ts';
import type { ModelRecord } from '../../core/types.ts';
import { packagedSchema } from './avro.ts';
import { avroCodec } from './codec.ts';
import { memoryRegistry } from './memory.ts';
import { model } from './model.ts';

const HEADER = 5;

export interface Portable {
  /** Avro schema of what `encode` writes, as JSON. */
  readonly schema: string;
  /** Bare Avro, without the header of the wire format. */
  encode(record: ModelRecord): Uint8Array;
  /** Of bytes in the written schema. Throws `poison`. */
  decode(bytes: Uint8Array): ModelRecord;
}

/** `written`: the schema of what will be read, by default today's. Throws `fatal` for one that today's cannot follow. */
export async function portableModel(written = packagedSchema('ModelRecord')): Promise<Portable> {
  const registry = memoryRegistry();
  const subject = 'model';
  const id = await registry.register(subject, written);
  const header = Buffer.alloc(HEADER);
  header.writeUInt32BE(id, 1);
  const schema = packagedSchema('ModelRecord');
  const codec: Codec<ModelRecord> = await avroCodec({
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
