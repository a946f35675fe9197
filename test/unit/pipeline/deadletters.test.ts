import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../src/core/errors.ts';
import type { OutRecord, RawRecord } from '../../../src/core/ports.ts';
import { aloneSize } from '../../../src/core/recordsize.ts';
import { deadLetter } from '../../../src/pipeline/deadletters.ts';
import { textOf } from '../../support/workbench.ts';

const record: RawRecord = {
  offset: 2n ** 60n,
  timestamp: 5,
  key: new Uint8Array([0xff, 0x00]),
  value: new Uint8Array([0xc3, 0x28]),
  headers: [
    ['content-type', new Uint8Array([1, 2])],
    ['content-type', new Uint8Array([3])],
  ],
};
const origin = { topic: 'documents', partition: 4 };
const to = { topic: 'lm.dead', maxMessageBytes: 1_048_588 };

describe('a dead letter', () => {
  const error = new LeitmotifError('poison', 'text', 'text is not UTF-8: send it in that encoding');
  const letter = deadLetter(record, origin, error, to);

  it('is the record as it came, in its own partition', () => {
    expect(letter).toMatchObject({ topic: 'lm.dead', partition: 4 });
    expect(letter.key).toBe(record.key);
    expect(letter.value).toBe(record.value);
    expect(letter.headers?.slice(0, 2)).toEqual(record.headers);
  });

  it('says in headers what went wrong, and where', () => {
    expect(letter.headers?.slice(2)).toEqual([
      ['__streams.errors.exception', 'LeitmotifError.poison'],
      ['__streams.errors.message', 'text is not UTF-8: send it in that encoding'],
      ['__streams.errors.topic', 'documents'],
      ['__streams.errors.partition', '4'],
      ['__streams.errors.offset', '1152921504606846976'],
      ['__streams.errors.stage', 'text'],
    ]);
  });

  it('keeps what is null null, and a message within bounds', () => {
    const long = new LeitmotifError('poison', 'decode', 'x'.repeat(5000));
    const { key, value, headers } = deadLetter({ ...record, key: null, value: null, headers: [] }, origin, long, to);
    expect([key, value]).toEqual([null, null]);
    expect(textOf(headers?.[1]?.[1])).toHaveLength(1000);
  });
});

describe('a dead letter that its Kafka topic does not take whole', () => {
  const error = new LeitmotifError('poison', 'text', 'text is empty');
  const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => i % 256);
  const large: RawRecord = { ...record, value: bytes(5000) };
  const said = ({ headers = [] }: { headers?: OutRecord['headers'] }) =>
    headers.flatMap(([name, value]) => (/\.(bytes|count)$/.test(name) ? [`${name}=${textOf(value)}`] : []));
  const within = (given: RawRecord, maxMessageBytes: number) =>
    deadLetter(given, origin, error, { ...to, maxMessageBytes });

  it('is cut where it is one byte too large, and no earlier', () => {
    const whole = within(large, Number.POSITIVE_INFINITY);
    const most = aloneSize(whole);
    expect(within(large, most)).toEqual(whole);
    expect(said(within(large, most - 1))).toEqual(['__streams.errors.value.bytes=5000']);
  });

  it.each([5000, 3000, 1000])('has the first bytes that fit into %i, and the number that there were', (most) => {
    const letter = within(large, most);
    expect(aloneSize(letter)).toBeLessThanOrEqual(most);
    // The three headers that tell of cuts are counted, though one of them is needed.
    expect(aloneSize(letter)).toBeGreaterThan(most - 120);
    expect(letter.key).toEqual(record.key);
    expect(letter.headers?.slice(0, 2)).toEqual(record.headers);
    const kept = letter.value?.length ?? 0;
    expect(letter.value).toEqual(bytes(5000).subarray(0, kept));
    expect(said(letter)).toEqual(['__streams.errors.value.bytes=5000']);
  });

  it('has no value left rather than none: null would be a deletion', () => {
    const letter = within({ ...large, key: bytes(5000) }, 1000);
    expect(letter.value).toEqual(new Uint8Array());
    expect(said(letter)).toEqual([
      '__streams.errors.key.bytes=5000',
      '__streams.errors.headers.count=2',
      '__streams.errors.value.bytes=5000',
    ]);
    expect(aloneSize(letter)).toBeLessThanOrEqual(1000);
  });

  it('keeps a deletion one, and leaves out the header that is too large alone', () => {
    const headers: RawRecord['headers'] = [['large', bytes(5000)], ...record.headers];
    const letter = within({ ...record, value: null, headers }, 1000);
    expect(letter.value).toBeNull();
    expect(letter.headers?.slice(0, 2)).toEqual(record.headers);
    expect(said(letter)).toEqual(['__streams.errors.headers.count=3']);
  });

  it('says what went wrong in any case', () => {
    const letter = within({ ...large, key: bytes(5000) }, 100);
    expect(letter.headers?.slice(0, 6)).toEqual(deadLetter(record, origin, error, to).headers?.slice(2));
    expect([letter.key, letter.value]).toEqual([new Uint8Array(), new Uint8Array()]);
  });
});
