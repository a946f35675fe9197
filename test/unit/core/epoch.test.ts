import { describe, expect, it } from 'vitest';
import { begin, controlAt, documentsAt, type Past, type Standing } from '../../../src/core/epoch.ts';
import { delta, restore } from '../../../src/core/model/snapshot.ts';
import { CONTROL } from '../../../src/core/types.ts';
import { panelist, state, stray } from './model/make.ts';

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
    ['or that, when the group was set back', { committed: 11n, position: 11n }, 12n, 12n],
    ['else where it was to begin', { position: 18n }, null, 18n],
    ['else the first that there is', {}, null, 10n],
  ] as const)('go on at %s', (_, given, known, expected) => {
    const with_ = { topic: 't', standing: [at(given)], absorbed: absorbed(known, 0), keeps: true, atTime: new Map() };
    expect(documentsAt('committed', with_).get(0)).toBe(expected);
    expect(documentsAt({ offsets: new Map() }, with_).get(0)).toBe(expected);
  });

  it('are those of the group, whatever a model from a file has absorbed', () => {
    const standing = [at({ committed: 11n, position: 11n }), at({ partition: 1 })];
    const known = new Map([0, 1].map((partition) => [partition, { epoch: 1, offset: 15n }]));
    const found = documentsAt('committed', { topic: 't', standing, absorbed: known, atTime: new Map() });
    expect([...found.values()]).toEqual([11n, 15n]);
  });

  it('are refused with a place for each partition whose log does not hold that', () => {
    const standing = [
      at({ partition: 0 }),
      at({ partition: 1, committed: 15n }),
      at({ partition: 2, committed: 25n }),
      at({ partition: 3, committed: 9n }),
    ];
    const given = { topic: 't', standing, absorbed: absorbed(30n, 0), atTime: new Map() };
    expect(() => documentsAt('committed', given)).toThrow(
      'partition 0 of t would go on at offset 30, but its log holds [10, 20); say where to go on by --to, such as 0=20,2=20,3=10',
    );
    expect(() => documentsAt({ offsets: new Map([[0, 15n]]) }, given)).toThrow('such as 0=15,2=20,3=10');
    const to = new Map([0, 2, 3].map((partition) => [partition, 15n]));
    expect(documentsAt({ offsets: to }, given).get(1)).toBe(15n);
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

describe('documents that a model keeps', () => {
  const past: Past = {
    version: 9,
    epoch: 1,
    topic: 5,
    cell: 9,
    sequence: 7,
    time: 0,
    told: new Set(),
    shown: new Map(),
  };
  const place = (partition: number, offset: bigint) => ({ partition, offset });
  const base = state({
    strays: [
      stray('read', place(0, 14n)),
      stray('cut off', place(0, 15n)),
      stray('elsewhere', place(1, 15n)),
      stray('no partition', place(2, 15n)),
    ],
    panel: [panelist('read too', place(0, 12n)), panelist('cut off too', place(0, 19n))],
  });
  const documents = new Map([
    [0, 15n],
    [1, 20n],
  ]);
  const { state: begun } = begin(base, past, { documents, control: null, stats: 0n }, 'the log lost its tail');

  it('do not go on beyond the place where its epoch begins', () => {
    expect([...begun.strays.keys()]).toEqual(['read', 'elsewhere']);
    expect([...begun.panel.keys()]).toEqual(['read too']);
  });

  it('are all restored beside those that get their offsets', () => {
    const next = {
      ...begun,
      strays: new Map(begun.strays).set('new', stray('new', { ...place(0, 15n), arrival: 9 })),
      panel: new Map(begun.panel).set('new too', panelist('new too', { ...place(0, 19n), draw: 9 })),
    };
    const log = new Map(delta(null, next).records.map(({ key, record }) => [key, record]));
    const again = restore(log)?.state;
    expect([...(again?.strays.keys() ?? [])].sort()).toEqual([...next.strays.keys()].sort());
    expect([...(again?.panel.keys() ?? [])]).toEqual([...next.panel.keys()]);
  });
});
