import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { createPool, type Pool } from '../../../../src/edges/encoder/pool.ts';

/**
 * A thread that speaks the pool's language: the row of a text is its number of letters and its first one's code.
 * Some texts are orders: `throw`, `exit`, `fail`, `slow` (answer only when another job has come).
 */
const THREAD = `
  const { parentPort, workerData, threadId } = require('node:worker_threads');
  if (workerData.broken) {
    parentPort.postMessage({ kind: 'broken', fault: 'fatal', message: 'no model' });
  } else {
    const waiting = [];
    const answer = ({ job, texts }) => {
      const data = new Float32Array(texts.length * 2);
      texts.forEach((text, at) => data.set([text.length, text.charCodeAt(0)], at * 2));
      parentPort.postMessage({ kind: 'encoded', job, data }, [data.buffer]);
    };
    parentPort.on('message', (message) => {
      if (message.kind === 'close') return parentPort.close();
      if (message.texts.includes('throw')) throw new Error('out of luck');
      if (message.texts.includes('exit')) process.exit(3);
      if (message.texts.includes('fail')) return parentPort.postMessage({ kind: 'failed', job: message.job, fault: 'bug', message: 'not a number' });
      if (message.texts.includes('slow')) return waiting.push(message);
      answer(message);
      waiting.splice(0).forEach(answer);
    });
    parentPort.postMessage({ kind: 'ready', dim: 2 });
  }
`;

describe('createPool', () => {
  let pool: Pool | undefined;
  let started: Worker[] = [];
  let broken = false;
  const start = (): Worker => {
    const worker = new Worker(THREAD, { eval: true, workerData: { broken } });
    started.push(worker);
    return worker;
  };
  afterEach(async () => {
    await pool?.close();
    pool = undefined;
    started = [];
    broken = false;
  });

  async function open(size: number): Promise<Pool> {
    pool = await createPool({ size, start });
    return pool;
  }

  const texts = (count: number): string[] =>
    Array.from({ length: count }, (_, at) => String.fromCharCode(97 + (at % 26)).repeat(1 + (at % 50)));
  const rows = (list: readonly string[]) =>
    Float32Array.from(list.flatMap((text) => [text.length, text.charCodeAt(0)]));

  it.each([1, 2, 3])('gives each text its row in order, with %i threads and overlapping calls', async (size) => {
    const { encode } = await open(size);
    const calls = [1, 7, 200, 0, 16, 33].map(texts);
    const results = await Promise.all(calls.map((list) => encode(list)));
    results.forEach((result, at) => {
      expect(result).toEqual(rows(calls[at] ?? []));
    });
  });

  it('puts rows in order even when a later job is answered first', async () => {
    pool = await open(1);
    const list = ['slow', ...texts(40)];
    expect(await pool.encode(list)).toEqual(rows(list));
  });

  it('gives a share to each thread', async () => {
    pool = await open(2);
    const used = new Set<Worker>();
    for (const worker of started) worker.on('message', () => used.add(worker));
    await pool.encode(texts(64));
    expect(used.size).toBe(2);
  });

  /** Texts given to each thread before any has answered. */
  async function given(size: number, calls: readonly number[]): Promise<number[]> {
    const { encode, close } = await open(size);
    const counts = started.map(() => 0);
    for (const [at, worker] of started.entries()) {
      const post = worker.postMessage.bind(worker);
      worker.postMessage = (message: { texts?: readonly string[] }) => {
        counts[at] = (counts[at] ?? 0) + (message.texts?.length ?? 0);
        post(message);
      };
    }
    const results = calls.map((count) => encode(texts(count)));
    const now = [...counts];
    await Promise.all(results);
    await close();
    started = [];
    return now;
  }

  it('gives threads enough to last while the main thread is busy', async () => {
    expect(await given(2, [500])).toEqual([64, 64]);
    expect(await given(1, [500])).toEqual([64]);
  });

  it('keeps back what evens out the end, unless another call follows', async () => {
    const [a = 0, b = 0] = await given(2, [100]);
    expect(Math.max(a, b)).toBeLessThan(30);
    expect((await given(2, [100, 400])).reduce((sum, count) => sum + count)).toBeGreaterThan(100);
  });

  it('gives a few texts to all threads alike', async () => {
    const [a = 0, b = 0] = await given(2, [16]);
    expect(Math.abs(a - b)).toBeLessThan(2);
    expect(a + b).toBeGreaterThan(8);
  });

  it.each([
    ['throw', /out of luck/],
    ['exit', /exit code 3/],
  ])('fails the calls of a thread that dies (%s) as transient, and replaces it', async (order, why) => {
    pool = await open(1);
    const dying = pool.encode([...texts(3), order]);
    const queued = pool.encode(texts(100));
    await expect(dying).rejects.toMatchObject({
      fault: 'transient',
      stage: 'encode',
      message: expect.stringMatching(why),
    });
    await queued.catch((error: unknown) => expect(error).toMatchObject({ fault: 'transient' }));
    expect(await pool.encode(texts(5))).toEqual(rows(texts(5)));
    expect(started).toHaveLength(2);
  });

  it('leaves the calls of other threads alone when one dies', async () => {
    pool = await open(2);
    const [dying, other] = [pool.encode(['exit']), pool.encode(['fine'])];
    await expect(dying).rejects.toMatchObject({ fault: 'transient' });
    expect(await other).toEqual(rows(['fine']));
  });

  it('passes a failure on with its fault and goes on', async () => {
    pool = await open(1);
    await expect(pool.encode([...texts(30), 'fail'])).rejects.toMatchObject({ fault: 'bug', message: 'not a number' });
    expect(await pool.encode(texts(5))).toEqual(rows(texts(5)));
    expect(started).toHaveLength(1);
  });

  it('refuses to begin when a thread can’t start, and leaves none running', async () => {
    let count = 0;
    const second = () => {
      broken = count++ > 0;
      return start();
    };
    await expect(createPool({ size: 2, start: second })).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/can’t start: no model/),
    });
    expect(started.map((worker) => worker.threadId)).toEqual([-1, -1]);
  });

  it('fails calls instead of waiting for ever when no replacement can start, and recovers when one can', async () => {
    pool = await open(1);
    broken = true;
    await expect(pool.encode(['exit'])).rejects.toMatchObject({ fault: 'transient' });
    await expect(pool.encode(['anything'])).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/no model/),
    });
    broken = false;
    expect(await pool.encode(['anything'])).toEqual(rows(['anything']));
  });

  it('ends its threads on close and fails what is in hand', async () => {
    pool = await open(2);
    const pending = pool.encode(['slow']);
    const refused = expect(pending).rejects.toMatchObject({
      fault: 'transient',
      message: expect.stringMatching(/closed/),
    });
    await pool.close();
    await refused;
    expect(started.map((worker) => worker.threadId)).toEqual([-1, -1]);
    await expect(pool.encode(['late'])).rejects.toMatchObject({ fault: 'bug' });
  });

  it('ends no thread by force before it may be', async () => {
    let silent = false;
    let free = () => {};
    const asked = new Promise<Worker>((resolve) => {
      const outside = (worker: Worker) => {
        resolve(worker);
        return new Promise<void>((done) => {
          free = done;
        });
      };
      pool = undefined;
      void createPool({
        size: 1,
        start: () => (silent ? new Worker('setInterval(() => {}, 1000)', { eval: true }) : start()),
        outside,
      }).then(async (opened) => {
        silent = true;
        await opened.encode(['exit']).catch(() => {});
        // Its successor loads without an end.
        void opened.close();
      });
    });
    const loading = await asked;
    let ended = false;
    const exit = new Promise<void>((done) => {
      loading.once('exit', () => {
        ended = true;
        done();
      });
    });
    await new Promise((later) => setTimeout(later, 200));
    expect(ended).toBe(false);
    free();
    await exit;
  });
});
