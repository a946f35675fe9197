/** A new epoch: what the model begins it with, where documents go on, and what readers must be told. */
import { LeitmotifError } from './errors.ts';
import {
  type Absorbed,
  CONTROL,
  type Millis,
  type ModelState,
  type ModelVersion,
  type PhiRecord,
  type TopicEvent,
  type TopicId,
} from './types.ts';

/** What is left of the epochs before; 0 where nothing is known. */
export interface Past {
  readonly version: ModelVersion;
  readonly epoch: number;
  /** The largest ids ever met, */
  readonly topic: TopicId;
  readonly cell: number;
  /** and the number of the last event. */
  readonly sequence: number;
  /** The newest event time ever met, ms. */
  readonly time: Millis;
  /** Topics that events have told of. */
  readonly told: ReadonlySet<TopicId>;
  /** Topics that readers of Φ take for live. */
  readonly shown: ReadonlyMap<TopicId, Pick<PhiRecord, 'level' | 'label'>>;
}

/** One partition of a log, and how far its group has read. */
export interface Standing {
  readonly partition: number;
  /** The log holds the offsets [low, end). */
  readonly low: bigint;
  readonly end: bigint;
  /** null for nothing yet. */
  readonly committed: bigint | null;
  /** Where it goes on, or was to begin when nothing is committed yet; null where it has never been. */
  readonly position: bigint | null;
}

/** Where documents go on: `exported` is where the model that begins the epoch stood. */
export type Destination =
  | 'earliest'
  | 'latest'
  | 'committed'
  | 'exported'
  | { readonly time: Millis }
  | { readonly offset: bigint }
  /** Partitions that are not named go on where the group has come to. */
  | { readonly offsets: ReadonlyMap<number, bigint> };

export interface Positions {
  /** Partition → the first offset of the epoch. */
  readonly documents: ReadonlyMap<number, bigint>;
  /** null: no command was ever read. */
  readonly control: bigint | null;
  readonly stats: bigint;
}

/**
 * The offset of each partition. `atTime`: offsets of the first records at or after the destination's time, where there
 * are any. Throws `fatal`, stage `config`, for an offset that the log does not hold, with the nearest that it does.
 */
export function documentsAt(
  to: Destination,
  {
    topic,
    standing,
    absorbed,
    keeps = false,
    atTime,
  }: {
    /** The Kafka topic. */
    readonly topic: string;
    readonly standing: readonly Standing[];
    readonly absorbed: ModelState['absorbed'];
    /** Whether that is of the model that the group has fed, rather than of an earlier one, from a file, or none; default false. */
    readonly keeps?: boolean;
    readonly atTime: ReadonlyMap<number, bigint>;
  },
): Map<number, bigint> {
  const named = typeof to === 'object' && 'offsets' in to ? to.offsets : new Map<number, bigint>();
  const wanted = (at: Standing): bigint => {
    if (to === 'earliest') return at.low;
    if (to === 'latest') return at.end;
    if (to === 'exported') return absorbed.get(at.partition)?.offset ?? at.low;
    if (typeof to === 'object' && 'time' in to) return atTime.get(at.partition) ?? at.end;
    if (typeof to === 'object' && 'offset' in to) return to.offset;
    return named.get(at.partition) ?? reached(at, absorbed.get(at.partition)?.offset, keeps);
  };
  const refuse = (why: string, place = ''): never => {
    throw new LeitmotifError('fatal', 'config', `${why}; say where to go on by --to${place}`);
  };
  for (const partition of named.keys())
    if (!standing.some((at) => at.partition === partition)) refuse(`${topic} has no partition ${partition}`);
  const places = standing.map((at) => ({ ...at, offset: wanted(at) }));
  const beyond = places.filter(({ offset, low, end }) => offset < low || offset > end);
  if (beyond[0]) {
    const { partition, offset, low, end } = beyond[0];
    // All of them at once, and those that were named: else each refusal would take one away and name another.
    const nearest = places
      .filter((at) => beyond.includes(at) || named.has(at.partition))
      .map((at) => `${at.partition}=${clamped(at)}`);
    refuse(
      `partition ${partition} of ${topic} would go on at offset ${offset}, but its log holds [${low}, ${end})`,
      `, such as ${nearest.join(',')}`,
    );
  }
  return new Map(places.map(({ partition, offset }) => [partition, offset]));
}

function clamped({ offset, low, end }: Standing & { readonly offset: bigint }): bigint {
  if (offset < low) return low;
  return offset > end ? end : offset;
}

/**
 * Where the group has come to: its offset, or where the broker has forgotten it what the model has read. A model that is kept may
 * have read beyond a group that somebody has set back: then nothing is read twice.
 */
function reached(at: Standing, known: bigint | undefined, keeps: boolean): bigint {
  const committed = at.committed ?? known ?? at.position ?? at.low;
  return keeps && known !== undefined && known > committed ? known : committed;
}

/**
 * Where commands go on, so that none is done twice: where the group has come to, or the model, when the broker has forgotten
 * the group and the log still holds that place. null: not known, or none was ever read.
 */
export function controlAt(at: Standing | undefined, absorbed: ModelState['absorbed']): bigint | null {
  if (at === undefined) return null;
  const { committed, low, end } = at;
  const done = absorbed.get(CONTROL)?.offset;
  if (done !== undefined && done >= low && done <= end && (committed === null || committed < done)) return done;
  return committed !== null && committed > end ? end : committed;
}

export interface Beginning {
  readonly state: ModelState;
  readonly events: readonly TopicEvent[];
  /** Topics whose Φ goes. */
  readonly gone: readonly TopicId[];
}

/**
 * The first model of the epoch: `base` with ids, versions and numbers of events above all that were ever met, so that
 * none is used twice. Topics that readers take for live and that are not in it retire, those that they take for gone come
 * back, so that the events replayed are the table of topics still.
 */
export function begin(base: ModelState, past: Past, at: Positions, reason: string): Beginning {
  const epoch = Math.max(base.epoch, past.epoch) + 1;
  const stands = (offset: bigint): Absorbed => ({ epoch, offset });
  const absorbed = [...at.documents].map(([partition, offset]) => [partition, stands(offset)] as const);
  if (at.control !== null) absorbed.push([CONTROL, stands(at.control)]);
  const live = [...base.topics.values()].filter(({ status }) => status === 'live');
  const known = new Set(live.map(({ id }) => id));
  const gone = [...past.shown.keys()].filter((id) => !known.has(id)).sort((a, b) => a - b);
  const first = Math.max(base.sequence, past.sequence + 1);
  const drafts = [
    ...gone.map((topic) => ({ type: 'retired' as const, topic, ...past.shown.get(topic) })),
    ...live
      .filter(({ id }) => !past.shown.has(id))
      .map(({ id, level, label }) => ({
        type: past.told.has(id) ? ('revived' as const) : ('born' as const),
        topic: id,
        level,
        label,
      })),
  ];
  const events = drafts.map(
    ({ type, topic, level = 0, label = '' }, i): TopicEvent => ({
      ...{ type, topic, level, label, reason, into: [], from: [], numbers: { epoch } },
      // A model that begins anew has seen no time yet.
      time: Math.max(base.streamTime, past.time),
      sequence: first + i,
    }),
  );
  const state: ModelState = {
    ...base,
    version: Math.max(base.version, past.version) + 1,
    epoch,
    nextTopic: Math.max(base.nextTopic, past.topic + 1),
    nextCell: Math.max(base.nextCell, past.cell + 1),
    sequence: first + events.length,
    statsOffset: at.stats,
    absorbed: new Map(absorbed.sort(([a], [b]) => a - b)),
    strays: behind(base.strays, at),
    panel: behind(base.panel, at),
  };
  return { state, events, gone };
}

/**
 * Documents from before the places where the epoch goes on. Others come again, or their log was cut off, or has lost the
 * partition, and gives their offsets, under which the changelog has them, to new ones.
 */
function behind<T extends { readonly partition: number; readonly offset: bigint }>(
  documents: ReadonlyMap<string, T>,
  at: Positions,
): ReadonlyMap<string, T> {
  return new Map(
    [...documents].filter(([, { partition, offset }]) => {
      const first = at.documents.get(partition);
      return first !== undefined && offset < first;
    }),
  );
}
