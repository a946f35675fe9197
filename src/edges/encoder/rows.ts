/**
 * A student and a feed map made ready to encode: what core/tune says, in WebAssembly SIMD (kernel.wat), to within the
 * rounding of float32. Vectors hang on their text alone, to the last bit, on every machine.
 */
import { LeitmotifError } from '../../core/errors.ts';
import type { Bag } from '../../core/text/wordpiece.ts';
import { type FeedMap, mappedDim } from '../../core/tune/map.ts';
import type { Student } from '../../core/tune/student.ts';
import { KERNEL } from './kernel.ts';

/** What is used of WebAssembly: its declarations come with those of browsers only. Missing where V8 may not compile. */
declare const WebAssembly:
  | {
      validate(bytes: Uint8Array): boolean;
      readonly Module: new (bytes: Uint8Array) => object;
      readonly Instance: new (module: object) => { readonly exports: unknown };
    }
  | undefined;

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  gather(...args: [table: number, size: number, ids: number, weights: number, count: number, out: number]): void;
  lower(matrix: number, size: number, x: number, out: number): void;
}

export interface Rows {
  /** Length of a vector. */
  readonly dim: number;
  /** The unit vector of one text into `out` from `at`. `base` (from `from`) is the encoder's own; unused by a student. */
  encode(bag: Bag | null, base: Float32Array | null, from: number, out: Float32Array, at: number): void;
}

const PAGE = 1 << 16;
/** Different pieces of one text at most. */
const MOST_PIECES = 1024;
/** Numbers in a row are a multiple of this: 64 bytes. */
const LANES = 16;

/** `dim` is the length of the vectors that the map is put on. Throws `fatal` where there is no WebAssembly with SIMD. */
export function openRows({ student, map, dim }: { student: Student | null; map: FeedMap | null; dim: number }): Rows {
  const bytes = Buffer.from(KERNEL, 'base64');
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(bytes)) {
    const message = 'a tuned encoder needs WebAssembly with SIMD, which this Node lacks: start it without --jitless';
    throw new LeitmotifError('fatal', 'encode', message);
  }
  const kernel = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Kernel;
  const wide = padded(dim);
  const whitening = map?.whitening ?? null;
  const words = map?.words ?? null;
  const adapter = map?.adapter ?? null;
  const rankWide = padded(adapter?.rank ?? 0);
  const lsaWide = padded(words?.lsa.dim ?? 0);

  // 1. The memory: scratch first, then the tables.
  let end = 0;
  const reserve = (floats: number) => {
    const at = end;
    end += 4 * floats;
    return at;
  };
  const at = {
    ids: reserve(MOST_PIECES),
    roots: reserve(MOST_PIECES),
    logs: reserve(MOST_PIECES),
    sum: reserve(wide),
    numbers: reserve(adapter === null ? 0 : padded(Math.max(dim, adapter.rank))),
    hidden: reserve(rankWide),
    residual: reserve(adapter === null ? 0 : wide),
    centred: reserve(wide),
    white: reserve(wide),
    words: reserve(lsaWide),
    matrix: reserve(whitening === null ? 0 : wide * wide),
    down: reserve(adapter === null ? 0 : dim * rankWide),
    up: reserve(adapter === null ? 0 : adapter.rank * wide),
    lsa: reserve(words === null ? 0 : words.lsa.size * lsaWide),
    student: reserve(student === null ? 0 : student.size * wide),
  };
  kernel.memory.grow(Math.ceil(end / PAGE));
  const { buffer } = kernel.memory;
  const floats = new Float32Array(buffer);
  const lay = (
    table: Float32Array,
    rows: number,
    { length, wideAs, to }: { length: number; wideAs: number; to: number },
  ) => {
    for (let i = 0; i < rows; i++) floats.set(table.subarray(i * length, (i + 1) * length), to / 4 + i * wideAs);
  };
  if (whitening !== null) lay(whitening.matrix, dim, { length: dim, wideAs: wide, to: at.matrix });
  if (adapter !== null) {
    lay(adapter.down, dim, { length: adapter.rank, wideAs: rankWide, to: at.down });
    lay(adapter.up, adapter.rank, { length: dim, wideAs: wide, to: at.up });
    // The n-th number of a vector weighs the n-th row.
    const most = Math.max(dim, adapter.rank);
    new Int32Array(buffer, at.numbers, most).set(Array.from({ length: most }, (_, n) => n));
  }
  if (words !== null) lay(words.lsa.rows, words.lsa.size, { length: words.lsa.dim, wideAs: lsaWide, to: at.lsa });
  if (student !== null) lay(student.rows, student.size, { length: dim, wideAs: wide, to: at.student });
  const ids = new Int32Array(buffer, at.ids, MOST_PIECES);
  const roots = new Float32Array(buffer, at.roots, MOST_PIECES);
  const logs = new Float32Array(buffer, at.logs, MOST_PIECES);
  const sum = new Float32Array(buffer, at.sum, dim);
  const centred = new Float32Array(buffer, at.centred, dim);
  const residual = new Float32Array(buffer, at.residual, adapter === null ? 0 : dim);
  const white = new Float32Array(buffer, at.white, dim);
  const said = new Float32Array(buffer, at.words, words?.lsa.dim ?? 0);

  return {
    dim: map === null ? dim : mappedDim(map, dim),
    encode(bag, base, from, out, to) {
      // 2. Weights of the pieces: the student's √tf, the words' 1 + ln tf.
      const count = Math.min(MOST_PIECES, bag?.ids.length ?? 0);
      for (let i = 0; i < count; i++) {
        const tf = bag?.counts[i] as number;
        ids[i] = bag?.ids[i] as number;
        roots[i] = tf === 1 ? 1 : Math.sqrt(tf);
        logs[i] = tf === 1 ? 1 : 1 + Math.log(tf);
      }
      // 3. The vector: the student's, or the encoder's own.
      if (student !== null) {
        kernel.gather(at.student, 4 * wide, at.ids, at.roots, count, at.sum);
        const square = squareOf(sum);
        // Where nothing is known of a text, one direction stands for "nothing said".
        if (square > 0) scaleBy(sum, 1 / Math.sqrt(square));
        else sum.fill(1 / Math.sqrt(dim));
      } else sum.set((base as Float32Array).subarray(from, from + dim));
      // 4. Adapted: norm(x + Uᵀ D x).
      if (adapter !== null) {
        kernel.gather(at.down, 4 * rankWide, at.numbers, at.sum, dim, at.hidden);
        kernel.gather(at.up, 4 * wide, at.numbers, at.hidden, adapter.rank, at.residual);
        for (let j = 0; j < dim; j++) residual[j] = (residual[j] as number) + (sum[j] as number);
        const square = squareOf(residual);
        if (square > 0) {
          scaleBy(residual, 1 / Math.sqrt(square));
          sum.set(residual);
        }
      }
      // 5. Whitened: norm(M (x − μ)).
      let vector = sum;
      if (whitening !== null) {
        for (let j = 0; j < dim; j++) centred[j] = (sum[j] as number) - (whitening.mean[j] as number);
        kernel.lower(at.matrix, 4 * wide, at.centred, at.white);
        const square = squareOf(white);
        if (square > 0) {
          scaleBy(white, 1 / Math.sqrt(square));
          vector = white;
        }
      }
      // 6. The words beside it.
      let whole = 1;
      if (words !== null) {
        kernel.gather(at.lsa, 4 * lsaWide, at.ids, at.logs, count, at.words);
        const square = squareOf(said);
        if (square > 0) {
          whole = 1 / Math.sqrt(1 + words.weight ** 2);
          scaleBy(said, (whole * words.weight) / Math.sqrt(square));
          out.set(said, to + dim);
        } else out.fill(0, to + dim, to + dim + said.length);
      }
      if (whole !== 1) scaleBy(vector, whole);
      out.set(vector, to);
    },
  };
}

function padded(length: number): number {
  return Math.ceil(length / LANES) * LANES;
}

function squareOf(values: Float32Array): number {
  let square = 0;
  for (let i = 0; i < values.length; i++) square += (values[i] as number) ** 2;
  return square;
}

function scaleBy(values: Float32Array, by: number): void {
  for (let i = 0; i < values.length; i++) values[i] = (values[i] as number) * by;
}
