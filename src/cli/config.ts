/**
 * Every setting of Leitmotif, once: the YAML file, the environment, the flags and docs/configuration.md all follow
 * from this schema.
 */
import { z } from 'zod';
import { isLoopback } from '../core/loopback.ts';
import { DEFAULT_OPTIONS } from '../core/model/options.ts';
import { bytes, choice, duration, flag, integer, list, optionalText, secret, start, text } from './fields.ts';

const KAFKA_NAME = /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,200}$/;
const kafkaName = 'letters, digits, ".", "_" and "-", at most 200';

const kafka = z.strictObject({
  brokers: list({
    description: 'Brokers to begin with; the rest of the cluster is learnt from them.',
    fallback: ['127.0.0.1:9092'],
    pattern: /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):\d{1,5}$/,
    expects: 'host:port, several of them separated by commas',
  }),
  clientId: text({
    description: "The name under which the brokers' logs and quotas know this client.",
    fallback: 'leitmotif',
    pattern: KAFKA_NAME,
    expects: kafkaName,
  }),
  ssl: z
    .strictObject({
      enabled: flag({ description: 'Whether to speak TLS with the brokers.', fallback: false }),
      ca: optionalText({
        description: "PEM file with the certificates to trust; without it the system's.",
        expects: 'the path of a PEM file',
      }),
      cert: optionalText({
        description: "PEM file with this client's certificate, for mutual TLS.",
        expects: 'the path of a PEM file',
      }),
      key: optionalText({
        description: "PEM file with the key of this client's certificate.",
        expects: 'the path of a PEM file',
      }),
      rejectUnauthorized: flag({
        description: 'Whether to refuse a broker whose certificate cannot be verified. Leave it on.',
        fallback: true,
      }),
    })
    .prefault({}),
  sasl: z
    .strictObject({
      mechanism: choice(['none', 'plain', 'scram-sha-256', 'scram-sha-512'], {
        description: 'How to log in to the brokers.',
        fallback: 'none',
      }),
      username: optionalText({ description: 'The name to log in with.', expects: 'a text that is not empty' }),
      password: secret({ description: 'The password to log in with.' }),
    })
    .prefault({}),
});

const registry = z.strictObject({
  url: text({
    description:
      "Address of the schema registry (Confluent's API; Apicurio serves it under `/apis/ccompat/v7`). Credentials go into `username` and `password`.",
    fallback: 'http://127.0.0.1:8081',
    pattern: /^https?:\/\/[^\s@]+$/,
    expects: 'an http or https address without credentials',
  }),
  username: optionalText({ description: 'For basic authentication.', expects: 'a text that is not empty' }),
  password: secret({ description: 'For basic authentication.' }),
  register: flag({
    description:
      'Whether to register the schemas that come with Leitmotif. Without it they must be there already, from the folder `schemas`.',
    fallback: true,
  }),
});

const documents = z.strictObject({
  topic: text({
    description: 'The Kafka topic to read documents from.',
    fallback: 'documents',
    pattern: KAFKA_NAME,
    expects: kafkaName,
  }),
  format: choice(['auto', 'avro', 'json', 'text'], {
    description:
      'How documents are written. `auto`: by the content-type header where there is one, else Avro when the value begins as the Confluent wire format does, JSON when it begins with `{`, plain text otherwise.',
    fallback: 'auto',
  }),
  start: start({
    description:
      'Where to begin in a partition for which the group has no committed offset: at the oldest record, at the newest, or at the first record with at least this Kafka timestamp.',
  }),
  maxTextBytes: bytes({
    description: 'A document whose text is longer than this in UTF-8 goes to the dead letters.',
    fallback: '1MB',
    min: '1kB',
    max: '256MiB',
  }),
});

const batch = z.strictObject({
  documents: integer({
    description:
      'Batches end at offsets that are multiples of this, so that the cuts do not depend on when they are read.',
    fallback: 256,
    min: 1,
    max: 65_536,
    unit: 'offsets',
  }),
  linger: duration({
    description: 'How long to wait for a batch to fill before it is handled as it is.',
    fallback: '50ms',
    min: '0ms',
    max: '1m',
  }),
});

const encoder = z.strictObject({
  kind: choice(['transformer', 'hashing'], {
    description:
      '`transformer`: sentence vectors from a neural network. `hashing`: hashed words, which needs no weights but knows no synonyms; for trials and tests.',
    fallback: 'transformer',
  }),
  model: text({
    description:
      'The neural network: `all-MiniLM-L6-v2` (English), `use-multilingual-v3` (16 languages, Chinese and English among them, and faster), or owner/name of a sentence encoder with an ONNX graph on the model hub. `leitmotif encoders` lists what is known of them; with `folder` any name will do.',
    fallback: 'all-MiniLM-L6-v2',
    pattern: /^[\w.-]+(\/[\w.-]+)?$/,
    expects: 'a name or owner/name',
  }),
  folder: optionalText({
    description:
      'Folder that holds the weights: `model.safetensors` of a BERT encoder, or `onnx/model_quantized.onnx` or `onnx/model.onnx`, with `tokenizer.json` and `config.json`. Nothing is downloaded then.',
    expects: 'the path of a folder',
  }),
  tuned: optionalText({
    description:
      'Folder that `leitmotif tune` wrote: a map of the feed on top of this encoder, or a static student in its place, which needs no weights.',
    expects: 'the path of a folder',
  }),
  cache: optionalText({
    description:
      'Folder in which downloaded weights are kept; by default `$LEITMOTIF_CACHE`, else `leitmotif` in the cache folder of the user.',
    expects: 'the path of a folder',
  }),
  precision: choice(['int8', 'float32'], {
    description:
      '`int8` takes about half the time; its vectors are slightly off those of `float32` (cosine .993). Vectors of different precisions do not mix.',
    fallback: 'int8',
  }),
  workers: integer({
    description:
      'Threads that encode, each with about 150 MB; 0 stands for as many as there are processors; for a static student, for one where there are several processors. Vectors do not depend on it.',
    fallback: 0,
    min: 0,
    max: 256,
    unit: 'threads',
  }),
  longDocuments: choice(['truncate', 'windows'], {
    description:
      'What becomes of a document with more tokens than the encoder looks at (256). `truncate`: the first ones alone count. `windows`: the mean of the vectors of up to 16 windows, which takes longer. Vectors of the two do not mix.',
    fallback: 'truncate',
  }),
});

const tune = z.strictObject({
  every: duration({
    description:
      'After this long `run` tunes the encoder on the newest documents again, and moves the model where the gate and the agreement of topics allow it; `never` leaves that to `leitmotif tune` and `leitmotif migrate`.',
    fallback: 'never',
    min: '1s',
    max: 'never',
  }),
  folder: text({
    description:
      'Folder for the tuned encoders of `tune.every`. All replicas need the same one: those that did not tune find there what the model has moved to.',
    fallback: 'tuned-encoders',
    pattern: /./,
    expects: 'the path of a folder',
  }),
  documents: integer({
    description: 'The newest documents that `tune.every` tunes on.',
    fallback: 20_000,
    min: 400,
    max: 1_000_000,
    unit: 'documents',
  }),
});

const model = z.strictObject({
  seed: integer({
    description: 'Seeds the warm-up and the choice of exemplars: the same feed and seed give the same model.',
    fallback: DEFAULT_OPTIONS.seed,
    min: 0,
    max: 2 ** 31 - 1,
  }),
  halfLife: duration({
    description: 'Event time after which a document weighs half; `never` forgets nothing.',
    fallback: '30d',
    min: '1m',
    max: 'never',
  }),
  granularity: choice(['coarse', 'medium', 'fine'], {
    description:
      'How fine topics and their parents are, as people wish; how many that makes is up to the feed. `medium` explains it best.',
    fallback: DEFAULT_OPTIONS.granularity,
  }),
  maxTopics: integer({
    description: 'Most topics alive at once. How many there are is found, not set.',
    fallback: DEFAULT_OPTIONS.maxTopics,
    min: 2,
    max: 100_000,
    unit: 'topics',
  }),
  maxCells: integer({
    description: 'Most cells, the small centroids of which topics are made; more are finer and slower.',
    fallback: DEFAULT_OPTIONS.maxCells,
    min: 2,
    max: 100_000,
    unit: 'cells',
  }),
  warmup: integer({
    description: 'Documents after which the first cells are founded anew, all at once; 0 leaves that out.',
    fallback: DEFAULT_OPTIONS.warmup,
    min: 0,
    max: 1_000_000,
    unit: 'documents',
  }),
  maxStrays: integer({
    description: 'Most documents kept while they wait for a topic.',
    fallback: DEFAULT_OPTIONS.maxStrays,
    min: 0,
    max: 1_000_000,
    unit: 'documents',
  }),
  maxArchived: integer({
    description: 'Most retired topics kept for the return of their theme.',
    fallback: DEFAULT_OPTIONS.maxArchived,
    min: 0,
    max: 1_000_000,
    unit: 'topics',
  }),
  maxTerms: integer({
    description: 'Most words remembered for each cell.',
    fallback: DEFAULT_OPTIONS.maxTerms,
    min: 10,
    max: 100_000,
    unit: 'words',
  }),
});

const time = z.strictObject({
  maxAhead: duration({
    description: 'A document whose event time is further than this after its Kafka timestamp goes to the dead letters.',
    fallback: '1h',
    min: '0ms',
    max: 'never',
  }),
  maxJump: duration({
    description:
      '`replay` only, in place of `maxAhead`: a line whose timestamp is further than this after the newest one before it is a bad line.',
    fallback: '3650d',
    min: '0ms',
    max: 'never',
  }),
});

const httpAddress = {
  host: (fallback: string) =>
    text({
      description: 'Address to listen on. The default is reachable from this machine only; `0.0.0.0` from everywhere.',
      fallback,
      pattern: /^[A-Za-z0-9.:_-]+$/,
      expects: 'a host name or an IP address',
    }),
  port: (fallback: number) =>
    integer({ description: 'Port to listen on; 0 takes a free one and logs it.', fallback, min: 0, max: 65_535 }),
};

const http = z.strictObject({
  enabled: flag({ description: 'Whether to serve anything over HTTP.', fallback: true }),
  host: httpAddress.host('127.0.0.1'),
  port: httpAddress.port(9464),
  dashboard: flag({
    description: 'Whether to serve the dashboard and its API; without it health and metrics alone.',
    fallback: true,
  }),
  tokenFile: optionalText({
    description:
      'File with the bearer token, of 16 characters at least, that whoever asks the API must show. Needed for the dashboard when `http.host` is reachable from elsewhere.',
    expects: 'the path of a file',
  }),
  excerpts: flag({
    description: 'Whether the dashboard and reports show excerpts of documents, of at most 280 characters.',
    fallback: true,
  }),
  textsPerSecond: integer({
    description: 'Texts a second that the API encodes on request, on average; the pipeline needs the encoder too.',
    fallback: 20,
    min: 1,
    max: 100_000,
    unit: 'texts',
  }),
  probes: z
    .strictObject({
      separate: flag({
        description:
          'Whether `/livez`, `/readyz` and `/metrics` are served on an address of their own, and no longer beside the dashboard.',
        fallback: false,
      }),
      host: httpAddress.host('127.0.0.1'),
      port: httpAddress.port(9465),
    })
    .prefault({}),
});

const log = z.strictObject({
  level: choice(['debug', 'info', 'warn', 'error', 'silent'], {
    description: 'The least grave lines that are logged.',
    fallback: 'info',
  }),
  format: choice(['auto', 'json', 'text'], {
    description: '`json`: one object a line. `text`: for people. `auto`: text on a terminal, JSON elsewhere.',
    fallback: 'auto',
  }),
});

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
      'The consumer group. Replicas of one group share the work; another group is another model, and needs another prefix.',
    fallback: 'leitmotif',
    pattern: KAFKA_NAME,
    expects: kafkaName,
  }),
  documents: documents.prefault({}),
  batch: batch.prefault({}),
  staleness: integer({
    description:
      'Most batches of one partition that may be handled with a model that has not absorbed the ones before them. 0 waits for each: with one partition the model is then the same to the last bit, whatever happens.',
    fallback: 4,
    min: 0,
    max: 1024,
    unit: 'batches',
  }),
  publish: z
    .strictObject({
      interval: duration({
        description:
          'How long the trainer gathers what the workers send before it publishes a model version; 0ms: as soon as the version before is committed. It changes how versions are numbered, not the model.',
        fallback: '0ms',
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
