/** What is looked at while a replica works at full speed: a row each of the table. */
import type { Sample } from './trend.ts';

/** A page of Prometheus's text format: name with labels → value. */
export function parsed(page: string): Map<string, number> {
  const lines = page.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  );
}

export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** Growth over the whole time that is still called flat, as part of the median. */
  readonly allowed: number;
  /** From two pages, one after the other; null when they say nothing of it. */
  of(now: ReadonlyMap<string, number>, before: ReadonlyMap<string, number>): number | null;
}

const MEGA = 1 << 20;

function gauge(metric: string, per = 1): Figure['of'] {
  return (now) => (now.has(metric) ? (now.get(metric) as number) / per : null);
}

/** Mean of a histogram between two pages, in thousandths of its unit. */
function mean(metric: string): Figure['of'] {
  return (now, before) => {
    const grown = (part: string): number =>
      (now.get(`${metric}_${part}`) ?? 0) - (before.get(`${metric}_${part}`) ?? 0);
    return grown('count') === 0 ? null : (1000 * grown('sum')) / grown('count');
  };
}

export const FIGURES: readonly Figure[] = [
  { name: 'resident memory', unit: 'MiB', allowed: 0.1, of: gauge('process_resident_memory_bytes', MEGA) },
  { name: 'size of the model', unit: 'MiB', allowed: 0.1, of: gauge('leitmotif_state_bytes', MEGA) },
  { name: 'live topics', unit: '', allowed: 0.15, of: gauge('leitmotif_topics') },
  { name: 'commit of a batch, mean', unit: 'ms', allowed: 0.25, of: mean('leitmotif_commit_seconds') },
  {
    name: 'event-loop lag, 99th percentile',
    unit: 'ms',
    allowed: 0.25,
    of: gauge('nodejs_eventloop_lag_p99_seconds', 1e-3),
  },
];

/** The samples of a figure from pages in order of time. */
export function samplesOf(
  figure: Figure,
  pages: readonly { at: number; page: ReadonlyMap<string, number> }[],
): Sample[] {
  return pages.slice(1).flatMap(({ at, page }, i) => {
    const value = figure.of(page, (pages[i] as { page: ReadonlyMap<string, number> }).page);
    return value === null ? [] : [{ at, value }];
  });
}
