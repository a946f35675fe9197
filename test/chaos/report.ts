/** How long a deployment took to get over each kind of fault. */
import { FAULTS, type Fault } from './faults.ts';

export interface Recovery {
  readonly fault: Fault;
  /** From the fault until all that was in the log when it came had been worked on, ms. */
  readonly took: number;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Middle and worst of durations, of which there is at least one. */
function spread(took: readonly number[]): [median: string, worst: string] {
  const sorted = [...took].sort((a, b) => a - b);
  const at = (i: number): number => sorted[i] as number;
  const middle = (at((sorted.length - 1) >> 1) + at(sorted.length >> 1)) / 2;
  return [seconds(middle), seconds(at(sorted.length - 1))];
}

/** A row for each kind that came, and one for all, as Markdown. */
export function table(recoveries: readonly Recovery[]): string[] {
  const row = (name: string, what: string, took: readonly number[]): string[] =>
    took.length === 0 ? [] : [`| ${name} | ${what} | ${took.length} | ${spread(took).join(' | ')} |`];
  return [
    '| fault | what happens | times | got over in: median | worst |',
    '| --- | --- | ---: | ---: | ---: |',
    ...FAULTS.flatMap(({ name, what }) =>
      row(
        `\`${name}\``,
        what,
        recoveries.flatMap(({ fault, took }) => (fault.name === name ? took : [])),
      ),
    ),
    ...row(
      'all',
      '',
      recoveries.map(({ took }) => took),
    ),
  ];
}
