/**
 * Every setting of Leitmotif, once: the YAML file, the environment, the flags and docs/configuration.md all follow
 * from this schema.
 */
import { z } from 'zod';
import { isLoopback } from '../core/loopback.ts';
import { http, KAFKA_NAME, kafka, kafkaName, log, registry } from './config/outside.ts';
import { batch, documents, encoder, model, time, tune } from './config/work.ts';
import { duration, flag, integer, text } from './fields.ts';

export const configSchema = z.strictObject({
  kafka: kafka.prefault({}),
  registry: registry.prefault({}),
  prefix: text({
    description: 'What the names of the Kafka topics that Leitmotif writes begin with: `<prefix>.theta` and so on.',
    fallback: 'leitmotif',
    pattern: KAFKA_NAME,
    expects: kafkaName,
  }),
  group: text({
    description:
      'The consumer group. Replicas of one group share the work; another group is another model, and needs another prefix, as another prefix needs another group.',
    fallback: 'leitmotif',
    pattern: KAFKA_NAME,
    expects: kafkaName,
  }),
  documents: documents.prefault({}),
  batch: batch.prefault({}),
  staleness: integer({
    description:
      'How far the documents of one partition may be ahead of the model that handles them, in full batches: as many of them, or smaller ones of as many documents, may not be absorbed yet. 0 waits for each: with one partition the model is then the same to the last bit, whatever happens. While the model warms up each is waited for in any case.',
    fallback: 4,
    min: 0,
    max: 1024,
    unit: 'batches',
  }),
  publish: z
    .strictObject({
      interval: duration({
        description:
          'How long the trainer gathers what the workers send before it publishes a model version, unless it has half as much as `staleness` allows before, or 4 MiB, or a worker waits for it; 0ms: as soon as the version before is committed. At `staleness: 0` it changes nothing.',
        fallback: '500ms',
        min: '0ms',
        max: '5m',
      }),
      cloudEvents: flag({
        description:
          'Whether Θ, Φ and events bear the headers of CloudEvents 1.0 (binary mode: `ce_type`, `ce_source`, `ce_id` and so on), by which routers know them without a schema. Values stay as they are; a record grows by some 250 bytes.',
        fallback: false,
      }),
    })
    .prefault({}),
  stats: z
    .strictObject({
      keep: flag({
        description:
          'Whether to keep what the workers have sent once the model has absorbed it. The model can be folded anew from it, as an audit; the Kafka topic grows for ever.',
        fallback: false,
      }),
    })
    .prefault({}),
  session: z
    .strictObject({
      timeout: duration({
        description:
          'After this long without a heartbeat the group takes a replica for dead and others take its work over.',
        fallback: '6s',
        min: '1s',
        max: '30m',
      }),
    })
    .prefault({}),
  encoder: encoder.prefault({}),
  tune: tune.prefault({}),
  model: model.prefault({}),
  time: time.prefault({}),
  http: http.prefault({}),
  log: log.prefault({}),
  replication: z
    .strictObject({
      factor: integer({
        description: "Copies of each Kafka topic that `init` creates; -1 takes the broker's default.",
        fallback: -1,
        min: -1,
        max: 32,
        unit: 'copies',
      }),
    })
    .prefault({}),
});

/** All settings, defaults filled in; durations in ms, sizes in bytes. */
export type Config = z.output<typeof configSchema>;
/** Settings as a person writes them: any part, durations such as "30d". */
export type ConfigInput = z.input<typeof configSchema>;

/** One line for the heading of each section in docs/configuration.md. */
export const SECTIONS: Readonly<Record<string, string>> = {
  kafka: 'How to reach the brokers.',
  'kafka.ssl': 'Encryption on the way to the brokers.',
  'kafka.sasl': 'Logging in to the brokers.',
  registry: 'How to reach the schema registry.',
  documents: 'The feed.',
  batch: 'How the feed is cut.',
  publish: 'How often the model is published, and with which headers.',
  stats: 'What the workers send to the trainer.',
  session: 'How fast a dead replica is noticed.',
  encoder:
    'How texts become vectors. Another encoder means other vectors: a model made with one refuses to go on with another.',
  tune: 'Tuning the encoder again and again while replicas run.',
  model: 'What the model remembers and how large it may grow.',
  time: 'Which event times are believed.',
  http: 'The dashboard, its API, health and metrics.',
  'http.probes': 'Health and metrics apart from the dashboard.',
  log: 'The log on standard error.',
  replication: 'Kafka topics that `init` creates.',
};

export interface Conflict {
  readonly path: string;
  readonly message: string;
}

/** What no single setting shows: settings that contradict each other, each with the remedy. */
export function conflicts(config: Config): Conflict[] {
  const found: Conflict[] = [];
  const { ssl, sasl } = config.kafka;
  if (sasl.mechanism !== 'none' && (sasl.username === undefined || sasl.password === undefined)) {
    found.push({
      path: 'kafka.sasl.mechanism',
      message: `is ${sasl.mechanism}, which needs kafka.sasl.username and kafka.sasl.password: give both, or set the mechanism to none`,
    });
  }
  if (sasl.mechanism === 'none' && sasl.password !== undefined) {
    found.push({
      path: 'kafka.sasl.password',
      message: 'is given but kafka.sasl.mechanism is none: set the mechanism',
    });
  }
  if (!ssl.enabled && (ssl.ca ?? ssl.cert ?? ssl.key) !== undefined) {
    found.push({ path: 'kafka.ssl.enabled', message: 'is false although certificates are given: set it to true' });
  }
  if ((ssl.cert === undefined) !== (ssl.key === undefined)) {
    found.push({ path: 'kafka.ssl', message: 'has one of cert and key: give both or neither' });
  }
  if ((config.registry.username === undefined) !== (config.registry.password === undefined)) {
    found.push({ path: 'registry', message: 'has one of username and password: give both or neither' });
  }
  if (config.tune.every !== Number.POSITIVE_INFINITY && config.encoder.tuned !== undefined) {
    found.push({
      path: 'tune.every',
      message:
        'is given and so is encoder.tuned: move that folder into tune.folder, where run finds it, and leave encoder.tuned out',
    });
  }
  const { http } = config;
  if (http.enabled && http.dashboard && !isLoopback(http.host) && http.tokenFile === undefined) {
    found.push({
      path: 'http.host',
      message: `is ${http.host}, from where others could read documents on the dashboard: give a token by http.tokenFile, or set http.host to 127.0.0.1, or http.dashboard to false`,
    });
  }
  if (http.probes.separate && http.probes.port === http.port && http.port !== 0 && http.probes.host === http.host) {
    found.push({
      path: 'http.probes.port',
      message: `is ${http.port}, where the dashboard is: give another one, or set http.probes.separate to false`,
    });
  }
  if (config.documents.topic.startsWith(`${config.prefix}.`)) {
    found.push({
      path: 'documents.topic',
      message: `is ${config.documents.topic}, which is named like the Kafka topics that Leitmotif writes: change it or prefix`,
    });
  }
  return found;
}
