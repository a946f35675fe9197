import { basename } from 'node:path';
import { COMMON_ARGS, usage } from '../../args.ts';
import { defineCommand } from '../../command.ts';
import { FEED_ARGS, feedName, fieldsOf, rateOf, runFeed } from '../../feeding.ts';
import { type LineSource, lineLimit, openLines } from '../../files/lines.ts';
import { fileFeed } from '../../files/rows.ts';
import { loadSettings } from '../../settings.ts';

const args = {
  file: {
    type: 'positional',
    required: true,
    valueHint: 'FILE',
    description: 'JSON lines, or CSV with a line of names, plain or gzipped; - for standard input',
  },
  format: { type: 'string', valueHint: 'jsonl|csv|tsv', description: 'By the name of the file without, else jsonl' },
  delimiter: { type: 'string', valueHint: ';', description: 'What separates the fields of CSV; a comma without' },
  fields: {
    type: 'string',
    valueHint: 'LIST',
    description: 'What fields are called there: ours=theirs, a name or a JSONPath, such as text=$.body.plain,id=guid',
  },
  again: { type: 'boolean', description: 'Begin at the beginning, and keep no position' },
  ...FEED_ARGS,
  ...COMMON_ARGS,
} as const;

const about = `
Each line goes as it is to the documents Kafka topic (documents.topic), with its "id" as the key and a content-type header;
with --fields, and from CSV, a document is made of it. What is no JSON object, or makes no document, is reported with its
number and left out; a JSON object that goes as it is and is no document goes to the dead letters of the replica that reads it.
CSV without a column for the text is refused. In CSV only the timestamp may be a number; a document that is made without an
id has the file's name, a sum over its first document and the line's number for one.
`;

const notes = `${about}
The position is kept in Kafka, in the transaction of the documents: started again, it goes on where it ended, and so it does
with a file that has grown. A file is known by its name and its first document. Standard input has no position, nor has a
file while nothing of it was a document. A last line that no line break ends may be half written: of JSON it is sent once it
is a whole object, of CSV the next time if it is still the same then; should it grow after that, it is sent once more.
--again takes it as it is.

Examples:
  leitmotif feed file news.jsonl.gz
  leitmotif feed file articles.csv --delimiter ';' --fields text=body,id=guid,timestamp=published
  tail -F feed.jsonl | leitmotif feed file - --rate 50
`;

export const command = defineCommand({
  args,
  notes,
  run: ({ args: typed, flags }) => feedFile(typed, flags, typed.again ?? false),
});

const { again: _, name: __, ...repeated } = args;

/** The same, from the beginning each time. */
export const produce = defineCommand({
  args: repeated,
  notes: `${about}
It begins at the beginning each time it is called, and takes the last line as it is; leitmotif feed file goes on where it
ended.

Examples:
  leitmotif produce news.jsonl.gz --documents.topic news
  tail -f feed.jsonl | leitmotif produce - --rate 50
`,
  run: ({ args: typed, flags }) => feedFile(typed, flags, true),
});

interface Typed {
  readonly file: string;
  readonly format?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly fields?: string | undefined;
  readonly name?: string | undefined;
  readonly rate?: string | undefined;
  readonly json?: boolean | undefined;
  readonly config?: string | undefined;
}

async function feedFile(typed: Typed, flags: ReadonlyMap<string, string>, again: boolean): Promise<number> {
  const { config } = loadSettings({ file: typed.config, flags });
  const { file } = typed;
  const delimiter = delimiterOf(typed);
  const fields = fieldsOf(typed.fields);
  const limit = lineLimit(config.documents.maxTextBytes);
  let lines: LineSource | null = await openLines(file, { limit });
  let first: LineSource | null = lines;
  const { documentReader, memoryRegistry } = await import('../../wire.ts');
  const asItIs = delimiter === null && typed.fields === undefined;
  const reader = asItIs
    ? null
    : documentReader({
        registry: memoryRegistry(),
        format: 'json',
        maxTextBytes: config.documents.maxTextBytes,
        fields,
      });
  const fallback = `file-${file === '-' ? 'stdin' : basename(file).replace(/[^A-Za-z0-9._-]/g, '_')}`.slice(0, 100);
  return runFeed({
    config,
    name: feedName(typed.name, fallback),
    rate: rateOf(typed.rate),
    json: typed.json ?? false,
    source: ({ bad, note }) =>
      fileFeed({
        file,
        async open() {
          lines = first ?? (await openLines(file, { limit }));
          first = null;
          return lines;
        },
        delimiter,
        text: columnOf(fields.text ?? 'text'),
        timestamp: columnOf(fields.timestamp ?? 'timestamp'),
        limit,
        reader,
        again,
        now: () => Date.now(),
        bad,
        unfinished: (line) =>
          note(
            `line ${line}: no line break ends it, or a quote is open, so it may be half written; it is left for the next time`,
          ),
      }),
    part: () => lines?.read() ?? null,
  });
}

/** The column that a field is; a path to one is its name. null for other paths. */
function columnOf(field: string): string | null {
  if (!field.startsWith('$')) return field;
  return /^\$\.([\w-]+)$/.exec(field)?.[1] ?? null;
}

function delimiterOf({ file, format, delimiter }: Typed): string | null {
  const named = /\.(csv|tsv)(\.gz)?$/i.exec(file)?.[1]?.toLowerCase() ?? 'jsonl';
  switch (format ?? (delimiter === undefined ? named : 'csv')) {
    case 'jsonl':
      return null;
    case 'csv':
      return delimiter ?? ',';
    case 'tsv':
      return delimiter ?? '\t';
    default:
      throw usage(`--format is "${format}": give jsonl, csv or tsv`);
  }
}
