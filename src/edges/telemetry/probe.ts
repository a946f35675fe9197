import type { Logger } from 'pino';
import type { Counter, Gauge, Histogram, Probe } from '../../core/ports.ts';
import type { Metrics } from './metrics.ts';

/** The pipeline's probe over metrics and a log. */
export function createProbe({ metrics, logger }: { readonly metrics: Metrics; readonly logger: Logger }): Probe {
  return {
    add: metrics.add,
    observe: metrics.observe,
    set: metrics.set,
    log: (level, message, fields = {}) => logger[level](fields, message),
  };
}

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

export function recordingProbe(): RecordingProbe {
  const counters = new Map<Counter, Map<string, number>>();
  const histograms = new Map<Histogram, number[]>();
  const gauges = new Map<string, number>();
  const lines: LogLine[] = [];
  const keyOf = (labels: Readonly<Record<string, string>> = {}) => JSON.stringify(Object.entries(labels).sort());
  return {
    lines,
    add(metric, value, labels) {
      const series = counters.get(metric) ?? new Map<string, number>();
      counters.set(metric, series);
      series.set(keyOf(labels), (series.get(keyOf(labels)) ?? 0) + value);
    },
    observe(metric, value) {
      const values = histograms.get(metric) ?? [];
      histograms.set(metric, values);
      values.push(value);
    },
    set(metric, value, labels) {
      const key = `${metric}${keyOf(labels)}`;
      if (Number.isNaN(value)) gauges.delete(key);
      else gauges.set(key, value);
    },
    log(level, message, fields = {}) {
      lines.push({ level, message, fields });
    },
    total(metric, labels) {
      const series = counters.get(metric) ?? new Map<string, number>();
      if (labels !== undefined) return series.get(keyOf(labels)) ?? 0;
      let sum = 0;
      for (const value of series.values()) sum += value;
      return sum;
    },
    observed: (metric) => histograms.get(metric) ?? [],
    value: (metric, labels) => gauges.get(`${metric}${keyOf(labels)}`),
  };
}

/** A probe that drops everything. */
export const silentProbe: Probe = {
  add() {},
  observe() {},
  set() {},
  log() {},
};
