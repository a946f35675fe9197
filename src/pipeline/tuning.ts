/** Tuning again and again while a replica runs: when it is due, and by which replica. */
import { messageOf } from '../core/errors.ts';
import type { Clock, Probe } from '../core/ports.ts';
import type { Millis } from '../core/types.ts';

export interface TuningOptions {
  /** Time from one tuning to the next. */
  readonly every: Millis;
  /** When the last one began, shared by all replicas; null when none ever did, and NaN where that cannot be read. */
  readonly last: { readonly read: () => Promise<Millis | null>; readonly write: (at: Millis) => Promise<void> };
  /** Whether this is the replica that trains: of many, it alone tunes. */
  readonly trains: () => boolean;
  /** Fits, judges, and moves the model where that is accepted; says what came of it. */
  readonly tune: () => Promise<string>;
  readonly clock: Clock;
  readonly probe: Pick<Probe, 'log'>;
}

/** Longest time between two looks at whether it is due, ms. */
const LOOK_EVERY = 60_000;

/**
 * Resolves when the signal is aborted and what is being tuned is done. The first tuning is due a period after this was
 * first switched on, so that there are documents to tune on; one that fails is told of and is due again after a period,
 * as is one that the gate refuses.
 */
export async function tuneAgain(
  { every, last, trains, tune, clock, probe }: TuningOptions,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const [began, now] = [await last.read(), clock.now()];
      // Nor is a time of use that is none, or that a clock has written which was ahead.
      if (began === null || !(began <= now)) await last.write(now);
      else if (trains() && now - began >= every) {
        // Before it begins: whoever trains after a crash must not begin the same at once.
        await last.write(now);
        probe.log('info', 'tuning the encoder on the newest documents');
        probe.log('info', await tune());
      }
    } catch (error) {
      if (!signal.aborted) probe.log('warn', `the encoder was not tuned: ${messageOf(error)}`);
    }
    await clock.sleep(Math.min(LOOK_EVERY, every / 10), signal);
  }
}
