/** A simulated process with its network: it can be killed or frozen between any two steps. */
import type { Clock } from '../../src/core/ports.ts';
import type { Scheduler } from './scheduler.ts';

/** What becomes of a request on its way. */
export interface Fate {
  /** Whether it comes to the other side, */
  readonly arrives: boolean;
  /** after this, ms. */
  readonly after: number;
  /** A second copy comes so much later, ms. */
  readonly again: number | null;
  /** Whether the answer comes back, an error comes in its place, or nothing. */
  readonly answer: 'comes' | 'breaks' | 'never';
}

/** Decides on fates, and may kill or freeze the machine that asks. */
export interface Network {
  meet(machine: Machine, call: Call): Fate;
}

/** A request: its kind, as the fault plan and the trace know it, and the transaction it is part of. */
export interface Call {
  readonly kind: string;
  readonly attempt?: Attempt | undefined;
}

/** A transaction as its client lives it. */
export interface Attempt {
  readonly of: string;
  end: 'committed' | 'given up' | null;
}

/** Gives the answer, or an error. */
export type Answer<T> = (result: { readonly value: T } | { readonly error: Error }) => void;

/** How long a client waits for an answer, ms. */
const REQUEST_TIMEOUT = 5000;
/** One way through the network at least and at most, ms. */
const NEAR = 0.2;
const FAR = 6;
/** Time that virtual time begins at, ms since 1970. */
export const EPOCH = Date.UTC(2024, 5, 1);

export class Machine {
  readonly name: string;
  readonly sim: Scheduler;
  state: 'running' | 'frozen' | 'dead' = 'running';
  /** Transactions under way. */
  readonly attempts = new Set<Attempt>();
  /** What it is in its groups. */
  readonly members = new Map<string, { readonly member: string; readonly topic: string }>();
  readonly #network: Network;
  #held: (() => void)[] = [];

  constructor(name: string, sim: Scheduler, network: Network) {
    this.name = name;
    this.sim = sim;
    this.#network = network;
  }

  /** As SIGKILL: nothing it waits for ever comes. */
  kill(): void {
    this.state = 'dead';
    this.#held = [];
  }

  /** As SIGSTOP: what it waits for comes once it is thawed. */
  freeze(): void {
    if (this.state === 'running') this.state = 'frozen';
  }

  thaw(): void {
    if (this.state !== 'frozen') return;
    this.state = 'running';
    for (const run of this.#held.splice(0)) this.sim.after(this.sim.random(), () => this.#enter(run));
  }

  timer(ms: number, run: () => void): void {
    this.sim.after(ms, () => this.#enter(run));
  }

  readonly clock: Clock = {
    now: () => EPOCH + this.sim.now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) return resolve();
        const done = (): void => {
          signal?.removeEventListener('abort', done);
          resolve();
        };
        this.timer(ms, done);
        signal?.addEventListener('abort', done, { once: true });
      }),
  };

  pause(ms: number): Promise<void> {
    return new Promise((resolve) => this.timer(ms, resolve));
  }

  /** `serve` runs on the other side, whatever became of this machine meanwhile. */
  request<T>(call: Call, serve: (answer: Answer<T>) => void): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#enter(() => {
        let settled = false;
        this.#send(call, serve, (result) =>
          this.#enter(() => {
            if (settled) return;
            settled = true;
            if ('error' in result) reject(result.error);
            else resolve(result.value);
          }),
        );
      });
    });
  }

  #send<T>(call: Call, serve: (answer: Answer<T>) => void, settle: Answer<T>): void {
    const { sim } = this;
    const way = (): number => NEAR + (FAR - NEAR) * sim.random() ** 2;
    const { arrives, after, again, answer } = this.#network.meet(this, call);
    const broken = (): void => settle({ error: connectionError(call.kind) });
    const answered: Answer<T> = (result) => {
      if (answer === 'comes') sim.after(way(), () => settle(result));
      else if (answer === 'breaks') sim.after(way(), broken);
    };
    const there = after + way();
    if (arrives) sim.after(there, () => serve(answered));
    else if (answer !== 'never') sim.after(there + way(), broken);
    if (again !== null) sim.after(there + again, () => serve(() => {}));
    if (answer === 'never') sim.after(REQUEST_TIMEOUT, broken);
  }

  /** Now, once it is thawed, or never. */
  #enter(run: () => void): void {
    if (this.state === 'running') run();
    else if (this.state === 'frozen') this.#held.push(run);
  }
}

function connectionError(kind: string): Error {
  const error = new Error(`the connection broke: ${kind}`);
  error.name = 'KafkaJSConnectionError';
  return error;
}
