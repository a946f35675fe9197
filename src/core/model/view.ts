/** What assigning needs of a model: centred centroids as matrices. Derived from the state alone, once a version. */
import type {
  Cell,
  CellId,
  Certainty,
  Embeddings,
  Exemplar,
  Millis,
  ModelState,
  ModelVersion,
  TopicId,
} from '../types.ts';
import { accumulate, centre, stack } from '../vector.ts';
import { weightAt } from './cells.ts';
import { sated } from './copies.ts';
import { remaining } from './decay.ts';
import { thresholdsOf } from './geometry.ts';
import { cellsByTopic } from './members.ts';
import { wantedBelow } from './panel.ts';

/** Centred unit centroids of topics, their parents and their cells. */
export interface TopicView {
  readonly topicIds: readonly TopicId[];
  /** Live topics (level 0); shape (topics, dim). */
  readonly topics: Embeddings;
  readonly parentIds: readonly TopicId[];
  /** Their parents; shape (parents, dim). */
  readonly parents: Embeddings;
  /** For each topic the row of its parent in `parents`, −1 for one without. */
  readonly parentOfTopic: Int32Array;
  /** All cells, candidates included; shape (cells, dim). */
  readonly cells: Embeddings;
  /** For each cell the row of its topic in `topics`, −1 for one without. */
  readonly topicOfCell: Int32Array;
  /** Lowest score with which a topic claims a document; ∞ before any was met, when a watched phrase seems near to all. */
  readonly claim: number;
  readonly certainty: Certainty;
}

export interface View extends TopicView {
  readonly version: ModelVersion;
  readonly dim: number;
  /** Running mean of the stream; shape (dim). */
  readonly mean: Float32Array;
  /** Documents behind `mean`. */
  readonly count: number;
  readonly radius: number;
  readonly warming: boolean;
  /** Of the rows of `cells`. */
  readonly cellIds: readonly CellId[];
  /** Exemplars of each cell, the one that would leave first last. */
  readonly exemplars: readonly (readonly Exemplar[])[];
  /** Fingerprints of texts that add nothing more. */
  readonly sated: ReadonlySet<number>;
  /** Documents with a draw below it are wanted for the panel. */
  readonly wanted: number;
}

/** The view of a state; topics without a live cell are left out. */
export function viewOf(state: ModelState, halfLife: Millis): View {
  const cells = [...state.cells.values()];
  return {
    ...topicsOf(state, halfLife),
    version: state.version,
    dim: state.dim,
    mean: state.mean,
    count: state.count,
    radius: state.radius,
    warming: state.warming,
    cellIds: cells.map((cell) => cell.id),
    exemplars: cells.map((cell) => cell.exemplars),
    sated: sated(state.copies),
    wanted: wantedBelow(state.panel),
  };
}

type Seen = Pick<ModelState, 'topics' | 'mean' | 'count' | 'geometry' | 'certainty'> & { readonly halfLife: Millis };

/** Of cells seen lately: a trainer sees open documents again with what its replica then assigns with. */
const seen = new WeakMap<ModelState['cells'], { readonly of: Seen; readonly view: TopicView }>();

/** The part of the view that Θ is made with. */
export function topicsOf(state: ModelState, halfLife: Millis): TopicView {
  const { topics, mean, count, geometry, certainty } = state;
  const of: Seen = { topics, mean, count, geometry, certainty, halfLife };
  const known = seen.get(state.cells);
  if (known && (Object.keys(of) as (keyof Seen)[]).every((key) => known.of[key] === of[key])) return known.view;
  const view = lookAt(state, halfLife);
  seen.set(state.cells, { of, view });
  return view;
}

function lookAt(state: ModelState, halfLife: Millis): TopicView {
  const topicIds: TopicId[] = [];
  const sums: Float32Array[] = [];
  const families = new Map<TopicId, { row: number; members: Sum[] }>();
  const parentOfTopic: number[] = [];
  for (const [id, held] of cellsByTopic(state)) {
    const topic = state.topics.get(id);
    if (topic?.status !== 'live') continue;
    const sum = sumOf(held, state, halfLife);
    topicIds.push(id);
    sums.push(new Float32Array(sum.vector));
    if (topic.parent === null) {
      parentOfTopic.push(-1);
      continue;
    }
    const family = families.get(topic.parent) ?? { row: families.size, members: [] };
    family.members.push(sum);
    families.set(topic.parent, family);
    parentOfTopic.push(family.row);
  }
  const unit = (rows: readonly Float32Array[]): Embeddings =>
    centre(stack(rows, state.dim), new Float32Array(state.dim));
  const cells = [...state.cells.values()];
  const rowOf = new Map(topicIds.map((id, row) => [id, row]));
  return {
    topicIds,
    topics: unit(sums),
    parentIds: [...families.keys()],
    parents: unit([...families.values()].map(({ members }) => joined(members, halfLife))),
    parentOfTopic: Int32Array.from(parentOfTopic),
    cells: centre(
      stack(
        cells.map((cell) => cell.mean),
        state.dim,
      ),
      state.mean,
    ),
    topicOfCell: Int32Array.from(cells, ({ topic }) => (topic === null ? -1 : (rowOf.get(topic) ?? -1))),
    claim: state.count === 0 ? Number.POSITIVE_INFINITY : thresholdsOf(state.geometry).claim,
    certainty: state.certainty,
  };
}

/** Σw·(m − mean of the stream) at a time of its own: the direction is the same at any, and no weight vanishes. */
interface Sum {
  readonly time: Millis;
  readonly vector: Float64Array;
}

function sumOf(cells: readonly Cell[], { mean }: ModelState, halfLife: Millis): Sum {
  const vector = new Float64Array(mean.length);
  const time = cells.reduce((newest, cell) => Math.max(newest, cell.reference), 0);
  let all = 0;
  for (const cell of cells) {
    const weight = weightAt(cell, time, halfLife);
    accumulate(vector, cell.mean, weight);
    all += weight;
  }
  accumulate(vector, mean, -all);
  return { time, vector };
}

function joined(sums: readonly Sum[], halfLife: Millis): Float32Array {
  const newest = sums.reduce((time, sum) => Math.max(time, sum.time), 0);
  const all = new Float64Array((sums[0] as Sum).vector.length);
  for (const { time, vector } of sums) {
    accumulate(all, vector, remaining(newest - time, halfLife));
  }
  return new Float32Array(all);
}
