/** Dates as feeds write them: ISO 8601, RFC 822 with whatever liberties, and what else `Date.parse` makes of one. */
import { parseInstant } from '../time.ts';
import type { Millis } from '../types.ts';

/** Tue, 03 Nov 2026 10:00:00 +0100: the day of the week in any language, or left out; the seconds and the zone, too. */
const RFC822 =
  /^(?:[^\d,]*,?\s*)?(\d{1,2})[\s-]+(\p{L}{3})\p{L}*\.?,?[\s-]+(\d{4}|\d{2})(?:[,\s]+(\d{1,2}):(\d\d)(?::(\d\d))?(?:[.,]\d+)?\s*(.*))?$/u;
/** 03.11.2026 10:00, which `Date.parse` reads as the 11th of March. */
const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[,\s]+(\d{1,2}):(\d\d)(?::(\d\d))?\s*(.*))?$/u;
const LONGEST = 100;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Hours east of UTC, of names that have no other meaning in a feed: those of RFC 822 first. */
const ZONES: Readonly<Record<string, number>> = {
  ...{ EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 },
  ...{ AST: -4, ADT: -3, NST: -3.5, NDT: -2.5, AKST: -9, AKDT: -8, HST: -10, BRT: -3, ART: -3 },
  ...{ WEST: 1, BST: 1, CET: 1, CEST: 2, MEZ: 1, MESZ: 2, EET: 2, EEST: 3, MSK: 3, SAST: 2 },
  ...{ PKT: 5, IST: 5.5, WIB: 7, HKT: 8, SGT: 8, AWST: 8, JST: 9, KST: 9 },
  ...{ ACST: 9.5, ACDT: 10.5, AEST: 10, AEDT: 11, NZST: 12, NZDT: 13 },
};

/** Behind a time of the clock's twelve hours. */
const HALF = /^([ap])\.?m\b\.?\s*/i;

/** A time with a zone at its end that `Date.parse` knows. */
const ZONED = /:\d\d.*(?:\bGMT|\bUTC?\b|Z\b|\b[ECMP][SD]T\b|[+-]\d\d:?\d\d\b)/i;

/** ms since 1970; UTC where no zone is named, or none that is known. null for what is no date. */
export function feedDate(text: string): Millis | null {
  const date = text.trim();
  if (date.length > LONGEST) return null;
  const iso = parseInstant(date);
  if (iso !== null) return iso;
  const [, day, month = '', year, ...time] = RFC822.exec(date) ?? [];
  const named = MONTHS.indexOf(month.toLowerCase());
  if (named >= 0) return instant([year, named, day], time);
  const dotted = DOTTED.exec(date);
  if (dotted !== null) return instant([dotted[3], Number(dotted[2]) - 1, dotted[1]], dotted.slice(4));
  // Of "Item 5" it would make the fifth month of 2001, and of a time without a zone the machine's own.
  if (!/\d{4}/.test(date)) return null;
  const parsed = Date.parse(ZONED.test(date) ? date : `${date} UTC`);
  return Number.isNaN(parsed) ? null : parsed;
}

function instant(
  [year = '', month, day = '']: readonly [string | undefined, number, string | undefined],
  [hour = '0', minute = '0', second = '0', zone = '']: readonly (string | undefined)[],
): Millis | null {
  const whole = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 50 ? 2000 : 1900);
  const midnight = Date.UTC(whole, month, Number(day));
  // 30 February rolls over instead of failing.
  if (new Date(midnight).getUTCDate() !== Number(day) || new Date(midnight).getUTCMonth() !== month) return null;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) > 60) return null;
  const [, half] = HALF.exec(zone) ?? [];
  const minutes = hourOf(Number(hour), half) * 60 + Number(minute) - minutesEast(zone.replace(HALF, ''));
  return midnight + minutes * 60_000 + Number(second) * 1000;
}

/** 12 am is midnight, 12 pm noon. */
function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function minutesEast(zone: string): number {
  const [, sign, hours, minutes = '0'] = /^(?:GMT|UTC?)?\s*([+-])(\d{1,2})(?::?(\d\d))?(?!\d)/i.exec(zone) ?? [];
  if (hours !== undefined) return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  const [name = ''] = /^[A-Za-z]+/.exec(zone) ?? [];
  return (ZONES[name.toUpperCase()] ?? 0) * 60;
}
