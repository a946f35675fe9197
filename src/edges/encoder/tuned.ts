/** An encoder that was tuned on a feed: a map over another encoder's vectors, or a static student that needs none. */
import { LeitmotifError } from '../../core/errors.ts';
import type { Encoder } from '../../core/ports.ts';
import { wordPiece } from '../../core/text/wordpiece.ts';
import { type Opened, readArtefact } from './artefact.ts';
import { openRows } from './rows.ts';
import { bounded } from './text.ts';

/**
 * `open` is called for the base encoder only where the artefact maps one; it is closed with this one. Throws `fatal` for
 * a folder that holds no tuned encoder, and for another base than it was tuned on.
 */
export async function tunedEncoder(folder: string, open: () => Promise<Encoder>): Promise<Encoder> {
  const artefact = await readArtefact(folder);
  if (artefact.student !== null) return encoderOf(artefact, null);
  const base = await open();
  try {
    if (base.id !== artefact.base) {
      const message = `encoder.tuned ${folder} was tuned on ${artefact.base}, not on ${base.id}: set the encoder to what it was, or tune anew`;
      throw new LeitmotifError('fatal', 'config', message);
    }
    return encoderOf(artefact, base);
  } catch (error) {
    await base.close();
    throw error;
  }
}

/** The id that an encoder from this folder has: of its base, or of a student, with the checksum of its numbers. */
export function tunedId({ student, base, checksum }: Pick<Opened, 'student' | 'base' | 'checksum'>): string {
  return `${student === null ? base : 'student'}+${checksum.slice(0, 12)}`;
}

function encoderOf(artefact: Opened, base: Encoder | null): Encoder {
  const { dim, limit, student, map, vocabulary } = artefact;
  const rows = openRows({ student, map, dim });
  const pieces = vocabulary === null ? null : wordPiece(vocabulary);
  let closed = false;
  return {
    id: tunedId(artefact),
    dim: rows.dim,
    async encode(texts) {
      if (closed) throw new LeitmotifError('bug', 'encode', 'the encoder was closed; create another to encode');
      const vectors = base === null ? null : (await base.encode(texts)).data;
      const data = new Float32Array(texts.length * rows.dim);
      texts.forEach((text, i) => {
        const bag = pieces === null ? null : pieces.bag(bounded(text), limit);
        rows.encode(bag, vectors, i * dim, data, i * rows.dim);
      });
      return { rows: texts.length, dim: rows.dim, data };
    },
    async close() {
      closed = true;
      await base?.close();
    },
  };
}
