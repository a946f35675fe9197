/** Opens a new epoch of a deployment: a model and all positions in one transaction, while no replica runs. */
import {
  begin,
  controlAt,
  type Destination,
  documentsAt,
  type Past,
  type Positions,
  type Standing,
} from '../core/epoch.ts';
import { LeitmotifError } from '../core/errors.ts';
import { assemble, delta, HEAD_KEY } from '../core/model/snapshot.ts';
import { phiRecords } from '../core/phi/records.ts';
import type { Changelog, Clock, Codec, KeyedRecord, OutRecord } from '../core/ports.ts';
import type { Millis, ModelRecord, ModelState, PhiRecord, TopicEventRecord, TopicId } from '../core/types.ts';
import { type Attributes, NO_ATTRIBUTES } from './cloudevents.ts';
import { hold } from './feed.ts';
import type { Names } from './names.ts';

/** The groups of a deployment, and the right to write in the name of all of them. */
export interface Groups {
  /** Who is in any of them, for people. */
  members(): Promise<readonly string[]>;
  /** Shuts out whoever may still hold one of their transactional ids, and aborts what was left open. */
  fence(): Promise<void>;
  /** Where each stands in what it reads; a group reads one Kafka topic. */
  standing(group: 'documents' | 'control' | 'stats'): Promise<readonly Standing[]>;
  /** Of each partition of the documents the offset of the first record at or after a time; without one its log's end, or nothing. */
  documentsAt(time: Millis): Promise<ReadonlyMap<number, bigint>>;
  /** Everything in one transaction, or nothing. Throws `fenced`, `transient` or `fatal`. */
  commit(records: readonly OutRecord[], positions: Positions): Promise<void>;
}

export interface EpochOptions {
  readonly names: Names;
  readonly changelog: Changelog;
  readonly phi: Changelog;
  readonly events: Changelog;
  readonly codecs: {
    readonly model: Codec<ModelRecord>;
    readonly phi: Codec<PhiRecord>;
    readonly events: Codec<TopicEventRecord>;
  };
  readonly groups: Groups;
  readonly halfLife: Millis;
  /** How long a replica that is leaving, or was killed, may still be counted as a member, ms. */
  readonly patience: Millis;
  readonly clock: Clock;
  /** What is published says of itself in headers; default nothing. */
  readonly attributes?: Attributes;
}

export interface Wanted {
  /** What the epoch begins with, given the model there is: null when it is lost or damaged. */
  readonly base: (current: ModelState | null) => ModelState;
  readonly to: Destination;
  /** Why, in the events. */
  readonly reason: string;
  /** Writes nothing, and shuts nobody out. */
  readonly dryRun: boolean;
}

/** A partition of the documents, and where it goes on. */
export interface Move extends Standing {
  readonly to: bigint;
}

export interface Opened {
  readonly state: ModelState;
  /** What is wrong with the model that there was; null when it was whole or the Kafka topic empty. */
  readonly damage: string | null;
  readonly moves: readonly Move[];
  readonly retired: number;
  /** Topics that begin, or come back. */
  readonly revived: number;
  /** Who is in the way, in a dry run. */
  readonly members: readonly string[];
}

const STEP = 200;

/**
 * Steps: 1 no replica may run; 2 whoever was frozen is shut out; 3 what is left of the model, Φ and events is read, and
 * where logs and groups stand; 4 the first model of the epoch is made; 5 model, Φ, events and all offsets are committed
 * in one transaction. Throws `fatal` while replicas run, or for a destination that the log does not hold.
 */
export async function openEpoch(wanted: Wanted, options: EpochOptions): Promise<Opened> {
  const { groups, names } = options;
  const members = await inTheWay(wanted.dryRun, options);
  if (!wanted.dryRun) await groups.fence();
  const left = await whatIsLeft(options);
  const base = wanted.base(left.state);
  // Before the logs' ends: it is the end where no record is so late, and a feed that runs goes on meanwhile.
  const atTime =
    typeof wanted.to === 'object' && 'time' in wanted.to
      ? await groups.documentsAt(wanted.to.time)
      : new Map<number, bigint>();
  const [documents, control, stats] = await Promise.all([
    groups.standing('documents'),
    groups.standing('control'),
    groups.standing('stats'),
  ]);
  const { absorbed } = base;
  const keeps = base === left.state;
  const positions: Positions = {
    documents: documentsAt(wanted.to, { topic: names.documents, standing: documents, absorbed, keeps, atTime }),
    control: controlAt(control[0], (left.state ?? base).absorbed),
    stats: stats[0]?.end ?? 0n,
  };
  const beginning = begin(base, left.past, positions, wanted.reason);
  if (!wanted.dryRun) await groups.commit(recordsOf(beginning, left, options), positions);
  return {
    state: beginning.state,
    damage: left.damage,
    moves: documents.map((at) => ({ ...at, to: positions.documents.get(at.partition) ?? at.low })),
    retired: beginning.gone.length,
    revived: beginning.events.length - beginning.gone.length,
    members,
  };
}

async function inTheWay(dryRun: boolean, { groups, patience, clock }: EpochOptions): Promise<readonly string[]> {
  for (const deadline = clock.now() + patience; ; ) {
    const members = await groups.members();
    if (members.length === 0 || dryRun) return members;
    if (clock.now() > deadline)
      throw new LeitmotifError(
        'fatal',
        'restore',
        `replicas are running: ${members.join(', ')}; stop them all first, as a new epoch is for all of them alike`,
      );
    await clock.sleep(STEP);
  }
}

interface Left {
  /** The model, when it is whole. */
  readonly state: ModelState | null;
  readonly damage: string | null;
  /** Keys of the changelog that have a value. */
  readonly keys: ReadonlySet<string>;
  readonly past: Past;
}

/** What can still be read of the epochs before: a damaged model, Φ and events each know a part. */
async function whatIsLeft({ changelog, phi, events, codecs }: EpochOptions): Promise<Left> {
  const records = await changelog.read();
  const keys = new Set<string>();
  for (const { key, value } of records)
    if (value === null) keys.delete(key);
    else keys.add(key);
  const { state, head, damage } = await modelOf(records, codecs.model);
  const shown = new Map<TopicId, PhiRecord>();
  const told = new Set<TopicId>();
  await gather(phi, codecs.phi, (key, record) => {
    if (record === null) shown.delete(Number(key));
    else shown.set(record.topic, record);
  });
  let past = {
    version: head?.version ?? 0,
    epoch: head?.epoch ?? 0,
    topic: (head?.nextTopic ?? 1) - 1,
    cell: (head?.nextCell ?? 1) - 1,
    sequence: (head?.sequence ?? 1) - 1,
    time: head?.streamTime ?? 0,
  };
  await gather(events, codecs.events, (_key, event) => {
    if (event === null) return;
    // A command that was refused may have named any number at all.
    const met = event.type === 'refused' ? [] : [event.topic, ...event.into];
    for (const id of met) told.add(id);
    past = {
      ...past,
      version: Math.max(past.version, event.model),
      topic: Math.max(past.topic, ...met),
      sequence: Math.max(past.sequence, event.sequence),
      time: Math.max(past.time, event.time),
      // A reset tells its epoch: should the head be gone, too.
      epoch: Math.max(past.epoch, event.numbers.epoch ?? 0),
    };
  });
  for (const record of shown.values())
    past = {
      ...past,
      version: Math.max(past.version, record.model),
      topic: Math.max(past.topic, record.topic),
      time: Math.max(past.time, record.updated),
    };
  return { state, damage, keys, past: { ...past, shown, told } };
}

/** The model, or its head alone and what is wrong with the rest. */
async function modelOf(
  records: readonly KeyedRecord[],
  codec: Codec<ModelRecord>,
): Promise<{
  state: ModelState | null;
  head: Omit<ModelState, 'cells' | 'topics' | 'strays' | 'panel'> | null;
  damage: string | null;
}> {
  const held = new Map<string, ModelRecord>();
  let damage: string | null = null;
  for (const record of new Map(records.map((one) => [one.key, one])).values())
    try {
      await hold(held, [record], codec);
    } catch (error) {
      if (!(error instanceof LeitmotifError) || error.fault !== 'fatal') throw error;
      damage ??= error.message;
    }
  const found = assemble(held);
  const entry = held.get(HEAD_KEY)?.entry;
  const head = entry?.kind === 'head' ? entry.head : null;
  if (found !== null && 'snapshot' in found) return { state: found.snapshot.state, head, damage };
  return { state: null, head, damage: damage ?? (found === null ? null : `it lacks ${found.missing}`) };
}

/** Hands on what a Kafka topic holds, a part at a time; what cannot be read any more is passed over. */
async function gather<T>(log: Changelog, codec: Codec<T>, take: (key: string, value: T | null) => void): Promise<void> {
  const end = new AbortController();
  await log.follow(
    async (records) => {
      await codec.prepare(records.flatMap(({ value }) => value ?? []));
      for (const { key, value } of records) {
        try {
          take(key, value === null ? null : codec.decode(value));
        } catch (error) {
          if (!(error instanceof LeitmotifError) || error.fault !== 'poison') throw error;
        }
      }
    },
    () => end.abort(),
    end.signal,
  );
}

/** Tombstones of what the new model has not, its Φ, events, and all of it anew, the head last. */
function recordsOf(
  { state, events, gone }: ReturnType<typeof begin>,
  { keys }: Left,
  { names, codecs, halfLife, attributes = NO_ATTRIBUTES }: EpochOptions,
): OutRecord[] {
  const { records } = delta(null, state);
  const kept = new Set(records.map(({ key }) => key));
  const to = (topic: string) => ({ topic, partition: 0 }) as const;
  return [
    ...events.map((event) => ({
      ...to(names.events),
      key: String(event.topic),
      value: codecs.events.encode({ ...event, model: state.version }),
      headers: attributes.event(event),
    })),
    ...gone.map((topic) => ({ ...to(names.phi), key: String(topic), value: null })),
    ...phiRecords(state, halfLife).map((record) => ({
      ...to(names.phi),
      key: String(record.topic),
      value: codecs.phi.encode(record),
      headers: attributes.phi(record),
    })),
    ...[...keys].filter((key) => !kept.has(key)).map((key) => ({ ...to(names.model), key, value: null })),
    ...records.map(({ key, record }) => ({ ...to(names.model), key, value: codecs.model.encode(record) })),
  ];
}
