import { type PostsWanted } from '../../core/feeds/jetstream.ts';
import type { FeedSource } from '../../core/feeds/types.ts';
import type { Clock, Probe } from '../../core/ports.ts';
import type { Guard } from './guard.ts';
export interface JetstreamOptions {
    /** Address of the service, such as wss://jetstream2.us-east.bsky.network/subscribe. */
    readonly url: string;
    readonly wanted: PostsWanted;
    readonly guard: Guard;
    readonly userAgent: string;
    readonly clock: Clock;
    readonly probe: Pick<Probe, 'log'>;
    readonly random: () => number;
}
export declare function jetstreamSource(options: JetstreamOptions): FeedSource;
