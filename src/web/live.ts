/** The connection to the replica: answers, news, and what to do without them. */
import { createParser } from 'eventsource-parser';
import { useEffect, useState } from 'preact/hooks';
import type { Pulse } from '../core/show/types.ts';
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

const TOKEN = 'leitmotif-token';
/** Waits between tries to connect, ms: longer and longer. */
const WAITS = [500, 1000, 2000, 4000, 8000];
/** Without any sign of life for so long the connection is given up, ms. */
const SILENCE = 20_000;
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
  const token = sessionStorage.getItem(TOKEN);
  return token === null ? {} : { Authorization: `Bearer ${token}` };
}

/** Takes a token and tries again with it. */
export function unlock(token: string): void {
  sessionStorage.setItem(TOKEN, token);
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

/** An answer of the API. Throws `Refusal` with the replica's own words, or `TypeError` when it cannot be reached. */
export async function ask<T>(
  path: string,
  { signal, body }: { signal?: AbortSignal; body?: unknown } = {},
): Promise<T> {
  const response = await fetch(`/api${path}`, {
    headers: { ...authorised(), ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (response.ok) return (await response.json()) as T;
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

/** The answer to a question, asked again with every new model. */
export function useAnswer<T>(path: string): Answer<T> {
  const [answer, setAnswer] = useState<Answer<T> & { path: string }>({ path, data: null, error: null });
  useEffect(() => {
    const over = new AbortController();
    let turn = -1;
    let busy = false;
    // One question at a time: answers that are slower than the news would never come.
    const look = async (): Promise<void> => {
      if (busy || live.turn === turn) return;
      busy = true;
      turn = live.turn;
      try {
        const data = await ask<T>(path, { signal: over.signal });
        setAnswer((before) => ({
          path,
          data: before.path === path ? settled(before.data, data) : data,
          error: null,
        }));
      } catch (error) {
        if (over.signal.aborted) return;
        setAnswer((before) => ({ path, data: before.path === path ? before.data : null, error: error as Error }));
      } finally {
        busy = false;
        if (!over.signal.aborted) release();
      }
      if (!over.signal.aborted) void look();
    };
    const watch = (): void => void look();
    watchers.add(watch);
    lookers++;
    watch();
    return () => {
      watchers.delete(watch);
      lookers--;
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
    if (other || last.model !== pulse.model) lookAgain();
  } else if (name === 'event') lookAgain();
}

let running = false;

/** Follows the news until the page is closed; called once. */
export async function connect(): Promise<void> {
  if (running) return;
  running = true;
  document.addEventListener('visibilitychange', lookAgain);
  for (let tries = 0; ; tries++) {
    try {
      await listen(() => {
        tries = 0;
      });
    } catch (error) {
      if (error instanceof Refusal && error.status === 401) break;
      if (error instanceof Refusal) change({ detail: error.message, link: 'connecting' });
      else change({ link: 'lost' });
    }
    if (live.link === 'live') change({ link: 'lost' });
    await new Promise((resolve) => setTimeout(resolve, WAITS[Math.min(tries, WAITS.length - 1)]));
  }
  running = false;
}

async function listen(opened: () => void): Promise<void> {
  const over = new AbortController();
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
    change({ link: 'live', turn: live.turn + 1 });
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
  }
}
