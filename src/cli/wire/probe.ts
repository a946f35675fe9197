/** Log and metrics. */
import type { Probe } from '../../core/ports.ts';
import { createLogger } from '../../edges/telemetry/log.ts';
import { createMetrics, type Metrics } from '../../edges/telemetry/metrics.ts';
import { createProbe } from '../../edges/telemetry/probe.ts';
import type { Config } from '../config.ts';
import { colored } from '../terminal.ts';

/** The log on standard error and the metrics. Commands that report by themselves log what is graver than `level` only. */
export function openProbe(
  { log }: Pick<Config, 'log'>,
  level = log.level,
): { readonly probe: Probe; readonly metrics: Metrics } {
  const { isTTY } = process.stderr;
  const logger = createLogger({ level, format: log.format, terminal: isTTY, color: colored(process.stderr) });
  const metrics = createMetrics();
  return { probe: createProbe({ metrics, logger }), metrics };
}
