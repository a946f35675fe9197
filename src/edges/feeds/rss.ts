/** Polls feeds: when each is due, one request a host at a time, and only what is new of what it has. */
import { createHash } from 'node:crypto';
import { faultOf, messageOf } from '../../core/errors.ts';
import { maxAge, pause, retryAfter } from '../../core/feeds/polite.ts';
import { type Memory, Seen } from '../../core/feeds/seen.ts';
import { itemRecord, keysOf, newest } from '../../core/feeds/syndication.ts';
import type { FeedSource, FeedStep, Positions } from '../../core/feeds/types.ts';
import type { Clock, Probe } from '../../core/ports.ts';
import { decodeText } from './charset.ts';
import { withoutUser } from './guard.ts';
import type { Fetched, Http } from './http.ts';
import { parseSyndicated } from './parse.ts';

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

/** What is kept of a feed, so that a restart neither loses nor repeats. */
interface Position {
  readonly etag?: string;
  readonly modified?: string;
  readonly seen?: Memory;
}

interface Feed {
  /** As it is asked for. */
  readonly address: string;
  /** As it is told of: without a user's name and password. */
  readonly url: string;
  readonly host: string;
  due: number;
  failures: number;
  position: Position;
  /** It said that it is gone for good, or was fetched once and that was all. */
  over: boolean;
}

const ACCEPT =
  'application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5';
/** Fingerprints kept of a feed: some 500 items, at three of 11 characters each. */
const REMEMBERED = 1500;
/** Items read of one document, the newest: what is kept of them is a record of 225 kB at most. */
const MOST_ITEMS = 5000;

export function rssSource(options: RssOptions): FeedSource {
  return { steps: (positions, signal) => poll(options, positions, signal) };
}

async function* poll(options: RssOptions, positions: Positions, signal: AbortSignal): AsyncGenerator<FeedStep> {
  const { urls, clock, hostGap = 1000, concurrency = 8, once = false } = options;
  const seen = new Seen(REMEMBERED);
  const feeds = urls.map((address): Feed => {
    const url = withoutUser(address);
    const position = (positions.get(url) ?? {}) as Position;
    seen.restore(url, position.seen ?? []);
    return { address, url, host: new URL(url).host, due: 0, failures: 0, position, over: false };
  });
  /** Host → when it may be asked next; infinity while it is. */
  const hosts = new Map<string, number>();
  const running = new Map<Feed, Promise<{ feed: Feed; answer: Fetched | Error }>>();
  const get = async (feed: Feed): Promise<{ feed: Feed; answer: Fetched | Error }> => {
    const { etag, modified } = feed.position;
    const headers = {
      accept: ACCEPT,
      ...(etag === undefined ? {} : { 'if-none-match': etag }),
      ...(modified === undefined ? {} : { 'if-modified-since': modified }),
    };
    const answer = await options.http.get(feed.address, { headers, signal }).catch((error: Error) => error);
    hosts.set(feed.host, clock.now() + hostGap);
    return { feed, answer };
  };

  while (!signal.aborted) {
    const now = clock.now();
    const waiting = feeds.filter((feed) => !feed.over && !running.has(feed)).sort((a, b) => a.due - b.due);
    for (const feed of waiting) {
      if (running.size >= concurrency) break;
      if (feed.due > now || (hosts.get(feed.host) ?? 0) > now) continue;
      hosts.set(feed.host, Number.POSITIVE_INFINITY);
      running.set(feed, get(feed));
    }
    if (running.size === 0 && waiting.length === 0) return;
    const next = waiting
      .filter((feed) => !running.has(feed))
      .map((feed) => Math.max(feed.due, hosts.get(feed.host) ?? 0))
      .filter(Number.isFinite);
    const rest = running.size >= concurrency ? Number.POSITIVE_INFINITY : Math.min(...next) - now;
    const done = await firstOf(running.values(), rest, { clock, signal });
    if (done === null || signal.aborted) continue;
    running.delete(done.feed);
    const step = settle(done, { ...options, seen });
    if (once && !done.feed.over) done.feed.over = true;
    if (step !== null) yield step;
  }
}

/** The first that is done, or null after the time. */
async function firstOf<T>(
  running: Iterable<Promise<T>>,
  ms: number,
  { clock, signal }: { clock: Clock; signal: AbortSignal },
): Promise<T | null> {
  const over = new AbortController();
  const stop = (): void => over.abort();
  signal.addEventListener('abort', stop, { once: true });
  // Timers count to 2^31 only.
  const timer = clock.sleep(Math.min(Math.max(ms, 1), 2 ** 30), over.signal).then(() => null);
  try {
    return await Promise.race([timer, ...running]);
  } finally {
    signal.removeEventListener('abort', stop);
    over.abort();
  }
}

/** What an answer makes of a feed: its next turn, and the new items with its new position. */
function settle(
  { feed, answer }: { feed: Feed; answer: Fetched | Error },
  { interval, clock, probe, random, seen }: RssOptions & { readonly seen: Seen },
): FeedStep | null {
  const now = clock.now();
  const again = (wish: { ttl?: number; maxAge?: number; retryAfter?: number }): void => {
    const wishes = { ttl: 0, maxAge: 0, retryAfter: 0, ...wish };
    feed.due = now + pause({ interval, failures: feed.failures, jitter: random(), ...wishes });
  };
  const failed = (reason: string, wish: { retryAfter?: number } = {}): null => {
    feed.failures += 1;
    again(wish);
    probe.log('warn', 'a feed could not be read', { feed: feed.url, reason, again: new Date(feed.due).toISOString() });
    return null;
  };
  if (answer instanceof Error) return failed(messageOf(answer));
  const { status } = answer;
  if (status === 410) {
    feed.over = true;
    probe.log('warn', 'a feed is gone for good (410) and is not asked again: take it off the list', { feed: feed.url });
    return null;
  }
  if (status !== 200 && status !== 304)
    return failed(`status ${status}`, { retryAfter: retryAfter(answer.header('retry-after'), now) });
  const fresh = maxAge(answer.header('cache-control'));
  if (status === 304) {
    feed.failures = 0;
    again({ maxAge: fresh });
    return null;
  }
  try {
    const syndicated = parseSyndicated(decodeText(answer.body, answer.header('content-type')), answer.url);
    const items = newest(syndicated.items, MOST_ITEMS);
    if (items.length < syndicated.items.length) {
      const told = { feed: feed.url, items: syndicated.items.length, read: items.length };
      probe.log('warn', 'a feed has more items than are read of one: the newest were taken', told);
    }
    const { fresh: indices, memory } = seen.sift(
      feed.url,
      items.map((item) => keysOf(item, fingerprint)),
    );
    const records = indices.flatMap((at) => {
      const item = items[at];
      const about = { feed: feed.url, of: syndicated, now, fingerprint };
      return item === undefined ? [] : (itemRecord(item, about) ?? []);
    });
    // Of a document that broke off, the rest must come the next time.
    const [etag, modified] =
      syndicated.cut === true ? [null, null] : [answer.header('etag'), answer.header('last-modified')];
    if (syndicated.cut === true) probe.log('warn', 'a feed broke off; what came of it was read', { feed: feed.url });
    feed.position = {
      ...(etag === null ? {} : { etag }),
      ...(modified === null ? {} : { modified }),
      seen: memory,
    };
    // The step is written before the next one is asked for, or everything begins anew from what was written.
    seen.restore(feed.url, memory);
    feed.failures = 0;
    again({ ttl: syndicated.ttl, maxAge: fresh });
    probe.log('debug', 'a feed was read', { feed: feed.url, items: items.length, new: records.length });
    return { records, positions: new Map([[feed.url, feed.position]]) };
  } catch (error) {
    if (faultOf(error) !== 'poison') throw error;
    return failed(messageOf(error));
  }
}

/** 64 bits of SHA-256. */
function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}
