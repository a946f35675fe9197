import { messageOf } from '../../core/errors.ts';
import type { Encoder } from '../../core/ports.ts';
import { MODELS } from '../../edges/encoder/models.ts';
import { sizeInCache } from '../../edges/encoder/weights.ts';
import { COMMON_ARGS } from '../args.ts';
import { defineCommand } from '../command.ts';
import type { Config } from '../config.ts';
import { encoderTable, type Listed } from '../encoders.ts';
import { loadSettings } from '../settings.ts';
import { grouped, sanitise, showProgress } from '../terminal.ts';

const args = {
  measure: { type: 'boolean', description: 'Encode for some seconds with each: documents per second on this machine' },
  json: { type: 'boolean', description: 'Print JSON: {"encoders": [{"name", "kind", "used", "dim", "languages", …}]}' },
  ...COMMON_ARGS,
} as const;

const notes = `
Lists the encoders that can be had by name, the one in use with a *: length of a vector, languages, licence, and what its
weights take on disk once they were fetched. One that the settings have from \`leitmotif tune\` comes first. Any other
sentence encoder with an ONNX graph can be used too, by its folder or by its name on the model hub. --measure fetches what
is missing, then encodes made-up documents of about 40 tokens for some seconds each, with the precision and the threads of
the settings.

Examples:
  leitmotif encoders
  leitmotif encoders --measure --encoder.workers 1
  leitmotif encoders --json | jq -r '.encoders[] | select(.languages | index("zh-Hans")) | .name'
  leitmotif run --encoder.model use-multilingual-v3
`;

/** Milliseconds for which each is measured, and before that warmed up. */
const MEASURED = 4_000;
const WARM_UP = 1_000;
/** Documents of one call. */
const BATCH = 128;

export const command = defineCommand({
  args,
  notes,
  async run({ args: typed, flags }) {
    const { config } = loadSettings({ file: typed.config, flags });
    const { measure = false, json = false } = typed;
    const { hashingEncoder } = await import('../../edges/encoder/hashing.ts');
    const candidates = await list(config.encoder, hashingEncoder().dim);
    const listed = candidates.map(({ shown }) => shown);
    let failed = false;
    for (const [at, { shown, settings }] of measure ? candidates.entries() : []) {
      try {
        listed[at] = { ...shown, ...(await measured(shown.name, { encoder: settings, log: config.log })) };
      } catch (error) {
        process.stderr.write(`leitmotif: ${sanitise(shown.name)} cannot be measured: ${sanitise(messageOf(error))}\n`);
        failed = true;
      }
    }
    const text = json
      ? JSON.stringify({ encoders: listed })
      : encoderTable(listed, process.stdout.columns ?? 100).join('\n');
    process.stdout.write(`${text}\n`);
    return failed ? 1 : 0;
  },
});

interface Candidate {
  readonly shown: Listed;
  /** Those that open it, and nothing that was tuned on another. */
  readonly settings: Config['encoder'];
}

/** Those with a name, and what the settings ask for where it is another one. */
async function list(encoder: Config['encoder'], hashingDim: number): Promise<Candidate[]> {
  const { tuned, ...base } = encoder;
  const { folder, ...anywhere } = base;
  const { kind, model, cache } = base;
  const own = kind === 'transformer' && (folder !== undefined || !MODELS.some((one) => one.model === model));
  const known = MODELS.map(async ({ model: name, dim, languages, licence, origin, ...source }): Promise<Candidate> => {
    const used = tuned === undefined && kind === 'transformer' && !own && name === model;
    const bytes = await sizeInCache({ model: name, ...source }, cache === undefined ? {} : { cache });
    return {
      shown: { name, kind: 'transformer', used, dim, languages, licence, origin, bytes, documentsPerSecond: null },
      settings: { ...anywhere, kind: 'transformer', model: name },
    };
  });
  const unknown = { dim: null, languages: [], licence: null, bytes: null, documentsPerSecond: null };
  const asked: Candidate[] = [];
  if (tuned !== undefined)
    asked.push({
      shown: { name: tuned, kind: 'tuned', used: true, origin: 'leitmotif tune', ...unknown },
      settings: encoder,
    });
  if (own)
    asked.push({
      shown: { name: model, kind, used: tuned === undefined, origin: folder ?? null, ...unknown },
      settings: base,
    });
  return [
    ...asked,
    ...(await Promise.all(known)),
    {
      shown: {
        name: 'hashing',
        kind: 'hashing',
        used: tuned === undefined && kind === 'hashing',
        dim: hashingDim,
        languages: ['mul'],
        licence: 'Apache-2.0',
        origin: 'Leitmotif: no weights, knows words but no synonyms',
        bytes: null,
        documentsPerSecond: null,
      },
      settings: { ...anywhere, kind: 'hashing' },
    },
  ];
}

/** Encodes until the time is over. The weights' size is asked for again, since they may just have been fetched. */
async function measured(
  name: string,
  { encoder: settings, log }: Pick<Config, 'encoder' | 'log'>,
): Promise<Pick<Listed, 'dim' | 'bytes' | 'documentsPerSecond'>> {
  let doing = `loading ${name}`;
  const progress = showProgress({ screen: process.stderr, text: () => doing });
  const wire = await import('../wire.ts');
  const { probe } = wire.openProbe({ log });
  const encoder = await wire
    .openEncoder(
      { encoder: settings },
      { log: (level, message) => (level === 'info' ? progress.note(message) : probe.log(level, message)) },
    )
    .catch((error: unknown) => {
      progress.stop();
      throw error;
    });
  try {
    // No document twice: an encoder remembers those that it had last.
    let made = 0;
    const next = (): string => madeUp(made++);
    await encodeFor(encoder, WARM_UP, { next, tell: () => {} });
    const documentsPerSecond = await encodeFor(encoder, MEASURED, {
      next,
      tell(documents) {
        doing = `measuring ${name}: ${grouped(documents)} documents`;
      },
    });
    const source = MODELS.find((one) => one.model === name);
    const cache = settings.cache === undefined ? {} : { cache: settings.cache };
    const bytes = source === undefined ? null : await sizeInCache(source, cache);
    return { dim: encoder.dim, bytes, documentsPerSecond };
  } finally {
    progress.stop();
    await encoder.close();
  }
}

/** Documents per second over at least so many ms. */
async function encodeFor(
  encoder: Encoder,
  ms: number,
  { next, tell }: { readonly next: () => string; readonly tell: (documents: number) => void },
): Promise<number> {
  const start = performance.now();
  let documents = 0;
  let elapsed = 0;
  while (elapsed < ms) {
    await encoder.encode(Array.from({ length: BATCH }, next));
    documents += BATCH;
    elapsed = performance.now() - start;
    tell(documents);
  }
  return (documents * 1000) / elapsed;
}

/** Each is one token of MiniLM's vocabulary. */
const WORDS = `river market storm council teacher engine border harvest school minister planet signal winter garden
  museum bridge doctor island factory forest justice theater village captain desert airport library mountain stadium
  the a of and in to with from after before over under while said says will would could early late new old large small
  opened closed raised crossed found lost moved built sold bought taught asked`.split(/\s+/);
/** Words of a document: with the two special tokens, 40. */
const LENGTH = 38;

/** A document that no other number has. */
function madeUp(number: number): string {
  let state = number;
  const word = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return WORDS[Math.floor((state / 2 ** 32) * WORDS.length)] ?? 'the';
  };
  return Array.from({ length: LENGTH }, word).join(' ');
}
