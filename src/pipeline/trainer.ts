/** The trainer: stats → the next model, one transaction a published version. Runs where the stats partition is owned. */
import { LeitmotifError } from '../core/errors.ts';
import { type AbsorbTools, absorb } from '../core/model/absorb.ts';
import { centroidDrift } from '../core/model/drift.ts';
import { caughtUp } from '../core/model/revise.ts';
import { type Delta, delta, REMEDY, restore, type Snapshot } from '../core/model/snapshot.ts';
import { emptyState, type Origin } from '../core/model/state.ts';
import { phiRecords } from '../core/phi/records.ts';
import type { Changelog, Clock, Codec, Intake, OutRecord, Probe, RawBatch } from '../core/ports.ts';
import { secondsTakenForMillis } from '../core/time.ts';
import type {
  BatchStats,
  ModelRecord,
  ModelState,
  PhiRecord,
  RevisedTheta,
  ThetaRecord,
  TopicEvent,
  TopicEventRecord,
  TopicId,
} from '../core/types.ts';
import { type Attributes, NO_ATTRIBUTES } from './cloudevents.ts';
import { checkOrigin, hold } from './feed.ts';
import type { Names } from './names.ts';
import { News } from './news.ts';
import { Written } from './written.ts';

export interface TrainerOptions {
  readonly names: Names;
  readonly changelog: Changelog;
  readonly codecs: {
    readonly stats: Codec<BatchStats>;
    readonly model: Codec<ModelRecord>;
    readonly theta: Codec<ThetaRecord>;
    readonly phi: Codec<PhiRecord>;
    readonly events: Codec<TopicEventRecord>;
  };
  readonly origin: Origin;
  readonly tools: AbsorbTools;
  /** Deletes stats below an offset, all of them absorbed; a failure is retried at a later version. */
  readonly discard: (before: bigint) => Promise<void>;
  readonly clock: Clock;
  readonly probe: Probe;
  /** What is published says of itself in headers; default nothing. */
  readonly attributes?: Attributes;
}

/** What folding some stats records brought about. */
interface Fold {
  state: ModelState;
  readonly events: TopicEvent[];
  /** Revised Θ, and ids that were deleted, in the order of the stats. */
  readonly theta: (RevisedTheta | Deleted)[];
}

interface Deleted {
  readonly id: string;
  readonly deleted: true;
}

/** Time between two deletions of absorbed stats, ms. */
const DISCARD_EVERY = 10_000;

export interface Trainer extends Intake {
  /** The records of the model as this replica has read or written them lately. */
  readonly written: Written;
  /** Whether this replica has taken over the training. */
  active(): boolean;
  /** The offset up to which the published model has absorbed a partition; null for none, or while not active. */
  absorbed(partition: number): bigint | null;
}

/** An Intake for the stats Kafka topic. */
export function createTrainer(options: TrainerOptions): Trainer {
  const { codecs, clock, probe, tools } = options;
  let snapshot: Snapshot | null = null;
  let active = false;
  /** Counts take-overs and their ends: one that was interrupted takes over nothing. */
  let reign = 0;
  let discarded = clock.now();
  let doubted = false;
  const written = new Written();
  const news = new News();

  const stateOf = (): ModelState => snapshot?.state ?? emptyState(options.origin, tools.options);

  return {
    written,
    active: () => active,
    absorbed: (partition) => snapshot?.state.absorbed.get(partition)?.offset ?? null,

    /** Take-over: the source has fenced every earlier trainer, so changelog and offset stand still. */
    async positioned(_partition, committed) {
      const mine = ++reign;
      const held = new Map<string, ModelRecord>();
      const records = await options.changelog.read();
      await hold(held, records, codecs.model);
      if (mine !== reign) return;
      snapshot = restore(held);
      written.clear();
      for (const [key, value] of new Map(records.map(({ key, value }) => [key, value]))) {
        const record = held.get(key);
        if (value !== null && record) written.add(key, value, record);
      }
      news.clear();
      if (snapshot) checkOrigin(snapshot.state, options.origin);
      const expected = snapshot?.state.statsOffset ?? null;
      if (expected !== committed) throw disagreement(expected, committed, options.names);
      active = true;
      probe.set('leitmotif_trainer', 1);
      probe.set('leitmotif_state_bytes', written.bytes);
      probe.log('info', 'this replica is the trainer', {
        version: snapshot?.state.version ?? 0,
        offset: String(committed ?? 0n),
      });
    },

    revoked() {
      reign++;
      snapshot = null;
      written.clear();
      active = false;
      probe.set('leitmotif_trainer', 0);
      for (const gauge of ['leitmotif_state_bytes', 'leitmotif_centroid_drift'] as const) probe.set(gauge, Number.NaN);
    },

    async handle(raw: RawBatch) {
      await codecs.stats.prepare(raw.records.flatMap(({ value }) => value ?? []));
      await raw.turn;
      const fold = await absorbAll(raw, stateOf(), options);
      // Else all of the model would be remembered as written, by a replica that may never train again.
      if (raw.revoked.aborted) throw new LeitmotifError('fenced', 'absorb', 'the stats were taken away');
      const state: ModelState = { ...fold.state, version: fold.state.version + 1, statsOffset: raw.span.to };
      const change = delta(snapshot, state);
      const deleted = new Set(fold.theta.flatMap((change) => ('deleted' in change ? change.id : [])));
      const before = snapshot?.state ?? null;
      const phi = phiRecords(state, tools.options.halfLife, news.of(before, state, deleted));
      await raw.commit([
        ...modelRecords(change, written, options),
        ...published(before, state, { ...fold, phi }, options),
      ]);
      news.tell(phi, state);
      snapshot = change.snapshot;
      for (const event of fold.events) probe.add('leitmotif_topic_events_total', 1, { type: event.type });
      // Taken away just then, it is another's to tell of.
      if (active) {
        probe.set('leitmotif_state_bytes', written.bytes);
        probe.set('leitmotif_centroid_drift', centroidDrift(before, state));
      }
      const doubt = doubted ? null : secondsTakenForMillis(state.streamTime);
      if (doubt !== null) {
        doubted = true;
        probe.log('warn', doubt);
      }
      const now = clock.now();
      if (now - discarded >= DISCARD_EVERY) {
        discarded = now;
        await options.discard(raw.span.to).catch((error: unknown) => {
          probe.log('warn', 'absorbed stats could not be deleted; tried again later', { error: String(error) });
        });
      }
    },
  };
}

/** Model and offset were committed together, so one of them was changed; a model that has read further is whole. */
function disagreement(expected: bigint | null, committed: bigint | null, { model, stats }: Names): LeitmotifError {
  const fatal = (message: string) => new LeitmotifError('fatal', 'restore', message);
  if (expected === null)
    return fatal(
      `${model} holds no model, but the trainer's group has committed the stats up to offset ${committed}: the Kafka topic was emptied or made anew. ${REMEDY}`,
    );
  const apart = `the model has absorbed the stats up to offset ${expected}, the trainer's group has committed ${committed ?? 'none'}`;
  if (committed === null || committed < expected)
    return fatal(
      `${apart}: its offsets expired or were reset, \`group\` is not what it was, or ${stats} was made anew. Stop all replicas, then go on with the model by \`leitmotif state reset --keep-model --to committed\` (docs/disasters.md)`,
    );
  return fatal(`${apart}: one of ${model} (cut short?) and the group's offsets was changed from outside. ${REMEDY}`);
}

/** Folds one record at a time, letting the loop breathe between them. Undecodable stats are our own bug. */
async function absorbAll(raw: RawBatch, state: ModelState, { codecs, tools, clock }: TrainerOptions): Promise<Fold> {
  const fold: Fold = { state, events: [], theta: [] };
  for (const { value, offset } of raw.records) {
    if (value === null) throw new LeitmotifError('bug', 'absorb', `the stats record at offset ${offset} is null`);
    const stats = statsOf(value, offset, codecs.stats);
    const result = absorb(fold.state, stats, tools);
    // The worker's tombstone may lie before a revision that was made without knowledge of it.
    if (result.state !== fold.state) fold.theta.push(...stats.deleted.map((id) => ({ id, deleted: true }) as const));
    fold.state = result.state;
    fold.events.push(...result.events);
    fold.theta.push(...result.revised);
    await clock.sleep(0);
  }
  const revised = fold.theta.flatMap((change) => ('deleted' in change ? [] : change));
  const anew = caughtUp(revised, fold.state, tools.options, tools.products);
  return { ...fold, theta: fold.theta.map((change) => ('deleted' in change ? change : (anew.get(change) ?? change))) };
}

function statsOf(value: Uint8Array, offset: bigint, codec: Codec<BatchStats>): BatchStats {
  try {
    return codec.decode(value);
  } catch (error) {
    throw new LeitmotifError(
      'fatal',
      'absorb',
      `the stats record at offset ${offset} cannot be read; was it written by a newer version?`,
      {
        cause: error,
      },
    );
  }
}

/** Changed parts, tombstones, and the head last: a reader takes the version for complete at its head. */
function modelRecords(change: Delta, written: Written, { codecs, names }: TrainerOptions): OutRecord[] {
  const encoded = change.records.map(({ key, record }) => {
    const value = codecs.model.encode(record);
    written.add(key, value, record);
    return { key, value };
  });
  for (const key of change.tombstones) written.delete(key);
  written.complete((change.records.at(-1) as (typeof change.records)[number]).record, change.snapshot);
  const to = { topic: names.model, partition: 0 } as const;
  const head = encoded.pop() as { key: string; value: Uint8Array };
  return [
    ...encoded.map(({ key, value }) => ({ ...to, key, value })),
    ...change.tombstones.map((key) => ({ ...to, key, value: null })),
    { ...to, key: head.key, value: head.value },
  ];
}

/** Φ, tombstones of topics that left, events, revised Θ and tombstones of deleted documents. */
function published(
  before: ModelState | null,
  state: ModelState,
  { phi, events, theta }: Pick<Fold, 'events' | 'theta'> & { readonly phi: readonly PhiRecord[] },
  { codecs, names, origin, attributes = NO_ATTRIBUTES }: TrainerOptions,
): OutRecord[] {
  const key = (topic: TopicId): string => String(topic);
  return [
    ...phi.map((record) => ({
      topic: names.phi,
      partition: 0,
      key: key(record.topic),
      value: codecs.phi.encode(record),
      headers: attributes.phi(record),
    })),
    ...goneTopics(before, state).map((id) => ({
      topic: names.phi,
      partition: 0,
      key: key(id),
      value: null,
    })),
    ...events.map((event) => ({
      topic: names.events,
      partition: 0,
      key: key(event.topic),
      value: codecs.events.encode({ ...event, model: state.version }),
      headers: attributes.event(event),
    })),
    ...theta.map((change): OutRecord => {
      const to = { topic: names.theta, key: change.id };
      if ('deleted' in change) return { ...to, value: null };
      const { vector: _, ...revised } = change;
      const record: ThetaRecord = {
        ...revised,
        parent: state.topics.get(change.theta[0]?.topic ?? -1)?.parent ?? null,
        model: state.version,
        encoder: origin.encoder,
      };
      return { ...to, value: codecs.theta.encode(record), headers: attributes.theta(record) };
    }),
  ];
}

function goneTopics(before: ModelState | null, state: ModelState): TopicId[] {
  return [...(before?.topics.values() ?? [])]
    .filter((topic) => topic.status === 'live' && state.topics.get(topic.id)?.status !== 'live')
    .map((topic) => topic.id);
}
