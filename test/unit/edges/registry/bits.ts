import { Counts } from '../../../../src/core/text/counts.ts';
import { summed } from '../../../support/summed.ts';

/**
 * A value as JSON from which nothing is lost: every bit of a number, the order of a Map, what is null and what is missing.
 * Two values with the same text are the same in every respect that a reader could notice: what a cell has not summed up
 * yet is summed up here.
 */
export function bits(value: unknown): string {
  return JSON.stringify(tag(value), null, 1);
}

function tag(value: unknown): unknown {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? value : { $double: hex(Float64Array.of(value)) };
  }
  if (typeof value === 'bigint') return { $bigint: value.toString() };
  if (value instanceof Float32Array) return { $float32: hex(value) };
  if (value instanceof Float64Array) return { $float64: hex(value) };
  if (value instanceof Map || value instanceof Counts)
    return { $map: [...value].map(([key, item]) => [tag(key), tag(item)]) };
  if (Array.isArray(value)) return value.map(tag);
  if (typeof value === 'object' && value !== null) {
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== null && prototype !== Object.prototype)
      throw new TypeError(`not plain data: ${value.constructor.name}`);
    const fields = summed(value) as Record<string, unknown>;
    return {
      $object: Object.keys(fields)
        .sort()
        .map((key) => [key, tag(fields[key])]),
    };
  }
  return value;
}

function hex({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('hex');
}
