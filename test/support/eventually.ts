import { setTimeout as delay } from 'node:timers/promises';

export interface Patience {
  /** Milliseconds before giving up; 10,000 by default. */
  readonly timeout?: number;
  /** Milliseconds between two looks; 50 by default. */
  readonly interval?: number;
}

/** Calls `look` until it no longer throws and gives back what it gave; after the time-out throws what it threw last. */
export async function eventually<T>(look: () => T | Promise<T>, patience: Patience = {}): Promise<T> {
  const { timeout = 10_000, interval = 50 } = patience;
  const deadline = Date.now() + timeout;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await delay(interval);
  }
}
