/** Reads and writes .safetensors files: eight bytes of header length, a JSON header, then the tensors' bytes. */
import { open } from 'node:fs/promises';
import { z } from 'zod';
import { LeitmotifError } from '../../core/errors.ts';

export interface Tensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array;
}

const HEADER = z.record(
  z.string(),
  z.union([
    z.object({
      dtype: z.string(),
      shape: z.array(z.number().int().nonnegative()),
      data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
    }),
    z.record(z.string(), z.string()),
  ]),
);
/** The format's own bound on its header. */
const HEADER_LIMIT = 100_000_000;

/** How the numbers of a kind become float32: the bytes of one, and what is made of many. */
interface Numbers {
  readonly bytes: number;
  read(bytes: ArrayBuffer): Float32Array;
}

/** Kinds that weights come in; tensors of other kinds are left out. */
const NUMBERS: ReadonlyMap<string, Numbers> = new Map([
  ['F32', { bytes: 4, read: (bytes) => new Float32Array(bytes) }],
  ['F16', { bytes: 2, read: fromHalves }],
  ['BF16', { bytes: 2, read: fromUpperHalves }],
]);

/**
 * The file's tensors of float32, float16 or bfloat16 by name. Throws `fatal` for a file that is cut short or is none of this
 * format.
 */
export async function readSafetensors(path: string): Promise<ReadonlyMap<string, Tensor>> {
  const refuse = (why: string): never => {
    throw new LeitmotifError(
      'fatal',
      'encode',
      `${path} is no whole safetensors file (${why}): fetch the weights anew`,
    );
  };
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const read = async (from: number, length: number): Promise<ArrayBuffer> => {
      const bytes = new ArrayBuffer(length);
      for (let done = 0; done < length; ) {
        const { bytesRead } = await file.read(new Uint8Array(bytes), done, length - done, from + done);
        if (bytesRead === 0) refuse(`it ends at byte ${from + done}`);
        done += bytesRead;
      }
      return bytes;
    };
    if (size < 8) refuse(`${size} bytes`);
    const headerLength = Number(new DataView(await read(0, 8)).getBigUint64(0, true));
    if (headerLength > Math.min(HEADER_LIMIT, size - 8)) refuse(`its header claims ${headerLength} bytes`);
    const header =
      parsed(new TextDecoder().decode(await read(8, headerLength))) ?? refuse('its header is no JSON of this format');
    const tensors = new Map<string, Tensor>();
    for (const [name, entry] of Object.entries(header)) {
      const numbers = isTensor(entry) ? NUMBERS.get(entry.dtype) : undefined;
      if (!isTensor(entry) || numbers === undefined) continue;
      const [from, to] = entry.data_offsets;
      const elements = entry.shape.reduce((product, n) => product * n, 1);
      if (to - from !== elements * numbers.bytes || 8 + headerLength + to > size)
        refuse(`tensor ${name} lies outside of it`);
      tensors.set(name, { shape: entry.shape, data: numbers.read(await read(8 + headerLength + from, to - from)) });
    }
    return tensors;
  } finally {
    await file.close();
  }
}

/** The bytes of a .safetensors file with these tensors, float32, in this order. */
export function safetensors(tensors: ReadonlyMap<string, Tensor>): Buffer {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + data.byteLength] };
    end += data.byteLength;
  }
  // Spaces bring the first tensor to a multiple of eight bytes, as the format wants it.
  const json = JSON.stringify(header);
  const padded = Buffer.from(json.padEnd(json.length + ((8 - (Buffer.byteLength(json) % 8)) % 8)));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const bytes = [...tensors.values()].map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  return Buffer.concat([length, padded, ...bytes]);
}

/** All numbers of float16. */
let halves: Float32Array | null = null;

/** In a plain loop: `from` with a function takes many times as long, which the start of a large model would feel. */
function fromHalves(bytes: ArrayBuffer): Float32Array {
  halves ??= Float32Array.from({ length: 0x10000 }, (_, half) => numberOfHalf(half));
  const given = new Uint16Array(bytes);
  const numbers = new Float32Array(given.length);
  for (let i = 0; i < given.length; i++) numbers[i] = halves[given[i] as number] as number;
  return numbers;
}

/** IEEE 754 binary16: a sign, five bits of exponent, ten of fraction. */
function numberOfHalf(half: number): number {
  const [sign, exponent, fraction] = [half >> 15 ? -1 : 1, (half >> 10) & 31, half & 1023];
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** bfloat16 is the upper half of a float32. */
function fromUpperHalves(bytes: ArrayBuffer): Float32Array {
  const given = new Uint16Array(bytes);
  const numbers = new Uint32Array(given.length);
  for (let i = 0; i < given.length; i++) numbers[i] = (given[i] as number) << 16;
  return new Float32Array(numbers.buffer);
}

interface HeaderEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [number, number];
}

function isTensor(entry: HeaderEntry | Readonly<Record<string, string>>): entry is HeaderEntry {
  return Array.isArray(entry.shape);
}

function parsed(text: string): z.infer<typeof HEADER> | undefined {
  try {
    return HEADER.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
