/** When to ask a server again. All times in ms. */
const DAY = 24 * 3_600_000;
/**
 * How long to wait. The wishes of the server only make it longer, up to a day; each failure doubles it, up to a day.
 * Up to a tenth is added by the jitter, so that feeds that began together drift apart.
 */
export function pause({ interval, failures, ttl, maxAge, retryAfter, jitter }) {
    const wished = Math.max(interval, Math.min(DAY, Math.max(ttl, maxAge, retryAfter)));
    const patient = failures === 0 ? wished : Math.min(Math.max(DAY, interval), wished * 2 ** Math.min(failures, 20));
    return Math.round(patient * (1 + jitter / 10));
}
/** Back-off between attempts to connect: doubles from `first` to `longest`, between half of it and all of it. */
export function backOff(failures, { first, longest, jitter }) {
    return Math.round(Math.min(longest, first * 2 ** Math.min(failures, 30)) * (0.5 + jitter / 2));
}
/** ms of a Retry-After header: seconds, or a date; 0 for none. */
export function retryAfter(header, now) {
    if (header === null)
        return 0;
    const seconds = Number(header.trim());
    const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - now;
    return Number.isNaN(wait) ? 0 : Math.max(wait, 0);
}
/** ms of max-age in a Cache-Control header; 0 for none. */
export function maxAge(header) {
    const found = /(?:^|[,\s])max-age\s*=\s*"?(\d+)/i.exec(header ?? '');
    return found === null ? 0 : Number(found[1]) * 1000;
}
//# sourceMappingURL=polite.js.map