/** The model as the trainer publishes it, followed by every replica. */
import { LeitmotifError, messageOf } from '../core/errors.ts';
import { liveTopics } from '../core/model/members.ts';
import type { ModelOptions } from '../core/model/options.ts';
import { assemble, HEAD_KEY, REMEDY, restorer, type Snapshot } from '../core/model/snapshot.ts';
import { emptyState, type Origin } from '../core/model/state.ts';
import { type View, viewOf } from '../core/model/view.ts';
import type { Changelog, Codec, KeyedRecord, Probe } from '../core/ports.ts';
import { forgetUnused } from '../core/text/unused.ts';
import type { Millis, ModelRecord, ModelState, ModelVersion } from '../core/types.ts';
import type { Written } from './written.ts';

/** The newest complete model. */
export interface Published {
  readonly state: ModelState;
  readonly view: View;
}

export interface FeedOptions {
  readonly changelog: Changelog;
  /** What the trainer of this replica has written; default nothing. */
  readonly written?: Written;
  readonly codec: Codec<ModelRecord>;
  /** What a model must have been made with; also names the empty one. */
  readonly origin: Origin;
  readonly options: ModelOptions;
  readonly probe: Probe;
}

/** For those who ask for a model where there is none. */
export function noModel({ model }: { readonly model: string }): LeitmotifError {
  const remedy = 'start `leitmotif run` and give it documents, such as by `leitmotif feed file FILE`';
  return new LeitmotifError('fatal', 'restore', `${model} holds no model yet: ${remedy}`);
}

/** Gathers the newest record of each key; what a later one has replaced need not be readable. */
export async function hold(
  held: Map<string, ModelRecord>,
  records: Iterable<KeyedRecord>,
  codec: Codec<ModelRecord>,
  written?: Written,
): Promise<void> {
  const newest = new Map<string, Uint8Array | null>();
  for (const { key, value } of records) newest.set(key, value);
  await codec.prepare([...newest.values()].flatMap((value) => value ?? []));
  for (const [key, value] of newest) {
    if (value === null) held.delete(key);
    else held.set(key, written?.find(key, value) ?? decoded(key, value, codec));
  }
}

/** A model record that cannot be read is no poison to be set aside: the model would lack a part. */
function decoded(key: string, value: Uint8Array, codec: Codec<ModelRecord>): ModelRecord {
  try {
    return codec.decode(value);
  } catch (error) {
    throw new LeitmotifError(
      'fatal',
      'restore',
      `the model's changelog is damaged: it has an unreadable record under ${key}: ${messageOf(error)}. ${REMEDY}`,
      {
        cause: error,
      },
    );
  }
}

/**
 * Throws `fatal` for a model that other vectors or another kernel made; stage `migrate` for one of another encoder, which its
 * owner may have.
 */
export function checkOrigin(state: ModelState, origin: Origin): void {
  if (state.since > 0 && state.encoder !== origin.encoder)
    throw new LeitmotifError(
      'fatal',
      'migrate',
      `with version ${state.since} the model has moved to encoder ${state.encoder}, this replica has ${origin.encoder}: set the encoder as it was given to \`leitmotif migrate\` and start it again`,
    );
  const differs = (
    what: string,
    theirs: unknown,
    ours: unknown,
    { stage = 'restore', remedy = 'configure the same' }: { stage?: 'restore' | 'migrate'; remedy?: string } = {},
  ): void => {
    if (theirs !== ours)
      throw new LeitmotifError(
        'fatal',
        stage,
        `the model was made with ${what} ${String(theirs)}, this replica has ${String(ours)}: ${remedy}, or begin a new model under another prefix`,
      );
  };
  differs('encoder', state.encoder, origin.encoder, {
    stage: 'migrate',
    remedy: 'configure the same, move the model by `leitmotif migrate`',
  });
  differs('vectors of dimension', state.dim, origin.dim);
  // Its bits hold for one kernel, and a release has one.
  differs('the products kernel', state.products, origin.products, {
    remedy: 'run the release of Leitmotif that made it',
  });
}

/** What may be asked of the models as they come. */
export type Models = Pick<ModelFeed, 'current' | 'restored'>;

export class ModelFeed {
  readonly #options: FeedOptions;
  readonly #halfLife: Millis;
  readonly #held = new Map<string, ModelRecord>();
  readonly #waiting = new Set<() => void>();
  /** Nobody is to wait for a model any more. */
  #ended = false;
  #restored: ModelVersion | null = null;
  #current: Published;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#halfLife = options.options.halfLife;
    this.#current = this.#published(emptyState(options.origin, options.options));
  }

  /** The newest complete model; the empty one before any was published. */
  current(): Published {
    return this.#current;
  }

  /** The version that was complete at the start: what comes after it was seen to come. null while restoring. */
  restored(): ModelVersion | null {
    return this.#restored;
  }

  /**
   * Follows the changelog until the signal is aborted. `restored` is called once, when the model as it was at the
   * start is complete. Rejects with `fatal` when it is not, or was made by another encoder.
   */
  async run(restored: () => void, signal: AbortSignal): Promise<void> {
    const { changelog, codec, written } = this.#options;
    // Before the end of what there is, a head may lack what compaction has removed since, and a record be replaced.
    const earlier = new Map<string, KeyedRecord>();
    const whole = restorer(this.#held);
    try {
      await changelog.follow(
        async (records) => {
          if (this.#restored === null) {
            for (const record of records) earlier.set(record.key, record);
            return;
          }
          // A version is complete at its head; of several that come at once the newest is taken.
          const next = records.findLastIndex(({ key }) => key === HEAD_KEY) + 1;
          if (next > 0) {
            await hold(this.#held, records.slice(0, next), codec, written);
            this.#take();
          }
          await hold(this.#held, records.slice(next), codec, written);
        },
        async () => {
          await hold(this.#held, earlier.values(), codec, written);
          earlier.clear();
          const snapshot = whole();
          if (snapshot === 'again') return snapshot;
          if (snapshot) this.#publish(snapshot);
          else this.#say();
          this.#restored = this.#current.state.version;
          restored();
        },
        signal,
      );
    } finally {
      this.giveUp();
    }
  }

  /**
   * Resolves with the first model, from the current one on, that fulfils the condition. Rejects with `fenced` when
   * aborted, with `transient` after `giveUp`, or when the model is no longer followed, so that none can come.
   */
  async until(fulfils: (state: ModelState) => boolean, signal: AbortSignal): Promise<Published> {
    for (;;) {
      if (signal.aborted)
        throw new LeitmotifError('fenced', 'assign', 'the partition was taken away while waiting for the model');
      if (fulfils(this.#current.state)) return this.#current;
      if (this.#ended) throw new LeitmotifError('transient', 'assign', 'the model is no longer waited for here');
      await new Promise<void>((resolve) => {
        const done = (): void => {
          signal.removeEventListener('abort', done);
          this.#waiting.delete(done);
          resolve();
        };
        this.#waiting.add(done);
        signal.addEventListener('abort', done);
      });
    }
  }

  /** Ends all waiting for a model, now and from now on; it goes on to be followed. */
  giveUp(): void {
    this.#ended = true;
    this.#wakeAll();
  }

  /** One that compaction was quicker than is skipped: a later one is whole. */
  #take(): void {
    const head = this.#held.get(HEAD_KEY);
    const own = head && this.#options.written?.versionOf(head);
    const found = own ? { snapshot: own } : assemble(this.#held);
    if (found && 'snapshot' in found) this.#publish(found.snapshot);
  }

  #publish({ state }: Snapshot): void {
    checkOrigin(state, this.#options.origin);
    this.#current = this.#published(state);
    forgetUnused(state);
    this.#say();
    this.#wakeAll();
  }

  #say(): void {
    const { state } = this.#current;
    this.#options.probe.set('leitmotif_model_version', state.version);
    this.#options.probe.set('leitmotif_topics', liveTopics(state).length);
  }

  #wakeAll(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  #published(state: ModelState): Published {
    return { state, view: viewOf(state, this.#halfLife) };
  }
}
