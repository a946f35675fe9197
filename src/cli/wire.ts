/** The composition root: the only place where the pipeline's ports meet the adapters behind them. */
import { LeitmotifError } from '../core/errors.ts';
import type { AbsorbTools } from '../core/model/absorb.ts';
import type { Clock, DocumentReader, Encoder, Probe } from '../core/ports.ts';
import { referenceProducts } from '../core/vector.ts';
import { kmeansSeeder } from '../edges/kmeans.ts';
import { memoryChangelog } from '../edges/memory/changelog.ts';
import { MemoryLog } from '../edges/memory/log.ts';
import { memorySource } from '../edges/memory/source.ts';
import { type Codecs, openCodecs } from '../edges/registry/codecs.ts';
import { documentReader } from '../edges/registry/documents.ts';
import { memoryRegistry } from '../edges/registry/memory.ts';
import { packagedStopWords } from '../edges/stopwords.ts';
import { systemClock } from '../edges/telemetry/clock.ts';
import { type Names, namesOf } from '../pipeline/names.ts';
import { type Replica, createReplica } from '../pipeline/replica.ts';
import type { Config } from './config.ts';

/** Largest stats record, bytes: with its transaction's chunk below the broker's default limit of 1 MB. */
const MAX_STATS_BYTES = 850_000;
/** Longest wait of a drain for the trainer of the same process, ms. */
const DRAIN_TIMEOUT = 10_000;

/** The encoder that is configured, its weights found or downloaded. Throws `fatal` when they cannot be had. */
export async function openEncoder({ encoder }: Pick<Config, 'encoder'>, probe: Pick<Probe, 'log'>): Promise<Encoder> {
  if (encoder.kind === 'hashing') return (await import('../edges/encoder/hashing.ts')).hashingEncoder();
  throw new LeitmotifError('bug', 'config', `no transformer yet ${String(probe)}`);
}

function toolsOf(config: Config): AbsorbTools {
  return { options: config.model, products: referenceProducts, seeder: kmeansSeeder };
}

/** A replica on a log in memory, and what feeds and reads it. */
export interface Embedded {
  readonly log: MemoryLog;
  readonly names: Names;
  readonly codecs: Codecs;
  readonly reader: DocumentReader;
  readonly replica: Replica;
  /** The groups whose committed offsets show how far documents and stats have come. */
  readonly groups: { readonly documents: string; readonly stats: string };
}

/** One partition at staleness 0, full batches only: the same documents give the same bytes. */
export async function composeEmbedded(config: Config, { encoder, probe, clock = systemClock }: {
  readonly encoder: Encoder;
  readonly probe: Probe;
  readonly clock?: Clock;
}): Promise<Embedded> {
  const names = namesOf(config.prefix, config.documents.topic);
  const groups = { documents: config.group, stats: `${config.group}-trainer` };
  const log = new MemoryLog({ now: clock.now });
  log.createTopic(names.documents, { consumedBy: groups.documents });
  log.createTopic(names.stats, { consumedBy: groups.stats });
  log.createTopic(names.model, { compact: true });
  log.createTopic(names.phi, { compact: true });
  for (const name of [names.theta, names.events, names.dead]) log.createTopic(name);
  const registry = memoryRegistry();
  const codecs = await openCodecs(registry, names);
  const reader = documentReader({ registry, format: 'json', maxTextBytes: config.documents.maxTextBytes });
  const replica = createReplica({
    names,
    documents: (epoch) =>
      memorySource(log, {
        topic: names.documents,
        group: groups.documents,
        epoch,
        cut: { documents: config.batch.documents, linger: Number.POSITIVE_INFINITY },
        clock,
        probe,
      }),
    stats: (epoch) =>
      memorySource(log, { topic: names.stats, group: groups.stats, epoch, cut: { documents: 1, linger: 0 }, clock, probe }),
    changelog: memoryChangelog(log, names.model),
    reader,
    encoder,
    codecs,
    stop: packagedStopWords(),
    tools: toolsOf(config),
    // The log drops what its group has consumed by itself.
    discard: async () => {},
    staleness: 0,
    maxAhead: config.time.maxJump,
    maxStatsBytes: MAX_STATS_BYTES,
    drainTimeout: DRAIN_TIMEOUT,
    clock,
    probe,
  });
  return { log, names, codecs, reader, replica, groups };
}
