/**
 * A residual adapter: a map of low rank added to what the encoder says (Houlsby et al. 2019; Hu et al. 2022), trained by
 * gradient descent on a task and held to the encoder by an anchor.
 */
import { draws, shuffled } from '../random.ts';
import type { Embeddings } from '../types.ts';
import { adam, momentsOf } from './adam.ts';
import type { Objective } from './objective.ts';

/** z = norm(x + Uᵀ D x). */
export interface Adapter {
  readonly dim: number;
  readonly rank: number;
  /** Dᵀ, shape (dim, rank). */
  readonly down: Float32Array;
  /** U, shape (rank, dim). */
  readonly up: Float32Array;
}

export interface AdapterOptions {
  readonly seed: number;
  /** Weight of 1 − cosine to the encoder's own vector beside the task's loss; default 3. */
  readonly anchor?: number;
  /** Default 64, at most the dimension. */
  readonly rank?: number;
  /** Most epochs; default 10. */
  readonly epochs?: number;
  /** Default .002. */
  readonly rate?: number;
  /** Documents of one step; default 128. */
  readonly batch?: number;
  /** Told after each epoch: mean losses of what was trained on and of what was held out. */
  readonly epoch?: (epoch: number, loss: number, heldOut: number) => void;
}

/** Every so many documents one is held out, for training to be stopped by: of all times, since labels come and go. */
const HELD_OUT = 10;

/** x + Uᵀ D x of one vector into `out` from `at`, not yet of unit length; returns its squared length. */
export function adapt(
  { dim, rank, down, up }: Adapter,
  x: Float32Array,
  from: number,
  out: Float32Array,
  at: number,
): number {
  const hidden = new Float32Array(rank);
  inner({ dim, rank, down }, x, from, hidden, 0);
  out.set(x.subarray(from, from + dim), at);
  for (let k = 0; k < rank; k++) {
    const h = hidden[k] as number;
    for (let j = 0; j < dim; j++) out[at + j] = (out[at + j] as number) + h * (up[k * dim + j] as number);
  }
  let square = 0;
  for (let j = 0; j < dim; j++) square += (out[at + j] as number) ** 2;
  return square;
}

function inner(
  { dim, rank, down }: Pick<Adapter, 'dim' | 'rank' | 'down'>,
  x: Float32Array,
  from: number,
  out: Float32Array,
  at: number,
): void {
  for (let j = 0; j < dim; j++) {
    const value = x[from + j] as number;
    if (value === 0) continue;
    for (let k = 0; k < rank; k++) out[at + k] = (out[at + k] as number) + value * (down[j * rank + k] as number);
  }
}

/** Unit rows; row i hangs on row i of `vectors` alone. One that comes to nothing stays as it was. */
export function adapted(adapter: Adapter, vectors: Embeddings): Embeddings {
  const { rows, dim } = vectors;
  const data = new Float32Array(rows * dim);
  for (let i = 0; i < rows; i++) {
    const square = adapt(adapter, vectors.data, i * dim, data, i * dim);
    if (square === 0) data.set(vectors.data.subarray(i * dim, (i + 1) * dim), i * dim);
    else for (let j = i * dim; j < (i + 1) * dim; j++) data[j] = (data[j] as number) / Math.sqrt(square);
  }
  return { rows, dim, data };
}

/**
 * Trains on all but every tenth of the objective's documents, epoch by epoch, until the loss on that tenth no longer
 * falls; the best epoch is kept, and the first adapter changes nothing. The same seed gives the same bits.
 */
export function fitAdapter(vectors: Embeddings, objective: Objective, options: AdapterOptions): Adapter {
  const { seed, anchor = 3, epochs = 10, rate = 2e-3, batch = 128, epoch: told = () => {} } = options;
  const { dim } = vectors;
  const rank = Math.min(options.rank ?? 64, dim);
  const [training, heldOut] = [false, true].map((out) =>
    objective.documents.filter((_, i) => (i % HELD_OUT === HELD_OUT - 1) === out),
  ) as [number[], number[]];
  const next = draws(seed);
  // As small as a random projection's, and what follows it zero: at first x goes through as it is (Hu et al. 2022).
  const down = Float32Array.from({ length: dim * rank }, () => (2 * next() - 1) * Math.sqrt(3 / dim));
  const adapter: Adapter = { dim, rank, down, up: new Float32Array(rank * dim) };
  const trained = [adapter.down, adapter.up] as const;
  const slopes = trained.map(({ length }) => new Float64Array(length)) as [Float64Array, Float64Array];
  const moments = trained.map(({ length }) => momentsOf(length));
  const pass = passOf(adapter, vectors, objective, anchor);
  // Always the same views, so that epochs compare.
  const judge = () => (heldOut.length === 0 ? 0 : overall(heldOut, batch, pass, draws(seed + 1)));
  let best = { loss: judge(), down: adapter.down.slice(), up: adapter.up.slice() };
  let steps = 0;
  const allSteps = epochs * Math.ceil(training.length / batch);
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = Array.from(shuffled(training.length, seed + epoch), (i) => training[i] as number);
    let loss = 0;
    for (let from = 0; from < order.length; from += batch) {
      const documents = order.slice(from, from + batch);
      loss += pass(documents, next, slopes);
      steps += 1;
      const step = adam(steps);
      trained.forEach((values, which) => {
        const gradient = slopes[which] as Float64Array;
        for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) / documents.length;
        const decayed = rate * (1 - (steps - 1) / allSteps);
        step(values, moments[which] as ReturnType<typeof momentsOf>, {
          at: 0,
          gradient,
          from: 0,
          length: values.length,
          rate: decayed,
        });
        gradient.fill(0);
      });
    }
    const judged = judge();
    told(epoch, loss / training.length, judged);
    if (heldOut.length > 0 && judged >= best.loss) break;
    best = { loss: judged, down: adapter.down.slice(), up: adapter.up.slice() };
  }
  return { dim, rank, down: best.down, up: best.up };
}

type Pass = (
  documents: readonly number[],
  next: () => number,
  slopes: readonly [down: Float64Array, up: Float64Array] | null,
) => number;

function overall(documents: readonly number[], batch: number, pass: Pass, next: () => number): number {
  let loss = 0;
  for (let from = 0; from < documents.length; from += batch) {
    loss += pass(documents.slice(from, from + batch), next, null);
  }
  return loss / documents.length;
}

/** One batch forward and, where slopes are wanted, back: u = x + Uᵀ h, h = D x, z = u / |u|. */
function passOf(adapter: Adapter, { dim, data }: Embeddings, objective: Objective, anchor: number): Pass {
  const { rank, up } = adapter;
  const { views } = objective;
  return (documents, next, slopes) => {
    const rows = documents.length * views;
    const x = new Float32Array(rows * dim);
    documents.forEach((document, i) => {
      objective.input(document, next, x, i * views * dim);
    });
    const h = new Float32Array(rows * rank);
    const z = new Float32Array(rows * dim);
    const lengths = new Float64Array(rows);
    for (let i = 0; i < rows; i++) {
      inner(adapter, x, i * dim, h, i * rank);
      const square = adapt(adapter, x, i * dim, z, i * dim);
      lengths[i] = Math.sqrt(square) || 1;
      for (let j = i * dim; j < (i + 1) * dim; j++) z[j] = (z[j] as number) / (lengths[i] as number);
    }
    const gradient = new Float64Array(rows * dim);
    let loss = objective.loss(documents, z, slopes === null ? null : gradient);
    documents.forEach((document, i) => {
      for (let view = 0; view < views; view++) {
        const [row, own] = [(i * views + view) * dim, document * dim];
        let cosine = 0;
        for (let j = 0; j < dim; j++) {
          cosine += (z[row + j] as number) * (data[own + j] as number);
          gradient[row + j] = (gradient[row + j] as number) - (anchor / views) * (data[own + j] as number);
        }
        loss += (anchor / views) * (1 - cosine);
      }
    });
    if (slopes === null) return loss;
    const [byDown, byUp] = slopes;
    const back = new Float64Array(dim);
    for (let i = 0; i < rows; i++) {
      let along = 0;
      for (let j = 0; j < dim; j++) along += (gradient[i * dim + j] as number) * (z[i * dim + j] as number);
      for (let j = 0; j < dim; j++) {
        back[j] = ((gradient[i * dim + j] as number) - along * (z[i * dim + j] as number)) / (lengths[i] as number);
      }
      for (let k = 0; k < rank; k++) {
        const inside = h[i * rank + k] as number;
        let byHidden = 0;
        for (let j = 0; j < dim; j++) {
          const at = k * dim + j;
          byHidden += (up[at] as number) * (back[j] as number);
          byUp[at] = (byUp[at] as number) + inside * (back[j] as number);
        }
        h[i * rank + k] = byHidden;
      }
      for (let j = 0; j < dim; j++) {
        const value = x[i * dim + j] as number;
        if (value === 0) continue;
        for (let k = 0; k < rank; k++) {
          byDown[j * rank + k] = (byDown[j * rank + k] as number) + value * (h[i * rank + k] as number);
        }
      }
    }
    return loss;
  };
}
