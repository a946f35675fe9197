import { LeitmotifError } from '../../core/errors.ts';
import { parseInstant } from '../../core/time.ts';
import type { Millis } from '../../core/types.ts';

/** The last millisecond of the year 9999. */
const END_OF_TIME = 253_402_300_799_999;

/**
 * An event time: epoch milliseconds, or a string of ISO 8601 as `parseInstant` reads it. Fractions of a millisecond are
 * dropped. undefined → null; anything else that is no time within 1970–9999 is `poison`.
 */
export function eventTime(value: unknown, name: string): Millis | null {
  if (value === undefined) return null;
  const time = typeof value === 'number' ? Math.trunc(value) : typeof value === 'string' ? parseInstant(value) : null;
  if (time !== null && time >= 0 && time <= END_OF_TIME) {
    return time === 0 ? 0 : time; // no −0
  }
  const found = (JSON.stringify(typeof value === 'object' ? typeof value : String(value)) ?? '').slice(0, 40);
  const message = `${name} is ${found}: it must be epoch milliseconds, as a number, or ISO 8601, from 1970 to 9999`;
  throw new LeitmotifError('poison', 'time', message);
}
