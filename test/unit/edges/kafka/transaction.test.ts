import fc from 'fast-check';
import { Kafka, logLevel, type Transaction } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import type { OutRecord } from '../../../../src/core/ports.ts';
import { chunks, Transactor } from '../../../../src/edges/kafka/transaction.ts';

const record = (topic: string, size: number, key: string | null = null): OutRecord => ({
  topic,
  key,
  value: new Uint8Array(size),
});

const records = fc.array(
  fc
    .record({ topic: fc.constantFrom('a', 'b', 'c'), size: fc.integer({ min: 0, max: 400 }) })
    .map(({ topic, size }) => record(topic, size)),
  { maxLength: 40 },
);

describe('chunks', () => {
  it('keep every record, in order, and every Kafka topic below the limit, unless a record is larger alone', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 100, max: 1000 }), (given, bytes) => {
        const made = [...chunks(given, bytes)];
        expect(made.flat()).toEqual(given);
        for (const chunk of made) {
          expect(chunk.length).toBeGreaterThan(0);
          for (const topic of ['a', 'b', 'c']) {
            const mine = chunk.filter((one) => one.topic === topic);
            const size = mine.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
            if (mine.length > 1) expect(size).toBeLessThan(bytes);
          }
        }
      }),
    );
  });

  it('are as few as the limit allows', () => {
    const given = Array.from({ length: 10 }, () => record('a', 100));
    expect([...chunks(given, 61 + 5 * 136)].map(({ length }) => length)).toEqual([5, 5]);
    expect([...chunks(given, 61 + 5 * 136 - 1)].map(({ length }) => length)).toEqual([4, 4, 2]);
    expect([...chunks([], 100)]).toEqual([]);
  });

  it('have 512 records at most, of whatever Kafka topics', () => {
    const given = Array.from({ length: 1100 }, (_, i) => record(i % 3 === 0 ? 'a' : 'b', 1));
    expect([...chunks(given, 900_000)].map(({ length }) => length)).toEqual([512, 512, 76]);
    expect([...chunks(given, 900_000)].flat()).toEqual(given);
    expect([...chunks(given.slice(0, 512), 900_000)]).toHaveLength(1);
  });

  it('count keys, headers and characters of more than a byte', () => {
    const heavy: OutRecord = {
      topic: 'a',
      key: 'ü'.repeat(50),
      value: null,
      headers: [['h'.repeat(20), 'é'.repeat(40)]],
    };
    expect([...chunks([heavy, heavy], 61 + 2 * (36 + 100 + 10 + 20 + 80))]).toHaveLength(1);
    expect([...chunks([heavy, heavy], 61 + 2 * (36 + 100 + 10 + 20 + 80) - 1)]).toHaveLength(2);
  });
});

/** A client without a broker: its transactions do what they are told. */
class ScriptedKafka extends Kafka {
  readonly #script: Partial<Transaction>;
  /** The time-outs that its producers asked the broker for, ms. */
  readonly timeouts: (number | undefined)[] = [];

  constructor(script: Partial<Transaction>) {
    super({ brokers: ['127.0.0.1:1'], logLevel: logLevel.NOTHING });
    this.#script = script;
  }

  override producer(...config: Parameters<Kafka['producer']>): ReturnType<Kafka['producer']> {
    this.timeouts.push(config[0]?.transactionTimeout);
    const nothing = async (): Promise<void> => {};
    const transaction = async (): Promise<Transaction> => ({
      send: async () => [],
      sendBatch: async () => [],
      sendOffsets: nothing,
      commit: nothing,
      abort: nothing,
      isActive: () => true,
      ...this.#script,
    });
    return { ...super.producer(...config), connect: nothing, disconnect: nothing, transaction };
  }
}

describe('a transactor', () => {
  const concurrent = Object.assign(new Error('still ending'), { type: 'CONCURRENT_TRANSACTIONS' });
  const waits: number[] = [];
  const transactor = async (script: Partial<Transaction>): Promise<Transactor> => {
    const made = new Transactor(new ScriptedKafka(script), {
      transactionalId: 'x',
      transactionTimeout: 6000,
      chunkBytes: 900_000,
      clock: { now: () => 0, sleep: async (ms) => void waits.push(ms) },
    });
    await made.fence();
    return made;
  };
  const consumed = { group: 'g', topic: 't', partition: 0, offset: 1n };

  it('offers the offset again while the transaction before is still ending', async () => {
    let refusals = 3;
    const one = await transactor({
      sendOffsets: async () => {
        if (refusals-- > 0) throw concurrent;
      },
    });
    await one.commit([], consumed);
    expect(refusals).toBe(-1);
    expect(waits).toHaveLength(3);
  });

  it('does not do so for ever, nor for any other answer', async () => {
    let calls = 0;
    const refuse = (error: Error) => async (): Promise<void> => {
      calls++;
      throw error;
    };
    const stubborn = await transactor({ sendOffsets: refuse(concurrent) });
    await expect(stubborn.commit([], consumed)).rejects.toMatchObject({ fault: 'transient' });
    expect(calls).toBe(201);
    calls = 0;
    const other = await transactor({ sendOffsets: refuse(new Error('no')) });
    await expect(other.commit([], consumed)).rejects.toMatchObject({ fault: 'transient' });
    expect(calls).toBe(1);
  });

  it('asks whether it still is the owner by an offset that it takes back', async () => {
    const calls: string[] = [];
    const script = {
      sendOffsets: async () => void calls.push('offsets'),
      abort: async () => void calls.push('abort'),
      commit: async () => void calls.push('commit'),
    };
    const one = await transactor(script);
    calls.splice(0);
    await one.confirm(consumed);
    expect(calls).toEqual(['offsets', 'abort']);
    const fenced = Object.assign(new Error('old epoch'), { type: 'INVALID_PRODUCER_EPOCH' });
    const other = await transactor({ ...script, sendOffsets: () => Promise.reject(fenced) });
    await expect(other.confirm(consumed)).rejects.toMatchObject({ fault: 'fenced' });
  });

  it('aborts what failed before its commit, and asks for a fence before the next', async () => {
    const calls: string[] = [];
    const one = await transactor({
      sendBatch: () => Promise.reject(new Error('lost')),
      abort: async () => void calls.push('abort'),
      commit: async () => void calls.push('commit'),
    });
    calls.splice(0);
    const record: OutRecord = { topic: 'a', key: null, value: null };
    await expect(one.commit([record], consumed)).rejects.toThrow('lost');
    await expect(one.commit([record], consumed)).rejects.toThrow('not fenced');
    expect(calls).toEqual(['abort']);
  });

  it.each([
    [6000, 6000],
    [900_000, 900_000],
    [1_800_000, 900_000],
  ])('of %i ms asks the broker for %i, which takes no more by default', async (transactionTimeout, asked) => {
    const kafka = new ScriptedKafka({});
    const clock = { now: () => 0, sleep: async () => {} };
    await new Transactor(kafka, { transactionalId: 'x', transactionTimeout, chunkBytes: 900_000, clock }).fence();
    expect(kafka.timeouts).toEqual([asked]);
  });

  it('gives up fencing for an owner that has lost the partition meanwhile', async () => {
    const one = new Transactor(new ScriptedKafka({}), {
      transactionalId: 'x',
      transactionTimeout: 6000,
      chunkBytes: 900_000,
      clock: { now: () => 0, sleep: async () => {} },
    });
    await expect(one.fence(AbortSignal.abort())).rejects.toThrow('given up');
  });
});
