/** What assigning needs of a model: centred centroids as matrices. Derived from the state alone, once a version. */
import type { CellId, Embeddings, Millis, ModelState, ModelVersion, TopicId } from '../types.ts';
import { centre, stack } from '../vector.ts';
import { weightAt } from './cells.ts';

export interface View {
  readonly version: ModelVersion;
  readonly dim: number;
  /** Running mean of the stream; shape (dim). */
  readonly mean: Float32Array;
  readonly radius: number;
  readonly warming: boolean;
  readonly stories: boolean;
  readonly cellIds: readonly CellId[];
  /** Centred unit centroids; shape (cells, dim). */
  readonly cells: Embeddings;
  /** For each cell the row of its topic in `topics`, −1 for a candidate. */
  readonly topicOfCell: Int32Array;
  readonly topicIds: readonly TopicId[];
  /** Centred unit centroids of live topics (level 0); shape (topics, dim). */
  readonly topics: Embeddings;
}

/** The view of a state; topics without a live cell are left out. */
export function viewOf(state: ModelState, halfLife: Millis): View {
  const { dim } = state;
  const cells = [...state.cells.values()];
  const rowOf = new Map<TopicId, number>();
  const sums: Float64Array[] = [];
  const topicIds: TopicId[] = [];
  // A centroid's direction is the same at any time; the newest of its own keeps an old topic's weights from vanishing.
  const newest = new Map<TopicId | null, Millis>();
  for (const { topic, reference } of cells) newest.set(topic, Math.max(newest.get(topic) ?? reference, reference));
  for (const topic of state.topics.values()) {
    if (topic.status !== 'live' || topic.level !== 0 || !newest.has(topic.id)) continue;
    rowOf.set(topic.id, sums.length);
    topicIds.push(topic.id);
    sums.push(new Float64Array(dim));
  }
  const topicOfCell = new Int32Array(cells.length).fill(-1);
  cells.forEach((cell, i) => {
    const row = cell.topic === null ? undefined : rowOf.get(cell.topic);
    if (row === undefined) return;
    topicOfCell[i] = row;
    const sum = sums[row] as Float64Array;
    const weight = weightAt(cell, newest.get(cell.topic) as Millis, halfLife);
    for (let j = 0; j < dim; j++)
      sum[j] = (sum[j] as number) + weight * ((cell.mean[j] as number) - (state.mean[j] as number));
  });
  const zero = new Float32Array(dim);
  return {
    version: state.version,
    dim,
    mean: state.mean,
    radius: state.radius,
    warming: state.warming,
    stories: state.stories,
    cellIds: cells.map((cell) => cell.id),
    cells: centre(
      stack(
        cells.map((cell) => cell.mean),
        dim,
      ),
      state.mean,
    ),
    topicOfCell,
    topicIds,
    topics: centre(
      stack(
        sums.map((sum) => Float32Array.from(sum)),
        dim,
      ),
      zero,
    ),
  };
}
