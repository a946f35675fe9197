import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OutRecord } from '../../../../src/core/ports.ts';
import { chunks } from '../../../../src/edges/kafka/transaction.ts';

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
