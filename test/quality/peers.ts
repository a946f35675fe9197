/** Recorded figures of other methods on the development corpora, and what is to be reached. */
import { PHASES, type Phase } from '../../src/core/evaluate/evaluate.ts';

/** null where the method has no such figure. */
export type ByPhase = Readonly<Record<Phase, number | null>>;

export interface Peer {
  readonly name: string;
  /** Topics that hold documents in the final pass, and the part of the documents that has one. */
  readonly topics: number;
  readonly assigned: number;
  readonly nmi: ByPhase;
  readonly ari: ByPhase;
  readonly bcubedF1: ByPhase;
  /** Of the final pass. */
  readonly purity: number;
  readonly npmi: number | null;
  readonly cv: number | null;
  readonly diversity: number;
}

export const METHODS = {
  minibatch: 'MiniBatchKMeans, told K',
  kmeans: 'k-means offline, told K',
  'bertopic-online': 'BERTopic online, told K',
  bertopic: 'BERTopic offline',
} as const;
export type Method = keyof typeof METHODS;

/**
 * One run of each, fixed seed, documents in file order in batches of 256, all-MiniLM-L6-v2 at 256 tokens, BERTopic
 * 0.17.4. Words are the method's own (BERTopic), else by class-based TF-IDF over the final pass; purity is that of the
 * final pass. Three figures are prequential, published, final.
 */
const RECORDED = `
corpus           | method          |   K part | NMI                  | ARI                  | pur. | B³ F1                |   NPMI |   C_v | div.
20ng             | minibatch       |  20    1 |  0.496  0.497  0.515 |  0.327  0.329  0.348 | 0.50 |  0.389  0.391  0.408 |  0.085 | 0.671 | 0.72
20ng             | kmeans          |  20    1 |      -      -  0.525 |      -      -  0.372 | 0.53 |      -      -  0.415 |  0.072 | 0.668 | 0.68
20ng             | bertopic-online |  20    1 |  0.224  0.227  0.333 |  0.085  0.087  0.161 | 0.22 |  0.138  0.138  0.210 | -0.052 | 0.518 | 0.93
20ng             | bertopic        | 227 0.60 |      -      -  0.423 |      -      -  0.043 | 0.49 |      -      -  0.319 |      - |     - | 0.74
agnews           | minibatch       |   4    1 |  0.489  0.491  0.502 |  0.452  0.452  0.451 | 0.66 |  0.604  0.605  0.606 |  0.009 | 0.452 | 0.85
agnews           | kmeans          |   4    1 |      -      -  0.599 |      -      -  0.633 | 0.84 |      -      -  0.724 |  0.033 | 0.535 | 0.88
agnews           | bertopic-online |   4    1 |  0.283      -  0.529 |  0.270      -  0.560 | 0.63 |  0.464      -  0.670 | -0.117 | 0.346 | 0.93
agnews           | bertopic        | 150 0.71 |      -      -  0.292 |      -      -  0.035 | 0.72 |      -      -  0.193 |  0.074 | 0.615 | 0.76
stackoverflow    | minibatch       |  20    1 |  0.688  0.688  0.702 |  0.532  0.533  0.540 | 0.71 |  0.617  0.617  0.630 |  0.030 | 0.475 | 0.68
stackoverflow    | kmeans          |  20    1 |      -      -  0.701 |      -      -  0.567 | 0.73 |      -      -  0.637 |  0.024 | 0.462 | 0.68
stackoverflow    | bertopic-online |  20    1 |  0.425      -  0.532 |  0.261      -  0.371 | 0.44 |  0.328      -  0.434 | -0.160 | 0.306 | 0.90
stackoverflow    | bertopic        | 190 0.72 |      -      -  0.563 |      -      -  0.226 | 0.64 |      -      -  0.484 | -0.099 | 0.327 | 0.73
crisislex        | minibatch       |  19    1 |  0.462  0.525  0.548 |  0.217  0.272  0.294 | 0.39 |  0.371  0.423  0.440 |  0.092 | 0.556 | 0.69
crisislex        | kmeans          |  19    1 |      -      -  0.709 |      -      -  0.507 | 0.67 |      -      -  0.594 |  0.175 | 0.639 | 0.73
crisislex        | bertopic-online |  19    1 |  0.350  0.361  0.406 |  0.172  0.177  0.199 | 0.33 |  0.222  0.225  0.255 |  0.008 | 0.504 | 0.87
crisislex        | bertopic        | 188 0.74 |      -      -  0.620 |      -      -  0.205 | 0.73 |      -      -  0.446 |  0.116 | 0.589 | 0.70
wikinews_stories | minibatch       | 119    1 |  0.772  0.815  0.817 |  0.180  0.269  0.272 | 0.51 |  0.493  0.562  0.564 |  0.047 | 0.685 | 0.70
wikinews_stories | kmeans          | 119    1 |      -      -  0.915 |      -      -  0.558 | 0.82 |      -      -  0.780 |  0.123 | 0.812 | 0.72
wikinews_stories | bertopic-online |  82    1 |  0.757  0.782  0.743 |  0.166  0.220  0.192 | 0.49 |  0.432  0.472  0.397 | -0.007 | 0.606 | 0.70
wikinews_stories | bertopic        |  83 0.91 |      -      -  0.862 |      -      -  0.377 | 0.67 |      -      -  0.669 |  0.116 | 0.776 | 0.75
bbc              | minibatch       |   5    1 |  0.806  0.815  0.870 |  0.839  0.847  0.899 | 0.93 |  0.869  0.876  0.917 |  0.054 | 0.586 | 0.86
bbc              | kmeans          |   5    1 |      -      -  0.869 |      -      -  0.900 | 0.96 |      -      -  0.918 |  0.056 | 0.590 | 0.86
bbc              | bertopic-online |   5    1 |  0.482  0.489  0.666 |  0.416  0.430  0.625 | 0.63 |  0.535  0.547  0.710 | -0.013 | 0.495 | 0.94
bbc              | bertopic        |  38 0.80 |      -      -  0.540 |      -      -  0.299 | 0.86 |      -      -  0.399 |  0.118 | 0.748 | 0.73
`;

/** NMI to be reached, prequential, published, final. */
const BARS: Readonly<Record<string, readonly [number, number, number]>> = {
  '20ng': [0.49, 0.5, 0.53],
  agnews: [0.49, 0.5, 0.57],
  stackoverflow: [0.67, 0.68, 0.7],
  crisislex: [0.72, 0.83, 0.8],
  wikinews_stories: [0.8, 0.905, 0.91],
  bbc: [0.83, 0.83, 0.87],
};

/** The recorded figures of a corpus; none for one that was not measured. */
export function peersOf(corpus: string): Partial<Record<Method, Peer>> {
  const lines = RECORDED.trim().split('\n').slice(1);
  const rows = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  const mine = rows.filter(([name]) => name === corpus);
  return Object.fromEntries(mine.map((cells) => [cells[1] as Method, peer(cells)]));
}

function peer([, method = '', found = '', nmi = '', ari = '', purity = '', f1 = '', ...words]: string[]): Peer {
  const [topics, assigned] = numbers(found);
  const [npmi, cv, diversity] = words.map((cell) => numbers(cell)[0] ?? null);
  return {
    name: METHODS[method as Method],
    topics: topics ?? 0,
    assigned: assigned ?? 1,
    nmi: byPhase(numbers(nmi)),
    ari: byPhase(numbers(ari)),
    bcubedF1: byPhase(numbers(f1)),
    purity: Number(purity),
    npmi: npmi ?? null,
    cv: cv ?? null,
    diversity: diversity ?? 0,
  };
}

export function barsOf(corpus: string): ByPhase | null {
  const bars = BARS[corpus];
  return bars === undefined ? null : byPhase(bars);
}

function numbers(cell: string): (number | null)[] {
  return cell.split(/\s+/).map((text) => (text === '-' ? null : Number(text)));
}

function byPhase(values: readonly (number | null)[]): ByPhase {
  return Object.fromEntries(PHASES.map((phase, at) => [phase, values[at] ?? null])) as Record<Phase, number | null>;
}
