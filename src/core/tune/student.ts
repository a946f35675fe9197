/**
 * The static student: a table of vectors for pieces of words, learnt by gradient descent so that a document's sum of
 * them points where the teacher's vector points. Started from the teacher's own vectors of the pieces (Minishlab's
 * Model2Vec, 2024), weighted as by Arora, Liang & Ma (2017); the rows are trained too.
 */
import { shuffled } from '../random.ts';
import type { Bag } from '../text/wordpiece.ts';
import type { Embeddings } from '../types.ts';
import { adam, type Moments, momentsOf } from './adam.ts';

/** x = norm(Σ √tf_t r_t). */
export interface Student {
  /** r, shape (pieces, dim): all weights are in it. */
  readonly rows: Float32Array;
  readonly size: number;
  readonly dim: number;
}

/** Documents and what the teacher says of them: row i of `targets` (unit rows) belongs to `bags[i]`. */
export interface Lesson {
  readonly bags: readonly Bag[];
  readonly targets: Embeddings;
}

export interface StudentOptions {
  readonly seed: number;
  /** s of the weight s / (s + p), p being a piece's part of all that is read; default .01. */
  readonly smoothing?: number;
  /** Step of the rows over their mean length; default .001. */
  readonly rate?: number;
  /** Step of the logarithms of the weights; default .02. */
  readonly weightRate?: number;
  /** Most epochs; default 8. */
  readonly epochs?: number;
  /** Documents of one step; default 128. */
  readonly batch?: number;
}

/** Everything that training goes on from; plain data, so that it can be kept and taken up again. */
export interface Training {
  readonly dim: number;
  readonly size: number;
  /** Pieces that the lesson uses, ascending; only their rows are trained. */
  readonly pieces: Int32Array;
  /** Place of a piece among `pieces`, −1 for others; shape (size). */
  readonly places: Int32Array;
  /** s / (s + p); shape (size). */
  readonly rarity: Float32Array;
  /** Table rows of `pieces`, centred and scaled, and the logarithms of their weights; both are trained. */
  readonly rows: Float32Array;
  readonly weights: Float32Array;
  /** Adam's moments of both. */
  readonly moments: readonly [rows: Moments, weights: Moments];
  /** Mean length of a row at the start. */
  readonly length: number;
  /** What the table was multiplied with, after its mean was taken off. */
  readonly scale: number;
  readonly mean: Float32Array;
  /** Steps taken, and epochs finished. */
  steps: number;
  epoch: number;
}

/** Length of a document's sum at the start: gradients are of ordinary size then. */
const START_LENGTH = 10;

function defaults({ smoothing = 0.01, rate = 1e-3, weightRate = 0.02, epochs = 8, batch = 128, seed }: StudentOptions) {
  return { smoothing, rate, weightRate, epochs, batch, seed };
}

/** `table`: the teacher's vector of each piece, shape (size, dim); a row of zeros is a piece without one. */
export function beginTraining(table: Embeddings, lesson: Lesson, options: StudentOptions): Training {
  const { smoothing } = defaults(options);
  const { rows: size, dim } = table;
  const seen = new Float64Array(size);
  let total = 0;
  for (const { ids, counts } of lesson.bags) {
    ids.forEach((id, at) => {
      seen[id] = (seen[id] as number) + (counts[at] as number);
      total += counts[at] as number;
    });
  }
  const rarity = Float32Array.from(seen, (count) => smoothing / (smoothing + count / Math.max(1, total)));
  const pieces = Int32Array.from(seen.keys()).filter((id) => (seen[id] as number) > 0);
  const places = new Int32Array(size).fill(-1);
  pieces.forEach((id, at) => {
    places[id] = at;
  });
  const mean = meanRow(table);
  const rows = new Float32Array(pieces.length * dim);
  let lengths = 0;
  pieces.forEach((id, at) => {
    let square = 0;
    for (let j = 0; j < dim; j++) {
      const value = (table.data[id * dim + j] as number) - (mean[j] as number);
      rows[at * dim + j] = value;
      square += value * value;
    }
    lengths += Math.sqrt(square);
  });
  const weights = new Float32Array(pieces.length);
  const draft = { dim, size, pieces, places, rarity, rows, weights };
  const sum = new Float64Array(dim);
  let sums = 0;
  for (const bag of lesson.bags) sums += compose(draft, bag, sum);
  const scale = sums > 0 ? (START_LENGTH * lesson.bags.length) / sums : 1;
  for (let i = 0; i < rows.length; i++) rows[i] = (rows[i] as number) * scale;
  return {
    ...draft,
    moments: [momentsOf(rows.length), momentsOf(weights.length)],
    length: pieces.length > 0 ? (lengths * scale) / pieces.length : 1,
    scale,
    mean,
    steps: 0,
    epoch: 0,
  };
}

/** Of the rows that are not zero. */
function meanRow({ rows, dim, data }: Embeddings): Float32Array {
  const sum = new Float64Array(dim);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    if (data.subarray(i * dim, (i + 1) * dim).every((value) => value === 0)) continue;
    count += 1;
    for (let j = 0; j < dim; j++) sum[j] = (sum[j] as number) + (data[i * dim + j] as number);
  }
  return Float32Array.from(sum, (value) => value / Math.max(1, count));
}

type Table = Pick<Training, 'dim' | 'places' | 'rarity' | 'rows' | 'weights'>;

/** u = Σ √tf_t a_t e^{l_t} R_t into `sum`; returns its length. Pieces that are not trained are left out. */
function compose({ dim, places, rarity, rows, weights }: Table, { ids, counts }: Bag, sum: Float64Array): number {
  sum.fill(0);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    const place = places[id] as number;
    if (place < 0) continue;
    const f = Math.sqrt(counts[i] as number) * (rarity[id] as number) * Math.exp(weights[place] as number);
    const start = place * dim;
    for (let j = 0; j < dim; j++) sum[j] = (sum[j] as number) + f * (rows[start + j] as number);
  }
  let square = 0;
  for (let j = 0; j < dim; j++) square += (sum[j] as number) ** 2;
  return Math.sqrt(square);
}

/**
 * One pass over the lesson in an order that seed and epoch decide. With z = u / |u| and the teacher's y, the loss is
 * 1 − z·y, its gradient by u is G = −(y − (z·y) z) / |u|, by row t f_t e^{l_t} G, by l_t f_t e^{l_t} R_t·G. Adam takes its
 * steps on the rows that a batch touches alone; both rates fall to zero over the second half. Returns the mean loss.
 */
export function trainEpoch(training: Training, lesson: Lesson, options: StudentOptions): number {
  const { seed, batch, epochs, rate, weightRate } = defaults(options);
  const { dim, places, rarity, rows, weights, moments } = training;
  const order = shuffled(lesson.bags.length, seed + training.epoch);
  const allSteps = epochs * Math.ceil(order.length / batch);
  // Gradients of the rows that this batch touches, in order of first touch.
  const slots = new Int32Array(training.pieces.length).fill(-1);
  let gradients = new Float64Array(1024 * dim);
  let weightGradients = new Float64Array(1024);
  const touched: number[] = [];
  const sum = new Float64Array(dim);
  const gradient = new Float64Array(dim);
  let loss = 0;
  for (let from = 0; from < order.length; from += batch) {
    const to = Math.min(order.length, from + batch);
    for (let n = from; n < to; n++) {
      const i = order[n] as number;
      const bag = lesson.bags[i] as Bag;
      const length = compose(training, bag, sum);
      if (length === 0) continue;
      const y = i * dim;
      let cosine = 0;
      for (let j = 0; j < dim; j++) cosine += ((sum[j] as number) / length) * (lesson.targets.data[y + j] as number);
      loss += 1 - cosine;
      const by = 1 / length / (to - from);
      for (let j = 0; j < dim; j++) {
        gradient[j] = -((lesson.targets.data[y + j] as number) - (cosine * (sum[j] as number)) / length) * by;
      }
      for (let at = 0; at < bag.ids.length; at++) {
        const id = bag.ids[at] as number;
        const place = places[id] as number;
        if (place < 0) continue;
        let slot = slots[place] as number;
        if (slot < 0) {
          slot = touched.push(place) - 1;
          slots[place] = slot;
          if ((slot + 1) * dim > gradients.length) {
            gradients = grown(gradients);
            weightGradients = grown(weightGradients);
          }
        }
        const f = Math.sqrt(bag.counts[at] as number) * (rarity[id] as number) * Math.exp(weights[place] as number);
        const [g, r] = [slot * dim, place * dim];
        let along = 0;
        for (let j = 0; j < dim; j++) {
          const value = gradient[j] as number;
          gradients[g + j] = (gradients[g + j] as number) + f * value;
          along += (rows[r + j] as number) * value;
        }
        weightGradients[slot] = (weightGradients[slot] as number) + f * along;
      }
    }
    training.steps += 1;
    const decay = Math.min(1, 2 * (1 - (training.steps - 1) / allSteps));
    const step = adam(training.steps);
    touched.forEach((place, slot) => {
      step(rows, moments[0], {
        at: place * dim,
        gradient: gradients,
        from: slot * dim,
        length: dim,
        rate: rate * training.length * decay,
      });
      step(weights, moments[1], {
        at: place,
        gradient: weightGradients,
        from: slot,
        length: 1,
        rate: weightRate * decay,
      });
      slots[place] = -1;
    });
    gradients.fill(0, 0, touched.length * dim);
    weightGradients.fill(0, 0, touched.length);
    touched.length = 0;
  }
  training.epoch += 1;
  return loss / Math.max(1, order.length);
}

function grown(array: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}

/** The whole table with its weights in it: trained rows where there are, the others as they began, centred and scaled alike. */
export function studentOf(training: Training, table: Embeddings): Student {
  const { dim, size, places, rarity, rows, weights, mean, scale } = training;
  const out = new Float32Array(size * dim);
  for (let id = 0; id < size; id++) {
    const place = places[id] as number;
    const start = id * dim;
    if (place >= 0) {
      const weight = (rarity[id] as number) * Math.exp(weights[place] as number);
      for (let j = 0; j < dim; j++) out[start + j] = weight * (rows[place * dim + j] as number);
    } else if (!table.data.subarray(start, start + dim).every((value) => value === 0)) {
      const weight = (rarity[id] as number) * scale;
      for (let j = 0; j < dim; j++) out[start + j] = weight * ((table.data[start + j] as number) - (mean[j] as number));
    }
  }
  return { rows: out, size, dim };
}

/** One unit row for each bag; where nothing is known of a text, one direction stands for "nothing said". */
export function taught({ rows, dim }: Student, bags: readonly Bag[]): Embeddings {
  const data = new Float32Array(bags.length * dim);
  const sum = new Float32Array(dim);
  bags.forEach(({ ids, counts }, i) => {
    sum.fill(0);
    for (let at = 0; at < ids.length; at++) {
      const start = (ids[at] as number) * dim;
      const f = Math.sqrt(counts[at] as number);
      for (let j = 0; j < dim; j++) sum[j] = (sum[j] as number) + f * (rows[start + j] as number);
    }
    let square = 0;
    for (let j = 0; j < dim; j++) square += (sum[j] as number) ** 2;
    const scale = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let j = 0; j < dim; j++) data[i * dim + j] = square > 0 ? (sum[j] as number) * scale : 1 / Math.sqrt(dim);
  });
  return { rows: bags.length, dim, data };
}

/** Mean cosine of the student's vectors to the teacher's. */
export function meanCosine(vectors: Embeddings, targets: Embeddings): number {
  let sum = 0;
  for (let i = 0; i < vectors.data.length; i++) sum += (vectors.data[i] as number) * (targets.data[i] as number);
  return sum / Math.max(1, vectors.rows);
}
