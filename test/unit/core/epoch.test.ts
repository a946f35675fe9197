import { describe, expect, it } from 'vitest';
import { controlAt, documentsAt, type Standing } from '../../../src/core/epoch.ts';
import { CONTROL } from '../../../src/core/types.ts';

const at = (given: Partial<Standing>): Standing => ({
  partition: 0,
  low: 10n,
  end: 20n,
  committed: null,
  position: null,
  ...given,
});
const absorbed = (offset: bigint | null, partition: number) =>
  new Map(offset === null ? [] : [[partition, { epoch: 1, offset }]]);

describe('documents, where the group has come to', () => {
  it.each([
    ['its offset', { committed: 15n, position: 15n }, 12n, 15n],
    ['else what the model has absorbed', { position: 10n }, 12n, 12n],
    ['else where it was to begin', { position: 18n }, null, 18n],
    ['else the first that there is', {}, null, 10n],
  ] as const)('go on at %s', (_, given, known, expected) => {
    const with_ = { topic: 't', standing: [at(given)], absorbed: absorbed(known, 0), atTime: new Map() };
    expect(documentsAt('committed', with_).get(0)).toBe(expected);
    expect(documentsAt({ offsets: new Map() }, with_).get(0)).toBe(expected);
  });
});

describe('commands', () => {
  it.each([
    ['where the group has come to', 15n, null, 15n],
    ['though the model has not done all of them', 15n, 12n, 15n],
    ['where the model has come to, when the group was forgotten', null, 12n, 12n],
    ['or has begun to read them again', 11n, 12n, 12n],
    ['at the end of a log that lost its tail', 25n, 25n, 20n],
    ['as nobody knows, where the log holds no more of what was done', null, 9n, null],
    ['as nobody knows, in a log that was made anew', null, 25n, null],
    ['where the group has come to in a log that was made anew', 15n, 25n, 15n],
    ['as nobody knows, when none was ever read', null, null, null],
  ] as const)('go on %s', (_, committed, done, expected) => {
    expect(controlAt(at({ committed }), absorbed(done, CONTROL))).toBe(expected);
  });

  it('that have no Kafka topic go on nowhere', () => {
    expect(controlAt(undefined, absorbed(3n, CONTROL))).toBeNull();
  });
});
