/** Follows Bluesky's Jetstream over a WebSocket, from where it stood. */
import { once } from 'node:events';
import WebSocket from 'ws';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import {
  advance,
  isAfter,
  type JetstreamPosition,
  type PostsWanted,
  readJetstream,
} from '../../core/feeds/jetstream.ts';
import { backOff } from '../../core/feeds/polite.ts';
import type { FeedSource, FeedStep, Positions } from '../../core/feeds/types.ts';
import type { Clock, Probe } from '../../core/ports.ts';
import { type Guard, withoutUser } from './guard.ts';

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

/** The one place of this source. */
const PLACE = 'jetstream';
/** Another server has another clock, and received an event somewhat earlier or later: so far back it goes, µs. */
const OVERLAP = 5_000_000;
/** Larger messages the server is asked to leave out, bytes: nobody writes such a post. */
const LARGEST_WANTED = 1024 * 1024;
/** What a server may send all the same: a record has 1 MB at most, as JSON a few times that. Beyond it the stream breaks off. */
const LARGEST_MESSAGE = 16 * LARGEST_WANTED;
/** Messages, and their characters, that wait to be written; beyond that the connection is paused. */
const MOST_WAITING = 2000;
const LARGEST_WAITING = 2 * LARGEST_MESSAGE;
/** A stream of all posts is never silent for so long, ms. */
const SILENCE = 60_000;
/** How often a position is kept when nothing that comes is wanted, in events. */
const KEEP_EVERY = 1000;

export function jetstreamSource(options: JetstreamOptions): FeedSource {
  return { steps: (positions, signal) => follow(options, positions, signal) };
}

async function* follow(options: JetstreamOptions, positions: Positions, signal: AbortSignal): AsyncGenerator<FeedStep> {
  const { url, wanted, clock, probe, random } = options;
  const server = withoutUser(url);
  let position = moved((positions.get(PLACE) ?? null) as JetstreamPosition | null, server);
  let failures = 0;
  while (!signal.aborted) {
    let unkept = 0;
    try {
      for await (const text of messages(options, addressOf(url, position), signal)) {
        failures = 0;
        const event = readJetstream(text, wanted, clock.now());
        if (event === null || !isAfter(event, position)) continue;
        position = advance(position, event, server);
        unkept += 1;
        if (event.record === null && unkept < KEEP_EVERY) continue;
        unkept = 0;
        yield { records: event.record === null ? [] : [event.record], positions: new Map([[PLACE, position]]) };
      }
      if (signal.aborted) return;
      throw new Error('the server closed the connection');
    } catch (error) {
      if (error instanceof LeitmotifError) throw error;
      if (signal.aborted) return;
      const delay = backOff(failures, { first: 1000, longest: 60_000, jitter: random() });
      failures += 1;
      probe.log('warn', 'the stream broke off; connecting again', { server, error: messageOf(error), delay });
      await clock.sleep(delay, signal);
    }
  }
}

/** On another server everything of the last seconds is asked for again: what was sent of it keeps its id. */
function moved(position: JetstreamPosition | null, server: string): JetstreamPosition | null {
  if (position === null || position.server === server) return position;
  return { server, cursor: position.cursor - OVERLAP, at: [] };
}

function addressOf(url: string, position: JetstreamPosition | null): URL {
  const address = new URL(url);
  address.searchParams.set('wantedCollections', 'app.bsky.feed.post');
  address.searchParams.set('maxMessageSizeBytes', String(LARGEST_WANTED));
  // From the microsecond before, in case the server begins after the cursor: what is known is passed over.
  if (position !== null) address.searchParams.set('cursor', String(position.cursor - 1));
  return address;
}

async function* messages(
  { guard, userAgent }: Pick<JetstreamOptions, 'guard' | 'userAgent'>,
  address: URL,
  signal: AbortSignal,
): AsyncGenerator<string> {
  guard.check(address);
  const socket = new WebSocket(address, {
    lookup: guard.lookup,
    handshakeTimeout: 10_000,
    maxPayload: LARGEST_MESSAGE,
    headers: { 'user-agent': userAgent },
  });
  const waiting: string[] = [];
  let size = 0;
  let failure: Error | null = null;
  let over = false;
  let wake: () => void = () => {};
  let silent: NodeJS.Timeout | undefined;
  const heard = (): void => {
    clearTimeout(silent);
    silent = setTimeout(() => {
      failure ??= new Error(`nothing came for ${SILENCE / 1000} s`);
      socket.terminate();
    }, SILENCE);
  };
  socket.on('message', (data: Buffer) => {
    heard();
    const text = data.toString('utf8');
    waiting.push(text);
    size += text.length;
    if (waiting.length >= MOST_WAITING || size >= LARGEST_WAITING) socket.pause();
    wake();
  });
  socket.on('error', (error) => {
    failure ??= error;
  });
  socket.on('close', () => {
    over = true;
    wake();
  });
  const stop = (): void => {
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
        size -= text.length;
        if (socket.isPaused && waiting.length < MOST_WAITING / 2 && size < LARGEST_WAITING / 2) {
          heard();
          socket.resume();
        }
        yield text;
        continue;
      }
      if (over) {
        if (failure !== null) throw failure;
        return;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    clearTimeout(silent);
    signal.removeEventListener('abort', stop);
    if (socket.readyState !== WebSocket.CLOSED) {
      socket.terminate();
      await once(socket, 'close');
    }
  }
}
