/** How long the trainer gathers stats before it makes a version of the model of them: until somebody waits for it, or for a while. */
import type { Gathering } from '../core/cut.ts';
import type { OutRecord, RawRecord } from '../core/ports.ts';
import type { Millis } from '../core/types.ts';

/** On a stats record that nobody waits for: how much it is, in decimal, of what its worker may be ahead of the model by. */
const HEADER = 'ahead';
/** So much of it is absorbed at once, before any worker comes to wait. */
const ENOUGH = 0.5;
const utf8 = new TextDecoder();

/**
 * Headers of stats of so many records, of a worker that may be `staleness` batches of `batch` records ahead of the model: the
 * trainer may gather them with others. Without them it absorbs at once what has come.
 */
export function mayWait(
  records: number,
  { staleness, batch }: { readonly staleness: number; readonly batch: number },
): NonNullable<OutRecord['headers']> {
  return staleness === 0 ? [] : [[HEADER, String(Math.max(1, records) / (staleness * batch))]];
}

/** @param linger the longest that stats wait, ms */
export function gathering(linger: Millis): Gathering {
  return { worth: share, enough: ENOUGH, linger };
}

function share({ headers }: RawRecord): number {
  const text = headers.find(([name]) => name === HEADER)?.[1];
  const part = text ? Number.parseFloat(utf8.decode(text)) : Number.NaN;
  return part > 0 ? part : Number.POSITIVE_INFINITY;
}
