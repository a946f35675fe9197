import { describe, expect, it } from 'vitest';
import { faultOf } from '../../../../src/core/errors.ts';
import { partitionOf } from '../../../../src/core/murmur2.ts';
import type { OutRecord } from '../../../../src/core/ports.ts';
import { MemoryLog } from '../../../../src/edges/memory/log.ts';

const value = new Uint8Array([1]);
const offset = { group: 'g', topic: 'in', partition: 0, offset: 5n };

function prepared(): MemoryLog {
  const log = new MemoryLog({ now: () => 42 });
  log.createTopic('in');
  log.createTopic('out', { partitions: 3 });
  return log;
}
const offsets = (log: MemoryLog, topic: string, partition = 0): number[] =>
  log.read(topic, partition, { from: 0n }).records.map((record) => Number(record.offset));

describe('a Kafka topic in memory', () => {
  it('gives a record the partition of its key as Kafka does, or the one it names, or each in turn', () => {
    const log = prepared();
    expect(log.append([{ topic: 'out', key: 'abc', value }])[0]?.partition).toBe(partitionOf('abc', 3));
    expect(log.append([{ topic: 'out', key: 'abc', value, partition: 2 }])[0]?.partition).toBe(2);
    const keyless = Array.from({ length: 3 }, (): OutRecord => ({ topic: 'out', key: null, value }));
    expect(log.append(keyless).map(({ partition }) => partition)).toEqual([0, 1, 2]);
  });

  it('stamps records that have no timestamp', () => {
    const log = prepared();
    log.append([
      { topic: 'in', key: null, value },
      { topic: 'in', key: null, value, timestamp: 7 },
    ]);
    expect(log.read('in', 0, { from: 0n }).records.map(({ timestamp }) => timestamp)).toEqual([42, 7]);
    expect(log.offsetAt('in', 0, 40)).toBe(0n);
    expect(log.offsetAt('in', 0, 43)).toBe(2n);
  });

  it('names what is missing or there already', () => {
    const log = prepared();
    expect(() => log.append([{ topic: 'none', key: null, value }])).toThrow('no Kafka topic none');
    expect(() => log.append([{ topic: 'in', key: null, value, partition: 4 }])).toThrow('in has no partition 4');
    expect(() => log.createTopic('in')).toThrow('in exists already');
  });

  it('reads in pieces, over holes, to its end', () => {
    const log = prepared();
    log.append([
      { topic: 'in', key: null, value },
      { topic: 'in', key: null, value },
    ]);
    log.skip('in', 0, 3);
    expect(log.read('in', 0, { from: 0n, limit: 1 })).toMatchObject({ to: 1n, end: 5n, final: false });
    expect(log.read('in', 0, { from: 1n, limit: 1 })).toMatchObject({ to: 5n, end: 5n, final: false });
    log.seal('in');
    expect(log.read('in', 0, { from: 5n })).toMatchObject({ records: [], to: 5n, final: true });
  });

  it('forgets what its group has consumed', async () => {
    const log = new MemoryLog();
    log.createTopic('in', { consumedBy: 'g' });
    log.append(Array.from({ length: 8 }, (): OutRecord => ({ topic: 'in', key: null, value })));
    const producerEpoch = log.fence('x');
    await log.commit({ transactionalId: 'x', producerEpoch, records: [], offset });
    expect(offsets(log, 'in')).toEqual([5, 6, 7]);
    expect(log.start('in')).toBe(5n);
    await log.commit({
      transactionalId: 'x',
      producerEpoch,
      records: [],
      offset: { ...offset, group: 'other', offset: 7n },
    });
    expect(log.start('in')).toBe(5n);
  });
});

describe('a transaction in memory', () => {
  it('writes all records and the offset, or nothing', async () => {
    const log = prepared();
    const producerEpoch = log.fence('x');
    const records: OutRecord[] = [
      { topic: 'out', partition: 1, key: 'a', value },
      { topic: 'in', key: 'b', value: null },
    ];
    await log.commit({ transactionalId: 'x', producerEpoch, records, offset });
    expect([offsets(log, 'out', 1), offsets(log, 'in')]).toEqual([[0], [0]]);
    expect(log.committed('g', 'in')).toBe(5n);
    const broken = [
      { topic: 'out', partition: 1, key: 'a', value },
      { topic: 'none', key: null, value },
    ];
    const failed = log.commit({
      transactionalId: 'x',
      producerEpoch,
      records: broken,
      offset: { ...offset, offset: 6n },
    });
    await expect(failed).rejects.toThrow('none');
    expect(offsets(log, 'out', 1)).toEqual([0]);
    expect(log.committed('g', 'in')).toBe(5n);
  });

  it('is refused to all but the last that fenced', async () => {
    const log = prepared();
    const first = log.fence('x');
    const second = log.fence('x');
    const commit = (producerEpoch: number) => log.commit({ transactionalId: 'x', producerEpoch, records: [], offset });
    expect(faultOf(await commit(first).catch((error: unknown) => error))).toBe('fenced');
    expect(log.committed('g', 'in')).toBeNull();
    await commit(second);
    expect(log.committed('g', 'in')).toBe(5n);
  });

  it('tells where a group began apart from what it has consumed', async () => {
    const log = prepared();
    const producerEpoch = log.fence('x');
    await log.commit({ transactionalId: 'x', producerEpoch, records: [], offset: { ...offset, start: true } });
    expect(log.committed('g', 'in')).toBeNull();
    expect(log.position('g', 'in', 0)).toEqual({ offset: 5n, start: true });
  });
});

describe('compaction in memory', () => {
  const write = (log: MemoryLog, ...pairs: [string, Uint8Array | null][]): void =>
    void log.append(pairs.map(([key, bytes]) => ({ topic: 'model', key, value: bytes })));
  const keys = (log: MemoryLog): string[] =>
    log.read('model', 0, { from: 0n }).records.map(({ key }) => Buffer.from(key ?? []).toString());

  it('keeps the newest record of each key under its offset', () => {
    const log = new MemoryLog();
    log.createTopic('model', { compact: true });
    write(log, ['a', value], ['b', value], ['a', value], ['b', null], ['c', value]);
    log.compact('model');
    expect(offsets(log, 'model')).toEqual([2, 4]);
    expect(keys(log)).toEqual(['a', 'c']);
    expect(log.end('model')).toBe(5n);
  });

  it('happens by itself, so that a changelog stays as large as what it holds', () => {
    const log = new MemoryLog();
    log.createTopic('model', { compact: true });
    for (let i = 0; i < 20_000; i++) write(log, [`k${i % 100}`, value]);
    expect(offsets(log, 'model').length).toBeLessThan(2048);
    expect(new Set(keys(log)).size).toBe(100);
  });

  it('is not for records without a key', () => {
    const log = new MemoryLog();
    log.createTopic('model', { compact: true });
    expect(() => log.append([{ topic: 'model', key: null, value }])).toThrow('without a key');
  });
});

describe('until', () => {
  it('resolves when the condition comes true, at once or by a change', async () => {
    const log = prepared();
    expect(await log.until(() => true)).toBe(true);
    const waiting = log.until(() => log.end('in') >= 2n);
    log.append([{ topic: 'in', key: null, value }]);
    log.append([{ topic: 'in', key: null, value }]);
    expect(await waiting).toBe(true);
  });

  it('gives up when the signal is aborted, before or meanwhile, and passes on what the condition throws', async () => {
    const log = prepared();
    const stop = new AbortController();
    const waiting = log.until(() => false, stop.signal);
    stop.abort();
    expect(await waiting).toBe(false);
    expect(await log.until(() => false, stop.signal)).toBe(false);
    await expect(log.until(() => log.end('none') > 0n)).rejects.toThrow('none');
  });
});
