/** The composition root: the only place where the pipeline's ports meet the adapters behind them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kafka } from 'kafkajs';
import { LeitmotifError, messageOf } from '../core/errors.ts';
import type { FeedLog } from '../core/feeds/types.ts';
import type { AbsorbTools } from '../core/model/absorb.ts';
import type { Changelog, Clock, DocumentReader, Encoder, Probe, Products, Source } from '../core/ports.ts';
import { termsOf } from '../core/text/terms.ts';
import type { Terms } from '../core/types.ts';
import { deleteRecords, partitionOffsets, readKafkaTopics } from '../edges/kafka/admin.ts';
import { kafkaChangelog } from '../edges/kafka/changelog.ts';
import { kafkaClient } from '../edges/kafka/client.ts';
import { kafkaFeedLog } from '../edges/kafka/feedlog.ts';
import { kafkaGroups } from '../edges/kafka/groups.ts';
import { persist } from '../edges/kafka/persist.ts';
import { sendOne } from '../edges/kafka/send.ts';
import { kafkaSource } from '../edges/kafka/source.ts';
import { takeOver } from '../edges/kafka/takeover.ts';
import { kmeansSeeder } from '../edges/kmeans.ts';
import { memoryChangelog } from '../edges/memory/changelog.ts';
import { MemoryLog } from '../edges/memory/log.ts';
import { memorySource } from '../edges/memory/source.ts';
import { int16Products } from '../edges/products/int16.ts';
import { type SchemaRegistry, schemaRegistry } from '../edges/registry/client.ts';
import { type Codecs, openCodecs } from '../edges/registry/codecs.ts';
import { documentReader } from '../edges/registry/documents.ts';
import { memoryRegistry } from '../edges/registry/memory.ts';
import { packagedStopWords } from '../edges/stopwords.ts';
import { systemClock } from '../edges/telemetry/clock.ts';
import { createLogger } from '../edges/telemetry/log.ts';
import { createMetrics, type Metrics } from '../edges/telemetry/metrics.ts';
import { createProbe } from '../edges/telemetry/probe.ts';
import { tracedSource } from '../edges/telemetry/traces.ts';
import { type Attributes, cloudEvents, NO_ATTRIBUTES } from '../pipeline/cloudevents.ts';
import type { TakeOver } from '../pipeline/migrate.ts';
import { type Names, namesOf } from '../pipeline/names.ts';
import { createReplica, type Replica } from '../pipeline/replica.ts';
import type { Config } from './config.ts';
import { DEFAULT_MESSAGE_BYTES, roomIn, STATS_MESSAGE_BYTES } from './kafkatopics.ts';
import { colored } from './terminal.ts';

export { documentReader, memoryRegistry, systemClock };

/** Longest wait of a drain for the trainer of the same process, ms. */
const DRAIN_TIMEOUT = 10_000;
/** Stats records of one model version at most, when the trainer gathers them for a while. */
const MOST_STATS = 64;
/** Commands in one stats record at most: each may bring a vector. */
const MOST_COMMANDS = 16;
/** How long broker and registry may be away at the start, ms. */
const PATIENCE = 120_000;

/** The log on standard error and the metrics. Commands that report by themselves log what is graver than `level` only. */
export function openProbe(
  { log }: Pick<Config, 'log'>,
  level = log.level,
): { readonly probe: Probe; readonly metrics: Metrics } {
  const { isTTY } = process.stderr;
  const logger = createLogger({ level, format: log.format, terminal: isTTY, color: colored(process.stderr) });
  const metrics = createMetrics();
  return { probe: createProbe({ metrics, logger }), metrics };
}

/** As `openEncoder`, with the vectors kept in a file of the folder, under a name, and taken from there when they are needed again. */
export async function openCachedEncoder(
  config: Pick<Config, 'encoder'>,
  probe: Pick<Probe, 'log'>,
  { folder, name }: { readonly folder: string; readonly name: string },
): Promise<Encoder> {
  const { cachedEncoder } = await import('../edges/encoder/cached.ts');
  const encoder = await openEncoder(config, probe);
  return cachedEncoder(encoder, { folder, name }).catch(async (error: unknown) => {
    await encoder.close();
    throw error;
  });
}

/** The encoder that is configured, its weights found or fetched. Throws `fatal` when they cannot be had. */
export async function openEncoder(config: Pick<Config, 'encoder'>, probe: Pick<Probe, 'log'>): Promise<Encoder> {
  const { tuned } = config.encoder;
  if (tuned === undefined) return openBase(config, probe);
  return (await import('../edges/encoder/tuned.ts')).tunedEncoder(tuned, () => openBase(config, probe));
}

/** The encoder below what was tuned. */
async function openBase({ encoder }: Pick<Config, 'encoder'>, probe: Pick<Probe, 'log'>): Promise<Encoder> {
  const { kind, model, folder, cache, precision, workers, longDocuments } = encoder;
  if (kind === 'hashing') return (await import('../edges/encoder/hashing.ts')).hashingEncoder();
  const { transformerEncoder } = await import('../edges/encoder/transformer.ts');
  return transformerEncoder({
    model,
    precision,
    longDocuments,
    ...(folder === undefined ? {} : { folder }),
    ...(cache === undefined ? {} : { cache }),
    ...(workers === 0 ? {} : { workers }),
    log: (line) => probe.log('info', line),
  });
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
  const { kind, model, folder, cache } = config.encoder;
  const encoder = await openBase(config, probe);
  if (kind === 'hashing') return { encoder, tokenizer: null, limit: UNLIMITED };
  const { resolveWeights } = await import('../edges/encoder/weights.ts');
  const weights = await resolveWeights({
    model,
    ...(folder === undefined ? {} : { folder }),
    ...(cache === undefined ? {} : { cache }),
  });
  return {
    encoder,
    tokenizer: readFileSync(join(weights.folder, 'tokenizer.json'), 'utf8'),
    // The two special tokens around a text.
    limit: weights.limit - 2,
  };
}

/** A client of the brokers that are configured. Throws `fatal`, stage `config`, for certificates that cannot be read. */
export function openKafka({ kafka }: Pick<Config, 'kafka'>, probe: Pick<Probe, 'log'>): Kafka {
  const { brokers, clientId, ssl, sasl } = kafka;
  const pem = (name: 'ca' | 'cert' | 'key') => {
    const path = ssl[name];
    if (path === undefined) return {};
    try {
      return { [name]: readFileSync(path, 'utf8') };
    } catch (error) {
      const message = `kafka.ssl.${name} ${path} cannot be read: ${messageOf(error)}`;
      throw new LeitmotifError('fatal', 'config', message, { cause: error });
    }
  };
  const { mechanism, username = '', password } = sasl;
  return kafkaClient({
    brokers,
    clientId,
    log: probe.log,
    ...(ssl.enabled
      ? { ssl: { ...pem('ca'), ...pem('cert'), ...pem('key'), rejectUnauthorized: ssl.rejectUnauthorized } }
      : {}),
    ...(mechanism === 'none' ? {} : { sasl: { mechanism, username, password: password?.reveal() ?? '' } }),
  });
}

/** A client of the registry that is configured. */
export function openRegistry({ registry }: Pick<Config, 'registry'>): SchemaRegistry {
  const { url, username, password } = registry;
  return schemaRegistry({
    url,
    ...(username === undefined ? {} : { auth: { username, password: password?.reveal() ?? '' } }),
  });
}

function toolsOf(config: Config, acceptLoss: boolean): AbsorbTools {
  return { options: config.model, products: int16Products(), seeder: kmeansSeeder, acceptLoss };
}

/** What a replica has whatever log it works on. */
function replicaOn(config: Config, parts: Omit<Parameters<typeof createReplica>[0], 'stop' | 'drainTimeout'>) {
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
  const patient = <T>(work: () => Promise<T>) =>
    persist({ patience: PATIENCE, clock, random: Math.random, probe }, signal, work);
  const found = await patient(() => required(kafka, names));
  const limit = found.find(({ name }) => name === names.stats)?.configs['max.message.bytes'];
  const codecs = await patient(() => openCodecs(registry, names, { autoRegister: config.registry.register }));
  const shared = { sessionTimeout: config.session.timeout, acceptLoss, clock, probe };
  const traced = (rest: Omit<Parameters<typeof kafkaSource>[1], keyof typeof shared>) =>
    tracedSource(kafkaSource(kafka, { ...shared, ...rest }), { ...rest, dead: names.dead });
  const { interval } = config.publish;
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
        topic: names.stats,
        group: trainersOf(config),
        epoch,
        cut: interval === 0 ? 'fetch' : { documents: MOST_STATS, linger: interval },
      }),
    control: (epoch) =>
      kafkaSource(kafka, {
        ...shared,
        topic: names.control,
        group: commandersOf(config),
        epoch,
        cut: { documents: MOST_COMMANDS, linger: 0 },
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
    staleness: config.staleness,
    maxStatsBytes: roomIn(Number(limit ?? DEFAULT_MESSAGE_BYTES)),
    maxAhead: config.time.maxAhead,
    show: shown
      ? {
          events: openChangelog(kafka, { topic: names.events, clock, probe }),
          ends: async () => {
            const offsets = await partitionOffsets(kafka, names.documents);
            return new Map(offsets.map(({ partition, end }) => [partition, end]));
          },
          excerpts: config.http.excerpts,
        }
      : null,
    attributes: attributesOf(config),
    ...(successor === undefined ? {} : { successor }),
    clock,
    probe,
  });
}

function attributesOf({ prefix, publish }: Config): Attributes {
  return publish.cloudEvents ? cloudEvents(prefix) : NO_ATTRIBUTES;
}

/**
 * The model of a deployment, and the right to write it in the trainer's place, or in the place of all. `readOnly`: nothing
 * is registered. Throws `fatal` when Kafka topics are missing.
 */
export async function openDeployment(
  config: Config,
  {
    probe,
    clock = systemClock,
    readOnly = false,
  }: { readonly probe: Probe; readonly clock?: Clock; readonly readOnly?: boolean },
) {
  const names = namesOf(config.prefix, config.documents.topic);
  const kafka = openKafka(config, probe);
  await required(kafka, names);
  const log = (topic: string) => openChangelog(kafka, { topic, clock, probe });
  const at = { topic: names.stats, partition: 0, group: trainersOf(config) };
  const write: TakeOver = (make) => takeOver(kafka, { ...at, transactionTimeout: config.session.timeout, clock }, make);
  return {
    names,
    changelog: log(names.model),
    phi: log(names.phi),
    events: log(names.events),
    codecs: await openCodecs(openRegistry(config), names, { autoRegister: config.registry.register && !readOnly }),
    products: int16Products(),
    takeOver: write,
    attributes: attributesOf(config),
    groups: kafkaGroups(kafka, {
      documents: { topic: names.documents, group: config.group },
      control: { topic: names.control, group: commandersOf(config) },
      stats: { topic: names.stats, group: trainersOf(config) },
      clock,
    }),
    clock,
  };
}

/** Codecs of what a replica has registered; nothing is registered. Throws `fatal` when it is not there. */
export function openKnownCodecs(config: Pick<Config, 'registry'>, names: Names): Promise<Codecs> {
  return openCodecs(openRegistry(config), names, { autoRegister: false });
}

/** The group of the trainers: workers that come and go never stop it. */
function trainersOf({ group }: Pick<Config, 'group'>): string {
  return `${group}-trainer`;
}

/** The group that reads commands. */
function commandersOf({ group }: Pick<Config, 'group'>): string {
  return `${group}-control`;
}

export function openChangelog(
  kafka: Kafka,
  {
    topic,
    clock = systemClock,
    probe,
  }: {
    /** The Kafka topic. */
    readonly topic: string;
    readonly clock?: Clock;
    readonly probe: Pick<Probe, 'log'>;
  },
): Changelog {
  return kafkaChangelog(kafka, { topic, clock, probe });
}

function readerOf({ documents }: Config, registry: SchemaRegistry): DocumentReader {
  return documentReader({ registry, format: documents.format, maxTextBytes: documents.maxTextBytes });
}

/** Where a feed of this name puts its documents, and where it stands. Throws `fatal` when the Kafka topics are missing. */
export async function openFeedLog(
  config: Config,
  { kafka, name, probe }: { readonly kafka: Kafka; readonly name: string; readonly probe: Pick<Probe, 'log'> },
): Promise<{
  readonly log: FeedLog;
  /** Longest record that the documents Kafka topic takes, bytes. */
  readonly largest: number;
}> {
  const names = namesOf(config.prefix, config.documents.topic);
  const found = await present(
    kafka,
    new Map([
      [names.documents, 'Write'],
      [names.feeds, 'Read and Write'],
    ]),
  );
  const limit = found.find((topic) => topic.name === names.documents)?.configs['max.message.bytes'];
  return {
    log: kafkaFeedLog(kafka, { name, ...names, prefix: config.prefix, clock: systemClock, probe }),
    largest: Number(limit ?? DEFAULT_MESSAGE_BYTES),
  };
}

/** A foreign Kafka topic as a source, with the reader of its records. Throws `fatal` when a Kafka topic is missing. */
export async function openKafkaFeed(
  config: Config,
  {
    topic,
    name,
    format,
    fields,
    probe,
  }: {
    readonly topic: string;
    readonly name: string;
    readonly probe: Pick<Probe, 'log'>;
  } & Pick<Parameters<typeof documentReader>[0], 'format' | 'fields'>,
): Promise<{ readonly source: Source; readonly names: Names; readonly reader: DocumentReader }> {
  const kafka = openKafka(config, probe);
  const names = namesOf(config.prefix, config.documents.topic);
  await present(
    kafka,
    new Map([
      [topic, 'Read'],
      [names.documents, 'Write'],
      [names.dead, 'Write'],
    ]),
    `, and see that ${topic} is the right name`,
  );
  const source = kafkaSource(kafka, {
    topic,
    group: `${config.prefix}-feed-${name}`,
    start: config.documents.start,
    epoch: () => 0,
    cut: config.batch,
    sessionTimeout: config.session.timeout,
    clock: systemClock,
    probe,
  });
  const { maxTextBytes } = config.documents;
  const reader = documentReader({ registry: openRegistry(config), format, maxTextBytes, ...(fields && { fields }) });
  return { source, names, reader };
}

/**
 * What the broker says of some Kafka topics, given with the rights that are needed on each. Throws `fatal` when it lacks
 * one, or keeps it from us, which looks the same: nothing is created on the side, since who may create Kafka topics, and
 * how, is not for a replica or a feed to decide. `hint` goes on after the remedy.
 */
async function present(
  kafka: Kafka,
  wanted: ReadonlyMap<string, string>,
  hint = '',
): Promise<Awaited<ReturnType<typeof readKafkaTopics>>> {
  const found = await readKafkaTopics(kafka, [...wanted.keys()]);
  const missing = [...wanted].filter(([name]) => !found.some((topic) => topic.name === name));
  if (missing.length === 0) return found;
  const names = missing.map(([name]) => name).join(', ');
  const rights = missing.map(([name, right]) => `${right} on ${name}`).join(', ');
  const message = `the broker has no Kafka topic ${names}: run \`leitmotif init\` with the same settings${hint}; where there are rights, grant this client ${rights}`;
  throw new LeitmotifError('fatal', 'connect', message);
}

/** The Kafka topics of a replica. Throws `fatal` for those that are missing or too narrow. */
async function required(kafka: Kafka, names: Names): Promise<Awaited<ReturnType<typeof readKafkaTopics>>> {
  const { documents, theta, phi, events, stats, model, control, dead } = names;
  const wanted = new Map([[documents, 'Read']]);
  for (const name of [theta, phi, dead]) wanted.set(name, 'Write');
  for (const name of [events, stats, model, control]) wanted.set(name, 'Read and Write');
  const found = await present(kafka, wanted);
  const partitions = new Map(found.map((topic) => [topic.name, topic.partitions]));
  const least = partitions.get(names.documents) ?? 0;
  const narrow = [names.theta, names.dead].filter((name) => (partitions.get(name) ?? 0) < least);
  if (narrow.length > 0) {
    const message = `${narrow.join(' and ')} have fewer partitions than ${names.documents} (${least}): run \`leitmotif init\` with the same settings`;
    throw new LeitmotifError('fatal', 'connect', message);
  }
  return found;
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
  const reader = documentReader({ registry, format: 'json', maxTextBytes: config.documents.maxTextBytes });
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
    staleness: 0,
    maxStatsBytes: roomIn(STATS_MESSAGE_BYTES),
    maxAhead: config.time.maxJump,
    show: shown ? { events: memoryChangelog(log, names.events), ends: null, excerpts: config.http.excerpts } : null,
    clock,
    probe,
  });
  const { products } = tools;
  return { log, names, codecs, reader, replica, groups, products, termsOf: (text) => termsOf(text, stop) };
}
