/** Watches how far documents wait, in this replica's partitions and in all: also, and above all, when nothing moves. */
import type { Standing } from '../core/epoch.ts';
import { messageOf } from '../core/errors.ts';
import type { Clock, Probe, Source } from '../core/ports.ts';
import type { Models } from './feed.ts';
import { createPace, type Pace, type PaceReport } from './pace.ts';
import type { Worker } from './worker.ts';

export interface WatchOptions {
  /** Of the partitions in hand. */
  readonly pace: Pace;
  readonly worker: Pick<Worker, 'unabsorbed'>;
  readonly models: Models;
  readonly clock: Clock;
  readonly probe: Probe;
}

export interface Watch {
  /** Until the signal is aborted; a look at the log's ends that fails is taken again, and never stops a replica. */
  run(documents: Pick<Source, 'standing'>, signal: AbortSignal): Promise<void>;
  /** The pace of all replicas together; null before the log's ends were seen. */
  group(): PaceReport | null;
}

/** Time between two looks, ms. */
const EVERY = 5000;

export function createWatch({ pace, worker, models, clock, probe }: WatchOptions): Watch {
  const all = createPace();
  /** Where the group was to begin in partitions, as long as that was to be seen. */
  const begins = new Map<number, bigint>();
  let seen = false;
  let said: 'keeps up' | 'behind' | 'stands still' = 'keeps up';

  function tell(): void {
    const time = clock.now();
    const report = pace.report(time);
    const unheard = pace.unheard(time);
    probe.set('leitmotif_catch_up_seconds', report.catchUp);
    for (const [partition, lag] of pace.lags())
      probe.set('leitmotif_consumer_lag', unheard ? Number.NaN : lag, { partition: String(partition) });
    probe.set('leitmotif_model_lag_batches', worker.unabsorbed());
    const now = !report.behind ? 'keeps up' : report.output > 0 ? 'behind' : 'stands still';
    if (now !== said) probe.log(report.behind ? 'warn' : 'info', report.statement);
    said = now;
  }

  function look(standing: readonly Standing[]): void {
    const now = clock.now();
    pace.ended(new Map(standing.map(({ partition, end }) => [partition, end])), now);
    all.ended(new Map(), now);
    const { absorbed } = models.current().state;
    for (const { partition, low, end, committed, position } of standing) {
      // What lies before the place where the group was to begin is for nobody; what it has committed the model may lack yet.
      if (committed === null) begins.set(partition, position ?? low);
      const to = absorbed.get(partition)?.offset ?? begins.get(partition) ?? low;
      all.moved({ span: { topic: '', partition, epoch: 0, from: to, to }, highWatermark: end }, now);
    }
    seen = true;
    tell();
  }

  /** A broker that does not answer holds up neither what is said nor the end. */
  async function follow(documents: Pick<Source, 'standing'>, signal: AbortSignal): Promise<void> {
    const over = new Promise<null>((resolve) => {
      if (signal.aborted) resolve(null);
      else signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    while (!signal.aborted) {
      const looking = documents.standing().catch((error: unknown) => {
        if (!signal.aborted)
          probe.log('warn', 'the ends of the log cannot be read; tried again later', { error: messageOf(error) });
        return null;
      });
      const standing = await Promise.race([looking, over]);
      if (standing !== null) look(standing);
      await clock.sleep(EVERY, signal);
    }
  }

  async function say(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const before = clock.now();
      await clock.sleep(EVERY, signal);
      // A process that stood still knows nothing before the next look, which tells, too.
      if (clock.now() - before < 2 * EVERY) tell();
    }
    probe.set('leitmotif_catch_up_seconds', Number.NaN);
  }

  return {
    async run(documents, signal) {
      await Promise.all([follow(documents, signal), say(signal)]);
    },
    group: () => (seen ? all.report(clock.now()) : null),
  };
}
