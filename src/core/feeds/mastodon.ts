/** Statuses and stream events of Mastodon's API. */
import { parseInstant } from '../time.ts';
import { believable, deletion, documentRecord, inLanguages, titled } from './record.ts';
import type { FeedRecord } from './types.ts';

/** What is read of a status. Its content is HTML. */
interface Status {
  readonly id?: unknown;
  readonly content?: unknown;
  readonly spoiler_text?: unknown;
  readonly language?: unknown;
  readonly url?: unknown;
  readonly created_at?: unknown;
  readonly visibility?: unknown;
  readonly in_reply_to_id?: unknown;
  readonly reblog?: unknown;
  readonly account?: { readonly acct?: unknown };
}

export interface StatusesWanted {
  /** Host of the server. */
  readonly server: string;
  /** Languages; none for all. */
  readonly languages: readonly string[];
  readonly replies: boolean;
  /** HTML → what a reader sees of it. */
  readonly plain: (html: string) => string;
}

export interface MastodonEvent {
  /** Of a status; decimal digits, growing with time. null for a deletion. */
  readonly status: string | null;
  readonly record: FeedRecord | null;
}

/** Reads one status; null for what is none. A boost, an empty status, or one of another language has no record. */
export function readStatus(value: unknown, wanted: StatusesWanted, now: number): MastodonEvent | null {
  if (typeof value !== 'object' || value === null) return null;
  const status = value as Status;
  const { id } = status;
  if (typeof id !== 'string' || !/^\d{1,30}$/.test(id)) return null;
  const none = { status: id, record: null };
  const language = typeof status.language === 'string' ? status.language : undefined;
  if (status.reblog !== null && status.reblog !== undefined) return none;
  if (status.visibility !== undefined && status.visibility !== 'public') return none;
  if (!wanted.replies && typeof status.in_reply_to_id === 'string') return none;
  if (!inLanguages(language === undefined ? [] : [language], wanted.languages)) return none;
  const warning = typeof status.spoiler_text === 'string' ? status.spoiler_text : '';
  const text = titled(warning, typeof status.content === 'string' ? wanted.plain(status.content) : '');
  if (text === '') return none;
  const claimed = typeof status.created_at === 'string' ? parseInstant(status.created_at) : null;
  const time = believable(claimed ?? undefined, now);
  const author = typeof status.account?.acct === 'string' ? status.account.acct : undefined;
  return {
    status: id,
    record: documentRecord({
      id: idOf(id, wanted.server),
      text,
      ...(warning === '' ? {} : { title: warning }),
      ...(time === undefined ? {} : { time }),
      ...(typeof status.url === 'string' ? { url: status.url } : {}),
      ...(author === undefined ? {} : { source: author.includes('@') ? author : `${author}@${wanted.server}` }),
      ...(language === undefined ? {} : { language }),
    }),
  };
}

/** Reads an event of the stream; null for one that is neither a new status nor a deletion. An edit changes nothing. */
export function readStreamed(
  { event, data }: { readonly event: string; readonly data: string },
  wanted: StatusesWanted,
  now: number,
): MastodonEvent | null {
  if (event === 'delete' && /^\d{1,30}$/.test(data))
    return { status: null, record: deletion(idOf(data, wanted.server)) };
  if (event !== 'update') return null;
  try {
    return readStatus(JSON.parse(data), wanted, now);
  } catch {
    return null;
  }
}

function idOf(status: string, server: string): string {
  return `mastodon:${server}:${status}`;
}

/** Whether one id of a status comes after another: they are numbers too large for one. */
export function laterStatus(a: string, b: string): boolean {
  return a.length === b.length ? a > b : a.length > b.length;
}
