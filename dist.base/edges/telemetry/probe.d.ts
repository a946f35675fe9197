import type { Logger } from 'pino';
import type { Counter, Gauge, Histogram, Probe } from '../../core/ports.ts';
import type { Metrics } from './metrics.ts';
/** The pipeline's probe over metrics and a log. */
export declare function createProbe({ metrics, logger }: {
    readonly metrics: Metrics;
    readonly logger: Logger;
}): Probe;
export interface LogLine {
    readonly level: 'debug' | 'info' | 'warn' | 'error';
    readonly message: string;
    readonly fields: Readonly<Record<string, unknown>>;
}
/** A probe that remembers, for tests and for tools that read the numbers themselves. */
export interface RecordingProbe extends Probe {
    /** Sum of what was added; without labels over all of them. */
    total(metric: Counter, labels?: Readonly<Record<string, string>>): number;
    /** Everything observed, in order. */
    observed(metric: Histogram): readonly number[];
    /** What was set last; undefined when nothing was, or when it was taken away. */
    value(metric: Gauge, labels?: Readonly<Record<string, string>>): number | undefined;
    readonly lines: readonly LogLine[];
}
export declare function recordingProbe(): RecordingProbe;
/** A probe that drops everything. */
export declare const silentProbe: Probe;
