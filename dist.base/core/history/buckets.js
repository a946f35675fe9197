const MINUTE = 60_000;
/** Two hours by the minute, eight days by the hour, and a little over a year by the day. */
export const RESOLUTIONS = [
    { width: MINUTE, most: 120 },
    { width: 60 * MINUTE, most: 192 },
    { width: 24 * 60 * MINUTE, most: 400 },
];
export const EMPTY_SERIES = RESOLUTIONS.map(() => ({ first: 0, counts: [] }));
/** The minute of an event time, ms. */
export function minuteOf(time) {
    return Math.floor(time / MINUTE);
}
/** The series with more documents. What is older than the newest bucket by a whole row is left out there. */
export function add(series, minutes) {
    if (minutes.size === 0)
        return series;
    return series.map((row, r) => added(row, RESOLUTIONS[r], minutes));
}
function added({ first, counts }, { width, most }, minutes) {
    const bucket = (minute) => Math.floor((minute * MINUTE) / width);
    let oldest = counts.length > 0 ? first : Number.POSITIVE_INFINITY;
    let last = counts.length > 0 ? first + counts.length - 1 : Number.NEGATIVE_INFINITY;
    for (const minute of minutes.keys()) {
        oldest = Math.min(oldest, bucket(minute));
        last = Math.max(last, bucket(minute));
    }
    const begin = Math.max(oldest, last - most + 1);
    const next = new Array(last - begin + 1).fill(0);
    for (let i = Math.max(0, begin - first); i < counts.length; i++)
        next[first + i - begin] = counts[i];
    for (const [minute, count] of minutes) {
        const at = bucket(minute) - begin;
        if (at >= 0)
            next[at] = next[at] + count;
    }
    return { first: begin, counts: next };
}
/** Two series as one; which counts are too old to be kept is decided by the newer of both. */
export function join(a, b) {
    return a.map((row, r) => joined(row, b[r], RESOLUTIONS[r].most));
}
function joined(a, b, most) {
    if (a.counts.length === 0)
        return b;
    if (b.counts.length === 0)
        return a;
    const last = Math.max(a.first + a.counts.length, b.first + b.counts.length) - 1;
    const first = Math.max(Math.min(a.first, b.first), last - most + 1);
    const counts = new Array(last - first + 1);
    for (let i = 0; i < counts.length; i++)
        counts[i] = (a.counts[first + i - a.first] ?? 0) + (b.counts[first + i - b.first] ?? 0);
    return { first, counts };
}
/** Counts of the buckets [from, to) of one resolution; 0 where nothing is known. */
export function within(series, resolution, from, to) {
    const { first, counts } = series[resolution];
    return Array.from({ length: Math.max(0, to - from) }, (_, i) => counts[from + i - first] ?? 0);
}
/** Fewest buckets of a picture that say more than a coarser one would. */
const LEAST = 12;
/**
 * The resolution in which a series is best shown: the coarsest with at least a dozen buckets between its first count and
 * its last, which is the one that reaches back furthest; the finest while there is none.
 */
export function fitting(series) {
    for (let r = RESOLUTIONS.length - 1; r > 0; r--)
        if (series[r].counts.length >= LEAST)
            return r;
    return 0;
}
//# sourceMappingURL=buckets.js.map