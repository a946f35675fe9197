/** How long the trainer gathers stats before it makes a version of the model of them: until somebody waits for it, or for a while. */
import type { Gathering } from '../core/cut.ts';
import type { OutRecord, RawRecord } from '../core/ports.ts';
import type { Millis } from '../core/types.ts';

/** On a stats record that nobody waits for: the records of its span, in decimal. */
const HEADER = 'records';
const utf8 = new TextDecoder();

/** Headers of stats of so many records that may be gathered with others. Without them they are absorbed at once. */
export function mayWait(records: number): NonNullable<OutRecord['headers']> {
  return [[HEADER, String(records)]];
}

/**
 * Half of what workers may be ahead of the model by (`staleness` full batches of `batch` records) is absorbed at once, so that
 * none of them comes to wait; less of it after `interval`, ms.
 */
export function gathering({
  interval,
  staleness,
  batch,
}: {
  readonly interval: Millis;
  readonly staleness: number;
  readonly batch: number;
}): Gathering {
  return { worth: waiting, enough: (staleness * batch) / 2, linger: interval };
}

function waiting({ headers }: RawRecord): number {
  const text = headers.find(([name]) => name === HEADER)?.[1];
  const records = text ? Number(utf8.decode(text)) : Number.NaN;
  return records >= 0 ? records : Number.POSITIVE_INFINITY;
}
