/** What an artefact makes of texts, in the thread that asks. */
import { wordPiece } from '../../core/text/wordpiece.ts';
import type { Opened } from './artefact.ts';
import { openRows } from './rows.ts';

export interface Applied {
  /** Length of a vector. */
  readonly dim: number;
  /** One row for each bounded text; `base`: the vectors of the encoder below, null for a student. */
  encode(texts: readonly string[], base: Float32Array | null): Float32Array<ArrayBuffer>;
}

/** Throws `fatal` where there is no WebAssembly with SIMD. */
export function applied({ dim, limit, student, map, vocabulary }: Opened): Applied {
  const rows = openRows({ student, map, dim });
  const pieces = vocabulary === null ? null : wordPiece(vocabulary);
  return {
    dim: rows.dim,
    encode: (texts, base) =>
      rows.encode(texts.length, pieces === null ? null : (i) => pieces.lentBag(texts[i] as string, limit), base),
  };
}
