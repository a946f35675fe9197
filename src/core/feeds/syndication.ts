/** Items of RSS, Atom, RDF and JSON feeds, whatever format they came in. */
import { clean } from '../text/clean.ts';
import { believable, documentRecord, titled } from './record.ts';
import type { ItemKeys } from './seen.ts';
import type { FeedRecord } from './types.ts';

export interface Item {
  readonly guid?: string;
  /** http or https, absolute. */
  readonly link?: string;
  /** Plain text. */
  readonly title: string;
  /** Plain text, as full as the feed has it. */
  readonly text: string;
  /** When it was published, ms. */
  readonly time?: number;
  readonly language?: string;
}

export interface Syndicated {
  readonly title?: string;
  readonly language?: string;
  /** How long the feed asks not to be fetched again, ms; 0 when it doesn't. */
  readonly ttl: number;
  readonly items: readonly Item[];
  /** It broke off: there may be more items. */
  readonly cut?: boolean;
}

/**
 * The newest of a feed's items, so many at most: from its end where times grow more often than not, as they stand. One item
 * without a time, or an old one that stays on top, says nothing of the order.
 */
export function newest(items: readonly Item[], most: number): readonly Item[] {
  if (items.length <= most) return items;
  const times = items.flatMap(({ time }) => time ?? []);
  const grown = times.reduce((sum, time, i) => sum + Math.sign(time - (times[i - 1] ?? time)), 0);
  return grown > 0 ? items.slice(-most) : items.slice(0, most);
}

/** What tells an item from others. `fingerprint` is a short hash. */
export function keysOf(item: Item, fingerprint: (text: string) => string): ItemKeys {
  return {
    guid: item.guid === undefined ? null : fingerprint(item.guid),
    link: item.link === undefined ? null : fingerprint(canonical(item.link)),
    content: fingerprint(clean(`${item.title}\n${item.text}`).toLowerCase()),
  };
}

/** An address without what only tells where a reader came from. */
function canonical(link: string): string {
  const [address = ''] = link.split('#');
  const [path = '', query] = address.split('?');
  const kept = (query ?? '').split('&').filter((part) => part !== '' && !/^(utm_\w+|at_\w+|fbclid|gclid)=/i.test(part));
  return kept.length === 0 ? path : `${path}?${kept.join('&')}`;
}

/** Longest id of a document. */
const MOST_ID = 1000;

/** An item as a record; null when it says nothing. */
export function itemRecord(
  item: Item,
  {
    feed,
    of,
    now,
    fingerprint,
  }: {
    /** Address of the feed. */
    readonly feed: string;
    readonly of: Pick<Syndicated, 'title' | 'language'>;
    readonly now: number;
    readonly fingerprint: (text: string) => string;
  },
): FeedRecord | null {
  const text = titled(item.title, item.text);
  if (text === '') return null;
  const { guid, link } = item;
  // A guid that is an address or a URN is one everywhere; any other is one within its feed.
  const named =
    guid === undefined
      ? (link ?? `${feed}#${fingerprint(text)}`)
      : /^(https?:|urn:|tag:)/i.test(guid)
        ? guid
        : `${feed}#${guid}`;
  const id = named.length <= MOST_ID ? named : `${feed.slice(0, MOST_ID - 20)}#${fingerprint(named)}`;
  const language = item.language ?? of.language;
  const time = believable(item.time, now);
  return documentRecord({
    id,
    text,
    ...(item.title === '' ? {} : { title: item.title }),
    ...(link === undefined ? {} : { url: link }),
    ...(of.title === undefined ? {} : { source: of.title }),
    ...(language === undefined ? {} : { language }),
    ...(time === undefined ? {} : { time }),
  });
}
