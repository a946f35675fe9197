/** A thread of a pool, as pool.ts speaks with it: what it is asked, one after the other. */
import type { MessagePort } from 'node:worker_threads';
import { faultOf, messageOf } from '../../core/errors.ts';
import type { Failure, FromWorker, ToWorker } from './pool.ts';

export interface Served {
  readonly dim: number;
  /** One row for each text, (texts.length, dim). */
  encode(texts: readonly string[]): Promise<Float32Array<ArrayBuffer>>;
  release(): Promise<void>;
}

/** onnxruntime has no error codes in JavaScript: its messages tell short memory from the rest. */
export const SHORT_MEMORY = /bad_alloc|allocate memory|out of memory/i;

export function failure(error: unknown): Failure {
  const message = messageOf(error);
  if (SHORT_MEMORY.test(message)) return { fault: 'transient', message };
  const fault = faultOf(error);
  return { fault: fault === 'fatal' || fault === 'transient' ? fault : 'bug', message };
}

/** Until told to close. */
export async function serve(port: MessagePort, open: () => Promise<Served>): Promise<void> {
  const say = (message: FromWorker, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  let served: Served;
  try {
    served = await open();
  } catch (error) {
    say({ kind: 'broken', ...failure(error) });
    return;
  }
  const answer = async (message: ToWorker): Promise<void> => {
    if (message.kind === 'close') {
      await served.release();
      port.close();
      return;
    }
    try {
      const data = await served.encode(message.texts);
      say({ kind: 'encoded', job: message.job, data }, [data.buffer]);
    } catch (error) {
      say({ kind: 'failed', job: message.job, ...failure(error) });
    }
  };
  // One after the other: a session serves one run at a time, and jobs come in the order of need.
  let work = Promise.resolve();
  port.on('message', (message: ToWorker) => {
    work = work.then(() => answer(message));
  });
  say({ kind: 'ready', dim: served.dim });
}
