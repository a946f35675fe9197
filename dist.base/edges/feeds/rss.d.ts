import type { FeedSource } from '../../core/feeds/types.ts';
import type { Clock, Probe } from '../../core/ports.ts';
import type { Http } from './http.ts';
export interface RssOptions {
    readonly urls: readonly string[];
    readonly http: Pick<Http, 'get'>;
    /** How often a feed is fetched, ms, unless it asks for less often. */
    readonly interval: number;
    /** Least time between two requests to a host, ms. Default 1 s. */
    readonly hostGap?: number;
    /** Requests at the same time, to different hosts. Default 8. */
    readonly concurrency?: number;
    /** Fetch each feed once and end. */
    readonly once?: boolean;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
    readonly random: () => number;
}
export declare function rssSource(options: RssOptions): FeedSource;
