/** What becomes of batches: how the log is cut, and what a handler, or a commit, that fails leaves behind. */
import { expect, it } from 'vitest';
import { faultOf, LeitmotifError, messageOf } from '../../../src/core/errors.ts';
import type { RawBatch } from '../../../src/core/ports.ts';
import { aloneSize } from '../../../src/core/recordsize.ts';
import { eventually } from '../../support/eventually.ts';
import { answers, type Bench, bytes, never, text, values } from './bench.ts';

export function batches({ world, run, copy, expectAll, untilCommitted, patience }: Bench): void {
  it('hands over records as they lie in the log and commits the span with its output', async () => {
    const w = await world();
    const header = ['h', new Uint8Array([0, 255])] as const;
    await w.produce([
      { key: 'a', value: bytes('v0-0'), headers: [header], timestamp: 1_700_000_000_123 },
      { key: null, value: null, timestamp: 1_700_000_000_124 },
    ]);
    const batches: RawBatch[] = [];
    const one = run(w.member('one', { cut: { documents: 10, linger: 20 } }), {
      async handle(batch) {
        batches.push(batch);
        await batch.turn;
        await batch.commit([{ topic: w.output, key: 'x', value: bytes('out'), timestamp: 5 }]);
      },
    });
    await untilCommitted(w, 0, 2n);
    expect(batches[0]?.span).toEqual({ topic: w.input, partition: 0, epoch: 7, from: 0n, to: 2n });
    expect(batches[0]?.highWatermark).toBe(2n);
    expect(
      batches[0]?.records.map((r) => ({
        ...r,
        key: r.key && text(r.key),
        value: r.value && text(r.value),
        headers: r.headers.map(([name, value]) => [name, ...value]),
      })),
    ).toEqual([
      { offset: 0n, timestamp: 1_700_000_000_123, key: 'a', value: 'v0-0', headers: [['h', 0, 255]] },
      { offset: 1n, timestamp: 1_700_000_000_124, key: null, value: null, headers: [] },
    ]);
    await eventually(async () => expect(await w.results()).toEqual([{ key: 'x', value: 'out' }]), patience);
    expect(one.events).toEqual(['assigned 0', 'positioned 0 null 0']);
    expect(await one.stop()).toBe('resolved');
  });

  it('cuts a full log at multiples of `documents`, also when a crash came between', async () => {
    const w = await world();
    await w.produce(values(95));
    const cut = { documents: 10, linger: 30 };
    const first = w.member('one', { cut, fetchRecords: 7 });
    let commits = 0;
    const one = run(first, {
      async handle(batch) {
        await batch.turn;
        if (++commits > 3) await never;
        await batch.commit(answers(w, batch));
      },
    });
    await eventually(() => expect(one.spans.length).toBeGreaterThanOrEqual(4), patience);
    await untilCommitted(w, 0, 30n);
    first.crash();
    const two = copy(w, w.member('two', { cut, fetchRecords: 23 }));
    await untilCommitted(w, 0, 95n);
    expect(two.spans).toEqual(['0:30-40', '0:40-50', '0:50-60', '0:60-70', '0:70-80', '0:80-90', '0:90-95']);
    expect(two.events).toEqual(['assigned 0', 'positioned 0 30 30']);
    await expectAll(w, { 0: 95 });
  });

  it('cuts a slow feed after `linger`', async () => {
    const w = await world();
    const one = copy(w, w.member('one', { cut: { documents: 100, linger: 40 } }));
    await eventually(() => expect(one.events).toContain('positioned 0 null 0'), patience);
    await w.produce(values(3));
    await untilCommitted(w, 0, 3n);
    await w.produce(values(2, 0, 3));
    await untilCommitted(w, 0, 5n);
    expect(one.spans).toEqual(['0:0-3', '0:3-5']);
    await expectAll(w, { 0: 5 });
  });

  it('has at most two batches of a partition in hand and lets them commit in turn', async () => {
    const w = await world();
    await w.produce(values(50));
    const log: string[] = [];
    let inHand = 0;
    let most = 0;
    run(w.member('one', { cut: { documents: 10, linger: 20 } }), {
      async handle(batch) {
        most = Math.max(most, ++inHand);
        log.push(`prepare ${batch.span.from}`);
        const premature = batch.span.from > 0n ? await batch.commit([]).catch(faultOf) : 'bug';
        expect(premature).toBe('bug');
        await batch.turn;
        expect(await w.committed(0)).toBe(batch.span.from === 0n ? null : batch.span.from);
        await new Promise((resolve) => setTimeout(resolve, 20));
        await batch.commit(answers(w, batch));
        log.push(`done ${batch.span.from}`);
        inHand--;
      },
    });
    await untilCommitted(w, 0, 50n);
    expect(most).toBe(2);
    for (const from of [10, 20, 30, 40])
      expect(log.indexOf(`prepare ${from}`)).toBeLessThan(log.indexOf(`done ${from - 10}`));
    await expectAll(w, { 0: 50 });
  });

  it.each(['before', 'after'] as const)(
    'goes back to the committed offset when a commit failed %s it took effect',
    async (when) => {
      const w = await world();
      await w.produce(values(40));
      const member = w.member('one', { cut: { documents: 10, linger: 20 } });
      let commits = 0;
      const faults: string[] = [];
      const one = run(member, {
        async handle(batch) {
          await batch.turn;
          if (++commits === 2) member.failCommit(when);
          await batch.commit(answers(w, batch)).catch((error: unknown) => {
            faults.push(faultOf(error));
            throw error;
          });
        },
      });
      await untilCommitted(w, 0, 40n);
      expect(faults).toEqual(['transient']);
      expect(one.events.slice(1)).toEqual([
        'positioned 0 null 0',
        `positioned 0 ${when === 'before' ? 10 : 20} ${when === 'before' ? 10 : 20}`,
      ]);
      await expectAll(w, { 0: 40 });
    },
  );

  it('begins again from the committed offset when the handler failed transiently, and drops what came after', async () => {
    const w = await world();
    await w.produce(values(40));
    let failures = 0;
    const one = run(w.member('one', { cut: { documents: 10, linger: 20 } }), {
      async handle(batch) {
        if (batch.span.from === 10n && failures++ < 2) throw new LeitmotifError('transient', 'schema', 'registry away');
        await batch.turn;
        await batch.commit(answers(w, batch));
      },
    });
    await untilCommitted(w, 0, 40n);
    expect(failures).toBe(3);
    expect(one.events.filter((event) => event.startsWith('positioned'))).toEqual([
      'positioned 0 null 0',
      'positioned 0 10 10',
      'positioned 0 10 10',
    ]);
    await expectAll(w, { 0: 40 });
  });

  it('stops with any other error of the handler, committing nothing of that batch', async () => {
    const w = await world();
    await w.produce(values(20));
    const one = run(w.member('one', { cut: { documents: 10, linger: 20 } }), {
      async handle(batch) {
        await batch.turn;
        if (batch.span.from === 10n) throw new LeitmotifError('bug', 'assign', 'NaN in span');
        await batch.commit(answers(w, batch));
      },
    });
    expect(messageOf(await one.ended)).toBe('NaN in span');
    expect(await w.committed(0)).toBe(10n);
  });

  it.each([0, 1000])(
    'takes or refuses a record by max.message.bytes of its Kafka topic: %i bytes more',
    async (more) => {
      const w = await world(1, { maxMessageBytes: 10_000 });
      const headers = Array.from({ length: 40 }, (_, i) => [`h${i}`, bytes('ü')] as const);
      const record = { topic: w.output, key: 'large', headers };
      const value = new Uint8Array(10_000 - aloneSize({ ...record, value: null })).fill(120);
      // What Kafka writes lengths in is shorter than the most that is counted.
      const beyond = new Uint8Array(more);
      await w.produce(values(2));
      const one = run(w.member('one', { cut: { documents: 2, linger: 20 } }), {
        async handle(batch) {
          await batch.turn;
          await batch.commit([...answers(w, batch), { ...record, value: Buffer.concat([value, beyond]) }]);
        },
      });
      if (more === 0) {
        await untilCommitted(w, 0, 2n);
        await eventually(async () => expect(await w.results()).toHaveLength(3), patience);
        return;
      }
      const error = await one.ended;
      expect(faultOf(error)).toBe('fatal');
      expect(messageOf(error)).toContain('max.message.bytes');
      expect(await w.committed(0)).toBeNull();
      expect(await w.results()).toEqual([]);
    },
  );

  it('commits nothing of a batch with a record for a partition that its Kafka topic has not', async () => {
    const w = await world();
    await w.produce(values(2));
    const faults: unknown[] = [];
    run(w.member('one', { cut: { documents: 2, linger: 20 } }), {
      async handle(batch) {
        await batch.turn;
        const astray = { topic: w.output, partition: 1, key: 'astray', value: bytes('astray') };
        // As long as it lasts: the Kafka topic may be widened.
        const made = faults.length < 2 ? [...answers(w, batch), astray] : answers(w, batch);
        await batch.commit(made).catch((error: unknown) => {
          faults.push(error);
          throw error;
        });
      },
    });
    await untilCommitted(w, 0, 2n);
    expect(faults.map(faultOf)).toEqual(['transient', 'transient']);
    expect(messageOf(faults[0])).toContain(`Kafka topic ${w.output} has no partition 1`);
    await eventually(async () => expect((await w.results()).map(({ value }) => value)).toEqual(['v0-0', 'v0-1']));
  });
}
