/** One corpus in one encoder's space by the default settings, and what becomes of a model that moves there. */
import type { Config } from '../../src/cli/config.ts';
import { type Evaluated, evaluateLines } from '../../src/cli/files/evaluation.ts';
import { lineLimit, openLines } from '../../src/cli/files/lines.ts';
import { composeEmbedded } from '../../src/cli/wire.ts';
import { clustering } from '../../src/core/evaluate/partition.ts';
import { type Agreement, migrated, planOf } from '../../src/core/migrate/migrate.ts';
import type { Encoder, Products } from '../../src/core/ports.ts';
import { kmeans } from '../../src/core/tune/kmeans.ts';
import type { Embeddings, ModelState } from '../../src/core/types.ts';
import { svd } from '../../src/edges/svd.ts';
import { silentProbe } from '../../src/edges/telemetry/probe.ts';

/** In this order. */
export const SPACES = ['plain', 'map', 'student', 'multilingual'] as const;
export type SpaceName = (typeof SPACES)[number];

/** Means over the seeds of the model. */
interface Level {
  readonly count: number;
  /** Of the final pass. */
  readonly nmi: number;
}

export interface Space {
  /** NMI of k-means that is told how many labels there are. */
  readonly told: number;
  /** Of `leitmotif evaluate` on the feed. */
  readonly topics: Level;
  readonly parents: Level;
  /** Of the plain encoder's model at the end of the feed, moved here; null for that encoder itself. */
  readonly moved: Agreement | null;
}

export interface SpaceInput {
  /** JSON lines. */
  readonly path: string;
  /** The texts of its lines, in their order. */
  readonly texts: readonly string[];
  /** What is scored with K told. */
  readonly scored: { readonly texts: readonly string[]; readonly labels: readonly string[] };
  readonly config: Config;
  readonly products: Products;
  /** Where a model moves from; null for nowhere. */
  readonly from: { readonly encoder: Encoder; readonly state: ModelState } | null;
}

/** Of the model: where topics are few, what it makes of a feed varies with its seed by more than spaces differ. */
const SEEDS = [1, 2, 3, 4, 5, 6];
/** Documents that a migration looks at, as the command does. */
const SAMPLE = 5000;
/** Clusterings over which NMI is averaged, each the best of so many starts. */
const CLUSTERINGS = 12;
const STARTS = 4;

export async function scoreSpace(
  encoder: Encoder,
  { path, texts, scored, config, products, from }: SpaceInput,
): Promise<{ readonly space: Space; readonly state: ModelState }> {
  const told = toldK(await encoder.encode(scored.texts), scored.labels, products);
  const runs: Evaluated[] = [];
  for (const seed of SEEDS) runs.push(await evaluated(encoder, path, { ...config, model: { ...config.model, seed } }));
  const level = (name: 'topics' | 'parents'): Level => {
    const finals = runs.map(({ evaluation }) => evaluation.levels[name].phases.final);
    const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    return { count: mean(finals.map(({ topics }) => topics)), nmi: mean(finals.map(({ score }) => score?.nmi ?? 0)) };
  };
  const [{ stream }] = runs as [Evaluated];
  let moved: Agreement | null = null;
  if (from !== null) {
    const sample = texts.slice(-SAMPLE);
    const pairs = { old: await from.encoder.encode(sample), fresh: await encoder.encode(sample), places: null };
    const tools = { encoder: encoder.id, halfLife: config.model.halfLife, products };
    moved = migrated(from.state, planOf(pairs, svd), tools).agreement;
  }
  return { space: { told, topics: level('topics'), parents: level('parents'), moved }, state: stream.state };
}

async function evaluated(encoder: Encoder, path: string, config: Config): Promise<Evaluated> {
  return evaluateLines({
    embedded: await composeEmbedded(config, { encoder, probe: silentProbe }),
    encoder,
    config,
    lines: await openLines(path, { limit: lineLimit(config.documents.maxTextBytes) }),
    label: 'label',
    coherence: false,
    progress: { document: () => {}, bad: () => {} },
    phase: async () => {},
  });
}

/** The better of topics and parents. */
export function betterOf({ topics, parents }: Space): number {
  return Math.max(topics.nmi, parents.nmi);
}

/** NMI of k-means that is told how many labels there are. */
export function toldK(vectors: Embeddings, labels: readonly string[], products: Products): number {
  const k = new Set(labels).size;
  let sum = 0;
  for (let n = 0; n < CLUSTERINGS; n++) {
    const { labels: clusters } = kmeans(vectors, { k, seed: 1 + n * STARTS, products, restarts: STARTS });
    sum += clustering(labels, Array.from(clusters)).nmi / CLUSTERINGS;
  }
  return sum;
}
