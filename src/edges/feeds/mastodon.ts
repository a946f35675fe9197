/** Follows a public timeline of a Mastodon server: first what came since it was last there, then the stream. */
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { laterStatus, type MastodonEvent, readStatus, readStreamed } from '../../core/feeds/mastodon.ts';
import { backOff, retryAfter } from '../../core/feeds/polite.ts';
import type { FeedSource, FeedStep, Positions } from '../../core/feeds/types.ts';
import type { Clock, Probe } from '../../core/ports.ts';
import { withoutUser } from './guard.ts';
import { plainText } from './html.ts';
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

interface Position {
  /** Id of the newest status. */
  readonly status: string;
}

/** Statuses that are asked for at a time: the most the API gives. */
const PAGE = 40;
/** The API allows 300 requests in five minutes; a pause between pages keeps below. ms */
const PAGE_GAP = 1000;
/** Longest event of the stream, characters; one beyond it breaks the stream off. */
const LARGEST_EVENT = 1024 * 1024;

export function mastodonSource(options: MastodonOptions): FeedSource {
  return { steps: (positions, signal) => follow(options, positions, signal) };
}

async function* follow(options: MastodonOptions, positions: Positions, signal: AbortSignal): AsyncGenerator<FeedStep> {
  const { server, timeline, clock, probe, random } = options;
  const place = `${new URL(server).host} ${timeline}`;
  let newest = ((positions.get(place) ?? null) as Position | null)?.status ?? null;
  let failures = 0;
  const stepOf = ({ status, record }: MastodonEvent): FeedStep => {
    // A status of another server that came late has an earlier id.
    if (status !== null && (newest === null || laterStatus(status, newest))) newest = status;
    return {
      records: record === null ? [] : [record],
      positions: newest === null ? new Map() : new Map([[place, { status: newest } satisfies Position]]),
    };
  };
  while (!signal.aborted) {
    const over = new AbortController();
    const stop = (): void => over.abort();
    signal.addEventListener('abort', stop, { once: true });
    try {
      // The stream is opened before the gap is filled, so that nothing falls between the two.
      const streamed = await opened(options, over.signal);
      const filled = new Set<string>();
      for await (const event of missed(options, newest, over.signal)) {
        if (event.status !== null) filled.add(event.status);
        yield stepOf(event);
      }
      for await (const event of streamed) {
        failures = 0;
        if (event.status === null || !filled.delete(event.status)) yield stepOf(event);
      }
      throw new Error('the server ended the stream');
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof LeitmotifError && error.fault !== 'transient') throw error;
      const wish = error instanceof Busy ? error.wait : 0;
      const delay = Math.max(wish, backOff(failures, { first: 1000, longest: 60_000, jitter: random() }));
      failures += 1;
      probe.log('warn', 'the stream broke off; connecting again', {
        server: withoutUser(server),
        error: messageOf(error),
        delay,
      });
      await clock.sleep(delay, signal);
    } finally {
      signal.removeEventListener('abort', stop);
      over.abort();
    }
  }
}

class Busy extends Error {
  /** ms. */
  readonly wait: number;

  constructor(message: string, wait: number) {
    super(message);
    this.wait = wait;
  }
}

function wantedOf({ server, languages, replies }: MastodonOptions) {
  return { server: new URL(server).host, languages, replies, plain: plainText };
}

function headersOf({ token }: MastodonOptions): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

async function opened(options: MastodonOptions, signal: AbortSignal): Promise<AsyncIterable<MastodonEvent>> {
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

async function* events(body: AsyncIterable<Uint8Array>, options: MastodonOptions): AsyncGenerator<MastodonEvent> {
  const wanted = wantedOf(options);
  const parsed = ReadableStream.from(body)
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream({ maxBufferSize: LARGEST_EVENT }));
  for await (const { event = '', data } of parsed) {
    const read = readStreamed({ event, data }, wanted, options.clock.now());
    if (read !== null) yield read;
  }
}

/**
 * What the timeline got since a status, oldest first; nothing at the very beginning. A page that is not full says nothing
 * of the end: servers have limits of their own, and leave out statuses after they have counted, the newest too. What comes
 * after the first look is in the stream.
 */
async function* missed(
  options: MastodonOptions,
  since: string | null,
  signal: AbortSignal,
): AsyncGenerator<MastodonEvent> {
  if (since === null) return;
  const end = (await page(options, {}, signal)).at(-1);
  for (let from = since; (end === undefined || laterStatus(end.status, from)) && !signal.aborted; ) {
    await options.clock.sleep(PAGE_GAP, signal);
    const found = (await page(options, { min_id: from }, signal)).filter(({ status }) => laterStatus(status, from));
    yield* found;
    const last = found.at(-1);
    if (last === undefined) return;
    from = last.status;
  }
}

type Listed = MastodonEvent & { readonly status: string };

/** Oldest first. */
async function page(
  options: MastodonOptions,
  wish: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Listed[]> {
  const { server, timeline, http, clock } = options;
  const path = timeline.startsWith('#') ? `tag/${encodeURIComponent(timeline.slice(1))}` : 'public';
  const url = new URL(`/api/v1/timelines/${path}`, server);
  if (timeline === 'local') url.searchParams.set('local', 'true');
  url.searchParams.set('limit', String(PAGE));
  for (const [name, value] of Object.entries(wish)) url.searchParams.set(name, value);
  const answer = await http.get(url.href, { headers: headersOf(options), signal });
  if (answer.status === 429)
    throw new Busy('it asks for fewer requests (429)', retryAfter(answer.header('retry-after'), clock.now()) || 60_000);
  refuse(answer.status, url.href, options);
  const listed: unknown = JSON.parse(Buffer.from(answer.body).toString('utf8'));
  return (Array.isArray(listed) ? listed : [])
    .map((one) => readStatus(one, wantedOf(options), clock.now()))
    .filter((one): one is Listed => one !== null && one.status !== null)
    .sort((a, b) => (laterStatus(a.status, b.status) ? 1 : -1));
}

function refuse(status: number, address: string, { token }: MastodonOptions): void {
  if (status === 200) return;
  const url = withoutUser(address);
  if (status === 401 || status === 403) {
    const remedy =
      token === undefined
        ? 'it wants an access token: give its file by --token-file'
        : 'its access token is not accepted';
    throw new LeitmotifError('fatal', 'connect', `${url} answers ${status}: ${remedy}`);
  }
  throw new Error(`status ${status} from ${url}`);
}
