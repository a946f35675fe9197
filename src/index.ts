/**
 * Leitmotif inside a service of your own, with the service's own Kafka client:
 *
 * ```ts
 * import { createLeitmotif } from 'leitmotif';
 * import { Kafka } from 'kafkajs';
 *
 * const leitmotif = createLeitmotif({
 *   kafka: new Kafka({ brokers: ['broker:9092'] }),
 *   registry: { url: 'http://registry:8081' },
 *   documents: { topic: 'news' },
 *   log: (level, message, fields) => console.error(level, message, fields),
 * });
 * process.once('SIGTERM', () => void leitmotif.stop());
 * await leitmotif.run();
 * ```
 *
 * The Kafka topics must exist: `npx leitmotif init --documents.topic news` creates them.
 */
import type { Kafka } from 'kafkajs';
import type { Config, ConfigInput } from './cli/config.ts';
import { loadSettings } from './cli/settings.ts';
import { VERSION } from './cli/version.ts';
import { faultOf, LeitmotifError } from './core/errors.ts';
import type { Encoder, Probe } from './core/ports.ts';
import type { SchemaRegistry } from './edges/registry/client.ts';
import { createMetrics } from './edges/telemetry/metrics.ts';
import type { Replica } from './pipeline/replica.ts';
import type { ReplicaStatus } from './pipeline/status.ts';

export type { ConfigInput } from './cli/config.ts';
export { type Fault, faultOf, LeitmotifError, type Stage } from './core/errors.ts';
export type { Encoder, Probe } from './core/ports.ts';
export type { Phase } from './core/show/types.ts';
export type {
  Document,
  Embeddings,
  EventType,
  Exemplar,
  Keyword,
  PhiRecord,
  Theta,
  ThetaRecord,
  TopicEventRecord,
  TopicId,
} from './core/types.ts';
export type { SchemaRegistry } from './edges/registry/client.ts';
export type { PaceReport } from './pipeline/pace.ts';
export type { ReplicaStatus } from './pipeline/status.ts';

/** As in docs/configuration.md; nothing is read from files or the environment. */
type Given = Pick<
  ConfigInput,
  'prefix' | 'group' | 'documents' | 'batch' | 'staleness' | 'publish' | 'session' | 'model' | 'time'
>;

export interface LeitmotifOptions extends Given {
  /** Your client; consumers, producers and admins of Leitmotif's own are made from it. */
  readonly kafka: Kafka;
  /** Where the schema registry is, or a client of your own. */
  readonly registry: ConfigInput['registry'] | SchemaRegistry;
  /** Which of the encoders, or one of your own, which you close yourself. Default the transformer. */
  readonly encoder?: ConfigInput['encoder'] | Encoder;
  /** Where log lines go; default nowhere. */
  readonly log?: Probe['log'];
  /** Go on where records were deleted before they were read; default false, which refuses to start. */
  readonly acceptLoss?: boolean;
}

export interface Leitmotif {
  /**
   * Works until the signal is aborted or `stop` is called, then finishes what is in hand. Rejects with the error that
   * stops it; nothing is lost then, and another instance goes on where it was. Call it once.
   */
  run(signal?: AbortSignal): Promise<void>;
  /** Finishes what is in hand; resolves, and never rejects, when `run` has ended. */
  stop(): Promise<void>;
  /** What it is at, and whether it keeps up: for a readiness probe of yours. */
  status(): Pick<ReplicaStatus, 'ready' | 'detail' | 'trainer'>;
  /** Its metrics in Prometheus' text format, without those of the process. docs/metrics.md explains them. */
  metrics(): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** Throws `fatal`, stage `config`, for settings that are wrong. Nothing is connected before `run`. */
export function createLeitmotif(options: LeitmotifOptions): Leitmotif {
  const { kafka, registry, encoder, log = () => {}, acceptLoss = false, ...given } = options;
  refuseStrange(kafka, given);
  const config = settingsOf({ registry, encoder, given });
  const metrics = createMetrics({ runtime: false });
  const probe: Probe = { add: metrics.add, observe: metrics.observe, set: metrics.set, log };
  const stopped = new AbortController();
  let replica: Replica | undefined;
  let running: Promise<void> | undefined;

  async function work(signal: AbortSignal): Promise<void> {
    const wire = await import('./cli/wire.ts');
    const own = isEncoder(encoder) ? undefined : await wire.openEncoder(config, probe);
    const used = isEncoder(encoder) ? encoder : (own as Encoder);
    try {
      metrics.build({ version: VERSION, encoder: used.id });
      const client = isRegistry(registry) ? registry : wire.openRegistry(config);
      replica = await wire.composeReplica(config, {
        kafka,
        registry: client,
        encoder: used,
        probe,
        acceptLoss,
        signal,
      });
      await replica.run(signal);
    } catch (error) {
      // Told to stop while broker or registry were still away: there was nothing to finish.
      if (!signal.aborted || faultOf(error) !== 'transient') throw error;
    } finally {
      await own?.close();
    }
  }

  return {
    run(signal) {
      if (running !== undefined) {
        return Promise.reject(new LeitmotifError('bug', 'connect', 'run was called twice: create another instance'));
      }
      running = work(signal === undefined ? stopped.signal : AbortSignal.any([signal, stopped.signal]));
      return running;
    },
    async stop() {
      stopped.abort();
      await running?.catch(() => {});
    },
    status: () => replica?.status() ?? { ready: false, detail: 'starting', trainer: false },
    metrics: metrics.render,
  };
}

/** What types keep out, and JavaScript does not. */
function refuseStrange(kafka: Partial<Kafka> | undefined, given: object): void {
  const refuse = (message: string): never => {
    throw new LeitmotifError('fatal', 'config', message);
  };
  // As one that cannot be reached it would be asked again for minutes.
  if (typeof kafka?.admin !== 'function')
    refuse('kafka is no client of KafkaJS: give new Kafka({ brokers: […] }), whose settings are its own');
  for (const [name, instead] of Object.entries(ELSEWHERE))
    if ((given as Record<string, unknown>)[name] !== undefined)
      refuse(`${name} is none of the library's settings: ${instead}, or use \`leitmotif run\``);
}

/** What only the command line does, and the way of a service. */
const ELSEWHERE = {
  http: 'serve status() and metrics() yourself',
  tune: 'call `leitmotif tune` and `leitmotif migrate`',
} as const;

function settingsOf({
  registry,
  encoder,
  given,
}: Pick<LeitmotifOptions, 'registry' | 'encoder'> & { given: Given }): Config {
  const input: ConfigInput = {
    ...given,
    ...(isRegistry(registry) || registry === undefined ? {} : { registry }),
    ...(isEncoder(encoder) || encoder === undefined ? {} : { encoder }),
  };
  return loadSettings({ given: input, env: {} }).config;
}

function isRegistry(value: LeitmotifOptions['registry']): value is SchemaRegistry {
  return typeof value === 'object' && 'schema' in value && typeof value.schema === 'function';
}

function isEncoder(value: LeitmotifOptions['encoder']): value is Encoder {
  return typeof value === 'object' && 'encode' in value && typeof value.encode === 'function';
}
