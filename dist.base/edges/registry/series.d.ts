import type { Series } from '../../core/types.ts';
interface AvroRow {
    readonly first: number;
    readonly counts: readonly number[];
}
export type AvroSeries = readonly AvroRow[];
export declare function toSeries(series: Series): AvroSeries;
/** One without any document is the empty one itself, as it was before it was written. */
export declare function fromSeries(rows: AvroSeries): Series;
export {};
