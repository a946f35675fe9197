import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { committedRecords, type FetchedMessage, type FetchedPartition } from '../../../../src/edges/kafka/fetched.ts';

const marker = (type: 0 | 1): Buffer => Buffer.from([0, 0, 0, type]);

interface Given {
  readonly offset: number;
  readonly producer: number;
  readonly kind: 'plain' | 'transactional' | 'abort' | 'commit';
}

function message({ offset, producer, kind }: Given): FetchedMessage {
  const control = kind === 'abort' || kind === 'commit';
  return {
    offset: String(offset),
    timestamp: '0',
    key: control ? marker(kind === 'abort' ? 0 : 1) : Buffer.from([0, 0, 0, 0]),
    value: Buffer.from('x'),
    headers: {},
    isControlRecord: control,
    batchContext: {
      firstOffset: String(offset),
      lastOffsetDelta: 0,
      producerId: String(producer),
      inTransaction: kind !== 'plain',
    },
  };
}

/** A log made by a list of moves: producer p writes in a transaction, ends it, or writes without one. */
function history(moves: readonly { producer: number; move: 'write' | 'abort' | 'commit' | 'plain' }[]) {
  const log: Given[] = [];
  const open = new Map<number, number[]>();
  const aborted: { producerId: string; firstOffset: string; last: number }[] = [];
  const visible = new Set<number>();
  const end = (producer: number, kind: 'abort' | 'commit'): void => {
    const mine = open.get(producer);
    if (!mine) return;
    open.delete(producer);
    const offset = log.length;
    log.push({ offset, producer, kind });
    if (kind === 'commit') for (const one of mine) visible.add(one);
    else aborted.push({ producerId: String(producer), firstOffset: String(mine[0]), last: offset });
  };
  for (const { producer, move } of moves) {
    const offset = log.length;
    if (move === 'plain') {
      // Of a producer that never has transactions.
      log.push({ offset, producer: producer + 100, kind: 'plain' });
      visible.add(offset);
    } else if (move === 'write') {
      log.push({ offset, producer, kind: 'transactional' });
      open.set(producer, [...(open.get(producer) ?? []), offset]);
    } else end(producer, move);
  }
  for (const producer of [...open.keys()]) end(producer, producer % 2 ? 'abort' : 'commit');
  return { log, aborted, visible };
}

const moves = fc.array(
  fc.record({
    producer: fc.integer({ min: 0, max: 3 }),
    move: fc.constantFrom('write' as const, 'write' as const, 'abort' as const, 'commit' as const, 'plain' as const),
  }),
  { maxLength: 40 },
);

describe('committedRecords', () => {
  it('shows what was committed and nothing else, wherever the fetches begin and end', () => {
    fc.assert(
      fc.property(moves, fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 9 }), (given, lengths) => {
        const { log, aborted, visible } = history(given);
        const seen: number[] = [];
        let position = 0;
        for (let i = 0; position < log.length; i++) {
          const to = Math.min(log.length, position + (lengths[i % lengths.length] ?? 1));
          const data: FetchedPartition = {
            partition: 0,
            highWatermark: String(log.length),
            lastStableOffset: String(log.length),
            // As the broker lists them: those that touch the fetch, in the order in which they ended.
            abortedTransactions: aborted.filter(
              ({ firstOffset, last }) => last >= position && Number(firstOffset) < to,
            ),
            messages: log.slice(position, to).map(message),
          };
          const taken = committedRecords(BigInt(position), data);
          expect(taken.to).toBe(BigInt(to));
          seen.push(...taken.records.map(({ offset }) => Number(offset)));
          position = to;
        }
        expect(seen).toEqual([...visible].sort((a, b) => a - b));
      }),
    );
  });

  it('leaves out records below the position, and covers what compaction took from the end of a record batch', () => {
    const context = { firstOffset: '10', lastOffsetDelta: 9, producerId: '-1', inTransaction: false };
    const messages = [10, 11, 14].map((offset) => ({
      ...message({ offset, producer: 1, kind: 'plain' }),
      batchContext: context,
    }));
    const data = { partition: 0, highWatermark: '20', messages };
    expect(committedRecords(11n, data)).toMatchObject({ records: [{ offset: 11n }, { offset: 14n }], to: 20n });
    expect(committedRecords(15n, data)).toEqual({ records: [], to: 20n });
  });

  it('stays where it is when nothing came', () => {
    expect(committedRecords(7n, { partition: 0, highWatermark: '7', messages: [] })).toEqual({ records: [], to: 7n });
  });

  it('takes only bytes from headers, whatever their names, and keeps those that came twice', () => {
    const headers = Object.fromEntries([
      ['plain', Buffer.from('a')],
      ['twice', [Buffer.from('b'), Buffer.from('c')]],
      ['none', null],
      // What kafkajs makes of a header that is called like something every object has.
      ['constructor', [Object, Buffer.from('d')]],
      ['__proto__', [{}, Buffer.from('e')]],
    ]);
    const data = {
      partition: 0,
      highWatermark: '1',
      messages: [{ ...message({ offset: 0, producer: 1, kind: 'plain' }), headers }],
    };
    const [record] = committedRecords(0n, data).records;
    expect(record?.headers.map(([name, value]) => [name, Buffer.from(value).toString()])).toEqual([
      ['plain', 'a'],
      ['twice', 'b'],
      ['twice', 'c'],
      ['none', ''],
      ['constructor', 'd'],
      ['__proto__', 'e'],
    ]);
  });
});
