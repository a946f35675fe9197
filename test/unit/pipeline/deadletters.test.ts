import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../src/core/errors.ts';
import type { RawRecord } from '../../../src/core/ports.ts';
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

describe('a dead letter', () => {
  const error = new LeitmotifError('poison', 'text', 'text is not UTF-8: send it in that encoding');
  const letter = deadLetter(record, origin, error, 'lm.dead');

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
    const { key, value, headers } = deadLetter(
      { ...record, key: null, value: null, headers: [] },
      origin,
      long,
      'lm.dead',
    );
    expect([key, value]).toEqual([null, null]);
    expect(textOf(headers?.[1]?.[1])).toHaveLength(1000);
  });
});
