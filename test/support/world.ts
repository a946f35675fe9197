/** A whole deployment over the in-memory log: Kafka topics, codecs, replicas, and what they have committed. */
import { AT_ONCE } from '../../src/core/cut.ts';
import type { AbsorbTools } from '../../src/core/model/absorb.ts';
import { absorb } from '../../src/core/model/absorb.ts';
import { DEFAULT_OPTIONS, type ModelOptions } from '../../src/core/model/options.ts';
import { restore } from '../../src/core/model/snapshot.ts';
import { emptyState } from '../../src/core/model/state.ts';
import type { Clock, Codec, Encoder, RawRecord } from '../../src/core/ports.ts';
import { stopWords } from '../../src/core/text/stopwords.ts';
import type { ModelRecord, ModelState, ThetaRecord } from '../../src/core/types.ts';
import { referenceProducts } from '../../src/core/vector.ts';
import { hashingEncoder } from '../../src/edges/encoder/hashing.ts';
import { kmeansSeeder } from '../../src/edges/kmeans.ts';
import { memoryChangelog } from '../../src/edges/memory/changelog.ts';
import { MemoryLog } from '../../src/edges/memory/log.ts';
import { memorySource } from '../../src/edges/memory/source.ts';
import { type Codecs, openCodecs } from '../../src/edges/registry/codecs.ts';
import { documentReader } from '../../src/edges/registry/documents.ts';
import { memoryRegistry } from '../../src/edges/registry/memory.ts';
import { type Attributes, NO_ATTRIBUTES } from '../../src/pipeline/cloudevents.ts';
import { hold } from '../../src/pipeline/feed.ts';
import { type Names, namesOf } from '../../src/pipeline/names.ts';
import { createReplica, type Replica, type ReplicaOptions } from '../../src/pipeline/replica.ts';
import { type Around, Mortal } from './mortal.ts';
import { type RecordingProbe, recordingProbe } from './probe.ts';

export interface WorldOptions {
  readonly partitions?: number;
  /** Offsets between two cuts; default 32. */
  readonly batch?: number;
  readonly staleness?: number;
  readonly model?: Partial<ModelOptions>;
  readonly maxStatsBytes?: number;
  /** max.message.bytes of the stats and of the dead letters; default any. */
  readonly limits?: { readonly stats?: number; readonly dead?: number };
  /** Deletes absorbed stats, as in production; default false, for the fresh fold. */
  readonly discard?: boolean;
  /** Headers of what is published; default none. */
  readonly attributes?: Attributes;
}

export const WORKERS = 'workers';
export const TRAINERS = 'trainers';
export const COMMANDERS = 'commanders';

/** Time runs fifty times as fast, so that back-offs and patience cost a test little; it begins at the present. */
const SPEED = 50;
const BEGUN = Date.now();
export const fastClock: Clock = {
  now: () => BEGUN + Math.round(performance.now() * SPEED),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      if (ms === 0) return void setImmediate(resolve);
      const done = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms / SPEED);
      signal?.addEventListener('abort', done, { once: true });
    }),
};

/** A replica in a process of its own. */
export interface Running {
  readonly process: Mortal;
  readonly replica: Replica;
  readonly probe: RecordingProbe;
  /** Begins the drain. */
  stop(): void;
  /** What `Replica.run` gave. */
  readonly done: Promise<void>;
}

/** What one replica has otherwise than the others. */
interface Overrides extends Partial<Pick<ReplicaOptions, 'encoder' | 'successor' | 'show'>> {
  /** As --accept-loss. */
  readonly acceptLoss?: boolean;
}

export interface World {
  readonly log: MemoryLog;
  readonly names: Names;
  readonly codecs: Codecs;
  readonly options: Required<WorldOptions>;
  readonly tools: AbsorbTools;
  readonly encoder: Encoder;
  start(name: string, around?: Around, overrides?: Overrides): Running;
  /** Resolves when all documents are worked on and all stats absorbed; rejects when a replica has failed. */
  settled(): Promise<void>;
  records(topic: string): { readonly partition: number; readonly record: RawRecord }[];
  /** Everything on the Θ Kafka topic, in the order of each partition; null values are tombstones. */
  theta(): { readonly key: string; readonly value: ThetaRecord | null; readonly record: RawRecord }[];
  /** The model as a reader restores it from the changelog; null before the first version. */
  model(): Promise<ModelState | null>;
  /** The committed stats folded anew, one after the other. */
  refold(): Promise<ModelState>;
}

export async function createWorld(given: WorldOptions = {}): Promise<World> {
  const options: Required<WorldOptions> = {
    partitions: 1,
    batch: 32,
    staleness: 0,
    model: {},
    maxStatsBytes: 900_000,
    limits: {},
    discard: false,
    attributes: NO_ATTRIBUTES,
    ...given,
  };
  const log = new MemoryLog();
  const names = namesOf('lm', 'documents');
  const { partitions, limits } = options;
  const limited = (maxMessageBytes?: number) => (maxMessageBytes === undefined ? {} : { maxMessageBytes });
  for (const topic of [names.documents, names.theta]) log.createTopic(topic, { partitions });
  log.createTopic(names.dead, { partitions, ...limited(limits.dead) });
  for (const topic of [names.phi, names.events, names.control]) log.createTopic(topic);
  log.createTopic(names.stats, limited(limits.stats));
  log.createTopic(names.model, { compact: true });
  const registry = memoryRegistry();
  const codecs = await openCodecs(registry, names);
  const encoder = hashingEncoder({ dim: 64 });
  const model: ModelOptions = { ...DEFAULT_OPTIONS, warmup: 96, maxCells: 40, maxStrays: 64, ...options.model };
  const tools: AbsorbTools = { options: model, products: referenceProducts, seeder: kmeansSeeder };
  const origin = { epoch: 1, encoder: encoder.id, products: referenceProducts.name, dim: encoder.dim };

  const failures: unknown[] = [];

  const records: World['records'] = (topic) =>
    Array.from({ length: log.partitions(topic) }, (_, partition) =>
      log.read(topic, partition, { from: 0n }).records.map((record) => ({ partition, record })),
    ).flat();

  return {
    log,
    names,
    codecs,
    options,
    tools,
    encoder,
    records,

    start(name, around = {}, { acceptLoss = false, ...overrides } = {}) {
      const process = new Mortal(name);
      const seen = process.log(log, around);
      const clock = process.clock(fastClock);
      const probe = recordingProbe();
      const signal = new AbortController();
      const common = { member: name, acceptLoss, clock, probe, random: () => 0.5 };
      const replica = createReplica({
        names,
        documents: (epoch) =>
          memorySource(seen, {
            ...common,
            topic: names.documents,
            group: WORKERS,
            epoch,
            cut: { documents: options.batch, linger: Number.POSITIVE_INFINITY },
          }),
        stats: (epoch) => memorySource(seen, { ...common, topic: names.stats, group: TRAINERS, epoch, cut: AT_ONCE }),
        control: (epoch) =>
          memorySource(seen, {
            ...common,
            topic: names.control,
            group: COMMANDERS,
            epoch,
            cut: { documents: 4, linger: 0 },
          }),
        send: async (command) => {
          log.append([{ topic: names.control, partition: 0, key: null, value: codecs.control.encode(command) }]);
        },
        changelog: memoryChangelog(seen, names.model),
        reader: documentReader({ registry, format: 'auto' }),
        encoder,
        show: { events: memoryChangelog(seen, names.events), excerpts: true },
        ...overrides,
        codecs,
        stop: stopWords(new Map()),
        attributes: options.attributes,
        tools: { ...tools, acceptLoss },
        discard: async (before) => {
          if (options.discard) seen.trim(names.stats, 0, before);
        },
        batch: options.batch,
        staleness: options.staleness,
        maxAhead: 3_600_000,
        maxStatsBytes: options.maxStatsBytes,
        maxDeadBytes: limits.dead ?? Number.POSITIVE_INFINITY,
        held: async (partition) => ({
          low: log.start(names.documents, partition),
          end: log.end(names.documents, partition),
        }),
        statsEnd: async () => log.end(names.stats),
        drainTimeout: 30_000,
        clock,
        probe,
      });
      const done = replica.run(signal.signal);
      done.catch((error: unknown) => {
        failures.push(error);
        // Whoever waits looks again.
        log.seal(names.control);
      });
      return { process, replica, probe, stop: () => signal.abort(), done };
    },

    async settled() {
      await log.until(() => {
        if (failures.length > 0) throw failures[0];
        return (
          log.lag(WORKERS, names.documents) === 0n &&
          log.lag(COMMANDERS, names.control) === 0n &&
          log.lag(TRAINERS, names.stats) === 0n
        );
      });
    },

    theta: () =>
      records(names.theta).map(({ record }) => ({
        key: new TextDecoder().decode(record.key ?? new Uint8Array()),
        value: record.value === null ? null : codecs.theta.decode(record.value),
        record,
      })),

    model: () => modelOf(log, names, codecs.model),

    async refold() {
      let state = emptyState(origin, model);
      for (const { record } of records(names.stats))
        state = absorb(state, codecs.stats.decode(record.value ?? new Uint8Array()), tools).state;
      return state;
    },
  };
}

async function modelOf(log: MemoryLog, names: Names, codec: Codec<ModelRecord>): Promise<ModelState | null> {
  const held = new Map<string, ModelRecord>();
  await hold(held, await memoryChangelog(log, names.model).read(), codec);
  return restore(held)?.state ?? null;
}
