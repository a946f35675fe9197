/** Settings of the work: the feed, how it is cut and encoded, the model. */
import { z } from 'zod';
import { DEFAULT_OPTIONS } from '../../core/model/options.ts';
import { bytes, choice, duration, integer, optionalText, start, text } from '../fields.ts';
import { KAFKA_NAME, kafkaName } from './outside.ts';

export const documents = z.strictObject({
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
      'Where to begin in a partition for which the group has no committed offset: at the oldest record, at the newest, or at the first record with at least this Kafka timestamp. A partition that is added once the group has begun is read from its oldest record.',
  }),
  maxTextBytes: bytes({
    description: 'A document whose text is longer than this in UTF-8 goes to the dead letters.',
    fallback: '1MB',
    min: '1kB',
    max: '256MiB',
  }),
});

export const batch = z.strictObject({
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

export const encoder = z.strictObject({
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
      'Threads that encode, each with about 150 MB, more of a larger model; 0 stands for as many as there are processors, while they take no more than half of the memory of the container or machine; for a static student, for one where there are several processors. Vectors do not depend on it.',
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

export const tune = z.strictObject({
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

export const model = z.strictObject({
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

export const time = z.strictObject({
  maxAhead: duration({
    description:
      "A document whose event time is further than this after its Kafka timestamp, or after the replica's clock where that is earlier, goes to the dead letters.",
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
