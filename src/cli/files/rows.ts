/** A file of documents as a feed: JSON lines or CSV, from where it was left. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { documentRecord } from '../../core/feeds/record.ts';
import type { FeedRecord, FeedSource } from '../../core/feeds/types.ts';
import type { DocumentReader } from '../../core/ports.ts';
import { sanitise } from '../terminal.ts';
import { type LineSource, NEWLINE, RETURN } from './lines.ts';

export interface FileFeedOptions {
  /** Its path, - for standard input. */
  readonly file: string;
  /** Opens it, at its beginning. */
  readonly open: () => Promise<LineSource>;
  /** What separates the fields of a row; null for JSON lines. */
  readonly delimiter: string | null;
  /** The column of a table that holds the text: without it the table is refused. null where that cannot be told. */
  readonly text: string | null;
  /** The column of a table that may hold epochs; null where that cannot be told. */
  readonly timestamp: string | null;
  /** Longest line or row, bytes. */
  readonly limit: number;
  /** Reads fields by other names; null when lines go as they are. */
  readonly reader: DocumentReader | null;
  /** Begin at the beginning, and keep no position. */
  readonly again: boolean;
  readonly now: () => number;
  readonly bad: (line: number, reason: string) => void;
  /** Told of a last line that is left for the next time, as it may be half written. */
  readonly unfinished: (line: number) => void;
}

interface Row {
  /** The line it ends on, from 1. */
  readonly line: number;
  readonly json: Buffer;
  /** Whether it is known to be whole. */
  readonly whole: boolean;
  /** Why it is no document, whatever it holds. */
  readonly flaw?: string | undefined;
}

/** Rows before it, and itself, are sent. */
interface Position {
  readonly line: number;
  /** The sum over a row after it that may be half written: once seen so, it waits for the next time. */
  readonly held?: string;
  /** The sum over this row, where it was sent without a line break: when it has grown, it is sent again. */
  readonly open?: string;
}

/**
 * A file is known by its name and its first document: another one under the same name is read from its beginning. One
 * that has grown is read from where it ended. No beginning of a JSON object is one itself, so a last line without a line
 * break is sent as soon as it is an object. Of a row of CSV nobody can tell: it is sent when it is found unchanged. While
 * none was a document there is no position: what is misread, for want of the names of its fields, is not done with.
 * Throws `fatal`, stage `config`, for a table without a column for the text.
 */
export function fileFeed(options: FileFeedOptions): FeedSource {
  const { file, open, delimiter, again, reader } = options;
  const remembered = !again && file !== '-';
  const standing = (place: string, at: Position) => new Map(remembered ? [[place, at]] : []);
  let opened = false;
  return {
    async *steps(positions, signal) {
      if (opened && file === '-')
        throw new LeitmotifError('fatal', 'commit', 'standard input cannot be read a second time: send what is left');
      opened = true;
      const source = await open();
      const end = (): void => source.end();
      signal.addEventListener('abort', end, { once: true });
      const begun = options.now();
      const grows = remembered && source.read() !== null;
      const all = delimiter === null ? jsonRows(source, { ...options, grows }) : csvRows(source, { ...options, grows });
      let place: string | null = null;
      let origin = '';
      let position: Position = { line: 0 };
      let stands = 0;
      let read = false;
      try {
        for await (const { line, json, whole, flaw } of all) {
          if (place === null) {
            const first = sumOf(json);
            place = `${basename(file)} ${first}`;
            // What has no id is named by it: another day's file of the same name has other documents.
            origin = file === '-' ? `stdin-${first}-${begun}` : `${basename(file)}-${first}`;
            if (remembered) position = (positions.get(place) as Position | undefined) ?? position;
            stands = position.line;
            read = stands > 0;
          }
          const sent = line === position.line && (position.open === undefined || position.open === sumOf(json));
          if (line < position.line || sent || signal.aborted) continue;
          if (!whole && position.held !== sumOf(json)) {
            options.unfinished(line);
            yield { records: [], positions: standing(place, { line: Math.min(stands, line - 1), held: sumOf(json) }) };
            continue;
          }
          const record =
            flaw ?? (reader === null ? asItIs(json) : mapped({ line, json }, { reader, origin, now: options.now }));
          const records = typeof record === 'string' ? [] : [record];
          if (typeof record === 'string') options.bad(line, record);
          else read = true;
          if (!read) continue;
          stands = line;
          yield { records, positions: standing(place, whole ? { line } : { line, open: sumOf(json) }) };
        }
      } finally {
        signal.removeEventListener('abort', end);
        source.end();
      }
    },
  };
}

/** Of a file that `grows` the last line may be half written. */
interface Reading extends Pick<FileFeedOptions, 'limit' | 'bad' | 'unfinished'> {
  readonly grows: boolean;
}

async function* jsonRows(source: LineSource, { limit, bad, unfinished, grows }: Reading): AsyncGenerator<Row> {
  for await (const { number, bytes, ended } of source.lines()) {
    if (bytes === null) bad(number, `longer than ${limit} bytes`);
    else if (grows && !ended && typeof asItIs(bytes) === 'string') unfinished(number);
    else yield { line: number, json: bytes, whole: true };
  }
}

interface Parsed {
  readonly record: Record<string, string>;
  readonly info: Info;
  readonly flaw: string | undefined;
}

const NOT_UTF8 = 'is not UTF-8: save the file in that encoding';

async function* csvRows(
  source: LineSource,
  {
    file,
    delimiter,
    text,
    timestamp,
    limit,
    bad,
    unfinished,
    grows,
  }: Reading & Pick<FileFeedOptions, 'file' | 'delimiter' | 'text' | 'timestamp'>,
): AsyncGenerator<Row> {
  let endless: CsvError | undefined;
  let end: number | undefined;
  // Of the row at hand.
  let garbled = false;
  async function* bytes(): AsyncGenerator<Buffer> {
    for await (const chunk of source.bytes()) {
      end = chunk.at(-1) ?? end;
      yield chunk;
    }
  }
  const parser = pipeline(
    Readable.from(bytes()),
    parse({
      // Bytes, since decoding by the parser puts � in the place of what is not UTF-8.
      encoding: null,
      cast(value: string | Uint8Array) {
        const bytes = Buffer.isBuffer(value) ? value : Buffer.from(value);
        garbled ||= !isUtf8(bytes);
        return bytes.toString('utf8');
      },
      on_record(row: object) {
        const flaw = garbled ? `the row ${NOT_UTF8}` : undefined;
        garbled = false;
        return { ...row, flaw };
      },
      columns(header: string[]) {
        const names = header.map((name) => name.trim());
        if (garbled) throw new LeitmotifError('fatal', 'config', `${file}: the line of names ${NOT_UTF8}`);
        if (text !== null && !names.includes(text)) throw withoutText(file, names, text);
        return names;
      },
      delimiter: delimiter ?? ',',
      info: true,
      max_record_size: limit,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      onSkip(error: CsvError | undefined): undefined {
        const line = Number(error?.lines ?? 0);
        garbled = false;
        if (error?.code === 'CSV_MAX_RECORD_SIZE') endless = error;
        else if (grows && error?.code === 'CSV_QUOTE_NOT_CLOSED') unfinished(line);
        else bad(line, messageOf(error));
      },
    }),
    // A failure of either comes out of the reading loop.
    () => {},
  );
  let last: Row | null = null;
  for await (const { record, info, flaw } of parser as AsyncIterable<Parsed>) {
    // In a table every value is a text, an id and a title of digits too; an epoch is a number.
    const fields = Object.entries(record).filter(([, value]) => value !== '');
    const typed = fields.map(([name, value]) => [
      name,
      name === timestamp && /^\d{9,14}$/.test(value) ? Number(value) : value,
    ]);
    const row = { line: info.lines, json: Buffer.from(JSON.stringify(Object.fromEntries(typed))), whole: true, flaw };
    if (!grows) {
      yield row;
      continue;
    }
    // Which one is the last shows at the end of the file.
    if (last !== null) yield last;
    last = row;
  }
  if (last !== null) yield { ...last, whole: end === NEWLINE || end === RETURN || endless !== undefined };
  if (endless !== undefined) {
    // The parser cannot tell where the next row would begin.
    const message = `the row of ${file} that begins about line ${endless.lines} is longer than ${limit} bytes: see whether a quote is left open there`;
    throw new LeitmotifError('fatal', 'decode', message, { cause: endless });
  }
}

/** Of which no row would be a document. */
function withoutText(file: string, names: readonly string[], text: string): LeitmotifError {
  const found = sanitise(names.join(', ').slice(0, 300));
  const remedy = 'say which is by --fields text=COLUMN, or what separates them by --delimiter';
  return new LeitmotifError(
    'fatal',
    'config',
    `the columns of ${file} are ${found}: none is called ${text}; ${remedy}`,
  );
}

function sumOf(json: Buffer): string {
  return createHash('sha256').update(json).digest('hex').slice(0, 16);
}

/** The line as a record, keyed by its id; why not, when it is no document at all. */
function asItIs(json: Buffer): FeedRecord | string {
  try {
    const parsed: unknown = JSON.parse(json.toString('utf8'));
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'no JSON object';
    const { id } = parsed as { readonly id?: unknown };
    const key = typeof id === 'string' || typeof id === 'number' ? String(id) : null;
    return { key, value: json, headers: [['content-type', 'application/json']] };
  } catch {
    return 'no JSON object';
  }
}

function mapped(
  { line, json }: Pick<Row, 'line' | 'json'>,
  { reader, origin, now }: { readonly reader: DocumentReader; readonly origin: string; readonly now: () => number },
): FeedRecord | string {
  const record = { offset: BigInt(line), timestamp: now(), key: null, value: json, headers: [] };
  try {
    return documentRecord(reader.decode(record, { topic: origin, partition: 0 }));
  } catch (error) {
    if (error instanceof LeitmotifError && error.fault === 'poison') return messageOf(error);
    throw error;
  }
}
