/**
 * Runs many seeds, on as many threads as there are processors, and says what happened in them. Exit 1 when an invariant was broken.
 * SEEDS=10000 how many · SEED=one alone, twice, with its story · FROM=1 the first · THREADS=n
 * A run that was to be whole is written into docs/reliability.md. Ctrl-C ends it with what there is.
 */
import { availableParallelism } from 'node:os';
import { writePart } from '../quality/document.ts';
import { run } from './pool.ts';
import { Report } from './report.ts';
import { transpiled } from './tree.ts';
import { result } from './worker.ts';

/** Seeds of a whole run. */
const WHOLE = 10_000;
const { SEED, SEEDS = String(WHOLE), FROM = '1', THREADS } = process.env;

function wanted(name: string, text: string): number {
  const number = Number(text);
  if (Number.isSafeInteger(number) && number > 0) return number;
  console.error(`${name} is ${text}: give a whole number above 0`);
  process.exit(2);
}

/** One seed, with everything that happened in it; the worth of a seed is that it is the same each time. */
async function one(seed: number): Promise<boolean> {
  const [story, again]: [string[], string[]] = [[], []];
  const found = await result(seed, story);
  await result(seed, again);
  console.log(story.join('\n'));
  const same = story.join() === again.join();
  console.log(`\nseed ${seed}: ${found.wrong ?? 'every invariant holds'}${same ? '' : '; it is NOT the same twice'}`);
  return same && found.wrong === null;
}

async function many(count: number): Promise<boolean> {
  const report = new Report();
  const begun = Date.now();
  const from = wanted('FROM', FROM);
  const threads = THREADS === undefined ? availableParallelism() : wanted('THREADS', THREADS);
  let told = begun;
  let enough = false;
  process.once('SIGINT', () => {
    enough = true;
  });
  await run(await transpiled(), { from, count, threads }, (found) => {
    report.add(found);
    if (found.wrong !== null) console.log(`make simulate SEED=${found.seed}    # ${found.wrong.split('\n')[0]}`);
    if (Date.now() - told > 5000) {
      told = Date.now();
      const left = ((told - begun) / report.seeds) * (count - report.seeds);
      console.error(
        `${report.seeds} of ${count} seeds, ${report.failed.length} failed, ${Math.ceil(left / 1000)} s left`,
      );
    }
    return enough;
  });
  const seconds = Math.round((Date.now() - begun) / 1000);
  const { user, system } = process.cpuUsage();
  const cpu = Math.round((user + system) / 1000 / report.seeds);
  const about = `${Math.round(report.steps / report.seeds)} steps and ${(report.took / report.seeds / 1000).toFixed(1)} s of virtual time a seed, ${(report.faults / report.seeds).toFixed(1)} faults`;
  console.log(`\n${'fault'.padEnd(38)}  times   runs  interrupted a transaction`);
  console.log(report.histogram().join('\n'));
  console.log(
    `\n${report.seeds} seeds in ${seconds} s on ${threads} threads, ${cpu} ms of processor a seed: ${about}; ${report.failed.length} failed`,
  );
  if (count >= WHOLE) publish(report, { from, seconds, threads, cpu });
  return report.failed.length === 0;
}

/** Puts the numbers between the marks of the page. */
function publish(
  report: Report,
  { from, seconds, threads, cpu }: { from: number; seconds: number; threads: number; cpu: number },
): void {
  const said = (n: number): string => n.toLocaleString('en');
  const row = `Seeds from ${said(from)} on: ${said(report.faults)} faults in ${said(report.seeds)} runs, ${report.failed.length} failed, in ${said(seconds)} s on ${threads} threads, ${cpu} ms of processor a run.`;
  writePart('docs/reliability.md', 'simulation', [row, '', ...report.table()].join('\n'));
}

const fine = SEED === undefined ? await many(wanted('SEEDS', SEEDS)) : await one(wanted('SEED', SEED));
process.exit(fine ? 0 : 1);
