/** RSS, Atom, RDF and JSON feeds, and OPML lists of them, by feedsmith, which mends what it can. */
import { parseFeed, parseOpml } from 'feedsmith';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { feedDate } from '../../core/feeds/date.ts';
import type { Item, Syndicated } from '../../core/feeds/syndication.ts';
import { withoutUser } from './guard.ts';
import { plainText, tidy } from './html.ts';

const HOUR = 3_600_000;
/** Of a feed's time to live, in its own unit. */
const PERIODS: Readonly<Record<string, number>> = {
  hourly: HOUR,
  daily: 24 * HOUR,
  weekly: 7 * 24 * HOUR,
  monthly: 30 * 24 * HOUR,
  yearly: 365 * 24 * HOUR,
};

/** Types of a text that is no HTML: of Atom, and of a description of Media RSS. */
const PLAIN = /^(?:text|plain|text\/plain)$/i;

/** What of feedsmith's output is read here, of all formats together. Anything may be missing. */
interface Text {
  readonly value?: string;
  readonly type?: string;
}
interface Link {
  readonly href?: string;
  readonly rel?: string;
}
interface Parsed {
  readonly title?: string | Text;
  readonly language?: string;
  readonly ttl?: number;
  readonly sy?: { readonly updatePeriod?: string; readonly updateFrequency?: number };
  readonly dc?: { readonly languages?: readonly string[] };
  readonly xml?: { readonly lang?: string; readonly base?: string };
  readonly items?: readonly Entry[];
  readonly entries?: readonly Entry[];
}
interface Entry extends Omit<Parsed, 'items' | 'entries'> {
  readonly id?: string;
  readonly guid?: Text & { readonly isPermaLink?: boolean };
  readonly rdf?: { readonly about?: string };
  readonly link?: string;
  readonly url?: string;
  readonly links?: readonly Link[];
  readonly description?: string;
  readonly summary?: string | Text;
  readonly content?: Text & { readonly encoded?: string };
  readonly content_html?: string;
  readonly content_text?: string;
  readonly pubDate?: string;
  readonly published?: string;
  readonly updated?: string;
  readonly date_published?: string;
  readonly dcterms?: { readonly dates?: readonly string[] };
  readonly media?: Described & { readonly groups?: readonly Described[] };
  readonly itunes?: { readonly summary?: string };
}
interface Described {
  readonly description?: Text;
}

/**
 * Reads a feed.
 * @param base address of the feed, for links that are relative
 * Throws `poison` for what is no feed.
 */
export function parseSyndicated(text: string, base: string): Syndicated {
  const { feed, format } = parse(text, base);
  // Of a JSON feed only `content_html` is HTML.
  const json = format === 'json';
  const title = read(feed.title, json);
  const language = languageOf(feed);
  const root = based(feed, base);
  return {
    ...(title === '' ? {} : { title }),
    ...(language === undefined ? {} : { language }),
    ttl: timeToLive(feed),
    items: (feed.items ?? feed.entries ?? []).map((entry) => itemOf(entry, { base: based(entry, root), json })),
    ...(isCut(text) && { cut: true }),
  };
}

/** Whether the root element is still open behind the last item; what some hosts add after it is passed over. */
function isCut(text: string): boolean {
  return !/^\s*[{]/.test(text) && !/<\/(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>/i.test(text.slice(endOfItems(text)));
}

/** Where the last item ends; 0 where there is none. */
function endOfItems(text: string): number {
  const whole = Math.max(text.lastIndexOf('</item>'), text.lastIndexOf('</entry>'));
  return whole < 0 ? 0 : text.indexOf('>', whole) + 1;
}

function parse(text: string, base: string): { readonly feed: Parsed; readonly format: string } {
  try {
    return parseFeed(text);
  } catch (error) {
    // Cut off in the middle of an item: what stands before it is worth reading.
    const end = endOfItems(text);
    if (end > 0 && end < text.length) return parse(text.slice(0, end), base);
    throw new LeitmotifError('poison', 'decode', `${base} is no feed: ${messageOf(error)}`, { cause: error });
  }
}

function itemOf(entry: Entry, { base, json }: { readonly base: string; readonly json: boolean }): Item {
  const guid = (entry.guid?.value ?? entry.id ?? entry.rdf?.about)?.trim();
  const permanent = entry.guid !== undefined && entry.guid.isPermaLink !== false && /^https?:/i.test(guid ?? '');
  const link = absolute(
    entry.link ??
      entry.url ??
      entry.links?.find(({ rel = 'alternate' }) => rel === 'alternate')?.href ??
      (permanent ? guid : undefined),
    base,
  );
  const bodies = [
    plainText(entry.content?.encoded ?? entry.content_html ?? ''),
    read(entry.content, false),
    tidy(entry.content_text ?? ''),
    plainText(entry.description ?? ''),
    read(entry.summary, json),
  ];
  // What else is said of a video or an episode; beside a text it is the caption of a picture.
  const aside = [entry.media?.description, entry.media?.groups?.[0]?.description, entry.itunes?.summary];
  if (bodies.join('') === '') bodies.push(...aside.map((one) => read(one, false)));
  const dates = [
    entry.pubDate,
    entry.published,
    entry.date_published,
    ...((entry.dc as Dates | undefined)?.dates ?? []),
    ...(entry.dcterms?.dates ?? []),
    entry.updated,
  ];
  const time = dates.map((date = '') => feedDate(date)).find((ms) => ms !== null);
  const language = languageOf(entry);
  return {
    title: read(entry.title, json),
    // Some feeds have a teaser where the text should be, and the text where a teaser should.
    text: bodies.reduce((longest, body) => (body.length > longest.length ? body : longest), ''),
    ...(guid === undefined || guid === '' ? {} : { guid }),
    ...(link === undefined ? {} : { link }),
    ...(time === undefined ? {} : { time }),
    ...(language === undefined ? {} : { language }),
  };
}

interface Dates {
  readonly dates?: readonly string[];
}

/** As a reader sees it: of HTML, unless it is said to be plain. */
function read(text: string | Text | undefined, plain: boolean): string {
  const { value = '', type }: Text = typeof text === 'string' ? { value: text } : (text ?? {});
  return plain || PLAIN.test(type ?? '') ? tidy(value) : plainText(value);
}

/** The address that relative ones within an element are meant from. */
function based({ xml }: Pick<Parsed, 'xml'>, base: string): string {
  return xml?.base !== undefined && URL.canParse(xml.base, base) ? new URL(xml.base, base).href : base;
}

function languageOf({ language, dc, xml }: Pick<Parsed, 'language' | 'dc' | 'xml'>): string | undefined {
  const found = (language ?? dc?.languages?.[0] ?? xml?.lang)?.trim().replaceAll('_', '-');
  return found !== undefined && /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(found) ? found : undefined;
}

function timeToLive({ ttl, sy }: Parsed): number {
  const minutes = typeof ttl === 'number' && ttl > 0 ? ttl * 60_000 : 0;
  const period = PERIODS[sy?.updatePeriod ?? ''] ?? 0;
  return Math.max(minutes, period / Math.max(1, sy?.updateFrequency ?? 1));
}

function absolute(link: string | undefined, base: string): string | undefined {
  if (link === undefined || !URL.canParse(link.trim(), base)) return undefined;
  const url = new URL(link.trim(), base);
  return /^https?:$/.test(url.protocol) ? url.href : undefined;
}

interface Outline {
  readonly xmlUrl?: string;
  readonly outlines?: readonly Outline[];
}

/** The addresses of a list of feeds: OPML, or one address a line with # for remarks. Throws `fatal` for what is no address. */
export function parseFeedList(text: string, name: string): string[] {
  const found = /^\s*<|<opml/i.test(text) ? fromOpml(text, name) : fromLines(text);
  if (found.length === 0) throw config(`${name} names no feed: give OPML with xmlUrl, or an address on each line`);
  for (const url of found) {
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw config(`${name} has "${withoutUser(url).slice(0, 80)}", which is no http or https address`);
  }
  return [...new Set(found.map((url) => new URL(url).href))];
}

function fromOpml(text: string, name: string): string[] {
  try {
    const { body } = parseOpml(text) as { readonly body?: Outline };
    const urls = (outline: Outline): string[] => [
      ...(outline.xmlUrl === undefined ? [] : [outline.xmlUrl]),
      ...(outline.outlines ?? []).flatMap(urls),
    ];
    return urls(body ?? {});
  } catch (error) {
    throw config(`${name} is no OPML: ${messageOf(error)}`);
  }
}

function fromLines(text: string): string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '');
}

function config(message: string): LeitmotifError {
  return new LeitmotifError('fatal', 'config', message);
}
