/** The kinds of values a setting can have: how each is read from YAML, an environment variable or a flag, and described. */
import { z } from 'zod';
import { parseInstant } from '../core/time.ts';

export type Kind = 'text' | 'integer' | 'boolean' | 'list' | 'duration' | 'bytes' | 'secret' | 'choice';

/** What the documentation and the error messages say about one setting. */
export interface Field {
  readonly kind: Kind;
  readonly description: string;
  /** What is accepted, to follow "give ". */
  readonly expects: string;
  /** The default as a person would write it; absent when there is none. */
  readonly fallback?: string;
}

/** Every setting's description, beside its schema. */
export const fields: z.core.$ZodRegistry<Field> = z.registry<Field>();

/** A value that never prints: not in logs, messages, JSON or a debugger's view. `reveal` is the only way to it. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 7 * 86_400_000,
};

/** "30d", "1h30m", "50ms", a number of milliseconds, or "never" (∞) → ms; null when it is none of these. */
export function parseDuration(value: string | number): number | null {
  if (typeof value === 'number') return value >= 0 ? value : null;
  const text = value.trim().toLowerCase();
  if (text === 'never' || text === '∞') return Number.POSITIVE_INFINITY;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  if (!/^(\d+(\.\d+)?\s*(ms|s|m|h|d|w)\s*)+$/.test(text)) return null;
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)/g)) {
    total += Number(amount) * (UNITS[unit ?? ''] ?? Number.NaN);
  }
  return total;
}

const BYTES: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};

/** "1MiB", "500kB" or a number of bytes → bytes; null when it is neither. */
export function parseBytes(value: string | number): number | null {
  const found = /^(\d+(?:\.\d+)?)\s*([kmg]i?b|b|)$/.exec(String(value).trim().toLowerCase());
  if (found === null) return null;
  return Math.round(Number(found[1]) * (BYTES[found[2] ?? ''] ?? Number.NaN));
}

interface Described<T> {
  readonly description: string;
  readonly fallback: T;
}

function described<S extends z.ZodType>(schema: S, field: Field): S {
  fields.add(schema, field);
  return schema;
}

export function text({
  description,
  fallback,
  pattern,
  expects,
}: Described<string> & { pattern: RegExp; expects: string }) {
  return described(z.string().regex(pattern).default(fallback), {
    kind: 'text',
    description,
    expects,
    fallback: JSON.stringify(fallback),
  });
}

/** A text that may be left out; what then happens is in the description. */
export function optionalText({ description, expects }: { description: string; expects: string }) {
  return described(z.string().min(1).optional(), { kind: 'text', description, expects });
}

export function integer({
  description,
  fallback,
  min,
  max,
  unit,
}: Described<number> & { min: number; max: number; unit?: string }) {
  const expects = `a whole number from ${min} to ${max}${unit === undefined ? '' : ` (${unit})`}`;
  return described(z.int().min(min).max(max).default(fallback), {
    kind: 'integer',
    description,
    expects,
    fallback: String(fallback),
  });
}

export function flag({ description, fallback }: Described<boolean>) {
  return described(z.boolean().default(fallback), {
    kind: 'boolean',
    description,
    expects: 'true or false',
    fallback: String(fallback),
  });
}

export function choice<const T extends readonly [string, ...string[]]>(
  options: T,
  { description, fallback }: Described<T[number]>,
) {
  const schema = z.enum(options).prefault(() => fallback);
  const expects = options.join(', ').replace(/, ([^,]*)$/, ' or $1');
  return described(schema, { kind: 'choice', description, expects, fallback });
}

export function list({
  description,
  fallback,
  pattern,
  expects,
}: Described<readonly string[]> & { pattern: RegExp; expects: string }) {
  return described(
    z
      .array(z.string().regex(pattern))
      .min(1)
      .prefault([...fallback]),
    {
      kind: 'list',
      description,
      expects,
      fallback: JSON.stringify(fallback),
    },
  );
}

/** In ms once parsed. `min` and `max` as a person writes them. */
export function duration({ description, fallback, min, max }: Described<string> & { min: string; max: string }) {
  const [least, most] = [parseDuration(min) ?? 0, parseDuration(max) ?? Number.POSITIVE_INFINITY];
  const schema = z
    .union([z.string(), z.number()])
    .transform((value, context) => {
      const ms = parseDuration(value);
      if (ms !== null && ms >= least && ms <= most) return ms;
      context.addIssue({ code: 'custom', message: 'no duration in range' });
      return z.NEVER;
    })
    .prefault(fallback);
  const expects = `a duration from ${min} to ${max}, such as 50ms, 10s, 1h30m or 30d, or a number of milliseconds`;
  return described(schema, { kind: 'duration', description, expects, fallback });
}

export function bytes({ description, fallback, min, max }: Described<string> & { min: string; max: string }) {
  const [least, most] = [parseBytes(min) ?? 0, parseBytes(max) ?? Number.MAX_SAFE_INTEGER];
  const schema = z
    .union([z.string(), z.number()])
    .transform((value, context) => {
      const size = parseBytes(value);
      if (size !== null && size >= least && size <= most) return size;
      context.addIssue({ code: 'custom', message: 'no size in range' });
      return z.NEVER;
    })
    .prefault(fallback);
  const expects = `a size from ${min} to ${max}, such as 500kB or 1MiB, or a number of bytes`;
  return described(schema, { kind: 'bytes', description, expects, fallback });
}

export function secret({ description }: { description: string }) {
  const schema = z
    .string()
    .min(1)
    .transform((value) => new Secret(value))
    .optional();
  return described(schema, { kind: 'secret', description, expects: 'a text that is not empty' });
}

/** Where to begin on a first start: 'earliest', 'latest' or an instant in ms. */
export function start({ description }: { description: string }) {
  const schema = z
    .string()
    .transform((value, context): 'earliest' | 'latest' | number => {
      if (value === 'earliest' || value === 'latest') return value;
      const instant = parseInstant(value);
      if (instant !== null) return instant;
      context.addIssue({ code: 'custom', message: 'no start' });
      return z.NEVER;
    })
    .prefault('earliest');
  const expects = 'earliest, latest or a time such as 2026-01-31T00:00:00Z (UTC unless it has an offset)';
  return described(schema, { kind: 'text', description, expects, fallback: 'earliest' });
}
