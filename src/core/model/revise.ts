/** Θ of documents that were open when they were first published, seen again by the model that absorbed them. */
import type { Products } from '../ports.ts';
import type { ModelState, RevisedTheta, Stray, Theta } from '../types.ts';
import { centre, stack } from '../vector.ts';
import { survivor } from './join.ts';
import type { ModelOptions } from './options.ts';
import { type Standing, standings } from './theta.ts';
import { topicsOf } from './view.ts';

/** Whose Θ may have changed. */
export interface Review {
  /** The open documents of the span just absorbed. */
  readonly arrived: readonly Stray[];
  /** They met model version 0, so each gets its first real Θ. */
  readonly first: boolean;
  /** Which of those that wait from earlier spans to look at again: all after the seeding, else those whose cell has a topic now. */
  readonly waiting: 'none' | 'claimed' | 'all';
}

/**
 * Revises each reviewed document whose topic has changed; a document that has a topic waits no longer (unless the
 * model is still warming up, when all are kept for the seeding). The oldest beyond `maxStrays` are let go.
 */
export function revise(
  state: ModelState,
  review: Review,
  options: ModelOptions,
  products: Products,
): { state: ModelState; revised: RevisedTheta[] } {
  const arrived = new Set(review.arrived);
  const waiting =
    review.waiting === 'none'
      ? []
      : [...state.strays.values()].filter(
          (stray) =>
            !arrived.has(stray) && (review.waiting === 'all' || (stray.topic === null && claimed(stray, state))),
        );
  const reviewed = [...waiting, ...review.arrived];
  const revised: RevisedTheta[] = [];
  const strays = new Map(state.strays);
  if (reviewed.length > 0) {
    const now = seenBy(state, reviewed, options, products);
    reviewed.forEach((stray, i) => {
      const { theta, score } = now[i] as Standing;
      const topic = theta[0]?.topic ?? null;
      const first = review.first && i >= waiting.length;
      // Θ of a document that the same span wrote again may not follow the newer one's.
      if (!first && (topic === stray.topic || superseded(stray, state))) return;
      const { id, partition, offset, time, vector } = stray;
      const revision = stray.revision + 1;
      revised.push({ id, partition, offset, time, theta, score, revision, vector });
      if (strays.get(id) === stray) strays.set(id, { ...stray, topic, revision });
    });
  }
  return { state: { ...state, strays: bounded(strays, state.warming, options) }, revised };
}

/**
 * Θ that the model, which has gone on since they were made, has no longer all topics of → what it says of their documents
 * now. A version has many stats records, and what one of them founds another may merge or retire: nobody could find its Φ.
 */
export function caughtUp(
  revised: readonly RevisedTheta[],
  state: ModelState,
  options: ModelOptions,
  products: Products,
): Map<RevisedTheta, RevisedTheta> {
  const gone = ({ topic }: Theta[number]): boolean => state.topics.get(topic)?.status !== 'live';
  const outdated = revised.filter(({ theta }) => theta.some(gone));
  if (outdated.length === 0) return new Map();
  const now = seenBy(state, outdated, options, products);
  return new Map(
    outdated.map((change, i) => {
      const { theta, score } = now[i] as Standing;
      return [change, { ...change, theta, score }];
    }),
  );
}

/** How documents that the model has absorbed stand to its topics. */
function seenBy(
  state: ModelState,
  documents: readonly { readonly vector: Float32Array }[],
  options: ModelOptions,
  products: Products,
): Standing[] {
  const vectors = stack(
    documents.map(({ vector }) => vector),
    state.dim,
  );
  return standings(topicsOf(state, options.halfLife), centre(vectors, state.mean), products, true);
}

function superseded(stray: Stray, { strays }: ModelState): boolean {
  return strays.get(stray.id) !== stray;
}

function claimed(stray: Stray, state: ModelState): boolean {
  const cell = survivor(stray.cell, state);
  return cell !== null && state.cells.get(cell)?.topic !== null;
}

function bounded(strays: ModelState['strays'], warming: boolean, options: ModelOptions): ModelState['strays'] {
  if (warming) return strays;
  const all = [...strays.values()].filter((stray) => stray.topic === null);
  const waiting = all.slice(Math.max(0, all.length - options.maxStrays));
  if (waiting.length === strays.size && waiting.every((stray) => stray.terms.size === 0)) return strays;
  // Terms were kept for the seeding; their counts live in the cells.
  return new Map(waiting.map((stray) => [stray.id, stray.terms.size > 0 ? { ...stray, terms: new Map() } : stray]));
}
