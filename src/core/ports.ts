/** What the pipeline needs of the outside. Each port says who calls it, when, and what a failure makes the caller do. */
import type { Standing } from './epoch.ts';
import type { Document, Embeddings, Span } from './types.ts';

/** Turns texts into unit vectors. Called by the worker, one call at a time per batch; calls may overlap. */
export interface Encoder {
  /** Name, checksum of the weights, pooling and precision: another id means other vectors. */
  readonly id: string;
  readonly dim: number;
  /**
   * Row i belongs to texts[i] and depends on nothing but texts[i].
   * Throws `transient` when memory is short, `bug` for vectors that are not finite.
   */
  encode(texts: readonly string[]): Promise<Embeddings>;
  close(): Promise<void>;
}

/**
 * Bytes to values and back. The look-up of schemas is asynchronous and comes first;
 * encode and decode are synchronous.
 */
export interface Codec<T> {
  /** Makes every schema known that encode, or decode of these payloads, will need. Throws `transient`; an id that the registry does not know is left for decode to refuse. */
  prepare(payloads: readonly Uint8Array[]): Promise<void>;
  encode(value: T): Uint8Array;
  /** Throws `poison` for bytes that are no T. */
  decode(bytes: Uint8Array): T;
}

/** A record as it lies in the log. Bytes are never changed on their way to the dead letters; those that don't fit there are cut off. */
export interface RawRecord {
  readonly offset: bigint;
  /** The record's Kafka timestamp, ms. */
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  /** null is a tombstone. */
  readonly value: Uint8Array | null;
  readonly headers: readonly (readonly [name: string, value: Uint8Array])[];
}

/** Reads documents out of records, whatever their format (Avro, JSON, text). Called by the worker. */
export interface DocumentReader {
  /** As Codec.prepare. */
  prepare(records: readonly RawRecord[]): Promise<void>;
  /**
   * A record with a value → the document; id: the field, else the UTF-8 key, else `<kafka topic>-<partition>-<offset>`;
   * time: the field, else the record's timestamp. Throws `poison`, stage `decode`, `schema`, `text` or `time`.
   */
  decode(record: RawRecord, origin: { readonly topic: string; readonly partition: number }): Document;
  /** The id that a tombstone deletes: its UTF-8 key. Throws `poison` when there is none. */
  deletes(record: RawRecord): string;
}

/** A record to be written. */
export interface OutRecord {
  /** The Kafka topic. */
  readonly topic: string;
  /** Without one, murmur2 of the key chooses, as Kafka's default partitioner does. */
  readonly partition?: number;
  readonly key: Uint8Array | string | null;
  readonly value: Uint8Array | null;
  readonly headers?: readonly (readonly [name: string, value: Uint8Array | string])[];
  /** Event time, ms; the broker's clock when missing. */
  readonly timestamp?: number;
}

/** Consecutive records of one partition, with the right to commit what was made of them. */
export interface RawBatch {
  readonly span: Span;
  /** In offset order; fewer than the span covers where the log has holes. */
  readonly records: readonly RawRecord[];
  /** The log's end when the batch was fetched: lag = highWatermark − span.to. */
  readonly highWatermark: bigint;
  /** Aborted when the partition is taken away; work in hand may be dropped. */
  readonly revoked: AbortSignal;
  /** Settles when the batch before it on this partition is committed and its handler has returned; rejects when that failed. */
  readonly turn: Promise<void>;
  /**
   * All of the records and the offset span.to, or nothing: one transaction. Call once, after `turn`.
   * Throws `fenced` when another owner has taken over, `transient` when nothing or an unknown part was committed
   * (the source then fences itself anew and goes on from the committed offset).
   */
  commit(records: readonly OutRecord[]): Promise<void>;
}

/** What a source calls back. */
export interface Intake {
  /**
   * A partition was given to this replica. Called after every earlier owner is fenced and before the committed
   * offset is read; the first batch comes after it resolves. Rejecting stops the source.
   */
  assigned?(partition: number): Promise<void>;
  /**
   * Called with the committed offset from which batches will come, also after a failed batch.
   * `null` when nothing was ever committed; then `start` is where the source begins.
   */
  positioned?(partition: number, committed: bigint | null, start: bigint): Promise<void>;
  /**
   * One batch. At most two of a partition are in hand: the second may prepare (decode, encode) until `turn`.
   * Rejecting with `transient` makes the source back off and begin again from the committed offset;
   * `fenced` makes it wait until the group has assigned the partition anew, or has shown that it still is this
   * replica's; anything else stops the source with that error.
   */
  handle(batch: RawBatch): Promise<void>;
  /** The partition was taken away. */
  revoked?(partition: number): void;
}

/** A Kafka topic read by a consumer group. */
export interface Source {
  /** Resolves when the signal is aborted and the work in hand is finished; rejects with the first error that stops it. */
  run(intake: Intake, signal: AbortSignal): Promise<void>;
  /**
   * Where the log of each partition begins and ends now, whoever reads it and however far, and where the group stands in it:
   * below the end lies what is committed. Called while it runs, and from time to time. Throws `transient`, or `fatal` when
   * the broker refuses.
   */
  standing(): Promise<readonly Standing[]>;
}

/** The value of a key in a compacted log; null value is a tombstone. */
export interface KeyedRecord {
  readonly key: string;
  readonly value: Uint8Array | null;
}

/** What a reader makes of a log's end: `again` when something is missing. */
// biome-ignore lint/suspicious/noConfusingVoidType: a reader to whom it is all the same returns nothing.
export type AtEnd = 'again' | void;

/** The compacted Kafka topic that holds the model; each reader sees all of it, alone. */
export interface Changelog {
  /**
   * Reads committed records from the beginning for ever, in log order, until the signal is aborted.
   * `onRecords` is awaited before more is read. `onEnd` is called when everything that was in the log when `follow` was
   * called (as of its stable end) has been handed over. Of what compaction took away meanwhile there are newer records
   * beyond: where it answers `again`, it is called once more, at the end as it is then.
   */
  follow(
    onRecords: (records: readonly KeyedRecord[]) => Promise<void> | void,
    onEnd: () => Promise<AtEnd> | AtEnd,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Everything committed up to the log's end as it is now, once. What is compacted meanwhile may be missing if somebody
   * writes: for the trainer's take-over (call after the fence), and where nothing else is running.
   */
  read(): Promise<readonly KeyedRecord[]>;
}

/**
 * Scalar products of many vectors; the reference is in core/vector.ts. A product depends on its two rows alone, and is
 * symmetric, to the last bit. What is passed must not change afterwards: a kernel may keep what it derives from it.
 */
export interface Products {
  /** In the model's head: bit-equality holds per kernel. */
  readonly name: string;
  /** a (m × dim), b (n × dim), row-major → (m × n). */
  products(a: Embeddings, b: Embeddings): Float32Array;
}

/** Groups the warm-up buffer. Must be deterministic for a seed. */
export interface Seeder {
  readonly name: string;
  /** Cluster number in [0, k) of each row. */
  seed(points: Embeddings, k: number, seed: number): Int32Array;
}

export interface Clock {
  now(): number;
  /** Resolves after ms, or at once when the signal is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export type Counter = 'leitmotif_documents_total' | 'leitmotif_dead_letters_total' | 'leitmotif_topic_events_total';
export type Histogram =
  | 'leitmotif_batch_documents'
  | 'leitmotif_encode_seconds'
  | 'leitmotif_assign_seconds'
  | 'leitmotif_commit_seconds'
  | 'leitmotif_end_to_end_seconds';
export type Gauge =
  | 'leitmotif_topics'
  | 'leitmotif_stray_ratio'
  | 'leitmotif_centroid_drift'
  | 'leitmotif_model_version'
  | 'leitmotif_model_lag_batches'
  | 'leitmotif_state_bytes'
  | 'leitmotif_consumer_lag'
  | 'leitmotif_catch_up_seconds'
  | 'leitmotif_trainer';

/** Where the pipeline says what it does; labels are bounded, never a topic or document id. */
export interface Probe {
  add(metric: Counter, value: number, labels?: Readonly<Record<string, string>>): void;
  observe(metric: Histogram, value: number): void;
  /** NaN takes the series away: a partition that was given up has no lag here. */
  set(metric: Gauge, value: number, labels?: Readonly<Record<string, string>>): void;
  /** One line of the log; never a document's text, never a secret. */
  log(level: 'debug' | 'info' | 'warn' | 'error', message: string, fields?: Readonly<Record<string, unknown>>): void;
}
