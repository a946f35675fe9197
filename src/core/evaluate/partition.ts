/** How well one labelling of the same documents explains another: the field's clustering scores. */

/** Scores of clusters against labels. All but `ari`, whose expectation by chance is 0, lie in [0, 1]; 1 is best. */
export interface Clustering {
  /** Mutual information over the arithmetic mean of the two entropies (Vinh, Epps & Bailey 2010). */
  readonly nmi: number;
  /** Adjusted Rand index (Hubert & Arabie 1985); at most 1. */
  readonly ari: number;
  /** Part of the documents whose label is their cluster's most frequent one. */
  readonly purity: number;
  /** 1 when each cluster holds one label only, and when each label lies in one cluster only (Rosenberg & Hirschberg 2007). */
  readonly homogeneity: number;
  readonly completeness: number;
  /** B³ (Bagga & Baldwin 1998): mean over documents of the part of its cluster with its label, and of its label in its cluster. */
  readonly bcubedPrecision: number;
  readonly bcubedRecall: number;
  readonly bcubedF1: number;
}

/** Clusters against labels, and what they are. A document without a topic has the cluster null. */
export interface Score extends Clustering {
  /** Documents scored. */
  readonly documents: number;
  /** Part of them with a topic. */
  readonly assigned: number;
  readonly labels: number;
  /** Topics that hold any of them. */
  readonly topics: number;
  /** Exponential of the entropy of the topics' sizes: how many equal ones would be as diverse. */
  readonly effectiveTopics: number;
  /** B³ F1 when each document without a topic is a cluster by itself instead of all of them together. */
  readonly bcubedF1Single: number;
}

/** Documents in each (label, cluster), each label and each cluster. */
interface Contingency {
  readonly total: number;
  readonly cells: readonly { readonly row: number; readonly column: number; readonly count: number }[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

function contingency<L, C>(labels: readonly L[], clusters: readonly C[]): Contingency {
  const cells = new Map<number, Map<number, number>>();
  const rows = numbered(labels);
  const columns = numbered(clusters);
  labels.forEach((_, i) => {
    const [row, column] = [rows.of[i] as number, columns.of[i] as number];
    const inRow = cells.get(row) ?? new Map<number, number>();
    cells.set(row, inRow.set(column, (inRow.get(column) ?? 0) + 1));
  });
  return {
    total: labels.length,
    cells: [...cells].flatMap(([row, inRow]) => [...inRow].map(([column, count]) => ({ row, column, count }))),
    rows: rows.sizes,
    columns: columns.sizes,
  };
}

/** The class of each item, counted from 0 in order of appearance, and the classes' sizes. */
function numbered<T>(items: readonly T[]): { readonly of: Int32Array; readonly sizes: number[] } {
  const number = new Map<T, number>();
  const sizes: number[] = [];
  const of = Int32Array.from(items, (item) => {
    const known = number.get(item) ?? number.size;
    number.set(item, known);
    sizes[known] = (sizes[known] ?? 0) + 1;
    return known;
  });
  return { of, sizes };
}

/** labels[i] and clusters[i] belong to document i; at least one document. null is a cluster like any other. */
export function clustering<L, C>(labels: readonly L[], clusters: readonly C[]): Clustering {
  if (labels.length !== clusters.length || labels.length === 0) {
    throw new RangeError(
      `${labels.length} labels and ${clusters.length} clusters: give one of each for a document or more`,
    );
  }
  const table = contingency(labels, clusters);
  const { total, rows, columns, cells } = table;
  const [hl, hc] = [entropy(rows), entropy(columns)];
  const mutual = Math.max(
    0,
    sum(cells, ({ row, column, count }) => {
      const outer = (rows[row] as number) * (columns[column] as number);
      return (count / total) * Math.log((count * total) / outer);
    }),
  );
  const { precision, recall, f1 } = bcubed(table);
  return {
    nmi: hl + hc > 0 ? (2 * mutual) / (hl + hc) : 1,
    ari: adjustedRand(table),
    purity: sum(largestOfColumns(table), (count) => count) / total,
    homogeneity: hl > 0 ? mutual / hl : 1,
    completeness: hc > 0 ? mutual / hc : 1,
    bcubedPrecision: precision,
    bcubedRecall: recall,
    bcubedF1: f1,
  };
}

/** As `clustering`, with what the topics are; null is the topic of a document without one. */
export function score<L, T>(labels: readonly L[], topics: readonly (T | null)[]): Score {
  const given = topics.filter((topic) => topic !== null);
  const { sizes } = numbered(given);
  // An object is equal to itself alone.
  const apart = topics.map((topic) => topic ?? {});
  return {
    documents: labels.length,
    assigned: given.length / labels.length,
    labels: new Set(labels).size,
    topics: sizes.length,
    effectiveTopics: sizes.length === 0 ? 0 : Math.exp(entropy(sizes)),
    ...clustering(labels, topics),
    bcubedF1Single: bcubed(contingency(labels, apart)).f1,
  };
}

/** −Σ p ln p of counts. */
function entropy(counts: readonly number[]): number {
  const total = sum(counts, (count) => count);
  return -sum(counts, (count) => (count / total) * Math.log(count / total));
}

/** (index − expected) / (largest − expected), the index being the pairs that are together in both. */
function adjustedRand({ total, rows, columns, cells }: Contingency): number {
  const pairs = (count: number): number => (count * (count - 1)) / 2;
  if (total < 2) return 1;
  const [inRows, inColumns] = [sum(rows, pairs), sum(columns, pairs)];
  const expected = (inRows * inColumns) / pairs(total);
  const largest = (inRows + inColumns) / 2;
  return largest === expected ? 1 : (sum(cells, ({ count }) => pairs(count)) - expected) / (largest - expected);
}

function largestOfColumns({ columns, cells }: Contingency): number[] {
  const largest = columns.map(() => 0);
  for (const { column, count } of cells) largest[column] = Math.max(largest[column] as number, count);
  return largest;
}

function bcubed({ total, rows, columns, cells }: Contingency): { precision: number; recall: number; f1: number } {
  const precision = sum(cells, ({ column, count }) => count ** 2 / (columns[column] as number)) / total;
  const recall = sum(cells, ({ row, count }) => count ** 2 / (rows[row] as number)) / total;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

function sum<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((total, item) => total + value(item), 0);
}
