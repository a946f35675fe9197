import { Counts } from '../../src/core/text/counts.ts';
import { summed } from '../support/summed.ts';

/**
 * A value as text from which nothing is lost: each bit of its numbers, the order of its Maps, missing fields.
 * Equal texts mean states that no reader could tell apart: what a cell has not summed up yet is summed up here.
 */
export function bits(value: unknown): string {
  return JSON.stringify(value, (_, v: unknown) => {
    if (typeof v === 'bigint') return { bigint: String(v) };
    if (typeof v === 'number' && (!Number.isFinite(v) || Object.is(v, -0)))
      return { number: Object.is(v, -0) ? '-0' : String(v) };
    if (v instanceof Float32Array) return { float32: [...new Int32Array(v.buffer, v.byteOffset, v.length)] };
    if (v instanceof Map || v instanceof Counts) return { map: [...v] };
    if (typeof v === 'object' && v !== null && !Array.isArray(v))
      return Object.fromEntries(Object.entries(summed(v)).sort(([a], [b]) => (a < b ? -1 : 1)));
    return v;
  });
}

/** Freezes all that can be frozen: objects and arrays, also inside Maps. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of value instanceof Map ? [...value].flat() : Object.values(value)) freeze(part);
  return value;
}

/** A value with none of the objects of another, as it is after it was written and read. */
export function copied<T>(value: T): T {
  const copy = (v: unknown): unknown => {
    if (v instanceof Counts)
      return Counts.of(
        [...v.keys()],
        [...v].map(([, count]) => count),
      );
    if (v instanceof Map) return new Map([...v].map(([key, part]) => [key, copy(part)]));
    if (Array.isArray(v)) return v.map(copy);
    if (typeof v !== 'object' || v === null || ArrayBuffer.isView(v)) return structuredClone(v);
    return Object.fromEntries(Object.entries(v).map(([key, part]) => [key, copy(part)]));
  };
  return copy(value) as T;
}
