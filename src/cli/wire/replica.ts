/** A replica on Kafka. */
import type { Kafka } from 'kafkajs';
import type { AbsorbTools } from '../../core/model/absorb.ts';
import type { Clock, DocumentReader, Encoder, Probe } from '../../core/ports.ts';
import { ofModel } from '../../core/position.ts';
import { deleteRecords, logEnd, partitionOffsets } from '../../edges/kafka/admin.ts';
import { refuseShared } from '../../edges/kafka/groups.ts';
import { persist } from '../../edges/kafka/persist.ts';
import { sendOne } from '../../edges/kafka/send.ts';
import { kafkaSource } from '../../edges/kafka/source.ts';
import { kmeansSeeder } from '../../edges/kmeans.ts';
import { int16Products } from '../../edges/products/int16.ts';
import type { SchemaRegistry } from '../../edges/registry/client.ts';
import { openCodecs } from '../../edges/registry/codecs.ts';
import { documentReader } from '../../edges/registry/documents.ts';
import { packagedStopWords } from '../../edges/stopwords.ts';
import { systemClock } from '../../edges/telemetry/clock.ts';
import { tracedSource } from '../../edges/telemetry/traces.ts';
import { type Attributes, cloudEvents, NO_ATTRIBUTES } from '../../pipeline/cloudevents.ts';
import { gathering } from '../../pipeline/gathering.ts';
import { namesOf } from '../../pipeline/names.ts';
import { createReplica, type Replica } from '../../pipeline/replica.ts';
import type { Config } from '../config.ts';
import { chunkFor, limitOf, roomIn } from '../kafkatopics.ts';
import { commandersOf, openChangelog, required, trainersOf } from './kafka.ts';

/** Longest wait of a drain for the trainer of the same process, ms. */
const DRAIN_TIMEOUT = 10_000;

/** Commands in one stats record at most: each may bring a vector. */
const MOST_COMMANDS = 16;

/** How long broker and registry may be away at the start, ms. */
const PATIENCE = 120_000;

/** When the stats or the commands lost their tail, documents go on where they are. */
const WHERE_THEY_ARE = ofModel(() => 'committed');

export function toolsOf(config: Config, acceptLoss: boolean): AbsorbTools {
  return { options: config.model, products: int16Products(), seeder: kmeansSeeder, acceptLoss };
}

/** What a replica has whatever log it works on. */
export function replicaOn(config: Config, parts: Omit<Parameters<typeof createReplica>[0], 'stop' | 'drainTimeout'>) {
  return createReplica({
    ...parts,
    stop: packagedStopWords(),
    drainTimeout: Math.max(DRAIN_TIMEOUT, 2 * config.publish.interval),
  });
}

export interface Outside {
  readonly kafka: Kafka;
  readonly registry: SchemaRegistry;
  readonly encoder: Encoder;
  readonly probe: Probe;
  readonly clock?: Clock;
  /** Go on where the log no longer holds what was committed. */
  readonly acceptLoss?: boolean;
  /** Whether there will be somebody to look at its topics. */
  readonly shown?: boolean;
  /** As `ReplicaOptions.successor`. */
  readonly successor?: (signal: AbortSignal) => Promise<void>;
  /** Ends waiting for a broker or a registry that is away. */
  readonly signal: AbortSignal;
}

/** A replica on Kafka. Throws `fatal` when Kafka topics are missing, `transient` when broker or registry stay away. */
export async function composeReplica(config: Config, outside: Outside): Promise<Replica> {
  const {
    kafka,
    registry,
    encoder,
    probe,
    clock = systemClock,
    acceptLoss = false,
    shown = false,
    successor,
    signal,
  } = outside;
  const names = namesOf(config.prefix, config.documents.topic);
  const patient = <T>(what: string, work: () => Promise<T>) =>
    persist({ patience: PATIENCE, clock, random: Math.random, probe, what }, signal, work);
  const found = await patient('the broker', () => required(kafka, names));
  const control = { topic: names.control, group: commandersOf(config) };
  const stats = { topic: names.stats, group: trainersOf(config) };
  await refuseShared(kafka, [{ topic: names.documents, group: config.group }, control, stats], probe);
  const codecs = await patient('the schema registry', () =>
    openCodecs(registry, names, { autoRegister: config.registry.register }),
  );
  const shared = {
    sessionTimeout: config.session.timeout,
    chunkBytes: chunkFor(found),
    acceptLoss,
    clock,
    probe,
  };
  const traced = (rest: Omit<Parameters<typeof kafkaSource>[1], keyof typeof shared>) =>
    tracedSource(kafkaSource(kafka, { ...shared, ...rest }), { ...rest, dead: names.dead });
  return replicaOn(config, {
    names,
    documents: (epoch) =>
      traced({
        topic: names.documents,
        group: config.group,
        start: config.documents.start,
        epoch,
        cut: config.batch,
      }),
    stats: (epoch) =>
      traced({
        ...stats,
        epoch,
        cut: gathering(config.publish.interval),
        remedy: WHERE_THEY_ARE,
      }),
    control: (epoch) =>
      kafkaSource(kafka, {
        ...shared,
        ...control,
        epoch,
        cut: { documents: MOST_COMMANDS, linger: 0 },
        remedy: WHERE_THEY_ARE,
      }),
    send: async (command) => {
      await sendOne(kafka, { topic: names.control, key: null, value: codecs.control.encode(command) });
    },
    changelog: openChangelog(kafka, { topic: names.model, clock, probe }),
    reader: readerOf(config, registry),
    encoder,
    codecs,
    tools: toolsOf(config, acceptLoss),
    discard: async (before) => {
      if (!config.stats.keep) await deleteRecords(kafka, names.stats, { partition: 0, before });
    },
    batch: config.batch.documents,
    staleness: config.staleness,
    maxStatsBytes: roomIn(limitOf(found, names.stats)),
    maxDeadBytes: limitOf(found, names.dead),
    maxAhead: config.time.maxAhead,
    held: async (partition) => {
      const found = (await partitionOffsets(kafka, names.documents)).find((one) => one.partition === partition);
      return found ?? { low: 0n, end: 0n };
    },
    statsEnd: () => logEnd(kafka, names.stats, 0),
    show: shown
      ? {
          events: openChangelog(kafka, { topic: names.events, clock, probe }),
          excerpts: config.http.excerpts,
        }
      : null,
    attributes: attributesOf(config),
    ...(successor === undefined ? {} : { successor }),
    clock,
    probe,
  });
}

export function attributesOf({ prefix, publish }: Config): Attributes {
  return publish.cloudEvents ? cloudEvents(prefix) : NO_ATTRIBUTES;
}

function readerOf({ documents }: Config, registry: SchemaRegistry): DocumentReader {
  return documentReader({ registry, format: documents.format, maxTextBytes: documents.maxTextBytes });
}
