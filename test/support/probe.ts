import type { Probe } from '../../src/core/ports.ts';

export interface RecordingProbe extends Probe {
  /** Sum of what was added to a counter under some label values, as `metric{a=b}`. */
  readonly counted: ReadonlyMap<string, number>;
  /** Every value that a gauge was set to, in order. */
  readonly gauges: ReadonlyMap<string, readonly number[]>;
  readonly lines: readonly { readonly level: string; readonly message: string }[];
}

/** A probe that keeps everything. */
export function recordingProbe(): RecordingProbe {
  const counted = new Map<string, number>();
  const gauges = new Map<string, number[]>();
  const lines: { level: string; message: string }[] = [];
  const keyOf = (metric: string, labels: Readonly<Record<string, string>> = {}): string => {
    const pairs = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
    return pairs.length === 0 ? metric : `${metric}{${pairs.join(',')}}`;
  };
  const observed = (key: string, value: number): void => {
    const values = gauges.get(key);
    if (values) values.push(value);
    else gauges.set(key, [value]);
  };
  return {
    counted,
    gauges,
    lines,
    add(metric, value, labels) {
      const key = keyOf(metric, labels);
      counted.set(key, (counted.get(key) ?? 0) + value);
    },
    observe: (metric, value) => observed(metric, value),
    set: (metric, value, labels) => observed(keyOf(metric, labels), value),
    log(level, message) {
      lines.push({ level, message });
    },
  };
}
