/** A process that a test can kill or freeze: what it does with the in-memory log and with time stops there and then. */
import type { Clock } from '../../src/core/ports.ts';
import type { MemoryLog, MemoryTransaction } from '../../src/edges/memory/log.ts';

export interface Around {
  before?(transaction: MemoryTransaction): Promise<void> | void;
  after?(transaction: MemoryTransaction): Promise<void> | void;
}

export class Mortal {
  readonly name: string;
  dead = false;
  #thaw: Promise<void> | null = null;
  #thawed: () => void = () => {};

  constructor(name: string) {
    this.name = name;
  }

  /** As SIGKILL: nothing it waits for ever comes, nothing it calls happens. */
  kill(): void {
    this.dead = true;
  }

  /** As SIGSTOP: what it waits for comes once it is thawed. */
  freeze(): void {
    this.#thaw ??= new Promise((resolve) => {
      this.#thawed = resolve;
    });
  }

  thaw(): void {
    this.#thaw = null;
    this.#thawed();
  }

  /** Resolves when the process may go on; never once it is dead. */
  async alive(): Promise<void> {
    while (this.#thaw) await this.#thaw;
    if (this.dead) await new Promise<never>(() => {});
  }

  async through<T>(call: () => Promise<T>): Promise<T> {
    await this.alive();
    try {
      return await call();
    } finally {
      await this.alive();
    }
  }

  clock(clock: Clock): Clock {
    return { now: () => clock.now(), sleep: (ms, signal) => this.through(() => clock.sleep(ms, signal)) };
  }

  /** The log as this process sees it; `around` is called about each of its transactions. */
  log(log: MemoryLog, around: Around): MemoryLog {
    const own = {
      commit: async (transaction: MemoryTransaction): Promise<void> => {
        await around.before?.(transaction);
        await this.alive();
        await log.commit(transaction);
        await around.after?.(transaction);
        await this.alive();
      },
      until: (condition: () => boolean, signal?: AbortSignal) => this.through(() => log.until(condition, signal)),
      // What can't wait can't be stopped either; a dead process's fence must not shut out the living.
      fence: (transactionalId: string) => (this.dead ? -1 : log.fence(transactionalId)),
    } satisfies Partial<MemoryLog>;
    return new Proxy(log, {
      get(_, property) {
        if (Object.hasOwn(own, property)) return Reflect.get(own, property);
        const value: unknown = Reflect.get(log, property, log);
        return typeof value === 'function' ? value.bind(log) : value;
      },
    });
  }
}
