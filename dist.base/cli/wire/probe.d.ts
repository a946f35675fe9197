/** Log and metrics. */
import type { Probe } from '../../core/ports.ts';
import { type Metrics } from '../../edges/telemetry/metrics.ts';
import type { Config } from '../config.ts';
/** The log on standard error and the metrics. Commands that report by themselves log what is graver than `level` only. */
export declare function openProbe({ log }: Pick<Config, 'log'>, level?: "error" | "debug" | "info" | "warn" | "silent"): {
    readonly probe: Probe;
    readonly metrics: Metrics;
};
