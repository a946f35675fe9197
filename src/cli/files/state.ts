/**
 * The model in a file: gzipped JSON lines. The first line says what it is and has the Avro schema of the records; then one
 * line for each key of the changelog, `head` last; the last line has the checksum of all before it.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { HEAD_KEY, restore } from '../../core/model/snapshot.ts';
import type { ModelRecord, ModelState } from '../../core/types.ts';
import type { Portable } from '../../edges/registry/portable.ts';
import { VERSION } from '../version.ts';
import { openLines } from './lines.ts';
import { openOutput } from './whole.ts';

const FORMAT = 'leitmotif.state';
const FORMAT_VERSION = 1;
/** A cell with all its words is some hundred kilobytes. */
const LONGEST_LINE = 64 * 1024 * 1024;

const first = z.object({
  format: z.literal(FORMAT),
  version: z.number().int(),
  /** ISO 8601. */
  created: z.string(),
  /** Version of Leitmotif. */
  by: z.string(),
  prefix: z.string(),
  /** What is inside, for people: the records say it, too. */
  model: z.object({
    version: z.number(),
    epoch: z.number(),
    encoder: z.string(),
    dim: z.number(),
    topics: z.number(),
    cells: z.number(),
    /** Offset of the stats that the trainers' group had committed with this version. */
    stats: z.string(),
    /** How far each partition was absorbed. */
    absorbed: z.array(z.object({ partition: z.number(), epoch: z.number(), offset: z.string() })),
  }),
  records: z.number().int().min(1),
  schema: z.string(),
});
export type StateHeader = z.infer<typeof first>;

const entry = z.object({ key: z.string(), value: z.base64() });
const last = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) });

/** Takes its place once it is whole; only its owner may read it. Throws `fatal` when it cannot be written. */
export async function writeState(
  path: string,
  held: ReadonlyMap<string, ModelRecord>,
  { portable, prefix, created }: { readonly portable: Portable; readonly prefix: string; readonly created: Date },
): Promise<StateHeader> {
  const state = restore(held)?.state;
  const head = held.get(HEAD_KEY)?.entry;
  if (state === undefined || head?.kind !== 'head')
    throw new LeitmotifError('fatal', 'restore', 'there is no model to write');
  const keys = [...head.head.live.keys(), HEAD_KEY];
  const header: StateHeader = {
    format: FORMAT,
    version: FORMAT_VERSION,
    created: created.toISOString(),
    by: VERSION,
    prefix,
    model: {
      version: state.version,
      epoch: state.epoch,
      encoder: state.encoder,
      dim: state.dim,
      topics: [...state.topics.values()].filter(({ status }) => status === 'live').length,
      cells: state.cells.size,
      stats: String(state.statsOffset),
      absorbed: [...state.absorbed].map(([partition, { epoch, offset }]) => ({
        partition,
        epoch,
        offset: String(offset),
      })),
    },
    records: keys.length,
    schema: portable.schema,
  };
  const sum = createHash('sha256');
  function* lines(): Generator<string> {
    const counted = (value: object): string => {
      const line = `${JSON.stringify(value)}\n`;
      sum.update(line);
      return line;
    };
    yield counted(header);
    for (const key of keys) {
      const value = Buffer.from(portable.encode(held.get(key) as ModelRecord)).toString('base64');
      yield counted({ key, value });
    }
    yield `${JSON.stringify({ sha256: sum.digest('hex') })}\n`;
  }
  const output = await openOutput(path, 'FILE', { mode: 0o600 });
  try {
    await pipeline(Readable.from(lines()), createGzip(), async (packed: AsyncIterable<Buffer>) => {
      for await (const bytes of packed) await output.write(bytes);
    });
    await output.close();
  } finally {
    await output.drop();
  }
  return header;
}

/**
 * A model that is whole. Throws `fatal`, stage `restore`, for a file that is cut short, changed, of a later format or with
 * a model that lacks a part.
 */
export async function readState(
  path: string,
  open: (schema: string) => Promise<Portable>,
): Promise<{ readonly header: StateHeader; readonly state: ModelState }> {
  const refuse = (why: string, cause?: unknown): never => {
    throw new LeitmotifError('fatal', 'restore', `${path} ${why}`, { cause });
  };
  const lines = await openLines(path, { limit: LONGEST_LINE });
  const sum = createHash('sha256');
  const held = new Map<string, ModelRecord>();
  let header: StateHeader | null = null;
  let portable: Portable | null = null;
  let checked = false;
  for await (const { number, bytes } of lines.lines()) {
    const line = parsed(bytes) ?? refuse(`has no JSON in line ${number}: it is no state file, or was changed`);
    if (checked) refuse('goes on after its checksum: it was changed');
    if (header === null) {
      const { format, version } = (line ?? {}) as Partial<StateHeader>;
      if (format !== FORMAT) refuse('is no state file: give one that `leitmotif state export` wrote');
      if (typeof version !== 'number' || version > FORMAT_VERSION)
        refuse(`has format version ${version}, this release reads up to ${FORMAT_VERSION}: import it with a newer one`);
      header = first.safeParse(line).data ?? refuse('has a first line that is not as it was written');
      portable = await open(header.schema).catch((error: unknown) =>
        refuse(`has records of a schema that this release cannot read: ${messageOf(error)}`, error),
      );
    } else if ('sha256' in line) {
      const digest = last.safeParse(line).data?.sha256;
      if (digest !== sum.digest('hex')) refuse('does not agree with its checksum: it was changed; take another copy');
      checked = true;
      continue;
    } else {
      const { key, value } = entry.safeParse(line).data ?? refuse(`has no record in line ${number}`);
      try {
        held.set(key, (portable as Portable).decode(Buffer.from(value, 'base64')));
      } catch (error) {
        refuse(`has an unreadable record in line ${number}, ${key}: ${messageOf(error)}`, error);
      }
    }
    sum.update(bytes as Buffer).update('\n');
  }
  if (header === null) return refuse('is empty');
  if (!checked) refuse('ends before its checksum: it is cut short; take another copy');
  if (held.size !== header.records) refuse(`has ${held.size} records instead of ${header.records}: it was changed`);
  const snapshot = restore(held) ?? refuse('holds no model');
  return { header, state: snapshot.state };
}

function parsed(bytes: Buffer | null): object | null {
  try {
    const value: unknown = JSON.parse(bytes?.toString('utf8') ?? '');
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}
