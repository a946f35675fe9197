/** Spreads texts over worker threads and puts the rows together again in order. Knows nothing of models. */
import { setTimeout } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { LeitmotifError, messageOf } from '../../core/errors.ts';

export type ToWorker =
  | { readonly kind: 'encode'; readonly job: number; readonly texts: readonly string[] }
  | { readonly kind: 'close' };

export type Failure = { readonly fault: 'transient' | 'fatal' | 'bug'; readonly message: string };

export type FromWorker =
  /** Once, when the model is loaded; `dim` is the length of a row. */
  | { readonly kind: 'ready'; readonly dim: number }
  /** Instead of `ready`; the thread then ends. */
  | ({ readonly kind: 'broken' } & Failure)
  /** One row for each text of the job. */
  | { readonly kind: 'encoded'; readonly job: number; readonly data: Float32Array }
  | ({ readonly kind: 'failed'; readonly job: number } & Failure);

export interface Pool {
  /** Length of a row. */
  readonly dim: number;
  /** One row for each text, row-major. Rejects with `transient` when a thread died under it, `bug` once closed. */
  encode(texts: readonly string[]): Promise<Float32Array>;
  /** Ends the threads; calls still in hand reject with `transient`. */
  close(): Promise<void>;
}

/** Jobs given to a thread ahead of time at least, so that it never waits for the main thread to answer, */
const DEPTH = 2;
/** and texts as long as many more wait: they last while the main thread is at work on a model. */
const AHEAD = 64;
/** Texts of one job, unless told: enough to make a message's cost vanish, few enough to keep threads evenly busy. */
const JOB_TEXTS = 8;
/** Milliseconds a thread has to end by itself before it is terminated. */
const CLOSE_TIMEOUT = 5_000;

interface Call {
  readonly texts: readonly string[];
  readonly data: Float32Array;
  /** First text not yet given to a thread. */
  next: number;
  /** Rows that have not come back. */
  missing: number;
  readonly resolve: (data: Float32Array) => void;
  readonly reject: (error: LeitmotifError) => void;
}

interface Thread {
  readonly worker: Worker;
  /** What it was given and has not answered, and where the rows belong. */
  readonly jobs: Map<number, { readonly call: Call; readonly from: number; readonly texts: number }>;
  /** In these jobs. */
  texts: number;
  ready: boolean;
  ended: Promise<void>;
}

/**
 * `start` makes a thread that speaks ToWorker and FromWorker. Resolves when `size` of them are ready; rejects, with
 * none left running, when one of them can't start. A thread that dies later is replaced. `jobTexts`: texts of one job at
 * most. `outside` resolves when a thread may be terminated; default: always.
 */
export async function createPool({
  size,
  start,
  jobTexts = JOB_TEXTS,
  outside = async () => {},
}: {
  size: number;
  start: () => Worker;
  jobTexts?: number;
  outside?: (worker: Worker) => Promise<void>;
}): Promise<Pool> {
  const threads = new Set<Thread>();
  /** In order of arrival; a call leaves when its last text is given away or when it fails. */
  const queue: Call[] = [];
  const waiting = (): number => queue.reduce((sum, { texts, next }) => sum + texts.length - next, 0);
  let dim = 0;
  let nextJob = 0;
  let closed = false;

  function dispatch(): void {
    for (let call = queue[0]; call !== undefined; call = queue[0]) {
      // Smaller towards the end of all that waits, so that several threads finish at about the same time.
      const share = Math.ceil(waiting() / (size === 1 ? 1 : DEPTH * size));
      let thread: Thread | undefined;
      for (const other of threads) {
        const room = other.ready && (other.jobs.size < DEPTH || other.texts < Math.min(share, AHEAD));
        if (room && other.texts < (thread?.texts ?? Number.POSITIVE_INFINITY)) thread = other;
      }
      if (thread === undefined) return;
      const texts = call.texts.slice(call.next, call.next + Math.min(share, jobTexts));
      const job = nextJob++;
      thread.jobs.set(job, { call, from: call.next, texts: texts.length });
      thread.texts += texts.length;
      thread.worker.postMessage({ kind: 'encode', job, texts } satisfies ToWorker);
      call.next += texts.length;
      if (call.next === call.texts.length) queue.shift();
    }
  }

  function settle(thread: Thread, message: Extract<FromWorker, { job: number }>): void {
    const job = thread.jobs.get(message.job);
    thread.jobs.delete(message.job);
    thread.texts -= job?.texts ?? 0;
    if (job !== undefined && message.kind === 'failed') {
      fail(job.call, new LeitmotifError(message.fault, 'encode', message.message));
    } else if (job !== undefined && message.kind === 'encoded') {
      job.call.data.set(message.data, job.from * dim);
      job.call.missing -= message.data.length / dim;
      if (job.call.missing === 0) job.call.resolve(job.call.data);
    }
    dispatch();
  }

  function fail(call: Call, error: LeitmotifError): void {
    const at = queue.indexOf(call);
    if (at >= 0) queue.splice(at, 1);
    call.reject(error);
  }

  /** Resolves once the thread is ready. */
  function launch(): Promise<void> {
    return new Promise((resolve, reject) => {
      const worker = start();
      let death: LeitmotifError | undefined;
      const died = (why: string) => {
        death ??= new LeitmotifError(
          'transient',
          'encode',
          `an encoder thread died (${why}); encoding again starts another`,
        );
        return death;
      };
      const thread: Thread = { worker, jobs: new Map(), texts: 0, ready: false, ended: Promise.resolve() };
      threads.add(thread);
      worker.on('error', (error: unknown) => died(messageOf(error)));
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'ready') {
          thread.ready = true;
          dim = message.dim;
          resolve();
          dispatch();
        } else if (message.kind === 'broken') {
          death = new LeitmotifError(message.fault, 'encode', `the encoder can’t start: ${message.message}`);
        } else settle(thread, message);
      });
      thread.ended = new Promise((done) => {
        worker.once('exit', (code) => {
          const error = died(`exit code ${code}`);
          threads.delete(thread);
          for (const { call } of thread.jobs.values()) fail(call, error);
          if (thread.ready) revive();
          // No thread is left to serve them, and none is on its way: the caller's next attempt starts one.
          else if (threads.size === 0) for (const call of [...queue]) fail(call, error);
          reject(error);
          done();
        });
      });
    });
  }

  /** Brings the pool back to its size; a thread that can't start has failed the calls that waited for it. */
  function revive(): void {
    for (let missing = closed ? 0 : size - threads.size; missing > 0; missing--) launch().catch(() => {});
  }

  async function close(): Promise<void> {
    closed = true;
    const error = new LeitmotifError('transient', 'encode', 'the encoder was closed while it was at work');
    for (const call of [...queue]) fail(call, error);
    const ends = [...threads].map(async (thread) => {
      for (const { call } of thread.jobs.values()) fail(call, error);
      if (thread.ready) thread.worker.postMessage({ kind: 'close' } satisfies ToWorker);
      const patience = thread.ready ? CLOSE_TIMEOUT : 0;
      const ended = () => Promise.race([thread.ended.then(() => true), setTimeout(patience, false, { ref: false })]);
      if (await ended()) return;
      await outside(thread.worker);
      if (await ended()) return;
      await thread.worker.terminate();
      await thread.ended;
    });
    await Promise.all(ends);
  }

  const started = await Promise.allSettled(Array.from({ length: size }, launch));
  const refused = started.find((result) => result.status === 'rejected');
  if (refused !== undefined) {
    await close();
    throw refused.reason;
  }

  return {
    dim,
    encode(texts) {
      if (closed) {
        return Promise.reject(new LeitmotifError('bug', 'encode', 'the encoder was closed; create another to encode'));
      }
      if (texts.length === 0) return Promise.resolve(new Float32Array(0));
      return new Promise((resolve, reject) => {
        const data = new Float32Array(texts.length * dim);
        queue.push({ texts, data, next: 0, missing: texts.length, resolve, reject });
        revive();
        dispatch();
      });
    },
    close,
  };
}
