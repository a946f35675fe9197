/**
 * The encoders' speed beside what others reach on the same texts, in turns, so that other work on the machine touches all
 * alike: prints Markdown, and writes it into docs/encoders.md. A bar that is missed is marked, and no failure.
 *
 * CORPORA: the labelled corpora's folder, as for `make quality`. THREADS: default as many as processors. ROUNDS: default 3.
 * REPLAYED: texts of each corpus in what is replayed, at most; default all.
 * PEER=no leaves sentence-transformers out, whose Python environment takes gigabytes; nothing is written into the docs then.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { shuffled } from '../../../src/core/random.ts';
import { hashingEncoder } from '../../../src/edges/encoder/hashing.ts';
import { MINILM, USE_MULTILINGUAL } from '../../../src/edges/encoder/models.ts';
import { transformerEncoder } from '../../../src/edges/encoder/transformer.ts';
import { resolveWeights } from '../../../src/edges/encoder/weights.ts';
import { pathOf, ROOT } from '../../quality/corpora.ts';
import {
  type Contestant,
  encoderContestant,
  type Pass,
  peerContestant,
  rawContestant,
  type Samples,
} from './contestants.ts';
import { type Overhead, overheads } from './replayed.ts';

const DOCUMENT = join(ROOT, 'docs/encoders.md');
const BEGIN = '<!-- bench:begin -->';
const END = '<!-- bench:end -->';

/** Documents of a sample: spread over the whole corpus, and few enough that a pass of the slowest takes seconds. */
const SAMPLES = { agnews: 256, '20ng': 96 } as const;
type Sample = keyof typeof SAMPLES;
/** Seconds that a turn takes at least. */
const TURN = 2;
/** Corpora of the files that are replayed: a process from its cold start, and one that runs for a while on short texts. */
const FILES = { agnews: ['agnews'], 'four corpora': ['agnews', 'bbc', 'crisislex', 'stackoverflow'] } as const;
type File = keyof typeof FILES;
const REPLAYED = Number(process.env.REPLAYED || Number.POSITIVE_INFINITY);
const REPLAYS = 1;

const threads = Number(process.env.THREADS || availableParallelism());
const rounds = Number(process.env.ROUNDS || 3);
const withPeer = process.env.PEER !== 'no';
const say = (line: string) => void process.stderr.write(`${line}\n`);

const files = Object.fromEntries(
  Object.entries(FILES).map(([name, corpora]) => [
    name,
    mixed(corpora.flatMap((corpus) => sampleOf(corpus, REPLAYED))),
  ]),
) as Record<File, string[]>;
const samples: Samples = {
  ...Object.fromEntries(Object.entries(SAMPLES).map(([corpus, count]) => [corpus, sampleOf(corpus, count)])),
  ...files,
};
const weights = await resolveWeights({ log: say });
const log = say;
const contestants: Contestant[] = [
  encoderContestant('transformer', await transformerEncoder({ workers: threads, log }), samples),
  await rawContestant('raw', { weights, samples, threads }),
  encoderContestant(
    'multilingual',
    await transformerEncoder({ model: USE_MULTILINGUAL.model, workers: threads, log }),
    samples,
  ),
  encoderContestant('hashing', hashingEncoder(), samples),
];
if (withPeer) contestants.push(await peerContestant('peer', { weights, samples, threads, say }));

const measured = new Map<string, Pass[]>();
for (let round = 0; round <= rounds; round++) {
  for (const sample of Object.keys(SAMPLES)) {
    for (const { name, run } of contestants) {
      say(round === 0 ? `warming up ${name} on ${sample}` : `round ${round} of ${rounds}: ${name} on ${sample}`);
      // The first round only warms up.
      const pass = await run(sample, round === 0 ? 0 : TURN);
      if (round > 0) measured.set(`${name} ${sample}`, [...(measured.get(`${name} ${sample}`) ?? []), pass]);
    }
  }
}
// A replay and the encoder alone have the machine to themselves.
const [transformer, ...others] = contestants as [Contestant, ...Contestant[]];
for (const { close } of others) await close();
const replayed = new Map<File, Overhead[]>();
for (const name of Object.keys(FILES) as File[]) {
  const bare = () => transformer.run(name, 0);
  replayed.set(name, await overheads(files[name], bare, { replays: REPLAYS, threads, say }));
}
await transformer.close();

const text = report();
process.stdout.write(`${text}\n`);
if (withPeer) {
  const before = readFileSync(DOCUMENT, 'utf8');
  const [from, to] = [before.indexOf(BEGIN), before.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`docs/encoders.md has no ${BEGIN} … ${END} to write between`);
  writeFileSync(DOCUMENT, `${before.slice(0, from + BEGIN.length)}\n\n${text}\n\n${before.slice(to)}`);
  say('written into docs/encoders.md');
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`;
}

/** In an order of chance, the same each time. */
function mixed(texts: readonly string[]): string[] {
  return Array.from(shuffled(texts.length, 1), (i) => texts[i] as string);
}

/** Every n-th text of a corpus; all where `count` are not there. */
function sampleOf(corpus: string, count: number): string[] {
  const lines = gunzipSync(readFileSync(pathOf(corpus)))
    .toString()
    .trim()
    .split('\n');
  const length = Math.min(count, lines.length);
  const step = Math.floor(lines.length / length);
  return Array.from({ length }, (_, at) => (JSON.parse(lines[at * step] ?? '{}') as { text: string }).text);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** The median over rounds of one rate as a multiple of another's in the same round. */
function ratio(one: string, other: string, sample: string, rate: (pass: Pass) => number): number {
  const others = measured.get(`${other} ${sample}`) ?? [];
  return median((measured.get(`${one} ${sample}`) ?? []).map((pass, at) => rate(pass) / rate(others[at] ?? pass)));
}

function perSecond({ documents, seconds }: Pass): number {
  return documents / seconds;
}

function perCpuSecond({ documents, cpu }: Pass): number {
  return documents / cpu;
}

function report(): string {
  const names: Readonly<Record<string, string>> = {
    transformer: `\`${MINILM.model}\`, int8`,
    raw: 'the same graph in a bare onnxruntime loop, tokens made beforehand',
    multilingual: `\`${USE_MULTILINGUAL.model}\`, int8`,
    hashing: '`hashing`, one thread',
    peer: 'Python sentence-transformers, MiniLM, float32',
  };
  const keys = Object.keys(SAMPLES);
  const rows = contestants.map(({ name }) => {
    const cells = keys.flatMap((sample) => {
      const all = measured.get(`${name} ${sample}`) ?? [];
      return [perSecond, perCpuSecond].map((rate) => figure(median(all.map(rate))));
    });
    return `| ${[names[name] ?? name, ...cells].join(' | ')} |`;
  });
  const bars = barsOf().map(
    ([what, bar, found, held]) => `| ${what} | ${bar} | ${found} | ${held ? 'yes' : '**no**'} |`,
  );
  return [
    `Documents a second of wall clock and of processor time: medians of ${rounds} rounds, all in turns, ${threads} threads on ${cpus()[0]?.model ?? 'this processor'}; ${keys.map((key) => `${SAMPLES[key as Sample]} texts of ${key}`).join(', ')}, cut at 256 tokens.`,
    '',
    `| encoder | ${keys.flatMap((key) => [`${key}, docs/s`, `docs/CPU-s`]).join(' | ')} |`,
    `| --- | ${keys.map(() => '---: | ---:').join(' | ')} |`,
    ...rows,
    '',
    '| ratio, median of the rounds | bar | found | held |',
    '| --- | ---: | ---: | --- |',
    ...bars,
  ].join('\n');
}

function figure(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1);
}

function barsOf(): (readonly [what: string, bar: string, found: string, held: boolean])[] {
  const least: Readonly<Record<Sample, number>> = { agnews: 2.5, '20ng': 2 };
  const both = (one: string, other: string, sample: string) =>
    [perSecond, perCpuSecond].map((rate) => ratio(one, other, sample, rate)) as [number, number];
  const samplesOf = Object.keys(SAMPLES) as Sample[];
  const row = (what: string, bar: number, [wall, cpu]: [number, number]) =>
    [what, `≥ ${bar} ×`, `${wall.toFixed(2)} × (processor time ${cpu.toFixed(2)} ×)`, wall >= bar] as const;
  const beyond = (name: File) => {
    const found = replayed.get(name) ?? [];
    const wall = median(found.map(({ seconds }) => seconds));
    const cpu = median(found.map((of) => of.cpu));
    return [
      `\`leitmotif replay\` beyond the encoder, ${files[name].length.toLocaleString('en-US')} texts of ${name}`,
      '≤ 10 %',
      `${percent(wall)} (processor time ${percent(cpu)})`,
      wall <= 0.1,
    ] as const;
  };
  return [
    ...(withPeer
      ? samplesOf.map((key) =>
          row(`transformer / sentence-transformers, ${key}`, least[key], both('transformer', 'peer', key)),
        )
      : []),
    ...samplesOf.map((key) => row(`transformer / bare loop, ${key}`, 0.9, both('transformer', 'raw', key))),
    ...samplesOf.map((key) => row(`multilingual / transformer, ${key}`, 4, both('multilingual', 'transformer', key))),
    ...(Object.keys(FILES) as File[]).map(beyond),
  ];
}
