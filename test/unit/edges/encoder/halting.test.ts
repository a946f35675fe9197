import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { askToHalt, type Flags, halt, newFlags, outside, uncut } from '../../../../src/edges/encoder/halting.ts';

/** A thread that is inside native code for `ms`, by the same protocol: flag 1 while inside. */
function insideFor(flags: Flags, ms: number): Worker {
  const code = `
    const { workerData: { flags, ms }, parentPort } = require('node:worker_threads');
    Atomics.store(flags, 1, 1);
    parentPort.postMessage('inside');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    Atomics.store(flags, 1, 0);
    Atomics.notify(flags, 1);
  `;
  return new Worker(code, { eval: true, workerData: { flags, ms } });
}

describe('uncut', () => {
  it('gives the result of native code and leaves no mark, also when it throws', async () => {
    const flags = newFlags();
    expect(await uncut(flags, async () => [...flags])).toEqual([0, 1]);
    await expect(uncut(flags, () => Promise.reject(new Error('inside')))).rejects.toThrow('inside');
    expect([...flags]).toEqual([0, 0]);
  });

  it('begins nothing after a halt was asked for', async () => {
    const flags = newFlags();
    askToHalt(flags);
    let begun = false;
    const call = uncut(flags, async () => {
      begun = true;
    });
    await expect(call).rejects.toMatchObject({ fault: 'transient', stage: 'encode' });
    expect(begun).toBe(false);
    expect(flags[1]).toBe(0);
  });
});

describe('outside', () => {
  it('waits until the thread is out, without blocking, and nothing begins any more', async () => {
    const flags = newFlags();
    const worker = insideFor(flags, 400);
    await new Promise((inside) => worker.once('message', inside));
    let ended = false;
    worker.once('exit', () => {
      ended = true;
    });
    await outside(flags, 30_000);
    expect([...flags]).toEqual([1, 0]);
    await expect(uncut(flags, async () => {})).rejects.toMatchObject({ fault: 'transient' });
    if (!ended) await worker.terminate();
  });

  it('waits no longer than it was told', async () => {
    const flags = newFlags();
    const worker = insideFor(flags, 60_000);
    await new Promise((inside) => worker.once('message', inside));
    await outside(flags, 100);
    expect([...flags]).toEqual([1, 1]);
    await worker.terminate();
  });
});

describe('halt', () => {
  async function timed(ms: number, timeout: number, threads = 1): Promise<number> {
    const flags = Array.from({ length: threads }, newFlags);
    const workers = flags.map((own) => insideFor(own, ms));
    await Promise.all(workers.map((worker) => new Promise((inside) => worker.once('message', inside))));
    const start = performance.now();
    halt([newFlags(), ...flags], timeout);
    const taken = performance.now() - start;
    await Promise.all(workers.map((worker) => worker.terminate()));
    return taken;
  }

  it('waits until the thread is out', async () => {
    const taken = await timed(400, 30_000);
    expect(taken).toBeGreaterThan(200);
    expect(taken).toBeLessThan(20_000);
  });

  it('waits no longer than it was told', async () => {
    const taken = await timed(60_000, 100);
    expect(taken).toBeGreaterThanOrEqual(95);
    expect(taken).toBeLessThan(20_000);
  });

  it('waits for many threads no longer than for one', async () => {
    expect(await timed(60_000, 2000, 4)).toBeLessThan(4000);
  });
});
