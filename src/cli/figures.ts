/** The tables of `evaluate`. */
import { type Evaluation, LEVELS, type Level, PHASES, type Phase } from '../core/evaluate/evaluate.ts';
import { type Column, colored, grouped, type Screen, table } from './terminal.ts';

/** Lines for people. `phases`: those to be shown; the words, calibration and perplexity go with all of them. */
export function figures(
  evaluation: Evaluation,
  { screen, phases = PHASES }: { readonly screen: Screen; readonly phases?: readonly Phase[] },
): string[] {
  const lines = scores(evaluation, phases, screen);
  if (phases.length < PHASES.length) return lines;
  return [...lines, '', ...words(evaluation, screen), '', ...sentences(evaluation)];
}

function scores({ levels, labelled }: Evaluation, phases: readonly Phase[], screen: Screen): string[] {
  const head: Column[] = [
    { title: 'LEVEL' },
    { title: 'PHASE' },
    ...(labelled > 0 ? ['NMI', 'ARI', 'PURITY', 'B³ F1'] : []).map(figureColumn),
    figureColumn('TOPICS'),
    figureColumn('ASSIGNED'),
  ];
  const rows = LEVELS.flatMap((level) =>
    phases.map((phase) => {
      const { assigned, topics, score } = levels[level].phases[phase];
      const against = score === null ? [] : [score.nmi, score.ari, score.purity, score.bcubedF1].map(fraction);
      return [level, phase, ...against, grouped(topics), percent(assigned)];
    }),
  );
  return shown({ head, rows, screen });
}

function words({ levels }: Evaluation, screen: Screen): string[] {
  const coherent = LEVELS.some((level) => levels[level].words.coherence !== null);
  const head: Column[] = [
    { title: 'WORDS OF' },
    ...['DESCRIBED', 'DIVERSITY', ...(coherent ? ['NPMI', 'C_V'] : [])].map(figureColumn),
  ];
  const row = (level: Level): string[] => {
    const { described, diversity, coherence } = levels[level].words;
    const values = coherent ? [coherence?.npmi ?? null, coherence?.cv ?? null] : [];
    return [level, grouped(described), ...[diversity, ...values].map(fraction)];
  };
  return shown({ head, rows: LEVELS.map(row), screen });
}

function sentences({ calibration, perplexity, labelled }: Evaluation): string[] {
  const lines: string[] = [];
  if (calibration.final !== null) {
    const labels = labelled > 0 ? `, ${fraction(calibration.labels?.error ?? null)} against the labels` : '';
    const { error, chance } = calibration.final;
    const among = `(${fraction(chance)} would be chance)`;
    lines.push(`Expected calibration error of Θ: ${fraction(error)} against the final pass ${among}${labels}`);
  }
  if (perplexity !== null) {
    const { perplexity: value, background, known } = perplexity;
    lines.push(
      `Perplexity of Θ·Φ: ${grouped(Math.round(value))}, without topics ${grouped(Math.round(background))}; the model knows ${percent(known)} of the words`,
    );
  }
  return lines;
}

function figureColumn(title: string): Column {
  return { title, align: 'right' };
}

function shown({ head, rows, screen }: { head: Column[]; rows: string[][]; screen: Screen }): string[] {
  const [title = '', ...lines] = table({ head, rows, width: screen.columns ?? 0 });
  return [colored(screen) ? `\u001b[1m${title}\u001b[22m` : title, ...lines];
}

/** "0.500"; a dash where there is no figure. */
export function fraction(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

function percent(value: number): string {
  return `${(value * 100).toFixed(1)} %`;
}
