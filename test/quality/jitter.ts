/**
 * Vectors a little other than an encoder's, as another processor, or another precision of the same weights, would give
 * them. What a change of the model is worth shows in the mean over some of these: on one set of vectors alone, what is
 * chosen is chosen for its chances.
 */
import type { Encoder } from '../../src/core/ports.ts';
import { hash32 } from '../../src/core/random.ts';
import { normal, rng } from '../laws/stream.ts';

/** Length of what is added to a unit vector: a cosine of .995 to it, about what 8 bits leave of 32. */
const LENGTH = 0.1;

/** The same text has the same vector in the same `turn`; turn 0 is the encoder itself. */
export function jittered(encoder: Encoder, turn: number): Encoder {
  if (turn === 0) return encoder;
  return {
    ...encoder,
    async encode(texts) {
      const { rows, dim, data } = await encoder.encode(texts);
      const out = new Float32Array(data.length);
      texts.forEach((text, i) => {
        const random = rng(hash32(text, turn));
        const noise = LENGTH / Math.sqrt(dim);
        const vector = Float64Array.from(data.subarray(i * dim, (i + 1) * dim), (x) => x + noise * normal(random));
        const norm = Math.hypot(...vector);
        out.set(
          vector.map((x) => x / norm),
          i * dim,
        );
      });
      return { rows, dim, data: out };
    },
  };
}
