/** What many seeds have shown, in numbers and as a table. */
import { FAULTS, type FaultKind } from './faults.ts';
import type { Result } from './worker.ts';

interface Tally {
  times: number;
  runs: number;
  interrupted: number;
}

export class Report {
  seeds = 0;
  faults = 0;
  steps = 0;
  /** Virtual time, ms. */
  took = 0;
  readonly failed: Result[] = [];
  readonly #tallies = new Map<FaultKind, Tally>();

  add(result: Result): void {
    this.seeds++;
    this.steps += result.steps;
    this.took += result.took;
    this.faults += result.happened.length;
    if (result.wrong !== null) this.failed.push(result);
    for (const what of Object.keys(FAULTS) as FaultKind[]) {
      const mine = result.happened.filter((fault) => fault.what === what);
      const tally = this.#tallies.get(what) ?? { times: 0, runs: 0, interrupted: 0 };
      this.#tallies.set(what, tally);
      tally.times += mine.length;
      tally.runs += mine.length > 0 ? 1 : 0;
      tally.interrupted += mine.some(({ interrupted }) => interrupted) ? 1 : 0;
    }
  }

  /** A row for each kind of fault: how often it came to pass, and in which share of its runs it interrupted a transaction. */
  table(): string[] {
    const rows = [...this.#tallies].map(([what, { times, runs, interrupted }]) => [
      `\`${what}\``,
      FAULTS[what],
      times.toLocaleString('en'),
      runs.toLocaleString('en'),
      runs === 0 ? '–' : `${Math.round((100 * interrupted) / runs)} %`,
    ]);
    return [
      ['fault', 'what happens', 'times', 'runs with it', 'of these, a transaction interrupted'],
      ['---', '---', '---:', '---:', '---:'],
      ...rows,
    ].map((row) => `| ${row.join(' | ')} |`);
  }

  /** The same for a terminal: a bar is as long as the fault is frequent. */
  histogram(): string[] {
    const most = Math.max(1, ...[...this.#tallies.values()].map(({ times }) => times));
    return [...this.#tallies].map(([what, { times, runs, interrupted }]) => {
      const bar = '#'.repeat(Math.round((24 * times) / most));
      const share = runs === 0 ? '' : `${Math.round((100 * interrupted) / runs)} %`.padStart(6);
      return `${what.padEnd(13)}${bar.padEnd(25)}${String(times).padStart(7)}${String(runs).padStart(7)}${share}`;
    });
  }
}
