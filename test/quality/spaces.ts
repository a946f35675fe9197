/** One corpus in one encoder's space by the default settings, and what becomes of a model that moves there. */
import type { Config } from '../../src/cli/config.ts';
import { evaluateLines } from '../../src/cli/files/evaluation.ts';
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

/** Documents that a migration looks at, as the command does. */
const SAMPLE = 5000;
/** Clusterings over which NMI is averaged, each the best of so many starts. */
const CLUSTERINGS = 3;
const STARTS = 4;

export async function scoreSpace(
  encoder: Encoder,
  { path, texts, scored, config, products, from }: SpaceInput,
): Promise<{ readonly space: Space; readonly state: ModelState }> {
  const told = toldK(await encoder.encode(scored.texts), scored.labels, products);
  const lines = await openLines(path, { limit: lineLimit(config.documents.maxTextBytes) });
  const embedded = await composeEmbedded(config, { encoder, probe: silentProbe });
  const { evaluation, stream } = await evaluateLines({
    embedded,
    encoder,
    config,
    lines,
    label: 'label',
    coherence: false,
    progress: { document: () => {}, bad: () => {} },
    phase: async () => {},
  });
  const level = (name: 'topics' | 'parents'): Level => {
    const { topics: count, score } = evaluation.levels[name].phases.final;
    return { count, nmi: score?.nmi ?? 0 };
  };
  let moved: Agreement | null = null;
  if (from !== null) {
    const sample = texts.slice(-SAMPLE);
    const pairs = { old: await from.encoder.encode(sample), fresh: await encoder.encode(sample), places: null };
    const tools = { encoder: encoder.id, halfLife: config.model.halfLife, products };
    moved = migrated(from.state, planOf(pairs, svd), tools).agreement;
  }
  return { space: { told, topics: level('topics'), parents: level('parents'), moved }, state: stream.state };
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
