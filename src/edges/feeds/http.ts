/** Fetching over HTTP within limits of time and size, each redirect checked. */
import { Agent, fetch, type Response } from 'undici';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { type Guard, withoutUser } from './guard.ts';

export interface HttpLimits {
  /** Bytes of a body once unpacked. Default 10 MiB. */
  readonly bytes?: number;
  /** Time for all of it, redirects included, ms. Default 30 s. */
  readonly time?: number;
}

export interface Fetched {
  readonly status: number;
  /** The address that answered, after redirects. */
  readonly url: string;
  header(name: string): string | null;
  readonly body: Uint8Array;
}

export interface Http {
  /** The whole answer, whatever its status; `https://user:password@…` logs in. Throws `transient` when there is none, or `fatal` as the guard does. */
  get(url: string, options?: { headers?: Readonly<Record<string, string>>; signal?: AbortSignal }): Promise<Fetched>;
  /** An answer that goes on, to be read as it comes. Ends with the signal; a silence longer than the limit is a failure. */
  stream(
    url: string,
    options: { headers?: Readonly<Record<string, string>>; signal: AbortSignal },
  ): Promise<{ readonly status: number; readonly body: AsyncIterable<Uint8Array> }>;
  close(): Promise<void>;
}

const REDIRECTS = 5;
const SILENCE = 90_000;

export function httpClient(guard: Guard, userAgent: string, limits: HttpLimits = {}): Http {
  const { bytes = 10 * 1024 * 1024, time = 30_000 } = limits;
  const agent = new Agent({
    connect: { lookup: guard.lookup, timeout: Math.min(time, 10_000) },
    headersTimeout: time,
    bodyTimeout: SILENCE,
    // A server that answers is asked again in a quarter of an hour, not within seconds.
    keepAliveTimeout: 1000,
    pipelining: 1,
  });

  async function follow(address: string, headers: Readonly<Record<string, string>>, signal: AbortSignal) {
    let url = new URL(withoutUser(address));
    let sent: Record<string, string> = { 'user-agent': userAgent, ...basic(address), ...headers };
    for (let hops = 0; ; hops++) {
      guard.check(url);
      const response = await fetch(url, { dispatcher: agent, redirect: 'manual', headers: sent, signal });
      const to = response.headers.get('location');
      if (to === null || ![301, 302, 303, 307, 308].includes(response.status)) return { url, response };
      await response.body?.cancel();
      if (hops === REDIRECTS) throw new Error(`it redirects more than ${REDIRECTS} times`);
      const next = new URL(withoutUser(new URL(to, url).href));
      if (url.protocol === 'https:' && next.protocol !== 'https:') throw new Error('it redirects from https to http');
      // A secret is for the server it was given for.
      if (next.origin !== url.origin) sent = omit(sent, 'authorization');
      url = next;
    }
  }

  return {
    async get(address, { headers = {}, signal } = {}) {
      const limit = AbortSignal.timeout(time);
      try {
        const { url, response } = await follow(address, headers, signal ? AbortSignal.any([signal, limit]) : limit);
        const body = await wholeBody(response, bytes);
        return { status: response.status, url: url.href, header: (name) => response.headers.get(name), body };
      } catch (error) {
        throw failure(address, error, limit.aborted ? `it took longer than ${time} ms` : undefined);
      }
    },
    async stream(address, { headers = {}, signal }) {
      try {
        const { response } = await follow(address, headers, signal);
        return { status: response.status, body: (response.body ?? []) as AsyncIterable<Uint8Array> };
      } catch (error) {
        throw failure(address, error);
      }
    },
    close: () => agent.destroy(),
  };
}

async function wholeBody(response: Response, most: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    // Leaving the loop ends the connection.
    if (size > most) throw new Error(`its body is larger than ${most} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** What an address with a user's name and password has for a header. */
function basic(address: string): Record<string, string> {
  const { username, password } = new URL(address);
  if (username === '' && password === '') return {};
  const pair = [username, password].map(unescaped).join(':');
  return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function omit(headers: Readonly<Record<string, string>>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key.toLowerCase() !== name));
}

/** The innermost reason: fetch wraps everything into "fetch failed". */
function failure(address: string, error: unknown, reason?: string): LeitmotifError {
  let at: unknown = error;
  while (!(at instanceof LeitmotifError) && at instanceof Error && at.cause !== undefined) at = at.cause;
  if (at instanceof LeitmotifError) return at;
  const message = `${withoutUser(address)} cannot be fetched: ${reason ?? messageOf(at)}`;
  return new LeitmotifError('transient', 'connect', message, { cause: error });
}
