import type { Millis } from '../../core/types.ts';
/**
 * An event time: epoch milliseconds, or a string of ISO 8601 (a date, or a date with time; UTC unless it has an offset).
 * Fractions of a millisecond are dropped. undefined → null; anything else that is no time within 1970–9999 is `poison`.
 */
export declare function eventTime(value: unknown, name: string): Millis | null;
