/** What a person sees: text that cannot steer the terminal, columns that line up in any script, progress. */
import { stripVTControlCharacters } from 'node:util';

/**
 * Text from outside, made fit for one line of a terminal: escape sequences, control and direction characters go,
 * line breaks become spaces, and no character carries more than four combining marks.
 */
export function sanitise(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}]/gu, (character) => (JOINERS.has(character) ? character : ''))
    .replace(/\p{Cs}/gu, '\ufffd')
    .replace(/(\p{M}{4})\p{M}+/gu, '$1');
}

/** Invisible, but letters of several scripts and compound emoji fall apart without them. */
const JOINERS = new Set(['\u200c', '\u200d']);

/** First and last code points that take two columns (Unicode's East Asian Width W and F, and emoji), ascending. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6b],
  [0xff01, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18cff],
  [0x1aff0, 0x1b2ff],
  [0x1f200, 0x1f251],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];
const EMOJI = /^\p{Emoji_Presentation}|\ufe0f/u;
const INVISIBLE = /^[\p{M}\p{Cf}\p{Cc}]+$/u;
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** Columns that one character as people count them takes: 0, 1 or 2. */
function columnsOf(character: string): number {
  if (INVISIBLE.test(character)) return 0;
  if (EMOJI.test(character)) return 2;
  const point = character.codePointAt(0) ?? 0;
  return WIDE.some(([first, last]) => point >= first && point <= last) ? 2 : 1;
}

/** Columns that a text takes in a terminal. */
export function columns(text: string): number {
  let total = 0;
  for (const { segment } of characters.segment(text)) total += columnsOf(segment);
  return total;
}

/** The text in exactly `width` columns: padded, or cut with "…". */
export function fitted(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const taken = columns(text);
  if (taken <= width) {
    const space = ' '.repeat(width - taken);
    return align === 'left' ? text + space : space + text;
  }
  if (width <= 0) return '';
  let kept = '';
  let at = 0;
  for (const { segment } of characters.segment(text)) {
    const next = columnsOf(segment);
    if (at + next > width - 1) break;
    kept += segment;
    at += next;
  }
  return `${kept}…${' '.repeat(width - 1 - at)}`;
}

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Part of the room that is left over which this column may take; 0 when it keeps its own width. */
  readonly grow?: number;
  /** A growing column is never narrower than this, in columns. */
  readonly least?: number;
}

/** Columns of a table where there is no terminal, or one that says 0: it does not know (a serial line, `docker run -t`). */
const UNKNOWN = 100;

/**
 * Lines of a table no wider than `width`, as far as its fixed columns and the least widths allow; cells must be sanitised.
 * 0 is a width that is not known.
 */
export function table({
  head,
  rows,
  width: given,
}: {
  readonly head: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly width: number;
}): string[] {
  const width = given || UNKNOWN;
  const gap = '  ';
  const natural = head.map(({ title }, at) => Math.max(columns(title), ...rows.map((row) => columns(row[at] ?? ''))));
  const fixed = natural.reduce((sum, own, at) => sum + ((head[at]?.grow ?? 0) > 0 ? 0 : own), 0);
  let room = width - fixed - gap.length * (head.length - 1);
  let parts = head.reduce((sum, { grow = 0 }) => sum + grow, 0);
  const widths = [...natural];
  // The narrowest wish first, so that what it leaves goes to the others.
  const growing = head.map((column, at) => ({ ...column, at })).filter(({ grow = 0 }) => grow > 0);
  growing.sort((a, b) => (natural[a.at] ?? 0) / (a.grow ?? 1) - (natural[b.at] ?? 0) / (b.grow ?? 1));
  for (const { at, grow = 0, least = 4 } of growing) {
    const given = Math.max(least, Math.min(natural[at] ?? 0, Math.floor((room * grow) / parts)));
    widths[at] = given;
    room -= given;
    parts -= grow;
  }
  const line = (cells: readonly string[]) =>
    head
      .map(({ align }, at) => fitted(cells[at] ?? '', widths[at] ?? 0, align))
      .join(gap)
      .trimEnd();
  return [line(head.map(({ title }) => title)), ...rows.map(line)];
}

/** What of a stream of the process is needed to write to a person. */
export interface Screen {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Whether colour is wanted: on a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb. */
export function colored(screen: Screen, env: Readonly<Record<string, string | undefined>> = process.env): boolean {
  return screen.isTTY === true && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb';
}

export interface Progress {
  /** A line that stays. */
  note(line: string): void;
  /** Takes the progress line away. */
  stop(): void;
}

const SECOND = 1000;

/**
 * Shows what `text` says, first after two seconds: on a terminal five times a second in one line,
 * elsewhere a line every ten seconds.
 */
export function showProgress({
  screen,
  text,
  quiet = false,
}: {
  readonly screen: Screen;
  readonly text: () => string;
  readonly quiet?: boolean;
}): Progress {
  const terminal = screen.isTTY === true;
  let shown = false;
  let timer: NodeJS.Timeout | undefined;
  const clear = () => {
    if (shown && terminal) screen.write('\r\u001b[2K');
    shown = false;
  };
  const tick = (next: number) => {
    timer = setTimeout(() => {
      const line = sanitise(text());
      if (terminal) screen.write(`\r\u001b[2K${fitted(line, (screen.columns || 80) - 1).trimEnd()}`);
      else screen.write(`${line}\n`);
      shown = true;
      tick(terminal ? 0.2 * SECOND : 10 * SECOND);
    }, next);
    timer.unref();
  };
  if (!quiet) tick(2 * SECOND);
  return {
    note(line) {
      clear();
      screen.write(`${line}\n`);
    },
    stop() {
      clearTimeout(timer);
      clear();
    },
  };
}

/** "3 s", "2 min 05 s", "1 h 12 min" from milliseconds. */
export function period(ms: number): string {
  if (!Number.isFinite(ms)) return '∞';
  const seconds = Math.round(ms / SECOND);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  return `${Math.floor(seconds / 3600)} h ${String(Math.floor((seconds % 3600) / 60)).padStart(2, '0')} min`;
}

const LEVELS = '▁▂▃▄▅▆▇█';

/** Counts as a line of at most so many blocks, neighbours taken together where there are more; a space is none. */
export function sparkline(counts: readonly number[], most: number): string {
  const each = Math.max(1, Math.ceil(counts.length / most));
  const sums: number[] = [];
  // From the end, so that the newest block is whole.
  for (let end = counts.length; end > 0; end -= each)
    sums.unshift(counts.slice(Math.max(0, end - each), end).reduce((a, b) => a + b, 0));
  const highest = Math.max(...sums, 0);
  const level = (sum: number): string => LEVELS[Math.ceil((sum / highest) * LEVELS.length) - 1] ?? '▁';
  return sums.map((sum) => (sum > 0 ? level(sum) : ' ')).join('');
}

/** "1,234,567". */
export function grouped(count: number | bigint): string {
  return count.toLocaleString('en-US');
}

/** "1,200 documents, 40/s, 3 topics, 2 bad lines, 45 %, 1 min 20 s left": how far a file has been read. */
export function fileProgress({
  documents,
  bad,
  topics,
  read,
  elapsed,
}: {
  readonly documents: number;
  readonly bad: number;
  readonly topics?: number;
  /** Part of the file, in [0, 1]; null when its size is not known. */
  readonly read: number | null;
  /** ms. */
  readonly elapsed: number;
}): string {
  const rate = elapsed > 0 ? Math.round((documents * 1000) / elapsed) : 0;
  const parts = [`${grouped(documents)} documents`, `${grouped(rate)}/s`];
  if (topics !== undefined) parts.push(`${grouped(topics)} ${topics === 1 ? 'topic' : 'topics'}`);
  if (bad > 0) parts.push(`${grouped(bad)} bad ${bad === 1 ? 'line' : 'lines'}`);
  if (read !== null && read > 0)
    parts.push(`${Math.floor(read * 100)} %`, `${period((elapsed * (1 - read)) / read)} left`);
  return parts.join(', ');
}
