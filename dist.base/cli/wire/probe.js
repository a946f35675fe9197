import { createLogger } from "../../edges/telemetry/log.js";
import { createMetrics } from "../../edges/telemetry/metrics.js";
import { createProbe } from "../../edges/telemetry/probe.js";
import { colored } from "../terminal.js";
/** The log on standard error and the metrics. Commands that report by themselves log what is graver than `level` only. */
export function openProbe({ log }, level = log.level) {
    const { isTTY } = process.stderr;
    const logger = createLogger({ level, format: log.format, terminal: isTTY, color: colored(process.stderr) });
    const metrics = createMetrics();
    return { probe: createProbe({ metrics, logger }), metrics };
}
//# sourceMappingURL=probe.js.map