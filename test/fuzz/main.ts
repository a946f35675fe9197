/**
 * Mutated inputs on every byte path, and mutated records through whole replicas. Exit 1, with the input, when one was not
 * answered. COUNT=200000 how many in all · SEED=1 · a run that was to be whole is written into docs/reliability.md.
 */
import { writePart } from '../quality/document.ts';
import { fuzz, HANG, type Outcome } from './fuzz.ts';
import { openPaths } from './paths.ts';
import { throughPipeline } from './pipeline.ts';

const WHOLE = 200_000;
const { COUNT = String(WHOLE), SEED = '1' } = process.env;
const [count, seed] = [Number(COUNT), Number(SEED)];
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  console.error(`COUNT is ${COUNT}, SEED is ${SEED}: give whole numbers, COUNT above 0`);
  process.exit(2);
}

const said = (n: number): string => n.toLocaleString('en');
const begun = Date.now();
const { paths, close } = await openPaths();
const outcomes: Outcome[] = [];
for (const path of paths) {
  const outcome = await fuzz(path, { count: Math.ceil(count / paths.length), seed });
  outcomes.push(outcome);
  console.log(
    `${outcome.name.padEnd(44)}${said(outcome.inputs).padStart(9)} inputs ${said(outcome.refused).padStart(9)} refused, slowest ${outcome.slowest.toFixed(0)} ms`,
  );
}
await close();
const records = await throughPipeline({ count: Math.ceil(count / 20), seed });
console.log(
  `${said(records.inputs)} records through a replica: ${said(records.theta)} Θ, ${said(records.dead)} dead letters`,
);
const inputs = outcomes.reduce((sum, one) => sum + one.inputs, records.inputs);
const slow = outcomes.filter(({ slowest }) => slowest > HANG);
for (const { name, slowest } of slow) console.log(`${name}: an input took ${slowest.toFixed(0)} ms`);
for (const offset of records.wrong.slice(0, 10)) console.log(`record ${offset} has no answer, or more than one`);
const fine = slow.length === 0 && records.wrong.length === 0;
const seconds = Math.round((Date.now() - begun) / 1000);
console.log(
  `${said(inputs)} inputs in ${seconds} s, seed ${seed}: ${fine ? 'each was answered' : 'NOT all were answered'}`,
);
if (fine && count >= WHOLE) {
  const rows = outcomes.map(({ name, inputs, refused, refusal, slowest }) =>
    [name, said(inputs), `${said(refused)} (${refusal})`, `${slowest.toFixed(0)} ms`].join(' | '),
  );
  const text = [
    `${said(inputs)} inputs, seed ${seed}, in ${said(seconds)} s: no crash, none took longer than ${HANG} ms.`,
    '',
    '| path | inputs | refused, the others were taken | slowest |',
    '| --- | ---: | ---: | ---: |',
    ...rows.map((row) => `| ${row} |`),
    '',
    `Of ${said(records.inputs)} mutated records through a replica on the log in memory ${said(records.theta)} have their Θ and ${said(records.dead)} are dead letters, each offset one of the two.`,
  ];
  writePart('docs/reliability.md', 'fuzz', text.join('\n'));
}
process.exit(fine ? 0 : 1);
