/**
 * What `leitmotif tune` leaves: a folder with map.json (what it is), arrays.safetensors (its numbers), tokenizer.json
 * (where pieces of words count) and README.md (the model card).
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import type { Vocabulary } from '../../core/text/wordpiece.ts';
import type { FeedMap } from '../../core/tune/map.ts';
import type { Student } from '../../core/tune/student.ts';
import { allFinite } from '../../core/vector.ts';
import { readSafetensors, safetensors, type Tensor } from './safetensors.ts';
import { vocabularyOf } from './vocabulary.ts';

export interface Artefact {
  /** Id of the encoder whose vectors are mapped; of the teacher where there is a student. */
  readonly base: string;
  /** Length of the base's or the student's vectors. */
  readonly dim: number;
  /** Pieces of a text that are looked at. */
  readonly limit: number;
  readonly student: Student | null;
  /** Null for a student alone. */
  readonly map: FeedMap | null;
  /** The bytes of the tokenizer.json; null where nothing looks at pieces. */
  readonly tokenizer: string | null;
}

export interface Opened extends Artefact {
  /** SHA-256 of everything that changes a vector, hexadecimal. */
  readonly checksum: string;
  readonly vocabulary: Vocabulary | null;
}

const FORMAT = 'leitmotif-tuned/1';
const FILES = {
  map: 'map.json',
  arrays: 'arrays.safetensors',
  tokenizer: 'tokenizer.json',
  card: 'README.md',
} as const;

const MAP = z.object({
  format: z.literal(FORMAT),
  base: z.string().min(1),
  dim: z.number().int().positive(),
  limit: z.number().int().positive(),
  student: z.boolean(),
  /** Rank; missing where there is no adapter. */
  adapter: z.number().int().positive().optional(),
  whitening: z.boolean(),
  words: z.object({ weight: z.number().positive() }).nullable(),
});

/**
 * Writes the folder as a whole or not at all; one that was written by this function before is replaced. Throws `fatal`,
 * stage `config`, for a folder that holds something else or cannot be written.
 */
export async function writeArtefact(folder: string, artefact: Artefact, card: string): Promise<void> {
  await refuseOther(folder);
  const target = resolve(folder);
  const fresh = join(dirname(target), `.${randomUUID()}.partial`);
  try {
    await mkdir(fresh, { recursive: true });
    const { base, dim, limit, student, map, tokenizer } = artefact;
    const words = map?.words == null ? null : { weight: map.words.weight };
    const head: z.infer<typeof MAP> = {
      format: FORMAT,
      base,
      dim,
      limit,
      student: student !== null,
      ...(map?.adapter == null ? {} : { adapter: map.adapter.rank }),
      whitening: map?.whitening != null,
      words,
    };
    await writeFile(join(fresh, FILES.map), `${JSON.stringify(head, null, 2)}\n`);
    await writeFile(join(fresh, FILES.arrays), safetensors(arraysOf(artefact)));
    if (tokenizer !== null) await writeFile(join(fresh, FILES.tokenizer), tokenizer);
    await writeFile(join(fresh, FILES.card), card);
    await rm(target, { recursive: true, force: true });
    await rename(fresh, target);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw new LeitmotifError('fatal', 'config', `the folder ${folder} cannot be written: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Throws `fatal`, stage `config`, when the folder exists and holds something else: to be asked before any work. */
export async function refuseOther(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found === null) return;
  const head = await readFile(join(folder, FILES.map), 'utf8').catch(() => '');
  if (found.isDirectory() && head.includes(FORMAT)) return;
  throw new LeitmotifError(
    'fatal',
    'config',
    `${folder} is there already and was not written by tune: name another folder`,
  );
}

function arraysOf({ dim, student, map }: Artefact): Map<string, Tensor> {
  const arrays = new Map<string, Tensor>();
  if (student !== null) arrays.set('student', { shape: [student.size, dim], data: student.rows });
  if (map?.adapter != null) {
    const { rank, down, up } = map.adapter;
    arrays.set('adapter.down', { shape: [dim, rank], data: down });
    arrays.set('adapter.up', { shape: [rank, dim], data: up });
  }
  if (map?.whitening != null) {
    arrays.set('mean', { shape: [dim], data: map.whitening.mean });
    arrays.set('whitening', { shape: [dim, dim], data: map.whitening.matrix });
  }
  if (map?.words != null) {
    const { size, dim: columns, rows } = map.words.lsa;
    arrays.set('words', { shape: [size, columns], data: rows });
  }
  return arrays;
}

/** Throws `fatal`, stage `config`, when the folder holds none, or one that is damaged. */
export async function readArtefact(folder: string): Promise<Opened> {
  const refuse = (why: string): never => {
    throw new LeitmotifError(
      'fatal',
      'config',
      `encoder.tuned ${folder} holds no tuned encoder (${why}): name a folder that \`leitmotif tune\` wrote`,
    );
  };
  const read = (file: string): Promise<Buffer> =>
    readFile(join(folder, file)).catch((error: unknown) => refuse(messageOf(error)));
  const json = await read(FILES.map);
  const head = MAP.safeParse(parsed(json.toString())).data ?? refuse(`${FILES.map} is of another format`);
  const arrays = await readSafetensors(join(folder, FILES.arrays)).catch((error: unknown) => refuse(messageOf(error)));
  const needsPieces = head.student || head.words !== null;
  const tokenizer = needsPieces ? (await read(FILES.tokenizer)).toString() : null;
  const vocabulary = tokenizer === null || parsed(tokenizer) === undefined ? null : vocabularyOf(tokenizer);
  if (needsPieces && vocabulary === null) refuse(`${FILES.tokenizer} is no BERT vocabulary`);
  const { base, dim, limit } = head;
  const array = (name: string, ...shape: (number | null)[]): Tensor => {
    const found = arrays.get(name) ?? refuse(`${FILES.arrays} has no array ${name}`);
    const fits = found.shape.length === shape.length && shape.every((n, at) => n === null || n === found.shape[at]);
    if (!fits || !allFinite(found.data)) refuse(`the array ${name} is damaged`);
    return found;
  };
  const size = vocabulary?.size ?? 0;
  const student = head.student ? { size, dim, rows: array('student', size, dim).data } : null;
  const whitening = head.whitening
    ? { dim, mean: array('mean', dim).data, matrix: array('whitening', dim, dim).data }
    : null;
  const rank = head.adapter;
  const adapter =
    rank === undefined
      ? null
      : { dim, rank, down: array('adapter.down', dim, rank).data, up: array('adapter.up', rank, dim).data };
  const lsa = head.words === null ? null : array('words', size, null);
  const words =
    lsa === null || head.words === null
      ? null
      : { lsa: { size, dim: lsa.shape[1] as number, rows: lsa.data }, weight: head.words.weight };
  const hash = createHash('sha256').update(json);
  for (const [name, { data }] of [...arrays].sort(([a], [b]) => (a < b ? -1 : 1))) {
    hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  const checksum = hash.update(tokenizer ?? '').digest('hex');
  const map = adapter === null && whitening === null && words === null ? null : { adapter, whitening, words };
  return { base, dim, limit, student, map, tokenizer, vocabulary, checksum };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
