/**
 * One partition's way from what was fetched to what is committed, alike for every log: cuts spans, hands them on
 * with at most two in hand, lets them commit in turn, and begins again from the committed offset when one fails.
 */
import { type Cut, type CutRule, Cutter, type Fetched } from './cut.ts';
import { faultOf, LeitmotifError, messageOf } from './errors.ts';
import type { Clock, Intake, OutRecord, Probe, RawBatch } from './ports.ts';
import type { Millis } from './types.ts';

/** What a lane needs of the log it reads from and commits to. */
export interface LaneLog {
  /** Shuts out every earlier owner of the partition and aborts what it left open. Throws `transient` or `fatal`. */
  fence(): Promise<void>;
  /** The committed offset and where reading begins. Throws `transient`, or `fatal` when records between them were lost. */
  position(): Promise<{ readonly committed: bigint | null; readonly start: bigint }>;
  /** Begins to fetch at the offset; what comes is given to `Lane.push`. */
  open(offset: bigint): Promise<void>;
  /** Stops and resumes fetching: back-pressure. */
  hold(): void;
  resume(): void;
  /** Records and offset in one transaction. Throws `fenced` or `transient`. */
  commit(records: readonly OutRecord[], to: bigint): Promise<void>;
  /** Resolves when the group has shown, after the call, that this replica still owns the partition. */
  member(): Promise<void>;
}

export interface LaneOptions {
  /** The Kafka topic. */
  readonly topic: string;
  readonly partition: number;
  readonly epoch: () => number;
  readonly cut: CutRule;
  readonly intake: Intake;
  readonly log: LaneLog;
  readonly clock: Clock;
  /** Jitter of the back-off, in [0, 1). */
  readonly random: () => number;
  readonly probe: Pick<Probe, 'log'>;
  /** How long failures may follow each other without a commit before the error is passed on, ms. */
  readonly patience: Millis;
}

/** Fetched records with the log's end. */
export interface LaneFetch extends Fetched {
  readonly highWatermark: bigint;
}

const IN_HAND = 2;
/** Fetching stops when so much waits, and a span is complete; it goes on at half of it. */
const WAITING_RECORDS = 4096;
const WAITING_BYTES = 4 * 1024 * 1024;
const FEWEST_FAILURES = 8;
const FIRST_BACK_OFF: Millis = 100;
const LONGEST_BACK_OFF: Millis = 15_000;

/**
 * Lives from the assignment of a partition until it is revoked. The owner fences all lanes of an assignment first
 * (`fence`), then lets each run.
 */
export class Lane {
  readonly partition: number;
  readonly #options: LaneOptions;
  readonly #revoked = new AbortController();
  readonly #stopped = new AbortController();
  readonly #inHand = new Set<Promise<void>>();
  #cutter: Cutter | null = null;
  /** The first failure of the attempt under way. */
  #failed: { readonly error: unknown } | null = null;
  #finished = false;
  #highWatermark = 0n;
  #held = false;
  #failures = 0;
  #failingSince: Millis = 0;
  #wake: () => void = () => {};

  constructor(options: LaneOptions) {
    this.#options = options;
    this.partition = options.partition;
  }

  /** The next offset it expects; null while it expects none. */
  get expects(): bigint | null {
    return this.#cutter?.covered ?? null;
  }

  /** True while records wait that it would cut if it knew that the log has no more. */
  get unsettled(): boolean {
    return this.#cutter !== null && this.#cutter.covered > this.#cutter.position && this.#cutter.due() === null;
  }

  get #over(): boolean {
    return this.#revoked.signal.aborted || this.#stopped.signal.aborted;
  }

  /** Fences until it worked, the lane is over, or patience ends. */
  async fence(): Promise<void> {
    while (!this.#over) {
      try {
        await this.#options.log.fence();
        return;
      } catch (error) {
        await this.#backOff(error);
      }
    }
  }

  /**
   * Resolves with `closed` when the lane was revoked or stopped and none of the intake's calls is running, with
   * `fenced` when another owner has taken over. Rejects with what must stop the source.
   */
  async run(): Promise<'closed' | 'fenced'> {
    const { intake, log } = this.#options;
    if (!this.#over) await this.#unlessStopped(intake.assigned?.(this.partition));
    while (!this.#over) {
      try {
        await this.#attempt();
      } catch (error) {
        if (this.#revoked.signal.aborted) break;
        if (faultOf(error) === 'fenced') return 'fenced';
        if (this.#stopped.signal.aborted && faultOf(error) === 'transient') break;
        await this.#backOff(error);
        if (this.#over) break;
        await this.#unlessOver(log.member());
        await this.fence();
      }
    }
    return 'closed';
  }

  push(fetch: LaneFetch): void {
    if (!this.#cutter) return;
    this.#highWatermark = fetch.highWatermark;
    this.#cutter.push(fetch);
    this.#press(this.#cutter);
    this.#wake();
  }

  /** The log has no more for now, though that wasn't known when the last fetch came. */
  end(): void {
    this.#cutter?.end();
    this.#wake();
  }

  /** The log is complete: the rest is cut at once. */
  finish(): void {
    this.#finished = true;
    this.#cutter?.finish();
    this.#wake();
  }

  /** What was fetched can't be gone on with: begins again from the committed offset when the error is transient. */
  fail(error: unknown): void {
    this.#failed ??= { error };
    this.#wake();
  }

  /** The partition was taken away: work in hand can no longer be committed. */
  revoke(): void {
    if (this.#revoked.signal.aborted) return;
    this.#revoked.abort();
    this.#cutter = null;
    this.#options.intake.revoked?.(this.partition);
    this.#wake();
  }

  /** Hands out no more; what is in hand is finished and committed. */
  stop(): void {
    this.#stopped.abort();
    this.#options.log.hold();
    this.#wake();
  }

  /** From the committed offset until the lane is over, or a failure, once no call is running any more. */
  async #attempt(): Promise<void> {
    const { cut, intake, log, clock } = this.#options;
    const { committed, start } = await log.position();
    if (this.#over) return;
    await this.#unlessStopped(intake.positioned?.(this.partition, committed, start));
    if (this.#over) return;
    const cutter = new Cutter(start, cut);
    if (this.#finished) cutter.finish();
    this.#cutter = cutter;
    this.#held = false;
    this.#failed = null;
    await log.open(start);
    let turn: Promise<void> = Promise.resolve();
    while (this.#failed === null && !this.#over) {
      const room = this.#inHand.size < IN_HAND;
      const next = room ? cutter.next(clock.now()) : null;
      if (next) {
        this.#ease(cutter);
        turn = this.#hand(next, turn);
      } else {
        await this.#idle(room ? cutter.due() : null);
      }
    }
    this.#cutter = null;
    log.hold();
    await Promise.allSettled(this.#inHand);
    this.#throwFailure();
  }

  /** Starts the handler; the promise is the next batch's turn. */
  #hand(cut: Cut, turn: Promise<void>): Promise<void> {
    const { topic, epoch, intake } = this.#options;
    let settle: { resolve: () => void; reject: (error: unknown) => void } = { resolve() {}, reject() {} };
    const committed = new Promise<void>((resolve, reject) => {
      settle = { resolve, reject };
    });
    committed.catch(() => {});
    const taken = (): void => settle.reject(this.#lost());
    this.#revoked.signal.addEventListener('abort', taken, { once: true });
    let state: 'waiting' | 'its turn' | 'called' | 'committed' = 'waiting';
    void turn.then(
      () => {
        if (state === 'waiting') state = 'its turn';
      },
      () => {},
    );
    const span = { topic, partition: this.partition, epoch: epoch(), from: cut.from, to: cut.to };
    const batch: RawBatch = {
      span,
      records: cut.records,
      highWatermark: this.#highWatermark,
      revoked: this.#revoked.signal,
      turn,
      commit: async (records) => {
        if (this.#revoked.signal.aborted) throw this.#lost();
        if (state !== 'its turn')
          throw new LeitmotifError('bug', 'commit', `commit of ${describe(cut)} while ${state}`);
        state = 'called';
        await this.#commit(records, cut);
        state = 'committed';
        this.#failures = 0;
      },
    };
    const work = Promise.resolve()
      .then(() => intake.handle(batch))
      .then(() => {
        // Not within the commit: what the handler still does with its outcome would come after the next one's turn.
        if (state === 'committed') return settle.resolve();
        throw this.#over
          ? new LeitmotifError('transient', 'commit', `${describe(cut)} was dropped`)
          : new LeitmotifError('bug', 'commit', `${describe(cut)} was handled but not committed`);
      })
      .catch((error: unknown) => {
        settle.reject(error);
        this.fail(error);
      })
      .finally(() => {
        this.#inHand.delete(work);
        this.#revoked.signal.removeEventListener('abort', taken);
        this.#wake();
      });
    this.#inHand.add(work);
    return committed;
  }

  #throwFailure(): void {
    if (this.#failed) throw this.#failed.error;
  }

  async #commit(records: readonly OutRecord[], cut: Cut): Promise<void> {
    try {
      await this.#options.log.commit(records, cut.to);
    } catch (error) {
      if (this.#revoked.signal.aborted) throw this.#lost(error);
      throw error;
    }
  }

  #lost(cause?: unknown): LeitmotifError {
    const message = `partition ${this.partition} of ${this.#options.topic} was given to another owner`;
    return new LeitmotifError('fenced', 'commit', message, cause === undefined ? {} : { cause });
  }

  /** Throws what is not transient, and what is once patience has ended. */
  async #backOff(error: unknown): Promise<void> {
    const { clock, probe, topic, patience, random } = this.#options;
    if (faultOf(error) !== 'transient') throw error;
    const now = clock.now();
    if (this.#failures === 0) this.#failingSince = now;
    this.#failures++;
    if (this.#failures >= FEWEST_FAILURES && now - this.#failingSince >= patience) throw error;
    const longest = Math.min(FIRST_BACK_OFF * 2 ** (this.#failures - 1), LONGEST_BACK_OFF);
    const delay = Math.round(longest * (0.5 + random() / 2));
    const fields = { topic, partition: this.partition, error: messageOf(error), failures: this.#failures, delay };
    probe.log('warn', 'going back to the committed offset', fields);
    const woken = AbortSignal.any([this.#revoked.signal, this.#stopped.signal]);
    await clock.sleep(delay, woken);
  }

  #press(cutter: Cutter): void {
    if (this.#held || !cutter.full) return;
    if (cutter.waiting < WAITING_RECORDS && cutter.bytes < WAITING_BYTES) return;
    this.#held = true;
    this.#options.log.hold();
  }

  #ease(cutter: Cutter): void {
    if (!this.#held || this.#over) return;
    if (cutter.full && (cutter.waiting > WAITING_RECORDS / 2 || cutter.bytes > WAITING_BYTES / 2)) return;
    this.#held = false;
    this.#options.log.resume();
  }

  /** Until something happened, or the time has come. */
  async #idle(until: Millis | null): Promise<void> {
    const woken = new AbortController();
    const event = new Promise<void>((resolve) => {
      this.#wake = () => {
        woken.abort();
        resolve();
      };
    });
    if (until === null) return event;
    const { clock } = this.#options;
    await Promise.race([event, clock.sleep(Math.max(0, until - clock.now()), woken.signal)]);
    woken.abort();
  }

  #unlessStopped(work: Promise<void> | undefined): Promise<void> {
    return unless(work, [this.#stopped.signal]);
  }

  #unlessOver(work: Promise<void>): Promise<void> {
    return unless(work, [this.#stopped.signal, this.#revoked.signal]);
  }
}

/** Waits for the work or for one of the signals, whichever comes first. */
async function unless(work: Promise<void> | undefined, signals: readonly AbortSignal[]): Promise<void> {
  if (work === undefined || signals.some(({ aborted }) => aborted)) return work?.catch(() => {});
  let given: () => void = () => {};
  const up = new Promise<void>((resolve) => {
    given = resolve;
  });
  for (const signal of signals) signal.addEventListener('abort', given, { once: true });
  try {
    await Promise.race([work, up]);
  } finally {
    for (const signal of signals) signal.removeEventListener('abort', given);
    work.catch(() => {});
  }
}

function describe(cut: Cut): string {
  return `span [${cut.from}, ${cut.to})`;
}
