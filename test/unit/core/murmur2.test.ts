import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Partitioners } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { murmur2, partitionOf } from '../../../src/core/murmur2.ts';

const kafkajs = Partitioners.DefaultPartitioner();
const metadata = (partitions: number) =>
  Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    partitionErrorCode: 0,
    leader: 1,
    replicas: [1],
    isr: [1],
  }));

describe('murmur2', () => {
  it("gives the numbers of Kafka's own test (UtilsTest.testMurmur2)", () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    expect(murmur2(bytes('21'))).toBe(-973932308);
    expect(murmur2(bytes('foobar'))).toBe(-790332482);
    expect(murmur2(bytes('a-little-bit-long-string'))).toBe(-985981536);
    expect(murmur2(bytes('a-little-bit-longer-string'))).toBe(-1486304829);
    expect(murmur2(bytes('lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8'))).toBe(-58897971);
    expect(murmur2(bytes('abc'))).toBe(479470107);
  });

  it('chooses the partition that kafkajs chooses, for bytes and for text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.integer({ min: 1, max: 50 }), (key, partitions) => {
        const message = { key: Buffer.from(key), value: null };
        const theirs = kafkajs({ topic: 't', partitionMetadata: metadata(partitions), message });
        expect(partitionOf(key, partitions)).toBe(theirs);
      }),
    );
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer({ min: 1, max: 50 }),
        (key, partitions) => {
          const message = { key, value: null };
          const theirs = kafkajs({ topic: 't', partitionMetadata: metadata(partitions), message });
          expect(partitionOf(key, partitions)).toBe(theirs);
        },
      ),
    );
  });

  it('spreads random keys over all partitions', () => {
    const seen = new Set(Array.from({ length: 500 }, () => partitionOf(randomBytes(12), 7)));
    expect([...seen].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});
