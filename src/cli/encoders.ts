/** The table of `leitmotif encoders`. */
import type { Config } from './config.ts';
import { grouped, sanitise, table } from './terminal.ts';

export interface Listed {
  /** What the setting encoder.model takes, or `hashing`, or the folder of a tuned one. */
  readonly name: string;
  readonly kind: Config['encoder']['kind'] | 'tuned';
  /** Whether the settings ask for it. */
  readonly used: boolean;
  /** Length of a vector; null where only measuring tells. */
  readonly dim: number | null;
  /** BCP 47; empty where nothing is known of them. */
  readonly languages: readonly string[];
  readonly licence: string | null;
  readonly origin: string | null;
  /** Of the weights in the cache; null when they were not fetched, or are not kept there. */
  readonly bytes: number | null;
  /** On this machine; null when it was not measured. */
  readonly documentsPerSecond: number | null;
}

export function encoderTable(listed: readonly Listed[], width: number): string[] {
  const rate = listed.some(({ documentsPerSecond }) => documentsPerSecond !== null);
  return table({
    head: [
      { title: 'ENCODER', grow: 1, least: 20 },
      { title: 'DIM', align: 'right' },
      { title: 'LANGUAGES', grow: 2, least: 12 },
      { title: 'LICENCE' },
      { title: 'ON DISK', align: 'right' },
      ...(rate ? [{ title: 'DOCS/S', align: 'right' } as const] : []),
    ],
    rows: listed.map(({ name, used, dim, languages, licence, bytes, documentsPerSecond: measured }) => [
      `${used ? '* ' : '  '}${sanitise(name)}`,
      dim === null ? '?' : `${dim}`,
      languages.join(' ').replace(/^mul$/, 'any') || '?',
      licence ?? '?',
      bytes === null ? '-' : `${Math.round(bytes / 1e6)} MB`,
      ...(rate ? [measured === null ? '-' : grouped(Math.round(measured))] : []),
    ]),
    width,
  });
}
