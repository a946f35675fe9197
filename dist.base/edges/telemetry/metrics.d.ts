import type { Counter, Gauge, Histogram } from '../../core/ports.ts';
export interface Metrics {
    add(metric: Counter, value: number, labels?: Readonly<Record<string, string>>): void;
    observe(metric: Histogram, value: number): void;
    /** NaN takes the series away: what is no longer known here is not shown. */
    set(metric: Gauge, value: number, labels?: Readonly<Record<string, string>>): void;
    /** Says which build this is, for `leitmotif_build_info`. */
    build(info: {
        readonly version: string;
        readonly encoder: string;
    }): void;
    /** Prometheus' text format, with its content type. */
    render(): Promise<{
        readonly contentType: string;
        readonly body: string;
    }>;
}
/** `runtime: false` leaves out the metrics of the process and of Node. */
export declare function createMetrics({ runtime }?: {
    readonly runtime?: boolean;
}): Metrics;
