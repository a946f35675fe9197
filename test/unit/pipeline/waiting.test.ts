/** What a worker waits for before it commits a batch, and when it gives up. */
import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../src/core/errors.ts';
import type { Encoder } from '../../../src/core/ports.ts';
import { hashingEncoder } from '../../../src/edges/encoder/hashing.ts';
import { eventually } from '../../support/eventually.ts';
import { rawDocuments, rawRecord, workbench } from '../../support/workbench.ts';

/** Lets everything that can go on do so. */
async function idle(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}

describe('waiting', () => {
  it.each([0, 2])('at staleness %i for the batch that lies so far back', async (staleness) => {
    const { worker, hand, publish } = await workbench({ staleness });
    await worker.positioned?.(0, null, 0n);
    const handed = [];
    for (let i = 0; i <= staleness; i++) {
      const ahead = hand(rawDocuments(4, 4 * i));
      await ahead.done;
      handed.push(ahead);
    }
    const next = hand(rawDocuments(4, 4 * (staleness + 1)));
    await idle();
    expect(next.commits).toEqual([]);
    await publish(...(handed[0]?.commits[0]?.stats ?? []));
    await next.done;
    expect(next.commits[0]?.stats[0]?.model).toBe(1);
    expect(worker.sent.get(0)).toBe(BigInt(4 * (staleness + 2)));
  });

  it('for as many records as full batches have, where batches are small', async () => {
    const { worker, hand, publish } = await workbench({ staleness: 2 });
    await worker.positioned?.(0, null, 0n);
    const handed = [];
    for (let i = 0; i < 5; i++) {
      const ahead = hand(rawDocuments(2, 2 * i));
      await ahead.done;
      handed.push(ahead);
    }
    expect(worker.unabsorbed()).toBe(10 / 4);
    const next = hand(rawDocuments(2, 10));
    await idle();
    expect(next.commits).toEqual([]);
    await publish(...(handed[0]?.commits[0]?.stats ?? []));
    await next.done;
    expect(worker.unabsorbed()).toBe(10 / 4);
  });

  it('while the model warms up for each, however much staleness there may be', async () => {
    const { worker, hand, publish } = await workbench({ staleness: 4, warmup: 8 });
    await worker.positioned?.(0, null, 0n);
    const first = hand(rawDocuments(4));
    await first.done;
    const second = hand(rawDocuments(4, 4));
    await idle();
    expect(second.commits).toEqual([]);
    expect((await publish(...(first.commits[0]?.stats ?? []))).warming).toBe(true);
    await second.done;
    const third = hand(rawDocuments(4, 8));
    await idle();
    expect(third.commits).toEqual([]);
    expect((await publish(...(second.commits[0]?.stats ?? []))).warming).toBe(false);
    await third.done;
    const fourth = hand(rawDocuments(4, 12));
    await fourth.done;
    expect(fourth.commits[0]?.stats[0]?.model).toBe(2);
  });

  it('for the deletion of what it writes anew, however much staleness there may be', async () => {
    const { worker, hand, publish } = await workbench({ staleness: 4 });
    await worker.positioned?.(0, null, 0n);
    const deletion = hand([rawRecord(0, null, { key: 'd1' })]);
    await deletion.done;
    const other = hand([rawRecord(1, { id: 'd2', text: 'levain crumb' })]);
    await other.done;
    const anew = hand([rawRecord(2, { id: 'd1', text: 'levain crumb' })]);
    await idle();
    expect(anew.commits).toEqual([]);
    await publish(...(deletion.commits[0]?.stats ?? []));
    await anew.done;
    expect(anew.commits).toHaveLength(1);
  });

  it('encodes before its turn, commits after it', async () => {
    const seen: number[] = [];
    const inner = hashingEncoder({ dim: 32 });
    const encoder: Encoder = {
      ...inner,
      encode: (texts) => {
        seen.push(texts.length);
        return inner.encode(texts);
      },
    };
    const { worker, hand } = await workbench({ encoder, staleness: 4 });
    await worker.positioned?.(0, null, 0n);
    let give: () => void = () => {};
    const turn = new Promise<void>((resolve) => {
      give = resolve;
    });
    const second = hand(rawDocuments(3), { turn });
    await idle();
    expect(seen).toEqual([3]);
    expect(second.commits).toEqual([]);
    give();
    await second.done;
    expect(second.commits).toHaveLength(1);
  });

  it('is given up with the batch before it', async () => {
    const { worker, hand } = await workbench();
    await worker.positioned?.(0, null, 0n);
    const turn = Promise.reject(new LeitmotifError('transient', 'commit', 'the broker is away'));
    const { done, commits } = hand(rawDocuments(3), { turn });
    await expect(done).rejects.toThrow('the broker is away');
    expect(commits).toEqual([]);
  });

  it('begins, for a new owner, with everything that was committed before', async () => {
    const bench = await workbench({ staleness: 4 });
    await bench.worker.positioned?.(0, null, 0n);
    const before = bench.hand(rawDocuments(8));
    await before.done;
    bench.worker.revoked?.(0);
    expect(bench.worker.sent.get(0)).toBeUndefined();
    await bench.worker.positioned?.(0, 8n, 8n);
    const next = bench.hand(rawDocuments(4, 8));
    await idle();
    expect(next.commits).toEqual([]);
    await bench.publish(...(before.commits[0]?.stats ?? []));
    await next.done;
    expect(next.commits).toHaveLength(1);
  });

  it('ends when the partition is taken away', async () => {
    const { worker, hand } = await workbench();
    await worker.positioned?.(0, 8n, 8n);
    const waiting = hand(rawDocuments(4, 8));
    await idle();
    waiting.revoke();
    await expect(waiting.done).rejects.toMatchObject({ fault: 'fenced' });
    worker.revoked?.(0);
    const late = hand(rawDocuments(4, 8));
    await expect(late.done).rejects.toMatchObject({ fault: 'fenced', message: 'partition 0 was taken away' });
    expect(late.commits).toEqual([]);
  });

  it('ends when nobody here waits for the model any more', async () => {
    const { worker, hand, feed, reach } = await workbench();
    await worker.positioned?.(0, 8n, 8n);
    const waiting = hand(rawDocuments(4, 8));
    await idle();
    feed.giveUp();
    await expect(waiting.done).rejects.toMatchObject({ fault: 'transient' });
    expect(waiting.commits).toEqual([]);
    // The model goes on to be followed: the trainer may be here.
    void reach(5n).catch(() => {});
    await eventually(() => expect(feed.current().state.statsOffset).toBe(5n));
  });

  it('ends when the model is no longer followed', async () => {
    const { worker, hand, stop } = await workbench();
    await worker.positioned?.(0, 8n, 8n);
    const waiting = hand(rawDocuments(4, 8));
    await idle();
    await stop();
    await expect(waiting.done).rejects.toMatchObject({ fault: 'transient' });
  });
});

describe('stats that will never come', () => {
  /** A worker that has the partition after another, which committed 8 offsets; its stats lie below 20. */
  async function heir(given: Parameters<typeof workbench>[0] = {}) {
    const bench = await workbench({ statsEnd: async () => 20n, ...given });
    await bench.worker.positioned?.(0, 8n, 8n);
    const waiting = bench.hand(rawDocuments(4, 8));
    await idle();
    return { ...bench, waiting };
  }

  it('stop the worker with the remedy, once the trainer has read all there were', async () => {
    const { reach, waiting } = await heir();
    await reach(19n);
    await idle();
    await reach(20n, { absorbed: new Map([[0, { epoch: 1, offset: 5n }]]) });
    await expect(waiting.done).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(
        /partition 0 is committed up to offset 8, .* absorbed it up to 5.*`leitmotif state reset --keep-model --to 0=8`/,
      ),
    });
    expect(waiting.commits).toEqual([]);
  });

  it('of a model that was never published have another remedy, as there is none to keep', async () => {
    const { waiting } = await heir({ statsEnd: async () => 0n });
    await expect(waiting.done).rejects.toThrow(/absorbed nothing of it.*`leitmotif state reset --to 0=8`/);
  });

  it('are not waited for when loss is accepted', async () => {
    const { waiting } = await heir({ acceptLoss: true });
    await waiting.done;
    expect(waiting.commits).toHaveLength(1);
  });

  it('are not sought in another epoch', async () => {
    const { reach, waiting } = await heir();
    await reach(20n, { epoch: 2 });
    await idle();
    expect(waiting.commits).toEqual([]);
    waiting.revoke();
    await expect(waiting.done).rejects.toMatchObject({ fault: 'fenced' });
  });

  it('are not asked for where everything is absorbed', async () => {
    const asked: number[] = [];
    const statsEnd = async () => BigInt(asked.push(0));
    const { worker, reach, hand } = await workbench({ statsEnd });
    await reach(20n, { absorbed: new Map([[0, { epoch: 1, offset: 8n }]]) });
    await worker.positioned?.(0, 8n, 8n);
    await hand(rawDocuments(4, 8)).done;
    expect(asked).toEqual([]);
  });
});

describe('the position', () => {
  it.each([
    [0n, 7n, 7n, 'go on from 7, as the log holds [0, 7) alone,'],
    [9n, 30n, 9n, 'go on from 9, as the log holds [9, 30) alone,'],
    [0n, 30n, 8n, 'go on from there by'],
    [0n, 7n, 7n, 'or `--to earliest` where the Kafka topic was made anew'],
  ])('to go on from is one that the log holds: of [%s, %s) it is %s', async (low, end, to, said) => {
    const { worker, reach } = await workbench({ held: async () => ({ low, end }) });
    await reach(20n, { absorbed: new Map([[0, { epoch: 1, offset: 8n }]]) });
    const position = worker.positioned?.(0, 3n, 3n);
    await expect(position).rejects.toMatchObject({ fault: 'fatal', message: expect.stringContaining(said) });
    await expect(position).rejects.toThrow(`\`leitmotif state reset --keep-model --to 0=${to}\``);
  });

  it.each([null, 3n])('%s behind what the model has absorbed is refused, with both offsets', async (committed) => {
    const bench = await workbench();
    await bench.worker.positioned?.(0, null, 0n);
    const before = bench.hand(rawDocuments(8));
    await before.done;
    await bench.publish(...(before.commits[0]?.stats ?? []));
    const position = bench.worker.positioned?.(0, committed, 0n);
    await expect(position).rejects.toMatchObject({ fault: 'fatal', stage: 'restore' });
    await expect(position).rejects.toThrow(
      `absorbed partition 0 up to offset 8, but the group has committed ${committed ?? 'nothing'}`,
    );
    await bench.worker.positioned?.(0, 8n, 8n);
  });
});
