/** A file of documents as a feed: JSON lines or CSV, from where it was left. */
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { pipeline, Readable } from 'node:stream';
import { type CsvError, type Info, parse } from 'csv-parse';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { documentRecord } from '../../core/feeds/record.ts';
import type { FeedRecord, FeedSource } from '../../core/feeds/types.ts';
import type { DocumentReader } from '../../core/ports.ts';
import type { LineSource } from './lines.ts';

export interface FileFeedOptions {
  /** Its path, - for standard input. */
  readonly file: string;
  /** Opens it, at its beginning. */
  readonly open: () => Promise<LineSource>;
  /** What separates the fields of a row; null for JSON lines. */
  readonly delimiter: string | null;
  /** The column of a table that may hold epochs. */
  readonly timestamp: string;
  /** Longest line or row, bytes. */
  readonly limit: number;
  /** Reads fields by other names; null when lines go as they are. */
  readonly reader: DocumentReader | null;
  /** Begin at the beginning, and keep no position. */
  readonly again: boolean;
  readonly now: () => number;
  readonly bad: (line: number, reason: string) => void;
}

interface Row {
  /** The line it ends on, from 1. */
  readonly line: number;
  readonly json: Buffer;
}

/**
 * A file is known by its name and its first document: another one under the same name is read from its beginning. One
 * that has grown is read from where it ended.
 */
export function fileFeed(options: FileFeedOptions): FeedSource {
  const { file, open, delimiter, again, reader } = options;
  const remembered = !again && file !== '-';
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
      let place: string | null = null;
      let origin = '';
      let from = 0;
      try {
        for await (const { line, json } of delimiter === null ? jsonRows(source, options) : csvRows(source, options)) {
          if (place === null) {
            const first = createHash('sha256').update(json).digest('hex').slice(0, 16);
            place = `${basename(file)} ${first}`;
            // What has no id is named by it: another day's file of the same name has other documents.
            origin = file === '-' ? `stdin-${first}-${begun}` : `${basename(file)}-${first}`;
            const position = positions.get(place) as { readonly line: number } | undefined;
            if (remembered && position !== undefined) from = position.line;
          }
          if (line <= from || signal.aborted) continue;
          const record = reader === null ? asItIs(json) : mapped({ line, json }, { reader, origin, now: options.now });
          const records = typeof record === 'string' ? [] : [record];
          if (typeof record === 'string') options.bad(line, record);
          yield { records, positions: remembered ? new Map([[place, { line }]]) : new Map() };
        }
      } finally {
        signal.removeEventListener('abort', end);
        source.end();
      }
    },
  };
}

async function* jsonRows(source: LineSource, { limit, bad }: FileFeedOptions): AsyncGenerator<Row> {
  for await (const { number, bytes } of source.lines()) {
    if (bytes === null) bad(number, `longer than ${limit} bytes`);
    else yield { line: number, json: bytes };
  }
}

async function* csvRows(
  source: LineSource,
  { file, delimiter, timestamp, limit, bad }: FileFeedOptions,
): AsyncGenerator<Row> {
  let endless: CsvError | undefined;
  const parser = pipeline(
    Readable.from(source.bytes()),
    parse({
      bom: true,
      columns: true,
      delimiter: delimiter ?? ',',
      info: true,
      max_record_size: limit,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      onSkip(error: CsvError | undefined): undefined {
        if (error?.code === 'CSV_MAX_RECORD_SIZE') endless = error;
        else bad(Number(error?.lines ?? 0), messageOf(error));
      },
    }),
    // A failure of either comes out of the reading loop.
    () => {},
  );
  for await (const { record, info } of parser as AsyncIterable<{ record: Record<string, string>; info: Info }>) {
    // In a table every value is a text, an id and a title of digits too; an epoch is a number.
    const fields = Object.entries(record).filter(([, value]) => value !== '');
    const typed = fields.map(([name, value]) => [
      name,
      name === timestamp && /^\d{9,14}$/.test(value) ? Number(value) : value,
    ]);
    yield { line: info.lines, json: Buffer.from(JSON.stringify(Object.fromEntries(typed))) };
  }
  if (endless !== undefined) {
    // The parser cannot tell where the next row would begin.
    const message = `the row of ${file} that begins about line ${endless.lines} is longer than ${limit} bytes: see whether a quote is left open there`;
    throw new LeitmotifError('fatal', 'decode', message, { cause: endless });
  }
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
  { line, json }: Row,
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
