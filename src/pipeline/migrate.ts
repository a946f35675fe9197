/** The model of a live deployment goes over to another encoder: one transaction in the trainer's name. */
import { faultOf, LeitmotifError } from '../core/errors.ts';
import { type MigrateTools, type Migration, migrated, type Plan } from '../core/migrate/migrate.ts';
import { assemble, delta, type Snapshot } from '../core/model/snapshot.ts';
import type { Changelog, Clock, Codec, OutRecord } from '../core/ports.ts';
import type { ModelRecord, ModelState, TopicEventRecord } from '../core/types.ts';
import { type Attributes, NO_ATTRIBUTES } from './cloudevents.ts';
import { hold, noModel } from './feed.ts';
import type { Names } from './names.ts';
import { newestModel } from './newest.ts';

/**
 * Runs `make` with the offset that the trainers' group has committed in the stats Kafka topic (null for none) while
 * every trainer is fenced, and commits what it gives together with that very offset. Throws `fenced` when a trainer has
 * fenced in turn, `transient` when nothing or an unknown part was committed.
 */
export type TakeOver = (make: (committed: bigint | null) => Promise<readonly OutRecord[]>) => Promise<void>;

export interface MigrateOptions {
  readonly names: Pick<Names, 'model' | 'events'>;
  readonly changelog: Changelog;
  readonly codecs: { readonly model: Codec<ModelRecord>; readonly events: Codec<TopicEventRecord> };
  readonly takeOver: TakeOver;
  readonly tools: MigrateTools;
  /** Least part of the held-out documents of sure topics that keep them, in [0, 1]. */
  readonly minAgreement: number;
  readonly clock: Clock;
  /** What is published says of itself in headers; default nothing. */
  readonly attributes?: Attributes;
}

/** Trainers that are fenced come back after two heartbeats: one that was not quick enough tries again. */
const TRIES = 4;
/** Longest wait for the changelog to show what the group has committed, ms. */
const PATIENCE = 10_000;
const STEP = 10;

/** The newest model of a changelog. Throws `fatal` for a changelog without one. */
export async function readModel(
  changelog: Changelog,
  codec: Codec<ModelRecord>,
  names: Pick<Names, 'model'>,
): Promise<ModelState> {
  const newest = await newestModel(changelog, async () => codec);
  if (newest !== null) return newest.snapshot.state;
  throw noModel(names);
}

/** Throws `fatal`, stage `config`, for a model that cannot be moved from this encoder. */
export function checkMovable(state: ModelState, encoder: string): void {
  const refuse = (why: string): never => {
    throw new LeitmotifError('fatal', 'config', why);
  };
  if (state.encoder !== encoder)
    refuse(
      `the model was made with encoder ${state.encoder}, the settings name ${encoder}: give the settings of the replicas as they are, and the new encoder by --encoder`,
    );
  if (state.warming)
    refuse(
      `the model is still warming up (${state.strays.size} documents so far): wait until it has seeded its cells, or begin a new one with the new encoder`,
    );
}

/**
 * Moves the model and publishes it, unless too few documents keep their topic: then nothing is written, and `written` is
 * false. The model is followed meanwhile, so that what is moved is the newest there is.
 */
export async function migrateModel(
  plan: Plan,
  options: MigrateOptions,
): Promise<{ readonly migration: Migration; readonly written: boolean }> {
  const { changelog, codecs, takeOver, tools, minAgreement, clock } = options;
  const was = { encoder: '' };
  const held = new Map<string, ModelRecord>();
  const end = new AbortController();
  let whole = false;
  const following = changelog.follow(
    (records) => hold(held, records, codecs.model),
    () => {
      whole = true;
    },
    end.signal,
  );
  let failure: unknown = null;
  following.catch((error: unknown) => {
    failure = error;
  });
  const newest = async (fulfils: (snapshot: Snapshot) => boolean): Promise<Snapshot> => {
    for (const deadline = clock.now() + PATIENCE; ; ) {
      if (failure !== null) throw failure;
      const found = whole ? assemble(held) : null;
      if (found && 'snapshot' in found && fulfils(found.snapshot)) return found.snapshot;
      if (whole && clock.now() > deadline)
        throw new LeitmotifError(
          'fatal',
          'restore',
          `${options.names.model} does not show the model that the trainers' group has committed: one of them was changed from outside; restore both from one time`,
        );
      await clock.sleep(STEP);
    }
  };
  try {
    const first = await newest(() => true);
    was.encoder = first.state.encoder;
    let migration = migrated(first.state, plan, tools);
    const agrees = (): boolean => migration.agreement.sure >= minAgreement;
    if (!agrees()) return { migration, written: false };
    let unknown = false;
    for (let left = TRIES; ; left--) {
      let [refused, arrived] = [false, false];
      try {
        await takeOver(async (committed) => {
          if (unknown) {
            // The fence has decided it; what is followed may not be there yet, and the offset is the same either way.
            const { encoder } = await readModel(changelog, codecs.model, options.names);
            arrived = encoder === tools.encoder;
            if (arrived) throw new LeitmotifError('fatal', 'migrate', 'the attempt before was committed');
          }
          const snapshot = await newest(({ state }) => state.statsOffset === committed);
          if (snapshot.state.encoder !== was.encoder)
            throw new LeitmotifError(
              'fatal',
              'migrate',
              `another process has moved the model to ${snapshot.state.encoder} meanwhile`,
            );
          if (migration.state.version !== snapshot.state.version + 1) migration = migrated(snapshot.state, plan, tools);
          refused = !agrees();
          if (refused) throw new LeitmotifError('fatal', 'migrate', 'the model has changed meanwhile');
          return recordsOf(snapshot, migration, options);
        });
        return { migration, written: true };
      } catch (error) {
        if (arrived) return { migration, written: true };
        if (refused) return { migration, written: false };
        if (left === 1 || (faultOf(error) !== 'fenced' && faultOf(error) !== 'transient')) throw error;
        unknown ||= faultOf(error) === 'transient';
      }
    }
  } finally {
    end.abort();
    await following.catch(() => {});
  }
}

/** Events, and all of the model anew, its head last. */
function recordsOf(
  before: Snapshot,
  { state, events }: Migration,
  { names, codecs, attributes = NO_ATTRIBUTES }: Pick<MigrateOptions, 'names' | 'codecs' | 'attributes'>,
): OutRecord[] {
  const { records, tombstones } = delta(before, state);
  const to = { topic: names.model, partition: 0 } as const;
  const model = records.map(({ key, record }) => ({ ...to, key, value: codecs.model.encode(record) }));
  return [
    ...events.map((event) => ({
      topic: names.events,
      partition: 0,
      key: String(event.topic),
      value: codecs.events.encode({ ...event, model: state.version }),
      headers: attributes.event(event),
    })),
    ...tombstones.map((key) => ({ ...to, key, value: null })),
    ...model,
  ];
}
