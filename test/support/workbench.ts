/** A worker alone: batches by hand, a model by hand, and every transaction looked at. */
import type { AbsorbTools } from '../../src/core/model/absorb.ts';
import { absorb } from '../../src/core/model/absorb.ts';
import { DEFAULT_OPTIONS } from '../../src/core/model/options.ts';
import { delta, type Snapshot } from '../../src/core/model/snapshot.ts';
import { emptyState, type Origin } from '../../src/core/model/state.ts';
import type { OutRecord, RawBatch, RawRecord } from '../../src/core/ports.ts';
import { stopWords } from '../../src/core/text/stopwords.ts';
import type { BatchStats, ModelState, ThetaRecord } from '../../src/core/types.ts';
import { referenceProducts } from '../../src/core/vector.ts';
import { hashingEncoder } from '../../src/edges/encoder/hashing.ts';
import { kmeansSeeder } from '../../src/edges/kmeans.ts';
import { memoryChangelog } from '../../src/edges/memory/changelog.ts';
import { MemoryLog } from '../../src/edges/memory/log.ts';
import { openCodecs } from '../../src/edges/registry/codecs.ts';
import { documentReader } from '../../src/edges/registry/documents.ts';
import { memoryRegistry } from '../../src/edges/registry/memory.ts';
import { ModelFeed } from '../../src/pipeline/feed.ts';
import { namesOf } from '../../src/pipeline/names.ts';
import { createPace } from '../../src/pipeline/pace.ts';
import { createWorker, type WorkerOptions } from '../../src/pipeline/worker.ts';
import { madeDocuments } from './documents.ts';
import { recordingProbe } from './probe.ts';
import { fastClock } from './world.ts';

/** A transaction of the worker, by what it holds. */
export interface Committed {
  readonly records: readonly OutRecord[];
  /** null values are tombstones. */
  readonly theta: readonly { readonly key: OutRecord['key']; readonly value: ThetaRecord | null }[];
  readonly stats: readonly BatchStats[];
  readonly dead: readonly OutRecord[];
}

export interface Handed {
  readonly batch: RawBatch;
  readonly done: Promise<void>;
  /** What was committed; empty so far, or for ever. */
  readonly commits: Committed[];
  revoke(): void;
}

const decoder = new TextDecoder();

export async function workbench({
  warmup = 0,
  ...overrides
}: Partial<WorkerOptions> & { readonly warmup?: number } = {}) {
  const names = namesOf('lm', 'documents');
  const registry = memoryRegistry();
  const codecs = await openCodecs(registry, names);
  const encoder = overrides.encoder ?? hashingEncoder({ dim: 32 });
  const model = { ...DEFAULT_OPTIONS, warmup };
  const tools: AbsorbTools = { options: model, products: referenceProducts, seeder: kmeansSeeder };
  const origin: Origin = { epoch: 1, encoder: encoder.id, products: referenceProducts.name, dim: encoder.dim };
  const probe = recordingProbe();
  const log = new MemoryLog();
  log.createTopic(names.model, { compact: true });
  const changelog = memoryChangelog(log, names.model);
  const feed = new ModelFeed({ changelog, codec: codecs.model, origin, options: model, probe });
  const end = new AbortController();
  let restored: () => void = () => {};
  const whole = new Promise<void>((resolve) => {
    restored = resolve;
  });
  const following = feed.run(restored, end.signal);
  await whole;
  const worker = createWorker({
    names,
    reader: documentReader({ registry, format: 'auto' }),
    encoder,
    products: referenceProducts,
    theta: codecs.theta,
    stats: codecs.stats,
    feed,
    model,
    stop: stopWords(new Map()),
    batch: 4,
    staleness: 0,
    maxAhead: 3_600_000,
    maxStatsBytes: 900_000,
    maxDeadBytes: Number.POSITIVE_INFINITY,
    acceptLoss: false,
    held: async () => ({ low: 0n, end: 1000n }),
    statsEnd: async () => 1000n,
    clock: fastClock,
    probe,
    pace: createPace(),
    ...overrides,
  });

  let snapshot: Snapshot | null = null;
  /** Publishes what the trainer would after absorbing these stats, and waits until the feed has it. */
  async function publish(...stats: readonly BatchStats[]): Promise<ModelState> {
    let state = snapshot?.state ?? emptyState(origin, model);
    for (const one of stats) state = absorb(state, one, tools).state;
    return put(state);
  }

  /** Publishes the model as one that has read the stats up to the offset, and found nothing there. */
  async function reach(statsOffset: bigint, given: Partial<ModelState> = {}): Promise<ModelState> {
    return put({ ...(snapshot?.state ?? emptyState(origin, model)), statsOffset, ...given });
  }

  async function put(state: ModelState): Promise<ModelState> {
    const change = delta(snapshot, { ...state, version: state.version + 1 });
    snapshot = change.snapshot;
    log.append([
      ...change.tombstones.map((key) => ({ topic: names.model, key, value: null })),
      ...change.records.map(({ key, record }) => ({ topic: names.model, key, value: codecs.model.encode(record) })),
    ]);
    const { version } = snapshot.state;
    await feed.until((newest) => newest.version >= version, end.signal);
    return snapshot.state;
  }

  function opened(records: readonly OutRecord[]): Committed {
    const of = (topic: string): OutRecord[] => records.filter((record) => record.topic === topic);
    return {
      records,
      theta: of(names.theta).map(({ key, value }) => ({ key, value: value && codecs.theta.decode(value) })),
      stats: of(names.stats).map(({ value }) => codecs.stats.decode(value ?? new Uint8Array())),
      dead: of(names.dead),
    };
  }

  /** Gives the worker a batch of partition 0; `turn` defaults to one that has come. */
  function hand(
    records: readonly RawRecord[],
    { turn = Promise.resolve(), to }: { turn?: Promise<void>; to?: bigint } = {},
  ): Handed {
    const revoked = new AbortController();
    const commits: Committed[] = [];
    const from = records[0]?.offset ?? 0n;
    const batch: RawBatch = {
      span: { topic: names.documents, partition: 0, epoch: 1, from, to: to ?? (records.at(-1)?.offset ?? 0n) + 1n },
      records,
      highWatermark: 1000n,
      revoked: revoked.signal,
      turn,
      commit: async (out) => {
        commits.push(opened(out));
      },
    };
    const done = worker.handle(batch);
    done.catch(() => {});
    return { batch, done, commits, revoke: () => revoked.abort() };
  }

  function stop(): Promise<void> {
    end.abort();
    return following;
  }

  return { worker, feed, probe, names, codecs, encoder, publish, reach, hand, stop };
}

/** A record of the documents Kafka topic; a document as JSON when the value is an object. */
export function rawRecord(
  offset: number,
  value: object | Uint8Array | null,
  given: { readonly key?: string | null; readonly timestamp?: number; readonly headers?: RawRecord['headers'] } = {},
): RawRecord {
  const json = value === null || value instanceof Uint8Array ? value : new TextEncoder().encode(JSON.stringify(value));
  const key = given.key === undefined ? `k${offset}` : given.key;
  return {
    offset: BigInt(offset),
    timestamp: given.timestamp ?? 1_700_000_000_000 + offset,
    key: key === null ? null : new TextEncoder().encode(key),
    value: json,
    headers: given.headers ?? [],
  };
}

/** Documents at the offsets from `first` on. */
export function rawDocuments(count: number, first = 0): RawRecord[] {
  return madeDocuments({ count: first + count, step: 1 })
    .slice(first)
    .map(({ id, text, timestamp }, i) => rawRecord(first + i, { id, text, timestamp }, { timestamp }));
}

/** A header's or key's text. */
export function textOf(value: Uint8Array | string | null | undefined): string | null {
  return value === null || value === undefined ? null : typeof value === 'string' ? value : decoder.decode(value);
}
