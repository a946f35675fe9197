/** Follows Bluesky's Jetstream over a WebSocket, from where it stood. */
import { once } from 'node:events';
import WebSocket from 'ws';
import { LeitmotifError, messageOf } from "../../core/errors.js";
import { advance, isAfter, readJetstream, } from "../../core/feeds/jetstream.js";
import { backOff } from "../../core/feeds/polite.js";
/** The one place of this source. */
const PLACE = 'jetstream';
/** Another server has another clock, and received an event somewhat earlier or later: so far back it goes, µs. */
const OVERLAP = 5_000_000;
const LARGEST_MESSAGE = 1024 * 1024;
/** Messages that wait to be written; beyond that the connection is paused. */
const MOST_WAITING = 2000;
/** A stream of all posts is never silent for so long, ms. */
const SILENCE = 60_000;
/** How often a position is kept when nothing that comes is wanted, in events. */
const KEEP_EVERY = 1000;
export function jetstreamSource(options) {
    return { steps: (positions, signal) => follow(options, positions, signal) };
}
async function* follow(options, positions, signal) {
    const { url, wanted, clock, probe, random } = options;
    let position = moved((positions.get(PLACE) ?? null), url);
    let failures = 0;
    while (!signal.aborted) {
        let unkept = 0;
        try {
            for await (const text of messages(options, addressOf(url, position), signal)) {
                failures = 0;
                const event = readJetstream(text, wanted, clock.now());
                if (event === null || !isAfter(event, position))
                    continue;
                position = advance(position, event, url);
                unkept += 1;
                if (event.record === null && unkept < KEEP_EVERY)
                    continue;
                unkept = 0;
                yield { records: event.record === null ? [] : [event.record], positions: new Map([[PLACE, position]]) };
            }
            if (signal.aborted)
                return;
            throw new Error('the server closed the connection');
        }
        catch (error) {
            if (error instanceof LeitmotifError)
                throw error;
            if (signal.aborted)
                return;
            const delay = backOff(failures, { first: 1000, longest: 60_000, jitter: random() });
            failures += 1;
            probe.log('warn', 'the stream broke off; connecting again', { server: url, error: messageOf(error), delay });
            await clock.sleep(delay, signal);
        }
    }
}
/** On another server everything of the last seconds is asked for again: what was sent of it keeps its id. */
function moved(position, url) {
    if (position === null || position.server === url)
        return position;
    return { server: url, cursor: position.cursor - OVERLAP, at: [] };
}
function addressOf(url, position) {
    const address = new URL(url);
    address.searchParams.set('wantedCollections', 'app.bsky.feed.post');
    // From the microsecond before, in case the server begins after the cursor: what is known is passed over.
    if (position !== null)
        address.searchParams.set('cursor', String(position.cursor - 1));
    return address;
}
async function* messages({ guard, userAgent }, address, signal) {
    guard.check(address);
    const socket = new WebSocket(address, {
        lookup: guard.lookup,
        handshakeTimeout: 10_000,
        maxPayload: LARGEST_MESSAGE,
        headers: { 'user-agent': userAgent },
    });
    const waiting = [];
    let failure = null;
    let over = false;
    let wake = () => { };
    let silent;
    const heard = () => {
        clearTimeout(silent);
        silent = setTimeout(() => {
            failure ??= new Error(`nothing came for ${SILENCE / 1000} s`);
            socket.terminate();
        }, SILENCE);
    };
    socket.on('message', (data) => {
        heard();
        waiting.push(data.toString('utf8'));
        if (waiting.length >= MOST_WAITING)
            socket.pause();
        wake();
    });
    socket.on('error', (error) => {
        failure ??= error;
    });
    socket.on('close', () => {
        over = true;
        wake();
    });
    const stop = () => {
        over = true;
        socket.terminate();
        wake();
    };
    signal.addEventListener('abort', stop, { once: true });
    heard();
    try {
        while (!signal.aborted) {
            const text = waiting.shift();
            if (text !== undefined) {
                if (socket.isPaused && waiting.length < MOST_WAITING / 2) {
                    heard();
                    socket.resume();
                }
                yield text;
                continue;
            }
            if (over) {
                if (failure !== null)
                    throw failure;
                return;
            }
            await new Promise((resolve) => {
                wake = resolve;
            });
        }
    }
    finally {
        clearTimeout(silent);
        signal.removeEventListener('abort', stop);
        if (socket.readyState !== WebSocket.CLOSED) {
            socket.terminate();
            await once(socket, 'close');
        }
    }
}
//# sourceMappingURL=jetstream.js.map