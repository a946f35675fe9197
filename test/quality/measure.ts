/** One corpus through what `leitmotif evaluate` does, its vectors from the cache. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/cli/config.ts';
import { type Evaluated, evaluateLines } from '../../src/cli/files/evaluation.ts';
import { lineLimit, openLines, partRead } from '../../src/cli/files/lines.ts';
import { fileProgress, showProgress } from '../../src/cli/terminal.ts';
import { composeEmbedded } from '../../src/cli/wire.ts';
import type { Encoder } from '../../src/core/ports.ts';
import { cachedEncoder } from '../../src/edges/encoder/cached.ts';
import { silentProbe } from '../../src/edges/telemetry/probe.ts';
import { jittered } from './jitter.ts';

export interface Measured extends Evaluated {
  readonly corpus: string;
}

/** Where `leitmotif evaluate --embeddings` may look, too. */
export function embeddingsFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const cache = env.LEITMOTIF_CACHE || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'leitmotif');
  return join(cache, 'embeddings');
}

/** `encoder` stays open. */
export async function measure({
  corpus,
  path,
  config,
  encoder,
  coherence = true,
  turn = 0,
}: {
  readonly corpus: string;
  readonly path: string;
  readonly config: Config;
  readonly encoder: Encoder;
  /** Default true. */
  readonly coherence?: boolean;
  /** Of the vectors: see `jittered`. */
  readonly turn?: number;
}): Promise<Measured> {
  const lines = await openLines(path, { limit: lineLimit(config.documents.maxTextBytes) });
  const kept = await cachedEncoder(
    { ...encoder, encode: (texts) => encoder.encode(texts), close: async () => {} },
    { folder: embeddingsFolder(), name: corpus },
  );
  const cached = jittered(kept, turn);
  const seen = { documents: 0, bad: 0, since: Date.now() };
  let phase = '';
  const progress = showProgress({
    screen: process.stderr,
    text: () =>
      `${corpus}: ${phase || fileProgress({ ...seen, read: partRead(lines, seen), elapsed: Date.now() - seen.since })}`,
  });
  try {
    const embedded = await composeEmbedded(config, { encoder: cached, probe: silentProbe });
    const evaluated = await evaluateLines({
      embedded,
      encoder: cached,
      config,
      lines,
      label: 'label',
      coherence,
      progress: {
        document: () => {
          seen.documents += 1;
        },
        bad: (line, reason) => {
          seen.bad += 1;
          progress.note(`${corpus}, line ${line}: ${reason}`);
        },
      },
      phase: async (name) => {
        phase = name;
      },
    });
    return { corpus, ...evaluated };
  } finally {
    progress.stop();
    await cached.close();
  }
}
