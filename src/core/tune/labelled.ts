/** Whether a map harms what labels say: scores before and after on the same documents, with the interval of the change. */
import { clustering } from '../evaluate/partition.ts';
import type { Products } from '../ports.ts';
import { draws } from '../random.ts';
import type { Embeddings } from '../types.ts';
import { neighbours } from './gate.ts';
import { kmeans } from './kmeans.ts';

export const MEASURES = ['nmi', 'bcubed', 'knn'] as const;
/** NMI and B³ F1 of k-means that is told the number of labels; accuracy of the vote of the ten nearest neighbours. */
export type Measure = (typeof MEASURES)[number];

export interface Change {
  readonly before: number;
  readonly after: number;
  /** Of after − before: 95 % of the bootstrap's resamples lie between. */
  readonly low: number;
  readonly high: number;
}
export type Changes = Readonly<Record<Measure, Change>>;

const NEIGHBOURS = 10;
/** Clusterings over which scores are averaged, each the better of two starts: chance in one is not harm. */
const CLUSTERINGS = 3;
const RESTARTS = 2;
const RESAMPLES = 200;
/** Part of the resamples left out at each end. */
const TAIL = 0.025;

interface Judged {
  readonly clusterings: readonly (readonly number[])[];
  /** 1 where the neighbours' vote is the document's label. */
  readonly right: readonly number[];
}

/** Rows of both belong to `labels`. Paired bootstrap over documents (Efron & Tibshirani 1993). */
export function changes(
  {
    before,
    after,
    labels,
  }: { readonly before: Embeddings; readonly after: Embeddings; readonly labels: readonly string[] },
  { products, seed }: { readonly products: Products; readonly seed: number },
): Changes {
  const [old, fresh] = [before, after].map((vectors) => judged(vectors, labels, { products, seed })) as [
    Judged,
    Judged,
  ];
  const all = labels.map((_, i) => i);
  const [was, is] = [scores(old, labels, all), scores(fresh, labels, all)];
  const next = draws(seed);
  const drawn = Array.from({ length: RESAMPLES }, () => {
    const sample = all.map(() => Math.floor(next() * all.length));
    const [a, b] = [scores(old, labels, sample), scores(fresh, labels, sample)];
    return { nmi: b.nmi - a.nmi, bcubed: b.bcubed - a.bcubed, knn: b.knn - a.knn };
  });
  const change = (measure: Measure): Change => {
    const sorted = drawn.map((each) => each[measure]).sort((a, b) => a - b);
    const at = (part: number) => sorted[Math.round(part * (sorted.length - 1))] as number;
    return { before: was[measure], after: is[measure], low: at(TAIL), high: at(1 - TAIL) };
  };
  return { nmi: change('nmi'), bcubed: change('bcubed'), knn: change('knn') };
}

/** Harm beyond chance: the whole interval of a change lies below zero. */
export function harmed(found: Changes): Measure[] {
  return MEASURES.filter((measure) => found[measure].high < 0);
}

function judged(
  vectors: Embeddings,
  labels: readonly string[],
  { products, seed }: { products: Products; seed: number },
): Judged {
  const k = new Set(labels).size;
  const clusterings = Array.from({ length: CLUSTERINGS }, (_, n) =>
    Array.from(kmeans(vectors, { k, seed: seed + n * RESTARTS, products, restarts: RESTARTS }).labels),
  );
  const near = neighbours(vectors, NEIGHBOURS, products);
  const count = near.length / labels.length;
  const right = labels.map((label, i) => {
    const votes = new Map<string, number>();
    for (const j of near.subarray(i * count, (i + 1) * count)) {
      const name = labels[j] as string;
      votes.set(name, (votes.get(name) ?? 0) + 1);
    }
    // The first to have the most votes: the one whose nearest document is nearest.
    let winner: string | undefined;
    for (const [name, n] of votes) if (winner === undefined || n > (votes.get(winner) as number)) winner = name;
    return winner === label ? 1 : 0;
  });
  return { clusterings, right };
}

function scores(
  { clusterings, right }: Judged,
  labels: readonly string[],
  sample: readonly number[],
): Record<Measure, number> {
  const named = sample.map((i) => labels[i]);
  const each = clusterings.map((clusters) =>
    clustering(
      named,
      sample.map((i) => clusters[i]),
    ),
  );
  return {
    nmi: mean(each.map(({ nmi }) => nmi)),
    bcubed: mean(each.map(({ bcubedF1 }) => bcubedF1)),
    knn: mean(sample.map((i) => right[i] as number)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
