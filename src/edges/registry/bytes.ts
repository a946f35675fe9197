/** Numbers as the bytes of an Avro field. */
import { endianness } from 'node:os';
import { LeitmotifError } from '../../core/errors.ts';

const LITTLE = endianness() === 'LE';

/** Little-endian float32, whatever the machine; of the same memory where it may be. */
export function toBytes(values: Float32Array): Buffer {
  if (LITTLE) return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const bytes = Buffer.alloc(values.length * 4);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let i = 0; i < values.length; i++) {
    view.setFloat32(i * 4, values[i] ?? 0, true);
  }
  return bytes;
}

export function fromBytes(bytes: Buffer): Float32Array {
  if (bytes.length % 4 !== 0) {
    throw new LeitmotifError(
      'poison',
      'decode',
      `a vector of float32 has ${bytes.length} bytes, which 4 does not divide`,
    );
  }
  const values = new Float32Array(bytes.length / 4);
  if (LITTLE) {
    new Uint8Array(values.buffer).set(bytes);
    return values;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let i = 0; i < values.length; i++) {
    values[i] = view.getFloat32(i * 4, true);
  }
  return values;
}

/** So many numbers as little-endian float64, whatever the machine. */
export function toDoubles(values: Iterable<number>, length: number): Buffer {
  const bytes = Buffer.alloc(length * 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let at = 0;
  for (const value of values) {
    view.setFloat64(at, value, true);
    at += 8;
  }
  return bytes;
}

export function fromDoubles(bytes: Buffer): Float64Array {
  if (bytes.length % 8 !== 0)
    throw new LeitmotifError(
      'poison',
      'decode',
      `a list of doubles has ${bytes.length} bytes, which 8 does not divide`,
    );
  const values = new Float64Array(bytes.length / 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let i = 0; i < values.length; i++) values[i] = view.getFloat64(i * 8, true);
  return values;
}
