/** Polls feeds: when each is due, one request a host at a time, and only what is new of what it has. */
import { createHash } from 'node:crypto';
import { faultOf, messageOf } from "../../core/errors.js";
import { maxAge, pause, retryAfter } from "../../core/feeds/polite.js";
import { Seen } from "../../core/feeds/seen.js";
import { itemRecord, keysOf } from "../../core/feeds/syndication.js";
import { decodeText } from "./charset.js";
import { parseSyndicated } from "./parse.js";
const ACCEPT = 'application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5';
/** Fingerprints kept of a feed: some 500 items, at three of 11 characters each. */
const REMEMBERED = 1500;
export function rssSource(options) {
    return { steps: (positions, signal) => poll(options, positions, signal) };
}
async function* poll(options, positions, signal) {
    const { urls, clock, hostGap = 1000, concurrency = 8, once = false } = options;
    const seen = new Seen(REMEMBERED);
    const feeds = urls.map((url) => {
        const position = (positions.get(url) ?? {});
        seen.restore(url, position.seen ?? []);
        return { url, host: new URL(url).host, due: 0, failures: 0, position, over: false };
    });
    /** Host → when it may be asked next; infinity while it is. */
    const hosts = new Map();
    const running = new Map();
    const get = async (feed) => {
        const { etag, modified } = feed.position;
        const headers = {
            accept: ACCEPT,
            ...(etag === undefined ? {} : { 'if-none-match': etag }),
            ...(modified === undefined ? {} : { 'if-modified-since': modified }),
        };
        const answer = await options.http.get(feed.url, { headers, signal }).catch((error) => error);
        hosts.set(feed.host, clock.now() + hostGap);
        return { feed, answer };
    };
    while (!signal.aborted) {
        const now = clock.now();
        const waiting = feeds.filter((feed) => !feed.over && !running.has(feed)).sort((a, b) => a.due - b.due);
        for (const feed of waiting) {
            if (running.size >= concurrency)
                break;
            if (feed.due > now || (hosts.get(feed.host) ?? 0) > now)
                continue;
            hosts.set(feed.host, Number.POSITIVE_INFINITY);
            running.set(feed, get(feed));
        }
        if (running.size === 0 && waiting.length === 0)
            return;
        const next = waiting
            .filter((feed) => !running.has(feed))
            .map((feed) => Math.max(feed.due, hosts.get(feed.host) ?? 0))
            .filter(Number.isFinite);
        const rest = running.size >= concurrency ? Number.POSITIVE_INFINITY : Math.min(...next) - now;
        const done = await firstOf(running.values(), rest, { clock, signal });
        if (done === null || signal.aborted)
            continue;
        running.delete(done.feed);
        const step = settle(done, { ...options, seen });
        if (once && !done.feed.over)
            done.feed.over = true;
        if (step !== null)
            yield step;
    }
}
/** The first that is done, or null after the time. */
async function firstOf(running, ms, { clock, signal }) {
    const over = new AbortController();
    const stop = () => over.abort();
    signal.addEventListener('abort', stop, { once: true });
    // Timers count to 2^31 only.
    const timer = clock.sleep(Math.min(Math.max(ms, 1), 2 ** 30), over.signal).then(() => null);
    try {
        return await Promise.race([timer, ...running]);
    }
    finally {
        signal.removeEventListener('abort', stop);
        over.abort();
    }
}
/** What an answer makes of a feed: its next turn, and the new items with its new position. */
function settle({ feed, answer }, { interval, clock, probe, random, seen }) {
    const now = clock.now();
    const again = (wish) => {
        const wishes = { ttl: 0, maxAge: 0, retryAfter: 0, ...wish };
        feed.due = now + pause({ interval, failures: feed.failures, jitter: random(), ...wishes });
    };
    const failed = (reason, wish = {}) => {
        feed.failures += 1;
        again(wish);
        probe.log('warn', 'a feed could not be read', { feed: feed.url, reason, again: new Date(feed.due).toISOString() });
        return null;
    };
    if (answer instanceof Error)
        return failed(messageOf(answer));
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
        const { fresh: indices, memory } = seen.sift(feed.url, syndicated.items.map((item) => keysOf(item, fingerprint)));
        const records = indices.flatMap((at) => {
            const item = syndicated.items[at];
            const about = { feed: feed.url, of: syndicated, now, fingerprint };
            return item === undefined ? [] : (itemRecord(item, about) ?? []);
        });
        const [etag, modified] = [answer.header('etag'), answer.header('last-modified')];
        feed.position = {
            ...(etag === null ? {} : { etag }),
            ...(modified === null ? {} : { modified }),
            seen: memory,
        };
        // The step is written before the next one is asked for, or everything begins anew from what was written.
        seen.restore(feed.url, memory);
        feed.failures = 0;
        again({ ttl: syndicated.ttl, maxAge: fresh });
        probe.log('debug', 'a feed was read', { feed: feed.url, items: syndicated.items.length, new: records.length });
        return { records, positions: new Map([[feed.url, feed.position]]) };
    }
    catch (error) {
        if (faultOf(error) !== 'poison')
            throw error;
        return failed(messageOf(error));
    }
}
/** 64 bits of SHA-256. */
function fingerprint(text) {
    return createHash('sha256').update(text).digest('base64url').slice(0, 11);
}
//# sourceMappingURL=rss.js.map