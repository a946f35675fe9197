/** A token bucket: so many at once, so many a second on average. */
export interface Limit {
    /** Seconds to wait until `amount` is to be had; 0 when it was given. */
    take(amount: number): number;
}
export declare function createLimit({ burst, perSecond, now, }: {
    readonly burst: number;
    readonly perSecond: number;
    /** ms. */
    readonly now: () => number;
}): Limit;
