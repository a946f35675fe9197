/** What a deployment has committed, checked against what it was given. */
import type { OutRecord, RawRecord } from '../../src/core/ports.ts';
import type { ModelState } from '../../src/core/types.ts';
import { bits } from '../unit/edges/registry/bits.ts';
import type { World } from './world.ts';

/** All that makes a model but what names its published versions and where the stats lay, every bit of it. */
export function essence(state: ModelState | null): string {
  if (state === null) return 'none';
  const { version: _version, statsOffset: _offset, ...rest } = state;
  return bits(rest);
}

/** The first lines at which two texts differ, null when they don't: a model is too long to be shown whole. */
export function difference(a: string, b: string): string | null {
  if (a === b) return null;
  const [left, right] = [a.split('\n'), b.split('\n')];
  const at = left.findIndex((line, i) => line !== right[i]);
  const from = Math.max(0, at - 6);
  return `line ${at}:\n${left.slice(from, at + 3).join('\n')}\n--- but ---\n${right.slice(from, at + 3).join('\n')}`;
}

export interface Count {
  readonly input: number;
  readonly firsts: number;
  readonly dead: number;
  readonly tombstones: number;
  /** `<partition>/<offset>` that have more than one revision 0, or none though they are good. */
  readonly duplicates: readonly string[];
  readonly lost: readonly string[];
}

/** Counts the answers to the input records. */
export function count(world: World, isGood: (record: RawRecord) => boolean): Count {
  const input = world.records(world.names.documents);
  const good = new Set(
    input.filter(({ record }) => isGood(record)).map(({ partition, record }) => `${partition}/${record.offset}`),
  );
  const seen = new Map<string, number>();
  let tombstones = 0;
  for (const { value } of world.theta()) {
    if (value === null) tombstones++;
    else if (value.revision === 0) {
      const place = `${value.partition}/${value.offset}`;
      seen.set(place, (seen.get(place) ?? 0) + 1);
    }
  }
  return {
    input: input.length,
    firsts: [...seen.values()].reduce((sum, n) => sum + n, 0),
    dead: world.records(world.names.dead).length,
    tombstones,
    duplicates: [...seen].filter(([place, n]) => n > 1 || !good.has(place)).map(([place]) => place),
    lost: [...good].filter((place) => !seen.has(place)),
  };
}

/** Good records among those of `madeInput`: their value says so. */
export function isGood({ value }: RawRecord): boolean {
  return value !== null && new TextDecoder().decode(value).includes('"timestamp":17');
}

/** Documents with every kind of bad record and some deletions strewn in, spread over the partitions. */
export function strewn(good: readonly OutRecord[], others: readonly OutRecord[], partitions: number): OutRecord[] {
  const every = Math.max(1, Math.floor(good.length / (others.length + 1)));
  const mixed = [...good];
  for (const [i, record] of others.entries()) mixed.splice((i + 1) * every + i, 0, record);
  return mixed.map((record, i) => ({ ...record, partition: i % partitions }));
}
