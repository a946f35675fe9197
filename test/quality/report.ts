/** The tables of `make quality`, as Markdown. */
import { LEVELS, type Level, PHASES, type Phase } from '../../src/core/evaluate/evaluate.ts';
import type { Measured } from './measure.ts';
import { type ByPhase, barsOf, METHODS, type Method, type Peer, peersOf } from './peers.ts';

/** Least diversity, part of the documents with a topic, and largest calibration error. */
const DIVERSITY = 0.75;
const ASSIGNED = 0.97;
const CALIBRATION = 0.05;
/** Topics found, as a multiple of the labels. */
const FOUND = [0.5, 4] as const;
/** Corpora on which the final ARI must reach that of k-means in small batches. */
const ARI_CORPORA = 5;

export function report(all: readonly Measured[]): string {
  return [...comparison(all), '', ...bars(all), '', ...further(all)].join('\n');
}

/** Of topics and parents the one whose NMI is higher over the three phases; a whole row is taken from it. */
export function betterLevel({ evaluation }: Pick<Measured, 'evaluation'>): Level {
  const sum = (level: Level) =>
    PHASES.reduce((total, phase) => total + (evaluation.levels[level].phases[phase].score?.nmi ?? 0), 0);
  return sum('parents') > sum('topics') ? 'parents' : 'topics';
}

function comparison(all: readonly Measured[]): string[] {
  const head = [
    'corpus (labels)',
    'method',
    'topics',
    'assigned',
    'NMI pre / pub / fin',
    'ARI pre / pub / fin',
    'purity fin',
    'B³ F1 pre / pub / fin',
    'NPMI',
    'C_v',
    'diversity',
  ];
  const rows = all.flatMap((measured) => {
    const title = `${measured.corpus} (${measured.evaluation.labels})`;
    const better = betterLevel(measured);
    const ours = LEVELS.map((level) => {
      const row = own(measured, level);
      return level === better ? row.map((cell) => `**${cell}**`) : row;
    });
    const peers = Object.values(peersOf(measured.corpus)).map(peer);
    return [...ours, ...peers].map((row, at) => [at === 0 ? title : '', ...row]);
  });
  return table(head, rows);
}

function own({ evaluation }: Measured, level: Level): string[] {
  const { phases, words } = evaluation.levels[level];
  const three = (figure: 'nmi' | 'ari' | 'bcubedF1') =>
    PHASES.map((phase) => decimal(phases[phase].score?.[figure])).join(' / ');
  return [
    `Leitmotif, ${level}`,
    String(phases.final.score?.topics ?? phases.final.topics),
    percent(phases.published.assigned),
    three('nmi'),
    three('ari'),
    decimal(phases.final.score?.purity),
    three('bcubedF1'),
    decimal(words.coherence?.npmi),
    decimal(words.coherence?.cv),
    decimal(words.diversity),
  ];
}

function peer({ name, topics, assigned, nmi, ari, purity, bcubedF1, npmi, cv, diversity }: Peer): string[] {
  const three = (figures: ByPhase) => PHASES.map((phase) => decimal(figures[phase])).join(' / ');
  return [
    name,
    String(topics),
    percent(assigned),
    three(nmi),
    three(ari),
    decimal(purity),
    three(bcubedF1),
    decimal(npmi),
    decimal(cv),
    decimal(diversity),
  ];
}

interface Bar {
  readonly name: string;
  readonly reached: boolean;
  readonly text: string;
}

/** What is asked of the better level on one corpus; nothing is compared that has no bar. */
function barsFor(measured: Measured): Bar[] {
  const { evaluation, corpus } = measured;
  const { phases, words } = evaluation.levels[betterLevel(measured)];
  const peers = peersOf(corpus);
  const found: Bar[] = [];
  const least = (name: string, value: number | null | undefined, bar: number | null | undefined) => {
    if (bar == null) return;
    const reached = value != null && value >= bar;
    found.push({ name, reached, text: `${decimal(value)} ${reached ? '≥' : '<'} ${decimal(bar)}` });
  };
  const asked = barsOf(corpus);
  for (const phase of PHASES) least(`NMI ${SHORT[phase]}`, phases[phase].score?.nmi, asked?.[phase]);
  least('ARI fin', phases.final.score?.ari, peers.minibatch?.ari.final);
  const highest = (figure: 'npmi' | 'cv') => {
    const values = (['bertopic-online', 'kmeans'] satisfies Method[]).map((method) => peers[method]?.[figure] ?? null);
    const known = values.filter((value) => value !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  least('NPMI', words.coherence?.npmi, highest('npmi'));
  least('C_v', words.coherence?.cv, highest('cv'));
  least('diversity', words.diversity, DIVERSITY);
  least('assigned', phases.published.assigned, ASSIGNED);
  if (evaluation.labels > 0) {
    const topics = phases.final.score?.topics ?? 0;
    const [low, high] = FOUND.map((times) => times * evaluation.labels) as [number, number];
    found.push({ name: 'topics', reached: topics >= low && topics <= high, text: `${topics} in ${low}–${high}` });
  }
  const error = evaluation.calibration.final?.error;
  const calibrated = error !== undefined && error <= CALIBRATION;
  found.push({
    name: 'calibration',
    reached: calibrated,
    text: `${decimal(error)} ${calibrated ? '≤' : '>'} ${decimal(CALIBRATION)}`,
  });
  return found;
}

const SHORT: Readonly<Record<Phase, string>> = { prequential: 'pre', published: 'pub', final: 'fin' };

function bars(all: readonly Measured[]): string[] {
  const rows = all.map((measured) => ({ measured, found: barsFor(measured) }));
  const names = [...new Set(rows.flatMap(({ found }) => found.map(({ name }) => name)))];
  const cells = rows.map(({ measured, found }) => [
    measured.corpus,
    betterLevel(measured),
    ...names.map((name) => {
      const bar = found.find((each) => each.name === name);
      return bar === undefined ? '' : `${bar.reached ? '✓' : '✗'} ${bar.text}`;
    }),
  ]);
  const every = rows.flatMap(({ found }) => found.filter(({ name }) => name !== 'ARI fin'));
  const ari = rows.flatMap(({ found }) => found.filter(({ name }) => name === 'ARI fin'));
  const ariReached = ari.filter(({ reached }) => reached).length;
  return [
    `Bars, at the better level (whose row is bold above): ${every.filter(({ reached }) => reached).length} of ${every.length} reached; ` +
      `ARI fin on ${ariReached} of ${ari.length} corpora, ${ARI_CORPORA} of 6 asked ${ariReached >= ARI_CORPORA ? '✓' : '✗'}. ` +
      `NPMI and C_v must reach both ${METHODS['bertopic-online']} and ${METHODS.kmeans}; ARI fin ${METHODS.minibatch}.`,
    '',
    ...table(['corpus', 'level', ...names], cells),
  ];
}

function further(all: readonly Measured[]): string[] {
  const head = [
    'corpus',
    'level',
    'homogeneity fin',
    'completeness fin',
    'B³ P / R fin',
    'B³ F1 fin, strays apart',
    'effective topics fin',
    'topics with words',
    'calibration: final pass (by chance)',
    'calibration: labels',
    'perplexity (without topics)',
    'documents',
    'seconds',
    'documents/s without encoding',
  ];
  const rows = all.flatMap(({ corpus, evaluation, seconds, busy }) =>
    LEVELS.map((level, at) => {
      const { phases, words } = evaluation.levels[level];
      const { score } = phases.final;
      const { calibration, perplexity } = evaluation;
      const whole = [
        `${decimal(calibration.final?.error)} (${decimal(calibration.final?.chance)})`,
        decimal(calibration.labels?.error),
        perplexity === null ? '–' : `${Math.round(perplexity.perplexity)} (${Math.round(perplexity.background)})`,
        String(evaluation.documents),
        seconds.toFixed(1),
        String(Math.round(evaluation.documents / busy)),
      ];
      return [
        at === 0 ? corpus : '',
        level,
        decimal(score?.homogeneity),
        decimal(score?.completeness),
        `${decimal(score?.bcubedPrecision)} / ${decimal(score?.bcubedRecall)}`,
        decimal(score?.bcubedF1Single),
        score === null ? '–' : score.effectiveTopics.toFixed(1),
        String(words.described),
        ...(at === 0 ? whole : whole.map(() => '')),
      ];
    }),
  );
  return table(head, rows);
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  // In columns, as the formatter wants them.
  const widths = head.map((title, at) => Math.max(3, title.length, ...rows.map((row) => row[at]?.length ?? 0)));
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}

/** ".500"; "–" where there is no figure. */
export function decimal(value: number | null | undefined): string {
  return value == null ? '–' : value.toFixed(3).replace(/^(-?)0\./, '$1.');
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
