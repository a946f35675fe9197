/** The encoder that is configured, with what was tuned, remembered, or is to be tuned. */
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Encoder, Probe } from '../../core/ports.ts';
import type { Config } from '../config.ts';

/** As `openEncoder`, with the vectors kept in a file of the folder, under a name, and taken from there when they are needed again. */
export async function openCachedEncoder(
  config: Pick<Config, 'encoder'>,
  probe: Pick<Probe, 'log'>,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<Encoder> {
  const { cachedEncoder } = await import('../../edges/encoder/cached.ts');
  const encoder = await openEncoder(config, probe);
  return cachedEncoder(encoder, { folder, name }).catch(async (error: unknown) => {
    await encoder.close();
    throw error;
  });
}

/**
 * The encoder that is configured, its weights found or fetched. Throws `fatal` when they cannot be had, `transient` when
 * the signal comes while they are fetched.
 */
export async function openEncoder(
  config: Pick<Config, 'encoder'>,
  probe: Pick<Probe, 'log'>,
  signal?: AbortSignal,
): Promise<Encoder> {
  const { tuned } = config.encoder;
  if (tuned === undefined) return openBase(config, probe, signal);
  const { tunedEncoder } = await import('../../edges/encoder/tuned.ts');
  const { workers } = config.encoder;
  // A student takes less than the rest of a replica does: one thread keeps up with it, where there is a processor for it.
  const threads = workers > 0 ? workers : Math.min(1, availableParallelism() - 1);
  return tunedEncoder(tuned, () => openBase(config, probe, signal), { threads });
}

/** The encoder below what was tuned. */
async function openBase(
  { encoder }: Pick<Config, 'encoder'>,
  probe: Pick<Probe, 'log'>,
  signal?: AbortSignal,
): Promise<Encoder> {
  const { kind, model, folder, cache, precision, workers, longDocuments } = encoder;
  if (kind === 'hashing') return (await import('../../edges/encoder/hashing.ts')).hashingEncoder();
  const { transformerEncoder } = await import('../../edges/encoder/transformer.ts');
  const { recentMemory, rememberingEncoder } = await import('../../edges/encoder/remembering.ts');
  const transformer = await transformerEncoder({
    model,
    precision,
    longDocuments,
    ...(folder === undefined ? {} : { folder }),
    ...(cache === undefined ? {} : { cache }),
    ...(workers === 0 ? {} : { workers }),
    ...(signal === undefined ? {} : { signal }),
    log: (line) => probe.log('info', line),
  });
  // Feeds have the same text many times: shared posts, agency copy, floods.
  return rememberingEncoder(transformer, recentMemory(transformer.dim));
}

/** An encoder to tune, with what of it a tuning needs beside its vectors. */
export interface Teacher {
  readonly encoder: Encoder;
  /** The text of its tokenizer.json; null for an encoder without one. */
  readonly tokenizer: string | null;
  /** Tokens of a text that it looks at, special ones apart. */
  readonly limit: number;
}

/** Tokens for encoders that set no limit of their own. */
const UNLIMITED = 512;

/** As `openEncoder`, without what was tuned before. */
export async function openTeacher(config: Pick<Config, 'encoder'>, probe: Pick<Probe, 'log'>): Promise<Teacher> {
  const { kind, model, folder, cache, precision } = config.encoder;
  const encoder = await openBase(config, probe);
  if (kind === 'hashing') return { encoder, tokenizer: null, limit: UNLIMITED };
  const { resolveWeights } = await import('../../edges/encoder/weights.ts');
  const weights = await resolveWeights({
    model,
    precision,
    ...(folder === undefined ? {} : { folder }),
    ...(cache === undefined ? {} : { cache }),
  });
  return {
    encoder,
    // The Universal Sentence Encoder has pieces of another kind.
    tokenizer: weights.layout === 'use' ? null : readFileSync(join(weights.folder, 'tokenizer.json'), 'utf8'),
    // The two special tokens around a text.
    limit: weights.limit - 2,
  };
}
