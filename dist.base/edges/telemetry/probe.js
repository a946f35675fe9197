/** The pipeline's probe over metrics and a log. */
export function createProbe({ metrics, logger }) {
    return {
        add: metrics.add,
        observe: metrics.observe,
        set: metrics.set,
        log: (level, message, fields = {}) => logger[level](fields, message),
    };
}
export function recordingProbe() {
    const counters = new Map();
    const histograms = new Map();
    const gauges = new Map();
    const lines = [];
    const keyOf = (labels = {}) => JSON.stringify(Object.entries(labels).sort());
    return {
        lines,
        add(metric, value, labels) {
            const series = counters.get(metric) ?? new Map();
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
            if (Number.isNaN(value))
                gauges.delete(key);
            else
                gauges.set(key, value);
        },
        log(level, message, fields = {}) {
            lines.push({ level, message, fields });
        },
        total(metric, labels) {
            const series = counters.get(metric) ?? new Map();
            if (labels !== undefined)
                return series.get(keyOf(labels)) ?? 0;
            let sum = 0;
            for (const value of series.values())
                sum += value;
            return sum;
        },
        observed: (metric) => histograms.get(metric) ?? [],
        value: (metric, labels) => gauges.get(`${metric}${keyOf(labels)}`),
    };
}
/** A probe that drops everything. */
export const silentProbe = {
    add() { },
    observe() { },
    set() { },
    log() { },
};
//# sourceMappingURL=probe.js.map