/** One tuning from texts and teacher vectors to a student, a map and the figures: pure, so that it can run in a thread. */
import { words } from '../text/terms.ts';
import { type Bag, bagOf, type Vocabulary, wordPiece } from '../text/wordpiece.ts';
import type { Embeddings } from '../types.ts';
import type { Task } from './objective.ts';
import {
  beginTraining,
  type Lesson,
  meanCosine,
  type Student,
  studentOf,
  type Training,
  taught,
  trainEpoch,
} from './student.ts';
import { type Feed, type Labels, type Seen, type Tuned, type TuneTools, tune } from './tune.ts';

/** Row i of `vectors` is what the encoder, or the teacher, makes of texts[i]. */
export interface Encoded {
  readonly texts: readonly string[];
  readonly vectors: Embeddings;
}

export interface Job {
  readonly training: Encoded;
  /** Later documents for the gate, and the two halves of each. */
  readonly later: Encoded;
  readonly halves: readonly [Encoded, Encoded];
  /** null for a document without one. */
  readonly labels: Labels | null;
  /** What adapters are trained by. */
  readonly tasks: readonly Task[];
  /** Null where the encoder has no pieces that are known here; a student needs them. */
  readonly vocabulary: Vocabulary | null;
  /** Pieces of a text that are looked at. */
  readonly limit: number;
  /** The teacher's vector of each piece, shape (vocabulary.size, dim), when a student is wanted. */
  readonly table: Embeddings | null;
  readonly seed: number;
}

/** What a student's training has come to; can be kept, and handed in again. */
export interface Checkpoint {
  /** All that there were, this one last. */
  readonly epochs: readonly Epoch[];
  readonly steps: number;
  readonly rows: Float32Array;
  readonly weights: Float32Array;
  /** Adam's moments: of the rows, first and second, and of the weights. */
  readonly moments: readonly [Float32Array, Float32Array, Float32Array, Float32Array];
}

export interface Epoch {
  readonly epoch: number;
  /** Mean over the training documents. */
  readonly loss: number;
  /** Mean cosine to the teacher on documents held out. */
  readonly cosine: number;
}

export interface Outcome {
  readonly student: Student | null;
  readonly tuned: Tuned;
  /** Of the student; null without one. `untrained` is the cosine of the table it began with. */
  readonly learning: { readonly untrained: number; readonly epochs: readonly Epoch[]; readonly kept: number } | null;
}

export interface JobTools extends Pick<TuneTools, 'products'> {
  readonly say: (step: string) => void;
  readonly epoch: (done: Epoch) => void;
  /** Given each epoch that was better than those before; arrays are copies. */
  readonly keep?: (checkpoint: Checkpoint) => void;
  readonly resume?: Checkpoint | null;
}

/** Most epochs of a student. */
const EPOCHS = 8;
/** The last part of the training documents, on which a student's training is stopped. */
const HELD_OUT = 0.1;

/** What is fitted on and judged by, as the encoder sees it; a bag of pieces for each text where they are known. */
export function feedOf({ training, later, halves, labels, tasks, vocabulary, limit }: Job): Feed {
  const pieces = vocabulary === null ? null : wordPiece(vocabulary);
  const seen = ({ texts, vectors }: Encoded): Seen => ({
    vectors,
    bags: pieces === null ? null : texts.map((text) => pieces.bag(text, limit)),
  });
  const dictionary = new Map<string, number>();
  const numbered = (word: string): number => {
    const known = dictionary.get(word) ?? dictionary.size;
    dictionary.set(word, known);
    return known;
  };
  const said = later.texts.map((text) => bagOf(Int32Array.from(words(text), numbered)));
  return {
    training: seen(training),
    later: seen(later),
    halves: [seen(halves[0]), seen(halves[1])],
    words: said,
    wordCount: dictionary.size,
    size: vocabulary?.size ?? 0,
    labels,
    tasks,
  };
}

/** Throws RangeError when a set is empty, or a student is wanted without a vocabulary. */
export function runJob(job: Job, tools: JobTools): Outcome {
  const { table, seed } = job;
  const { products, say } = tools;
  say('finding the pieces of words');
  const feed = feedOf(job);
  if (table === null) return { student: null, tuned: tune(feed, { products, seed, say }), learning: null };
  const { bags, vectors: targets } = feed.training;
  if (bags === null) throw new RangeError('a student needs a vocabulary: give one with the table');
  const { student, learning } = learn(bags, { targets, table, seed }, tools);
  // From here on the student is the encoder: its maps are judged against itself.
  const asStudent = (seen: Seen): Seen => ({ ...seen, vectors: taught(student, seen.bags as readonly Bag[]) });
  const [a, b] = feed.halves;
  const taughtFeed = {
    ...feed,
    training: asStudent(feed.training),
    later: asStudent(feed.later),
    halves: [asStudent(a), asStudent(b)] as const,
  };
  return { student, tuned: tune(taughtFeed, { products, seed, say }), learning };
}

/** Epoch by epoch, until the cosine on the held-out documents falls; the best is kept. */
function learn(
  bags: readonly Bag[],
  { targets, table, seed }: { targets: Embeddings; table: Embeddings; seed: number },
  { say, epoch: told, keep = () => {}, resume = null }: JobTools,
): { student: Student; learning: NonNullable<Outcome['learning']> } {
  const cut = Math.max(1, Math.floor(bags.length * (1 - HELD_OUT)));
  const lesson = lessonOf(bags, targets, 0, cut);
  const heldOut = lessonOf(bags, targets, cut < bags.length ? cut : 0, bags.length);
  const training = beginTraining(table, lesson, { seed });
  const judge = () => meanCosine(taught(studentOf(training, table), heldOut.bags), heldOut.targets);
  const untrained = judge();
  const epochs: Epoch[] = [...(resume?.epochs ?? [])];
  let best: Checkpoint | null = resume;
  if (resume !== null) restore(training, resume);
  while (training.epoch < EPOCHS) {
    say(`learning, epoch ${training.epoch + 1} of at most ${EPOCHS}`);
    const loss = trainEpoch(training, lesson, { seed, epochs: EPOCHS });
    const done = { epoch: training.epoch, loss, cosine: judge() };
    epochs.push(done);
    told(done);
    if (done.cosine <= (best?.epochs.at(-1)?.cosine ?? untrained)) break;
    best = checkpointOf(training, epochs);
    keep(best);
  }
  if (best !== null) restore(training, best);
  else restart(training, table, lesson, seed);
  const kept = best?.epochs.length ?? 0;
  return { student: studentOf(training, table), learning: { untrained, epochs, kept } };
}

function lessonOf(bags: readonly Bag[], { dim, data }: Embeddings, from: number, to: number): Lesson {
  return {
    bags: bags.slice(from, to),
    targets: { rows: to - from, dim, data: data.subarray(from * dim, to * dim) },
  };
}

function checkpointOf({ steps, rows, weights, moments }: Training, epochs: readonly Epoch[]): Checkpoint {
  const [ofRows, ofWeights] = moments;
  return {
    epochs: [...epochs],
    steps,
    rows: rows.slice(),
    weights: weights.slice(),
    moments: [ofRows.first.slice(), ofRows.second.slice(), ofWeights.first.slice(), ofWeights.second.slice()],
  };
}

function restore(training: Training, { epochs, steps, rows, weights, moments }: Checkpoint): void {
  training.epoch = epochs.length;
  training.steps = steps;
  training.rows.set(rows);
  training.weights.set(weights);
  const [ofRows, ofWeights] = training.moments;
  [ofRows.first, ofRows.second, ofWeights.first, ofWeights.second].forEach((into, at) => {
    into.set(moments[at] as Float32Array);
  });
}

/** Back to where no epoch had been, when none of them was any good. */
function restart(training: Training, table: Embeddings, lesson: Lesson, seed: number): void {
  const fresh = beginTraining(table, lesson, { seed });
  training.rows.set(fresh.rows);
  training.weights.set(fresh.weights);
}
