/** The product as it runs, over a simulated cluster: replicas on machines, wired as in src/cli/wire.ts. */
import { LeitmotifError } from '../../src/core/errors.ts';
import type { AbsorbTools } from '../../src/core/model/absorb.ts';
import { DEFAULT_OPTIONS } from '../../src/core/model/options.ts';
import type { Codec, Encoder } from '../../src/core/ports.ts';
import { stopWords } from '../../src/core/text/stopwords.ts';
import { referenceProducts } from '../../src/core/vector.ts';
import { deleteRecords, logEnd, partitionOffsets } from '../../src/edges/kafka/admin.ts';
import { kafkaChangelog } from '../../src/edges/kafka/changelog.ts';
import { kafkaSource } from '../../src/edges/kafka/source.ts';
import { kmeansSeeder } from '../../src/edges/kmeans.ts';
import type { SchemaRegistry } from '../../src/edges/registry/client.ts';
import { openCodecs } from '../../src/edges/registry/codecs.ts';
import { documentReader } from '../../src/edges/registry/documents.ts';
import { gathering } from '../../src/pipeline/gathering.ts';
import { namesOf } from '../../src/pipeline/names.ts';
import { createReplica } from '../../src/pipeline/replica.ts';
import type { SimulatedBroker } from './broker/broker.ts';
import { simulatedKafka } from './client.ts';
import type { Faults } from './faults.ts';
import { registry, tinyEncoder } from './feed.ts';
import type { Machine } from './machine.ts';

export const NAMES = namesOf('lm', 'documents');
export const WORKERS = 'workers';
export const TRAINERS = 'trainers';
/** After so long without a heartbeat a replica is taken for dead, ms: the least that may be set. */
export const SESSION = 1000;

export const codecs = await openCodecs(registry, NAMES);

/** How a run is set up. */
export interface Settings {
  readonly partitions: number;
  readonly replicas: number;
  /** Documents of a batch. */
  readonly batch: number;
  /** ms; Infinity for whole batches only. */
  readonly linger: number;
  readonly staleness: number;
  /** How long the trainer gathers stats, ms. */
  readonly interval: number;
  readonly warmup: number;
  readonly maxStatsBytes: number;
}

/** A small model that forgets nothing, so that its mass can be counted. */
export function toolsOf({ warmup }: Pick<Settings, 'warmup'>): AbsorbTools {
  const bounds = { maxCells: 6, maxTopics: 5, maxStrays: 8, maxTerms: 20, maxArchived: 100 };
  const options = { ...DEFAULT_OPTIONS, ...bounds, warmup, halfLife: Number.POSITIVE_INFINITY };
  return { options, products: referenceProducts, seeder: kmeansSeeder };
}

const stop = stopWords(new Map());

export interface Running {
  readonly machine: Machine;
  /** SIGTERM. */
  stop(): void;
  /** What `Replica.run` gave; never settles on a dead machine. */
  readonly done: Promise<void>;
}

export function startReplica(machine: Machine, broker: SimulatedBroker, settings: Settings, faults: Faults): Running {
  const kafka = simulatedKafka(machine, broker);
  const { clock, sim } = machine;
  const probe = { add() {}, observe() {}, set() {}, log: logOf(machine) };
  const { random } = sim;
  // A fetch may wait for long: it is answered as soon as there is something.
  const maxWaitTime = SESSION / 4;
  const common = { sessionTimeout: SESSION, maxWaitTime, clock, probe, random };
  const signal = new AbortController();
  const replica = createReplica({
    names: NAMES,
    documents: (epoch) =>
      kafkaSource(kafka, {
        ...common,
        topic: NAMES.documents,
        group: WORKERS,
        epoch,
        cut: { documents: settings.batch, linger: settings.linger },
      }),
    stats: (epoch) =>
      kafkaSource(kafka, { ...common, topic: NAMES.stats, group: TRAINERS, epoch, cut: gathering(settings.interval) }),
    control: null,
    send: null,
    changelog: kafkaChangelog(kafka, { topic: NAMES.model, maxWaitTime, clock, probe, random }),
    reader: documentReader({ registry: registryOf(machine, faults), format: 'auto' }),
    encoder: encoderOf(machine, faults),
    codecs: { ...codecs, stats: askingCodec(codecs.stats, machine, faults) },
    stop,
    tools: toolsOf(settings),
    discard: (before) => deleteRecords(kafka, NAMES.stats, { partition: 0, before }),
    batch: settings.batch,
    staleness: settings.staleness,
    maxAhead: 3_600_000,
    held: async (partition) => (await partitionOffsets(kafka, NAMES.documents))[partition] ?? { low: 0n, end: 0n },
    statsEnd: () => logEnd(kafka, NAMES.stats, 0),
    maxStatsBytes: settings.maxStatsBytes,
    maxDeadBytes: Number.POSITIVE_INFINITY,
    drainTimeout: 10_000,
    show: null,
    clock,
    probe,
  });
  return { machine, stop: () => signal.abort(), done: replica.run(signal.signal) };
}

/** A reading of the changelog draws the name of its group from the machine's own chance: no part of the run. */
const DRAWN = /-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** What a replica says, as the story has it. */
export function said(text: string): string {
  return text.replace(DRAWN, '');
}

function logOf(machine: Machine) {
  return (level: string, message: string, { error = '' }: Readonly<Record<string, unknown>> = {}): void => {
    if (level !== 'debug') machine.sim.note(said(`${machine.name} says ${message} ${error}`));
  };
}

/** A look at the registry takes a while, and fails while it is away. */
async function look(machine: Machine, faults: Faults): Promise<void> {
  await machine.pause(5 * machine.sim.random());
  if (machine.sim.now < faults.unregistered)
    throw new LeitmotifError('transient', 'schema', 'the schema registry is away');
}

function registryOf(machine: Machine, faults: Faults): SchemaRegistry {
  return {
    ...registry,
    async schema(id) {
      await look(machine, faults);
      return registry.schema(id);
    },
  };
}

/** As if a writer's schema were met for the first time each time. */
function askingCodec<T>(codec: Codec<T>, machine: Machine, faults: Faults): Codec<T> {
  return {
    ...codec,
    async prepare(payloads) {
      await look(machine, faults);
      await codec.prepare(payloads);
    },
  };
}

function encoderOf(machine: Machine, faults: Faults): Encoder {
  return {
    ...tinyEncoder,
    async encode(texts) {
      await machine.pause(15 * machine.sim.random());
      const failing = faults.unencoded.get(machine) ?? 0;
      if (failing > 0) {
        faults.unencoded.set(machine, failing - 1);
        throw new LeitmotifError('transient', 'encode', 'the encoder has no memory left');
      }
      return tinyEncoder.encode(texts);
    },
  };
}
