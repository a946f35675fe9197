import type { Syndicated } from '../../core/feeds/syndication.ts';
/**
 * Reads a feed.
 * @param base address of the feed, for links that are relative
 * Throws `poison` for what is no feed.
 */
export declare function parseSyndicated(text: string, base: string): Syndicated;
/** The addresses of a list of feeds: OPML, or one address a line with # for remarks. Throws `fatal` for what is no address. */
export declare function parseFeedList(text: string, name: string): string[];
