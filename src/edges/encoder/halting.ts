/**
 * Keeps a thread from being ended inside native code, which would abort the whole process (onnxruntime's addon throws
 * when it comes back into an engine that is gone). Two flags in shared memory: the main thread asks for a halt, the
 * thread says that it is inside.
 */
import { setTimeout } from 'node:timers/promises';
import { LeitmotifError } from '../../core/errors.ts';

export type Flags = Int32Array<SharedArrayBuffer>;

const HALT = 0;
const INSIDE = 1;

export function newFlags(): Flags {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}

/** In the thread: runs native code, unless a halt was asked for. Not to be nested. */
export async function uncut<T>(flags: Flags, native: () => Promise<T>): Promise<T> {
  // Said before asked: either this sees the halt, or the main thread sees this.
  Atomics.store(flags, INSIDE, 1);
  try {
    if (Atomics.load(flags, HALT) === 1) throw new LeitmotifError('transient', 'encode', 'the encoder is being closed');
    return await native();
  } finally {
    Atomics.store(flags, INSIDE, 0);
    Atomics.notify(flags, INSIDE);
  }
}

/** In the main thread: from now on no native code begins. */
export function askToHalt(flags: Flags): void {
  Atomics.store(flags, HALT, 1);
}

/** Milliseconds between two looks. */
const LOOK_EVERY = 20;

/** In the main thread: resolves once no native code runs in the thread, and none begins any more; after `timeout` ms at the latest. */
export async function outside(flags: Flags, timeout: number): Promise<void> {
  askToHalt(flags);
  const deadline = performance.now() + timeout;
  while (Atomics.load(flags, INSIDE) === 1 && performance.now() < deadline) await setTimeout(LOOK_EVERY);
}

/** In the main thread, at the end of the process: blocks until no native code runs, at most `timeout` ms. */
export function halt(threads: Iterable<Flags>, timeout: number): void {
  const all = [...threads];
  all.forEach(askToHalt);
  const deadline = performance.now() + timeout;
  for (const flags of all) Atomics.wait(flags, INSIDE, 1, Math.max(0, deadline - performance.now()));
}
