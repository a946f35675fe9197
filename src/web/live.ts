/** The connection to the replica: answers, news, and what to do without them. */
import { createParser } from 'eventsource-parser';
import { useEffect, useState } from 'preact/hooks';
import type { Pulse } from '../core/show/types.ts';
import { keep, kept } from './kept.ts';
import { settled } from './settled.ts';

export type Link = 'connecting' | 'live' | 'lost' | 'locked';

export interface Live {
  readonly link: Link;
  /** The newest pulse; null before the first. */
  readonly pulse: Pulse | null;
  /** What the replica says it is at while it has no pulse yet. */
  readonly detail: string;
  /** +1 whenever views should look again. */
  readonly turn: number;
}

export const TOKEN = 'leitmotif-token';
/** Waits between tries to connect, and to have an answer, ms: longer and longer. */
const WAITS = [500, 1000, 2000, 4000, 8000];
/** Without any sign of life for so long the connection is given up, ms. */
const SILENCE = 20_000;
/** An answer is waited for so long, ms: to a question, and to what is sent, which may wait for the encoder or the broker. */
const PATIENCE = { question: 10_000, sent: 60_000 } as const;
/** Views look again at most so often, ms. */
const LOOK_EVERY = 500;

let live: Live = { link: 'connecting', pulse: null, detail: '', turn: 0 };
const watchers = new Set<(live: Live) => void>();

function change(part: Partial<Live>): void {
  live = { ...live, ...part };
  for (const watch of watchers) watch(live);
}

/** A part of what is known; its user is drawn anew when that part is another value. */
export function useLive<T extends string | number | boolean | null | undefined | Pulse>(part: (live: Live) => T): T {
  const [seen, see] = useState(() => part(live));
  useEffect(() => {
    const watch = (now: Live): void => see(() => part(now));
    watchers.add(watch);
    watch(live);
    return () => void watchers.delete(watch);
  }, []);
  return seen;
}

function authorised(): Record<string, string> {
  const token = kept('sessionStorage', TOKEN);
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/** Takes a token and tries again with it. */
export function unlock(token: string): void {
  keep('sessionStorage', TOKEN, token);
  change({ link: 'connecting', turn: live.turn + 1 });
  void connect();
}

export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Whether it may be otherwise when the same is asked again. */
export function mayPass(error: Error): boolean {
  return !(error instanceof Refusal) || error.status >= 500 || error.status === 429;
}

const waitAfter = (tries: number): number => WAITS[Math.min(tries, WAITS.length - 1)] as number;

/**
 * An answer of the API. Throws `Refusal` with the replica's own words, or 504 when none came in time, and `TypeError` when
 * it cannot be reached.
 */
export async function ask<T>(
  path: string,
  { signal, body }: { signal?: AbortSignal; body?: unknown } = {},
): Promise<T> {
  const wait = body === undefined ? PATIENCE.question : PATIENCE.sent;
  const late = AbortSignal.timeout(wait);
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      headers: { ...authorised(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
    });
    if (response.ok) return (await response.json()) as T;
  } catch (error) {
    if (!late.aborted || signal?.aborted) throw error;
    // A browser has few connections to one host: those of streams may be what questions wait for.
    hangUp();
    throw new Refusal(504, `no answer came within ${wait / 1000} s`);
  }
  if (response.status === 401) change({ link: 'locked' });
  const said = await response.json().catch(() => ({}));
  throw new Refusal(
    response.status,
    typeof said.error === 'string' ? said.error : `the replica answered ${response.status}`,
  );
}

/** Views that look again with every model, and the pulse that is shown together with what they then see. */
let lookers = 0;
let held: Pulse | null = null;

/** Shows the pulse that was held back: in the same drawing as an answer that was just taken. */
function release(): void {
  if (held === null) return;
  const pulse = held;
  held = null;
  change({ pulse });
}

export interface Answer<T> {
  /** The newest answer; the one before stays while the next is on its way. */
  readonly data: T | null;
  readonly error: Error | null;
}

/** The answer to a question, asked again with every new model, and after a failure that may pass. */
export function useAnswer<T>(path: string): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { path: string }>({ path, data: null, error: null });
  useEffect(() => {
    const over = new AbortController();
    let turn = -1;
    let busy = false;
    let failures = 0;
    let again: ReturnType<typeof setTimeout> | undefined;
    // One question at a time: answers that are slower than the news would never come.
    const look = async (): Promise<void> => {
      if (busy || live.turn === turn) return;
      busy = true;
      turn = live.turn;
      clearTimeout(again);
      try {
        const data = await ask<T>(path, { signal: over.signal });
        failures = 0;
        setAnswer((before) => ({
          path,
          data: before.path === path ? settled(before.data, data) : data,
          error: null,
        }));
      } catch (error) {
        if (over.signal.aborted) return;
        setAnswer((before) => ({ path, data: before.path === path ? before.data : null, error: error as Error }));
        if (mayPass(error as Error)) again = setTimeout(retry, waitAfter(failures++));
      } finally {
        busy = false;
        if (!over.signal.aborted) release();
      }
      if (!over.signal.aborted) void look();
    };
    const retry = (): void => {
      // Who comes back to the page has everything asked again.
      if (document.hidden) return;
      turn = -1;
      void look();
    };
    const watch = (): void => void look();
    watchers.add(watch);
    lookers++;
    watch();
    return () => {
      watchers.delete(watch);
      lookers--;
      clearTimeout(again);
      over.abort();
      if (lookers === 0) release();
    };
  }, [path]);
  if (answer.path === path) return answer;
  // Of another question: better than an empty page while it is only sorted otherwise.
  const same = answer.path.split('?')[0] === path.split('?')[0];
  return { data: same ? answer.data : null, error: null };
}

let looked = 0;
let _due: ReturnType<typeof setTimeout> | undefined;

function lookAgain(): void {
  if (document.hidden) return;
  _due ??= setTimeout(
    () => {
      _due = undefined;
      looked = performance.now();
      change({ turn: live.turn + 1 });
    },
    Math.max(0, looked + LOOK_EVERY - performance.now()),
  );
}

function heard(name: string | undefined, data: string): void {
  if (name === 'pulse') {
    const pulse = JSON.parse(data) as Pulse;
    const last = held ?? live.pulse;
    const other = last?.phase !== pulse.phase || live.link !== 'live';
    if (!other && lookers > 0 && (held !== null || last.model !== pulse.model)) held = pulse;
    else change({ pulse, link: 'live' });
    if (other || last.model !== pulse.model || last.sequence !== pulse.sequence) lookAgain();
  } else if (name === 'event') lookAgain();
}

let running = false;
/** Ends the stream that is open. */
let hangUp = (): void => {};

/** Follows the news until the page is closed, while it is in sight; called once. */
export async function connect(): Promise<void> {
  if (running) return;
  running = true;
  document.addEventListener('visibilitychange', lookAgain);
  for (let tries = 0; ; tries++) {
    await inSight();
    try {
      await listen(() => {
        tries = 0;
      });
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) break;
      if (error instanceof Refusal) change({ detail: error.message, link: 'connecting' });
      else if (!document.hidden) change({ link: 'lost' });
    }
    // Nothing is wrong with what nobody looks at: it is taken up again as soon as somebody does.
    if (document.hidden) change({ link: 'connecting' });
    else if (live.link === 'live') change({ link: 'lost' });
    await new Promise((resolve) => setTimeout(resolve, waitAfter(tries)));
  }
  running = false;
}

function inSight(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.hidden) return;
      document.removeEventListener('visibilitychange', look);
      resolve();
    };
    document.addEventListener('visibilitychange', look);
    look();
  });
}

/** Reads the stream to its end, or until the page is out of sight: a browser has six connections for all tabs of a host. */
async function listen(opened: () => void): Promise<void> {
  const over = new AbortController();
  hangUp = () => over.abort();
  const leave = (): void => {
    if (document.hidden) over.abort();
  };
  document.addEventListener('visibilitychange', leave);
  let silence: ReturnType<typeof setTimeout> | undefined;
  const alive = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => over.abort(), SILENCE);
  };
  alive();
  try {
    const response = await fetch('/api/stream', { headers: authorised(), signal: over.signal });
    if (response.status === 401) change({ link: 'locked' });
    if (!response.ok || response.body === null) {
      const said = (await response.json().catch(() => ({}))) as { error?: string };
      throw new Refusal(response.status, said.error ?? `the replica answered ${response.status}`);
    }
    opened();
    // After a break anything may have changed.
    change({ link: 'live', detail: '', turn: live.turn + 1 });
    const parser = createParser({ onEvent: ({ event, data }) => heard(event, data) });
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    clearTimeout(silence);
    document.removeEventListener('visibilitychange', leave);
  }
}
