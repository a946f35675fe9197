/** A replica on a log in memory. */
import type { Clock, DocumentReader, Encoder, Probe, Products } from '../../core/ports.ts';
import { termsOf } from '../../core/text/terms.ts';
import type { Terms } from '../../core/types.ts';
import { memoryChangelog } from '../../edges/memory/changelog.ts';
import { MemoryLog } from '../../edges/memory/log.ts';
import { memorySource } from '../../edges/memory/source.ts';
import { type Codecs, openCodecs } from '../../edges/registry/codecs.ts';
import { documentReader } from '../../edges/registry/documents.ts';
import { memoryRegistry } from '../../edges/registry/memory.ts';
import { packagedStopWords } from '../../edges/stopwords.ts';
import { systemClock } from '../../edges/telemetry/clock.ts';
import { type Names, namesOf } from '../../pipeline/names.ts';
import type { Replica } from '../../pipeline/replica.ts';
import type { Config } from '../config.ts';
import { LINE_REMEDY } from '../files/stamp.ts';
import { roomIn, STATS_MESSAGE_BYTES } from '../kafkatopics.ts';
import { trainersOf } from './kafka.ts';
import { replicaOn, toolsOf } from './replica.ts';

/** A replica on a log in memory, and what feeds and reads it. */
export interface Embedded {
  readonly log: MemoryLog;
  readonly names: Names;
  readonly codecs: Codecs;
  readonly reader: DocumentReader;
  readonly replica: Replica;
  /** The groups whose committed offsets show how far documents and stats have come. */
  readonly groups: { readonly documents: string; readonly stats: string };
  /** What the replica multiplies vectors with, and the terms it finds in a text: for tools that look at its model. */
  readonly products: Products;
  readonly termsOf: (text: string) => Terms;
}

/** One partition at staleness 0, full batches only: the same documents give the same bytes. */
export async function composeEmbedded(
  config: Config,
  {
    encoder,
    probe,
    clock = systemClock,
    shown = false,
  }: {
    readonly encoder: Encoder;
    readonly probe: Probe;
    readonly clock?: Clock;
    /** As `Outside.shown`. */
    readonly shown?: boolean;
  },
): Promise<Embedded> {
  const names = namesOf(config.prefix, config.documents.topic);
  const groups = { documents: config.group, stats: trainersOf(config) };
  const log = new MemoryLog({ now: clock.now });
  log.createTopic(names.documents, { consumedBy: groups.documents });
  log.createTopic(names.stats, { consumedBy: groups.stats });
  log.createTopic(names.model, { compact: true });
  log.createTopic(names.phi, { compact: true });
  for (const name of [names.theta, names.events, names.dead]) log.createTopic(name);
  const registry = memoryRegistry();
  const codecs = await openCodecs(registry, names);
  const reader = documentReader({
    registry,
    format: 'json',
    maxTextBytes: config.documents.maxTextBytes,
    remedy: LINE_REMEDY,
  });
  const source = (topic: string, rest: Pick<Parameters<typeof memorySource>[1], 'group' | 'epoch' | 'cut'>) =>
    memorySource(log, { topic, clock, probe, ...rest });
  const full = { documents: config.batch.documents, linger: Number.POSITIVE_INFINITY };
  const tools = toolsOf(config, false);
  const stop = packagedStopWords();
  const replica = replicaOn(config, {
    names,
    documents: (epoch) => source(names.documents, { group: groups.documents, epoch, cut: full }),
    stats: (epoch) => source(names.stats, { group: groups.stats, epoch, cut: { documents: 1, linger: 0 } }),
    control: null,
    send: null,
    changelog: memoryChangelog(log, names.model),
    reader,
    encoder,
    codecs,
    tools,
    // The log drops what its group has consumed by itself.
    discard: async () => {},
    batch: config.batch.documents,
    staleness: 0,
    maxStatsBytes: roomIn(STATS_MESSAGE_BYTES),
    maxDeadBytes: Number.POSITIVE_INFINITY,
    maxAhead: config.time.maxJump,
    // A line's Kafka timestamp is the newest time before it: a file says the same on every day.
    latest: () => Number.POSITIVE_INFINITY,
    held: async () => ({ low: log.start(names.documents), end: log.end(names.documents) }),
    statsEnd: async () => log.end(names.stats),
    show: shown ? { events: memoryChangelog(log, names.events), excerpts: config.http.excerpts } : null,
    clock,
    probe,
  });
  const { products } = tools;
  return { log, names, codecs, reader, replica, groups, products, termsOf: (text) => termsOf(text, stop) };
}
