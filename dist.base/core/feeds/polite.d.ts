/** When to ask a server again. All times in ms. */
export interface Answer {
    /** As the operator wishes. */
    readonly interval: number;
    /** Failures in a row, this one included; 0 after a success. */
    readonly failures: number;
    /** As the server wishes: the feed's time to live, the freshness of the answer, its Retry-After; 0 for none. */
    readonly ttl: number;
    readonly maxAge: number;
    readonly retryAfter: number;
    /** In [0, 1): spreads what would come together. */
    readonly jitter: number;
}
/**
 * How long to wait. The wishes of the server only make it longer, up to a day; each failure doubles it, up to a day.
 * Up to a tenth is added by the jitter, so that feeds that began together drift apart.
 */
export declare function pause({ interval, failures, ttl, maxAge, retryAfter, jitter }: Answer): number;
/** Back-off between attempts to connect: doubles from `first` to `longest`, between half of it and all of it. */
export declare function backOff(failures: number, { first, longest, jitter }: {
    readonly first: number;
    readonly longest: number;
    readonly jitter: number;
}): number;
/** ms of a Retry-After header: seconds, or a date; 0 for none. */
export declare function retryAfter(header: string | null, now: number): number;
/** ms of max-age in a Cache-Control header; 0 for none. */
export declare function maxAge(header: string | null): number;
