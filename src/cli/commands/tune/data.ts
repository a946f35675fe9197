/** The data set of a tuning: a feed's documents in order of time, split, with what the encoder says of them. */
import { LeitmotifError } from '../../../core/errors.ts';
import type { Encoder } from '../../../core/ports.ts';
import type { Vocabulary } from '../../../core/text/wordpiece.ts';
import { halved } from '../../../core/tune/gate.ts';
import type { Encoded, Job } from '../../../core/tune/job.ts';
import { type Task, unlearnable } from '../../../core/tune/objective.ts';
import { unjudgeable } from '../../../core/tune/tune.ts';
import type { Embeddings } from '../../../core/types.ts';
import { labelOf } from '../../files/evaluation.ts';

export interface Sample {
  readonly text: string;
  /** Event time, ms. */
  readonly time: number;
  readonly label: string | null;
}

export interface Split {
  readonly training: readonly Sample[];
  /** After all of the training. */
  readonly later: readonly Sample[];
}

/** Documents that the gate looks at, at most; and the part of all of them. */
const GATE_DOCUMENTS = 1500;
const GATE_PART = 0.25;
/** Fewer documents than this give no figure that means anything. */
const LEAST = 400;
/** Texts encoded at once. */
const BLOCK = 512;

/** As a field of labels: the first hashtag of the text. */
export const HASHTAGS = '#';
/** A hashtag of fewer documents is no subject. */
const LEAST_TAGGED = 20;

/** The label that `field` names in a line of JSON with this text; null for none. */
export function labelIn(line: Uint8Array, text: string, field: string | null): string | null {
  if (field === null) return null;
  if (field !== HASHTAGS) return labelOf(line, field);
  return /(?<![\p{L}\p{N}_&/])#([\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*)/u.exec(text)?.[1]?.toLowerCase() ?? null;
}

/** Without the hashtags that few documents have. */
export function commonTags(samples: readonly Sample[]): Sample[] {
  const counts = new Map<string | null, number>();
  for (const { label } of samples) counts.set(label, (counts.get(label) ?? 0) + 1);
  return samples.map((sample) =>
    (counts.get(sample.label) as number) >= LEAST_TAGGED ? sample : { ...sample, label: null },
  );
}

/** The newest are for the gate. Throws `fatal`, stage `config`, for too few documents. */
export function splitByTime(samples: readonly Sample[]): Split {
  if (samples.length < LEAST) {
    const message = `there are ${samples.length} documents to tune on: give a feed of at least ${LEAST}`;
    throw new LeitmotifError('fatal', 'config', message);
  }
  const sorted = samples
    .map((sample, at) => ({ sample, at }))
    .sort((a, b) => a.sample.time - b.sample.time || a.at - b.at);
  const ordered = sorted.map(({ sample }) => sample);
  const later = Math.min(GATE_DOCUMENTS, Math.floor(GATE_PART * ordered.length));
  return { training: ordered.slice(0, -later), later: ordered.slice(-later) };
}

export interface Encoders {
  /** Of documents, of their halves, and of pieces: each may remember its own. */
  readonly documents: Encoder;
  readonly halves: Encoder;
  readonly pieces: Encoder;
}

export interface JobOptions {
  readonly vocabulary: Vocabulary | null;
  /** Pieces of a text that are looked at. */
  readonly limit: number;
  readonly student: boolean;
  readonly labelled: boolean;
  /** What adapters are trained by; default none. */
  readonly tasks?: readonly Task[];
  readonly seed: number;
  /** Told how many of how many texts are encoded. */
  readonly encoded: (done: number, all: number) => void;
}

/** Texts must be as the encoder bounds them. Throws `fatal`, stage `config`, before any is encoded, for labels that nothing can be learnt from or judged by. */
export async function jobOf(
  { training, later }: Split,
  encoders: Encoders,
  { vocabulary, limit, student, labelled, tasks = [], seed, encoded }: JobOptions,
): Promise<Job> {
  const refusal =
    (tasks.includes('labels') ? unlearnable(training.map(({ label }) => label)) : null) ??
    (labelled ? unjudgeable(later.map(({ label }) => label)) : null);
  if (refusal !== null) throw new LeitmotifError('fatal', 'config', refusal);
  const texts = (samples: readonly Sample[]) => samples.map(({ text }) => text);
  const parts = later.map(({ text }, document) => halved(text, { seed, document }));
  const pieces = student && vocabulary !== null ? tableTexts(vocabulary) : [];
  const all = training.length + 3 * later.length + pieces.length;
  let done = 0;
  const encode = async (encoder: Encoder, list: readonly string[]): Promise<Encoded> => {
    const data = new Float32Array(list.length * encoder.dim);
    for (let from = 0; from < list.length; from += BLOCK) {
      const block = list.slice(from, from + BLOCK);
      data.set((await encoder.encode(block)).data, from * encoder.dim);
      done += block.length;
      encoded(done, all);
    }
    return { texts: list, vectors: { rows: list.length, dim: encoder.dim, data } };
  };
  const half = (at: 0 | 1) =>
    encode(
      encoders.halves,
      parts.map((part) => part[at]),
    );
  const { documents } = encoders;
  return {
    training: await encode(documents, texts(training)),
    later: await encode(documents, texts(later)),
    halves: [await half(0), await half(1)],
    labels: labelled ? { training: training.map(({ label }) => label), later: later.map(({ label }) => label) } : null,
    tasks,
    vocabulary,
    limit,
    table: student && vocabulary !== null ? tableOf(vocabulary, (await encode(encoders.pieces, pieces)).vectors) : null,
    seed,
  };
}

/** Pieces that stand for something in a text: no special tokens and none that were never used. */
function tableTexts(vocabulary: Vocabulary): string[] {
  return [...new Set(tableIds(vocabulary).map(([text]) => text))];
}

function tableIds({ pieces, special }: Vocabulary): (readonly [text: string, id: number])[] {
  return (
    [...pieces]
      .filter(([piece]) => !special.has(piece) && !/^\[unused\d+\]$/.test(piece))
      // A piece within a word is what the encoder says of its letters.
      .map(([piece, id]) => [piece.length > 2 && piece.startsWith('##') ? piece.slice(2) : piece, id])
  );
}

/** Row `id` is the vector of the piece with this id; zero for pieces that stand for nothing. */
function tableOf(vocabulary: Vocabulary, { dim, data }: Embeddings): Embeddings {
  const rowOf = new Map(tableTexts(vocabulary).map((text, row) => [text, row]));
  const table = new Float32Array(vocabulary.size * dim);
  for (const [text, id] of tableIds(vocabulary)) {
    const row = rowOf.get(text) as number;
    table.set(data.subarray(row * dim, (row + 1) * dim), id * dim);
  }
  return { rows: vocabulary.size, dim, data: table };
}
