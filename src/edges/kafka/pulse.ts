import { messageOf } from '../../core/errors.ts';
import type { Clock, Probe } from '../../core/ports.ts';
import { kafkaFault } from './faults.ts';

export interface PulseOptions {
  readonly group: string;
  /** How long the broker may give no sign of life, ms. */
  readonly patience: number;
  readonly clock: Clock;
  readonly probe: Pick<Probe, 'log'>;
}

const WATCH_EVERY = 1000;
/** Pauses before a consumer that has crashed starts again, ms: none at first, then this, twice as long each time. */
const FIRST_PAUSE = 100;
const LONGEST_PAUSE = 5000;

/** Signs of life of a group's member, how long there was none, and what it crashed of meanwhile. */
export class Pulse {
  readonly #options: PulseOptions;
  readonly #over: AbortSignal;
  #beats: (() => void)[] = [];
  #silent = 0;
  /** What stopped the consumer since its last sign of life. */
  #crash: Error | null = null;
  /** Before it starts again, ms. */
  #pause = 0;

  constructor(options: PulseOptions, over: AbortSignal) {
    this.#options = options;
    this.#over = over;
  }

  beat(): void {
    this.#silent = 0;
    this.#crash = null;
    this.#pause = 0;
    for (const resolve of this.#beats.splice(0)) resolve();
  }

  /** Resolves at the next sign that the group still knows this member. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#beats.push(resolve));
  }

  /** Whether kafkajs may start a consumer again that has crashed; it would do so at once, however long the error lasts. */
  async rest(error: Error): Promise<boolean> {
    const { probe, group, clock } = this.#options;
    if (this.#over.aborted || kafkaFault(error) === 'fatal') return false;
    this.#crash = error;
    probe.log('warn', 'the consumer lost the broker and starts again', { group, error: messageOf(error) });
    await clock.sleep(this.#pause, this.#over);
    this.#pause = Math.min(Math.max(2 * this.#pause, FIRST_PAUSE), LONGEST_PAUSE);
    return !this.#over.aborted;
  }

  /**
   * Resolves once there was no sign of life for longer than patience, with the seconds and the last crash; with null when it is
   * over before. kafkajs may fall silent for ever; time in which this process itself stood still does not count.
   */
  async silence(): Promise<{ readonly seconds: number; readonly crash: Error | null } | null> {
    const { clock, patience } = this.#options;
    while (!this.#over.aborted) {
      const before = clock.now();
      await clock.sleep(WATCH_EVERY, this.#over);
      this.#silent += Math.min(clock.now() - before, 2 * WATCH_EVERY);
      if (this.#silent >= patience && !this.#over.aborted)
        return { seconds: Math.round(this.#silent / 1000), crash: this.#crash };
    }
    return null;
  }
}
