/** Numbers, times and names as the reader writes them. */
// A report is made in Node, which need not have a navigator.
const locale = (globalThis as { readonly navigator?: { readonly language: string } }).navigator?.language ?? 'en';

const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const two = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const some = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
const part = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 });
const finest = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' });
const hour = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });

export const count = (value: number): string => whole.format(value);
export const short = (value: number): string => (Math.abs(value) < 10_000 ? whole : compact).format(value);
export const cosine = (value: number): string => two.format(value).replace('-', '−');
export const rate = (value: number): string => tenths.format(value);
export const figure = (value: number): string => some.format(value);
export const percent = (value: number): string => (value > 0 && value < 0.001 ? finest : part).format(value);
export const fine = (value: number): string => finest.format(value);
export const signed = (value: number): string =>
  `${Math.abs(value) < 0.05 ? '' : value > 0 ? '+' : '−'}${tenth.format(Math.abs(value))}`;

/** Minutes as they are written, and how many are kept: writing one takes longer than a row of a table. */
const minutes = new Map<number, string>();
const KEPT = 1000;

/** Event times may be anything a feed claims. */
export function instant(time: number): string {
  if (!(time > 0 && time < 8.64e15)) return '–';
  const minute = Math.floor(time / 60_000);
  let text = minutes.get(minute);
  if (text === undefined) {
    if (minutes.size >= KEPT) minutes.clear();
    text = moment.format(time);
    minutes.set(minute, text);
  }
  return text;
}

/** A tick of a time axis: the day where one begins, else the hour. */
export function tick(time: number): string {
  const date = new Date(time);
  return (date.getHours() === 0 && date.getMinutes() === 0 ? day : hour).format(date);
}

const LENGTHS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** "2 hours", "40 seconds". */
export function duration(seconds: number): string {
  const [unit, length] = LENGTHS.find(([, each]) => seconds >= each) ?? ['second', 1];
  const value = Math.round(seconds / length);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** The address of a document where it is one that a browser may open; documents may claim any. */
export function safeLink(url: string | null): string | null {
  if (url === null) return null;
  try {
    const { protocol, href } = new URL(url);
    return protocol === 'https:' || protocol === 'http:' ? href : null;
  } catch {
    return null;
  }
}

/** Hues in palette.css, each in three tints, each of these in six weaves: 162 looks. */
export const HUES = 9;
export const TINTS = 3;
export const WEAVES = 6;

/** Which threads lie over a topic's colour; 0: none. */
export function weave(topic: number): number {
  return Math.floor(topic / (HUES * TINTS)) % WEAVES;
}

/** The classes that give a topic its look: a function of its id alone, so that it is the same for life. */
export function hue(topic: number): string {
  // 4 and 9 have no common divisor: topics born one after the other are far apart.
  return `hue-${((topic * 4) % HUES) + HUES * (Math.floor(topic / HUES) % TINTS)} weave-${weave(topic)}`;
}

/** What a name is called by when it is empty. */
export function named(label: string, topic: number): string {
  return label.trim() === '' ? `Topic ${topic}` : label;
}

/** The heaviest first; of those whose shares read alike the older first, so that they do not change places for nothing. */
export function byShare<T extends { readonly topic: number; readonly share: number }>(topics: readonly T[]): T[] {
  const read = (share: number): number =>
    share < 0.001 ? Math.round(share * 10_000) / 10_000 : Math.round(share * 1000) / 1000;
  return topics
    .map((each) => ({ each, share: read(each.share) }))
    .sort((a, b) => b.share - a.share || a.each.topic - b.each.topic)
    .map(({ each }) => each);
}
