/** Documents over event time as Avro: a run of buckets without any is one negative number. */
import { EMPTY_SERIES } from '../../core/history/buckets.ts';
import type { Row, Series } from '../../core/types.ts';

interface AvroRow {
  readonly first: number;
  readonly counts: readonly number[];
}

export type AvroSeries = readonly AvroRow[];

export function toSeries(series: Series): AvroSeries {
  return series.map(({ first, counts }) => ({ first, counts: packed(counts) }));
}

/** One without any document is the empty one itself, as it was before it was written. */
export function fromSeries(rows: AvroSeries): Series {
  if (rows.every(({ counts }) => counts.length === 0)) return EMPTY_SERIES;
  return rows.map(({ first, counts }): Row => ({ first, counts: unpacked(counts) }));
}

function packed(counts: readonly number[]): number[] {
  const out: number[] = [];
  let zeros = 0;
  for (const count of counts) {
    if (count === 0) {
      zeros++;
      continue;
    }
    if (zeros > 0) out.push(-zeros);
    zeros = 0;
    out.push(count);
  }
  if (zeros > 0) out.push(-zeros);
  return out;
}

function unpacked(counts: readonly number[]): number[] {
  const out: number[] = [];
  for (const count of counts) {
    if (count >= 0) out.push(count);
    else for (let i = count; i < 0; i++) out.push(0);
  }
  return out;
}
