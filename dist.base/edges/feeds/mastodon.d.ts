import type { FeedSource } from '../../core/feeds/types.ts';
import type { Clock, Probe } from '../../core/ports.ts';
import type { Http } from './http.ts';
export interface MastodonOptions {
    /** Address of the server, such as https://mastodon.social. */
    readonly server: string;
    /** `public`: all it knows; `local`: its own people's; `#word`: with that hashtag. */
    readonly timeline: string;
    /** Access token; most servers ask for one. */
    readonly token?: string;
    readonly languages: readonly string[];
    readonly replies: boolean;
    readonly http: Pick<Http, 'get' | 'stream'>;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
    readonly random: () => number;
}
export declare function mastodonSource(options: MastodonOptions): FeedSource;
