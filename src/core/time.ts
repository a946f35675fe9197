/** Instants as people and machines write them. */
import type { Millis } from './types.ts';

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * A date, or a date with time, of ISO 8601, in ms; UTC unless it has an offset. Fractions of a millisecond are dropped.
 * Null for anything else, days that do not exist included. `Date.parse` takes other formats too, lets such days roll over
 * and reads a time without an offset in the machine's own zone.
 */
export function parseInstant(text: string): Millis | null {
  const match = ISO.exec(text.trim());
  if (match === null) return null;
  const [, day, hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match;
  const exact = `${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
  const local = new Date(exact);
  // 30 February rolls over instead of failing.
  if (Number.isNaN(local.getTime()) || local.toISOString() !== exact) return null;
  return local.getTime() - offsetOf(zone.toUpperCase());
}

/** Times of 2001 to 2286 in seconds, taken for ms: from January to April 1970. */
const SECONDS = { from: 1e9, to: 1e10 } as const;

/** What to tell people of a feed whose newest document is of such a time, likely one in seconds; else null. */
export function secondsTakenForMillis(newest: Millis): string | null {
  if (!(newest >= SECONDS.from && newest < SECONDS.to)) return null;
  const time = new Date(newest).toISOString();
  return `the newest timestamp is ${time}: if documents have seconds, give milliseconds, or topics forget a thousand times too slowly`;
}

/** ms east of UTC. */
function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
