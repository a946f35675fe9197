import type { Encoder } from '../../../../src/core/ports.ts';
import { hashingEncoder } from '../../../../src/edges/encoder/hashing.ts';

/** A hashing encoder that notes the texts that reach it. */
export function noted(dim = 8): { readonly inner: Encoder; readonly asked: string[] } {
  const asked: string[] = [];
  const hashing = hashingEncoder({ dim });
  return {
    asked,
    inner: {
      ...hashing,
      encode: (texts) => {
        asked.push(...texts);
        return hashing.encode(texts);
      },
    },
  };
}
