/** Messages of Bluesky's Jetstream: one event of a repository each, as JSON. */
import { believable, deletion, documentRecord, inLanguages } from './record.ts';
import type { FeedRecord } from './types.ts';

const POSTS = 'app.bsky.feed.post';

/** Where a stream stands. */
export interface JetstreamPosition {
  /** The server; its clock makes the cursor. */
  readonly server: string;
  /** Time of the last event, µs since 1970. */
  readonly cursor: number;
  /** What was sent of that microsecond: ids, several only in theory. */
  readonly at: readonly string[];
}

export interface JetstreamEvent {
  /** µs since 1970. */
  readonly time: number;
  /** The address of the post; null when the event is about something else. */
  readonly id: string | null;
  readonly record: FeedRecord | null;
}

export interface PostsWanted {
  /** Languages as the author names them; none for all. */
  readonly languages: readonly string[];
  readonly replies: boolean;
}

interface Message {
  readonly did?: unknown;
  readonly time_us?: unknown;
  readonly commit?: {
    readonly operation?: unknown;
    readonly collection?: unknown;
    readonly rkey?: unknown;
    readonly record?: { readonly text?: unknown; readonly langs?: unknown; readonly reply?: unknown };
  };
}

/** Reads a message; null for what is none. Deletions are always wanted: what was never sent is nothing to delete. */
export function readJetstream(text: string, { languages, replies }: PostsWanted, now: number): JetstreamEvent | null {
  let message: Message;
  try {
    message = JSON.parse(text) as Message;
  } catch {
    return null;
  }
  if (typeof message !== 'object' || message === null) return null;
  const { did, time_us: time, commit } = message;
  if (typeof time !== 'number' || !Number.isSafeInteger(time)) return null;
  const { operation, collection, rkey, record } = commit ?? {};
  if (typeof did !== 'string' || typeof rkey !== 'string' || collection !== POSTS)
    return { time, id: null, record: null };
  const id = `at://${did}/${POSTS}/${rkey}`;
  if (operation === 'delete') return { time, id, record: deletion(id) };
  const said = record?.text;
  if (operation !== 'create' || typeof said !== 'string' || said.trim() === '') return { time, id: null, record: null };
  const langs = Array.isArray(record?.langs)
    ? record.langs.filter((one): one is string => typeof one === 'string')
    : [];
  if (!inLanguages(langs, languages) || (!replies && record?.reply !== undefined))
    return { time, id: null, record: null };
  const arrived = believable(Math.floor(time / 1000), now);
  return {
    time,
    id,
    record: documentRecord({
      id,
      text: said,
      url: `https://bsky.app/profile/${did}/post/${rkey}`,
      source: 'Bluesky',
      ...(arrived === undefined ? {} : { time: arrived }),
      ...(langs[0] === undefined ? {} : { language: langs[0] }),
    }),
  };
}

/** Whether an event comes after a position. */
export function isAfter({ time, id }: JetstreamEvent, position: JetstreamPosition | null): boolean {
  if (position === null || time > position.cursor) return true;
  return time === position.cursor && id !== null && !position.at.includes(id);
}

/** Where the stream stands after an event. */
export function advance(
  position: JetstreamPosition | null,
  { time, id }: JetstreamEvent,
  server: string,
): JetstreamPosition {
  const before = position !== null && position.cursor === time ? position.at : [];
  return { server, cursor: time, at: id === null ? before : [...before, id] };
}
