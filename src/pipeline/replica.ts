/** One running process: it follows the model, works on documents, and trains where it owns the stats. */
import { LeitmotifError, messageOf } from '../core/errors.ts';
import type { AbsorbTools } from '../core/model/absorb.ts';
import type { Origin } from '../core/model/state.ts';
import type { Changelog, Clock, Codec, DocumentReader, Encoder, Probe, Source } from '../core/ports.ts';
import type { Board } from '../core/show/board.ts';
import type { Phase } from '../core/show/types.ts';
import type { StopWords } from '../core/text/stopwords.ts';
import type { Command, Millis, ModelState } from '../core/types.ts';
import { type BoardOptions, createBoard } from './board.ts';
import type { Attributes } from './cloudevents.ts';
import { ModelFeed } from './feed.ts';
import type { Names } from './names.ts';
import { createOrders } from './orders.ts';
import { createPace } from './pace.ts';
import type { ReplicaStatus } from './status.ts';
import { createTrainer, type TrainerOptions } from './trainer.ts';
import { createWatch } from './watch.ts';
import { createWorker, type WorkerOptions } from './worker.ts';

export interface ReplicaOptions {
  readonly names: Names;
  /** The documents Kafka topic, read by the workers' group; made when the model is restored, with the epoch to stamp on spans. */
  readonly documents: (epoch: () => number) => Source;
  /** The stats Kafka topic, read by the trainers' group. */
  readonly stats: (epoch: () => number) => Source;
  /** The commands' Kafka topic, read by a group of its own; null where there are none. */
  readonly control: ((epoch: () => number) => Source) | null;
  /** Puts a command there. */
  readonly send: ((command: Command) => Promise<void>) | null;
  readonly changelog: Changelog;
  readonly reader: DocumentReader;
  readonly encoder: Encoder;
  readonly codecs: TrainerOptions['codecs'] & { readonly control: Codec<Command> };
  readonly stop: StopWords;
  readonly tools: AbsorbTools;
  readonly discard: (before: bigint) => Promise<void>;
  /** See WorkerOptions. */
  readonly batch: number;
  readonly staleness: number;
  readonly maxAhead: number;
  readonly latest?: () => number;
  readonly maxStatsBytes: number;
  readonly maxDeadBytes: number;
  /** See WorkerOptions. */
  readonly held: WorkerOptions['held'];
  readonly statsEnd: WorkerOptions['statsEnd'];
  /**
   * Longest wait, when draining, for a batch that the worker here has in hand and that waits for the model, and for the
   * trainer here to absorb what the worker has sent, ms.
   */
  readonly drainTimeout: number;
  /** What its board follows besides the model; null for a replica that shows nothing. */
  readonly show: Pick<BoardOptions, 'events' | 'excerpts'> | null;
  /** Resolves when its owner can go on with the encoder that the model has moved to; default never. */
  readonly successor?: (signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  readonly probe: Probe;
  /** What is published says of itself in headers; default nothing. */
  readonly attributes?: Attributes;
}

export interface Replica {
  /**
   * Resolves after a drain that the signal began; rejects with the first error that stops the replica. One whose model
   * moves to another encoder while it runs stops working, is not ready, and rejects when there is a successor or the signal
   * comes.
   */
  run(signal: AbortSignal): Promise<void>;
  status(): ReplicaStatus;
  /** The newest model this replica has seen. */
  model(): ModelState;
  /** What it shows of its topics; null when it was told to show nothing. */
  readonly board: Board | null;
}

/** Time between two looks at what the drain waits for, ms. */
const DRAIN_STEP = 20;
/** Length of the timers of a replica that only stays up, ms. */
const STAY_STEP = 3_600_000;

export function createReplica(options: ReplicaOptions): Replica {
  const { clock, probe, tools } = options;
  const origin: Origin = {
    epoch: 1,
    encoder: options.encoder.id,
    products: tools.products.name,
    dim: options.encoder.dim,
  };
  const pace = createPace();
  const trainer = createTrainer({ ...options, origin });
  const feed = new ModelFeed({
    changelog: options.changelog,
    written: trainer.written,
    codec: options.codecs.model,
    origin,
    options: tools.options,
    probe,
  });
  const worker = createWorker({
    ...options,
    products: tools.products,
    theta: options.codecs.theta,
    stats: options.codecs.stats,
    feed,
    model: tools.options,
    acceptLoss: tools.acceptLoss ?? false,
    pace,
  });
  const watch = createWatch({ pace, worker, models: feed, clock, probe });
  const epoch = (): number => feed.current().state.epoch;
  let phase: Phase = 'starting';
  let outdated = '';
  const board =
    options.show === null
      ? null
      : createBoard({
          ...options.show,
          models: feed,
          send: options.send,
          options: tools.options,
          status,
          group: watch.group,
          codec: options.codecs.events,
          encoder: options.encoder,
          products: tools.products,
          clock,
          probe,
        });

  /**
   * Steps: 1 restore · 2 work and train · 3 on the signal stop working · 4 let the trainer catch up · 5 stop the rest, but
   * for what is shown · 6 when the model has moved to another encoder, say so until there is a successor or the signal comes.
   */
  async function run(signal: AbortSignal): Promise<void> {
    const working = new AbortController();
    const training = new AbortController();
    const following = new AbortController();
    const looking = new AbortController();
    const failed = new AbortController();
    const failures: unknown[] = [];
    const stopAll = (): void => {
      for (const c of [failed, working, training, following]) c.abort();
    };
    const guarded = (task: Promise<void>): Promise<void> =>
      task.catch((error: unknown) => {
        failures.push(error);
        stopAll();
      });

    // 1. Restore before joining any group, so that no heartbeat waits for it.
    phase = 'restoring';
    let restored = (): void => {};
    const whole = new Promise<void>((resolve) => {
      restored = resolve;
    });
    const follower = guarded(feed.run(restored, following.signal));
    const showing = board?.run(looking.signal);
    await first(whole, failed.signal, signal);
    // 2.
    if (!signal.aborted && !failed.signal.aborted) {
      phase = 'running';
      const documents = options.documents(epoch);
      const work = guarded(documents.run(worker, working.signal));
      const orders = options.control;
      const obey =
        orders === null ? null : guarded(orders(epoch).run(createOrders({ ...options, models: feed }), working.signal));
      const train = guarded(options.stats(epoch).run(trainer, training.signal));
      const watching = watch.run(documents, AbortSignal.any([failed.signal, signal]));
      await first(failed.signal, signal);
      // 3.
      phase = 'draining';
      const deadline = clock.now() + options.drainTimeout;
      working.abort();
      await handedIn(work, deadline);
      await obey;
      // 4.
      await drained(failed.signal, deadline);
      training.abort();
      await train;
      await watching;
    }
    // 5.
    following.abort();
    await follower;
    // Others go on with it, and this process may live and be asked for long.
    worker.leave();
    trainer.revoked?.(0);
    // 6. Leaving at once would only be a crash for whoever starts it again with the same settings.
    const moved = phase === 'draining' ? failures.find(hasMoved) : undefined;
    if (moved !== undefined && !signal.aborted) {
      phase = 'outdated';
      outdated = messageOf(moved);
      probe.log('error', outdated);
      await first(signal, (options.successor ?? stays)(signal));
    }
    looking.abort();
    await showing;
    phase = 'stopped';
    if (failures.length > 0) throw failures[0];
  }

  /** Until the signal; without a timer the process would end, where it serves nothing over HTTP. */
  async function stays(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) await clock.sleep(STAY_STEP, signal);
  }

  /** Waits for the batches in hand. One that still waits for the model at the deadline is dropped: nothing of it is committed. */
  async function handedIn(work: Promise<void>, deadline: Millis): Promise<void> {
    const done = new AbortController();
    const late = clock.sleep(deadline - clock.now(), done.signal).then(() => {
      if (done.signal.aborted) return;
      probe.log(
        'warn',
        'the drain time-out is over: a batch that still waits for the model is dropped; the next owner begins it anew',
      );
      feed.giveUp();
    });
    await work;
    // With a reason: none would be made an error, with its stack, for nobody to see.
    done.abort('done');
    await late;
  }

  /** Waits until the trainer, when it is here, has published all that the worker here has committed. */
  async function drained(failed: AbortSignal, deadline: Millis): Promise<void> {
    const behind = (): boolean =>
      trainer.active() && [...worker.sent].some(([partition, to]) => (trainer.absorbed(partition) ?? -1n) < to);
    while (behind() && !failed.aborted && clock.now() < deadline) await clock.sleep(DRAIN_STEP, failed);
    if (behind()) probe.log('warn', 'stopped before the last stats were absorbed; the next trainer will absorb them');
  }

  function status(): ReplicaStatus {
    const report = pace.report(clock.now());
    return {
      phase,
      ready: phase === 'running',
      detail: phase === 'running' ? report.statement : phase === 'outdated' ? outdated : phase,
      trainer: trainer.active(),
      pace: report,
    };
  }

  return {
    run(signal) {
      if (phase !== 'starting') throw new LeitmotifError('bug', 'connect', 'a replica runs once');
      return run(signal);
    },
    status,
    model: () => feed.current().state,
    board,
  };
}

function hasMoved(failure: unknown): boolean {
  return failure instanceof LeitmotifError && failure.stage === 'migrate';
}

/** Resolves with the first promise or aborted signal. */
async function first(...events: (Promise<void> | AbortSignal)[]): Promise<void> {
  await Promise.race(
    events.map((event) =>
      event instanceof AbortSignal
        ? new Promise<void>((resolve) => {
            if (event.aborted) resolve();
            else event.addEventListener('abort', () => resolve(), { once: true });
          })
        : event,
    ),
  );
}
