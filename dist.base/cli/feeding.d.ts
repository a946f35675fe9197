import type { FeedSource } from '../core/feeds/types.ts';
import type { Probe } from '../core/ports.ts';
import type { Config } from './config.ts';
/** Arguments of every feed. */
export declare const FEED_ARGS: {
    readonly name: {
        readonly type: "string";
        readonly valueHint: "NAME";
        readonly description: "Under which the position is kept; two feeds at the same time need two names";
    };
    readonly rate: {
        readonly type: "string";
        readonly valueHint: "N";
        readonly description: "At most so many documents a second; as fast as it goes without";
    };
    readonly json: {
        readonly type: "boolean";
        readonly description: "Print the summary as JSON";
    };
};
/** Arguments of what is fetched from a network. */
export declare const NETWORK_ARGS: {
    readonly 'allow-private': {
        readonly type: "boolean";
        readonly description: "Fetch from private addresses too: loopback, 10.0.0.0/8 and the like are refused otherwise";
    };
};
/** Arguments of streams of posts. */
export declare const POST_ARGS: {
    readonly languages: {
        readonly type: "string";
        readonly valueHint: "LIST";
        readonly description: "Only posts whose author names one of these languages, such as en,zh; all without";
    };
    readonly replies: {
        readonly type: "boolean";
        readonly description: "Take replies too";
    };
};
export interface FeedRun {
    readonly config: Config;
    readonly name: string;
    /** Documents a second. */
    readonly rate: number;
    readonly json: boolean;
    /** Makes the source; `bad` tells of what had to be left out. */
    readonly source: (tools: {
        readonly probe: Probe;
        readonly bad: (line: number, reason: string) => void;
    }) => FeedSource;
    /** A part of what is to be read, in [0, 1]; null when there is no end. */
    readonly part?: () => number | null;
    readonly close?: () => Promise<void>;
}
/** Feeds until the source ends, or Ctrl-C. The exit status. */
export declare function runFeed({ config, name, rate, json, source, part, close }: FeedRun): Promise<number>;
/** Throws `fatal`, stage `config`, for what is no name of a feed. */
export declare function feedName(text: string | undefined, fallback: string): string;
export declare function rateOf(text: string | undefined): number;
/** "en,zh" → its parts; none when it was not given. */
export declare function languagesOf(text: string | undefined): string[];
/** "15m" → ms. */
export declare function intervalOf(text: string | undefined, fallback: string): number;
declare const FIELDS: readonly ["id", "text", "timestamp", "title", "url", "source", "language"];
/** "text=$.body,id=guid" → our field → theirs. */
export declare function fieldsOf(text: string | undefined): Partial<Record<(typeof FIELDS)[number], string>>;
export {};
