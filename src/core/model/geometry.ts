/** How a feed lies in its encoder's space, and how near is near there: cosines of one space are not those of another. */
import type { Products } from '../ports.ts';
import { quantile } from '../quantile.ts';
import type { Geometry, ModelState } from '../types.ts';
import { centre, stack } from '../vector.ts';
import { liveTopics } from './members.ts';

/** Before there is much to measure: what six feeds have in one space, about. */
export const PRIOR: Geometry = { chance: 0.08, neighbours: 0.6 };
/** It counts as much as so many documents, and as so many topics. */
const PRIOR_DOCUMENTS = 16;
const PRIOR_TOPICS = 8;
/** Documents of the panel that meet each other. */
const MET = 128;
/** Part of the topics that are less near to their nearest than `neighbours`. */
const PART = 0.9;
/** Half of a normal distribution is within so many deviations, nine tenths below so many. */
const HALF = 0.6745;
const NINE_TENTHS = 1.2816;
/** In a space of so few directions that chance brings more, nothing would be near. */
const MOST = 0.2;

/** Centred cosines from which on something is near. */
export interface Thresholds {
  /** A topic claims a document at least this near: as chance brings one in ten. */
  readonly claim: number;
  /** What somebody pinned takes in a cell without a topic that is at least this near: four deviations of chance. */
  readonly near: number;
  /** A document at least this near joins its nearest cell while there is room for more: halfway from `near` to 1. */
  readonly radius: number;
  /** Two archived topics of one group are one when they are this near: as the nearest of different topics. */
  readonly kin: number;
  /** A topic has drifted when it is less near than this to where it was: a quarter of the way from there to 1. */
  readonly drifted: number;
  /** A born topic this near to an archived one is its return: halfway. */
  readonly revive: number;
}

export function thresholdsOf({ chance, neighbours }: Geometry): Thresholds {
  const near = 4 * chance;
  return {
    claim: NINE_TENTHS * chance,
    near,
    radius: (1 + near) / 2,
    kin: neighbours,
    drifted: neighbours + (1 - neighbours) / 4,
    revive: neighbours + (1 - neighbours) / 2,
  };
}

/** Of a model as it is: what documents of the panel have in common beside their topics, and how near topics are. */
export function measured(state: Pick<ModelState, 'panel' | 'topics' | 'mean' | 'dim'>, products: Products): Geometry {
  const { dim, mean } = state;
  const cosinesOf = (vectors: readonly Float32Array[], from: Float32Array): Float32Array => {
    const rows = centre(stack(vectors, dim), from);
    return products.products(rows, rows);
  };
  const panel = [...state.panel.values()].slice(0, MET).map(({ vector, topic }) => {
    const own = state.topics.get(topic)?.mean ?? mean;
    return vector.map((x, j) => x - (own[j] as number));
  });
  const topics = liveTopics(state).map((topic) => topic.mean);
  const [documents, different] = [panel.length, topics.length];
  return {
    chance:
      documents < 2
        ? PRIOR.chance
        : blended(
            chanceOf(cosinesOf(panel, new Float32Array(dim)), documents),
            documents,
            PRIOR.chance,
            PRIOR_DOCUMENTS,
          ),
    neighbours:
      different < 2
        ? PRIOR.neighbours
        : blended(neighboursOf(cosinesOf(topics, mean), different), different, PRIOR.neighbours, PRIOR_TOPICS),
  };
}

function blended(measure: number, count: number, prior: number, weight: number): number {
  return (count * measure + weight * prior) / (count + weight);
}

/** The deviation of cosines between different documents, by their median: what many copy is no chance. */
function chanceOf(cosines: Float32Array, n: number): number {
  const sizes = new Float32Array((n * (n - 1)) / 2);
  let filled = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) sizes[filled++] = Math.abs(cosines[i * n + j] as number);
  return Math.min(MOST, quantile(sizes, 0.5) / HALF);
}

/** The cosine to its nearest other that most topics stay below. */
function neighboursOf(cosines: Float32Array, n: number): number {
  const nearest = new Float32Array(n).fill(-1);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) if (j !== i) nearest[i] = Math.max(nearest[i] as number, cosines[i * n + j] as number);
  return Math.max(0, quantile(nearest, PART));
}
