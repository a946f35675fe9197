/** Follows a public timeline of a Mastodon server: first what came since it was last there, then the stream. */
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { LeitmotifError, messageOf } from "../../core/errors.js";
import { laterStatus, readStatus, readStreamed } from "../../core/feeds/mastodon.js";
import { backOff, retryAfter } from "../../core/feeds/polite.js";
import { plainText } from "./html.js";
/** Statuses that are asked for at a time: the most the API gives. */
const PAGE = 40;
/** The API allows 300 requests in five minutes; a pause between pages keeps below. ms */
const PAGE_GAP = 1000;
export function mastodonSource(options) {
    return { steps: (positions, signal) => follow(options, positions, signal) };
}
async function* follow(options, positions, signal) {
    const { server, timeline, clock, probe, random } = options;
    const place = `${new URL(server).host} ${timeline}`;
    let newest = (positions.get(place) ?? null)?.status ?? null;
    let failures = 0;
    const stepOf = ({ status, record }) => {
        // A status of another server that came late has an earlier id.
        if (status !== null && (newest === null || laterStatus(status, newest)))
            newest = status;
        return {
            records: record === null ? [] : [record],
            positions: newest === null ? new Map() : new Map([[place, { status: newest }]]),
        };
    };
    while (!signal.aborted) {
        const over = new AbortController();
        const stop = () => over.abort();
        signal.addEventListener('abort', stop, { once: true });
        try {
            // The stream is opened before the gap is filled, so that nothing falls between the two.
            const streamed = await opened(options, over.signal);
            const filled = new Set();
            for await (const event of missed(options, newest, over.signal)) {
                if (event.status !== null)
                    filled.add(event.status);
                yield stepOf(event);
            }
            for await (const event of streamed) {
                failures = 0;
                if (event.status === null || !filled.delete(event.status))
                    yield stepOf(event);
            }
            throw new Error('the server ended the stream');
        }
        catch (error) {
            if (signal.aborted)
                return;
            if (error instanceof LeitmotifError && error.fault !== 'transient')
                throw error;
            const wish = error instanceof Busy ? error.wait : 0;
            const delay = Math.max(wish, backOff(failures, { first: 1000, longest: 60_000, jitter: random() }));
            failures += 1;
            probe.log('warn', 'the stream broke off; connecting again', { server, error: messageOf(error), delay });
            await clock.sleep(delay, signal);
        }
        finally {
            signal.removeEventListener('abort', stop);
            over.abort();
        }
    }
}
class Busy extends Error {
    /** ms. */
    wait;
    constructor(message, wait) {
        super(message);
        this.wait = wait;
    }
}
function wantedOf({ server, languages, replies }) {
    return { server: new URL(server).host, languages, replies, plain: plainText };
}
function headersOf({ token }) {
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
}
async function opened(options, signal) {
    const { server, timeline, http } = options;
    const path = timeline.startsWith('#')
        ? `hashtag?tag=${encodeURIComponent(timeline.slice(1))}`
        : timeline === 'local'
            ? 'public/local'
            : 'public';
    const url = new URL(`/api/v1/streaming/${path}`, server).href;
    const { status, body } = await http.stream(url, {
        headers: { ...headersOf(options), accept: 'text/event-stream' },
        signal,
    });
    refuse(status, url, options);
    return events(body, options);
}
async function* events(body, options) {
    const wanted = wantedOf(options);
    const parsed = ReadableStream.from(body)
        .pipeThrough(new TextDecoderStream())
        .pipeThrough(new EventSourceParserStream());
    for await (const { event = '', data } of parsed) {
        const read = readStreamed({ event, data }, wanted, options.clock.now());
        if (read !== null)
            yield read;
    }
}
/** What the timeline got since a status, oldest first; nothing at the very beginning. */
async function* missed(options, since, signal) {
    const { server, timeline, http, clock } = options;
    const path = timeline.startsWith('#') ? `tag/${encodeURIComponent(timeline.slice(1))}` : 'public';
    for (let from = since; from !== null && !signal.aborted;) {
        const url = new URL(`/api/v1/timelines/${path}`, server);
        url.searchParams.set('limit', String(PAGE));
        url.searchParams.set('min_id', from);
        if (timeline === 'local')
            url.searchParams.set('local', 'true');
        const answer = await http.get(url.href, { headers: headersOf(options), signal });
        if (answer.status === 429)
            throw new Busy('it asks for fewer requests (429)', retryAfter(answer.header('retry-after'), clock.now()) || 60_000);
        refuse(answer.status, url.href, options);
        const page = JSON.parse(Buffer.from(answer.body).toString('utf8'));
        const found = (Array.isArray(page) ? page : [])
            .map((one) => readStatus(one, wantedOf(options), clock.now()))
            .filter((one) => one !== null)
            .sort((a, b) => (laterStatus(a.status ?? '', b.status ?? '') ? 1 : -1));
        yield* found;
        const last = found.at(-1)?.status;
        if (found.length < PAGE || last === undefined || last === null)
            return;
        from = last;
        await clock.sleep(PAGE_GAP, signal);
    }
}
function refuse(status, url, { token }) {
    if (status === 200)
        return;
    if (status === 401 || status === 403) {
        const remedy = token === undefined
            ? 'it wants an access token: give its file by --token-file'
            : 'its access token is not accepted';
        throw new LeitmotifError('fatal', 'connect', `${url} answers ${status}: ${remedy}`);
    }
    throw new Error(`status ${status} from ${url}`);
}
//# sourceMappingURL=mastodon.js.map