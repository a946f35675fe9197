import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LeitmotifError } from '../../../../src/core/errors.ts';
import type { BatchStats, CellStats, ThetaRecord } from '../../../../src/core/types.ts';
import type { SchemaRegistry } from '../../../../src/edges/registry/client.ts';
import { openCodecs } from '../../../../src/edges/registry/codecs.ts';
import { memoryRegistry } from '../../../../src/edges/registry/memory.ts';
import { testCodecs } from '../../../contract/codec.contract.ts';
import { batchStats } from './arbitraries.ts';
import { bits } from './bits.ts';

testCodecs('registry in memory', memoryRegistry);

const names = { theta: 'theta', phi: 'phi', events: 'events', stats: 'stats', model: 'model', control: 'control' };
const open = () => openCodecs(memoryRegistry(), names);

const theta: ThetaRecord = {
  id: 'a',
  partition: 0,
  offset: 1n,
  time: 2,
  theta: [],
  parent: null,
  score: 0,
  revision: 0,
  model: 0,
  encoder: '',
};

const cell = (terms: [string, number][]): CellStats => ({
  reference: 0,
  weight: 1,
  documents: 1,
  minutes: new Map(),
  sum: Float32Array.of(1),
  spread: 0,
  terms: new Map(terms),
  exemplars: [],
});

const statsOf = (terms: [string, number][]): BatchStats => ({
  model: 1,
  span: { topic: 'documents', partition: 0, epoch: 0, from: 0n, to: 1n },
  reference: 0,
  documents: 1,
  cells: new Map([[1, cell(terms)]]),
  open: [],
  settled: [],
  sampled: [],
  texts: new Float64Array(),
  deleted: [],
  orders: [],
});

describe('exactness', () => {
  it('keeps the order of terms whose names look like indices or like properties of objects', async () => {
    const { stats } = await open();
    const terms: [string, number][] = [
      ['zebra', 1],
      ['2024', 2],
      ['__proto__', 3],
      ['7', 4],
      ['constructor', 5],
      ['apple', 6],
    ];
    const decoded = stats.decode(stats.encode(statsOf(terms)));
    expect([...(decoded.cells.get(1)?.terms ?? [])]).toEqual(terms);
  });

  it('writes a lone surrogate as U+FFFD, short text and long', async () => {
    const codecs = await open();
    for (const pad of ['', 'x'.repeat(100)]) {
      const id = `${pad}\ud83d!\udc00`;
      expect(codecs.theta.decode(codecs.theta.encode({ ...theta, id })).id).toBe(`${pad}\ufffd!\ufffd`);
      const bytes = codecs.stats.encode(statsOf([[id, 1]]));
      expect([...(codecs.stats.decode(bytes).cells.get(1)?.terms.keys() ?? [])]).toEqual([`${pad}\ufffd!\ufffd`]);
    }
  });

  it('gives the same bytes for what was decoded, whatever surrogates went in', async () => {
    const { theta: codec } = await open();
    const anyUnits = fc.string({
      unit: fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      maxLength: 90,
    });
    fc.assert(
      fc.property(anyUnits, (id) => {
        const bytes = codec.encode({ ...theta, id });
        const decoded = codec.decode(bytes);
        expect(decoded.id).toBe(id.toWellFormed());
        expect(codec.encode(decoded)).toEqual(bytes);
      }),
    );
  });

  it('crashes rather than round a count', async () => {
    const { stats } = await open();
    const encode = () =>
      stats.encode(
        statsOf([
          ['exact', 0.5],
          ['rounded', 0.1],
        ]),
      );
    expect(encode).toThrow(expect.objectContaining({ fault: 'bug', stage: 'schema' }));
    expect(encode).toThrow(/0\.1.*rounded/);
    expect(
      stats
        .decode(stats.encode(statsOf([['nan', Number.NaN]])))
        .cells.get(1)
        ?.terms.get('nan'),
    ).toBeNaN();
  });

  it('crashes for a value that the schema cannot hold, and goes on afterwards', async () => {
    const { theta: codec } = await open();
    for (const wrong of [
      { time: 1.5 },
      { offset: 2n ** 63n },
      { model: 2 ** 60 },
      { partition: 2 ** 31 },
      { id: undefined },
      { offset: 1 },
    ]) {
      const value = { ...theta, ...wrong } as unknown as ThetaRecord;
      expect(() => codec.encode(value)).toThrow(expect.objectContaining({ fault: 'bug', stage: 'schema' }));
    }
    expect(codec.decode(codec.encode(theta))).toEqual(theta);
  });

  it('refuses vectors of broken floats, and terms without counts, as poison', async () => {
    const { stats } = await open();
    const bytes = Buffer.from(stats.encode(statsOf([['a', 1]])));
    // sum: 4 bytes 0000803f; then spread; then terms ["a"]; then counts: 4 bytes
    const sum = bytes.indexOf(Buffer.from('080000803f', 'hex'));
    const broken = Buffer.concat([
      bytes.subarray(0, sum),
      Buffer.from('060000803f'.slice(0, 8), 'hex'),
      bytes.subarray(sum + 5),
    ]);
    const counts = bytes.indexOf(Buffer.from('0202610008', 'hex')) + 4;
    const none = Buffer.concat([bytes.subarray(0, counts), Buffer.of(0), bytes.subarray(counts + 5)]);
    for (const [payload, message] of [
      [broken, /3 bytes/],
      [none, /1 terms have 0 counts/],
    ] as const) {
      expect(() => stats.decode(payload)).toThrow(expect.objectContaining({ fault: 'poison', stage: 'decode' }));
      expect(() => stats.decode(payload)).toThrow(message);
    }
  });

  it('reads an event of a type to come as poison that says to upgrade', async () => {
    const { events } = await open();
    const event = {
      type: 'born',
      topic: 1,
      level: 0,
      into: [],
      from: [],
      label: '',
      reason: '',
      numbers: {},
      time: 0,
      sequence: 4,
      model: 1,
    } as const;
    const bytes = events.encode(event);
    expect(events.decode(bytes)).toEqual(event);
    bytes[5] = 0; // the symbol that a newer one is read as
    expect(() => events.decode(bytes)).toThrow(expect.objectContaining({ fault: 'poison', stage: 'schema' }));
    expect(() => events.decode(bytes)).toThrow(/upgrade/);
  });
});

it('reads arrays in several blocks, with and without their sizes in bytes', async () => {
  const { theta: codec } = await open();
  const half = '000000000000e03f';
  // header · id "a", partition 0, offset 1, time 2 · a block of one with its size (9 bytes), a block of one without · the rest
  const blocks = `01 12 08 ${half} 02 0a ${half} 00`;
  const hex = `00 00000001 0261 00 02 04 ${blocks} 00 0000000000000000 00 00 00`.replaceAll(' ', '');
  const weights = [
    { topic: 4, weight: 0.5 },
    { topic: 5, weight: 0.5 },
  ];
  expect(codec.decode(new Uint8Array(Buffer.from(hex, 'hex')))).toEqual({ ...theta, theta: weights });
});

describe('hostile bytes', () => {
  it('are poison, or a value: never a crash, a hang or a flood of memory', async () => {
    const { stats } = await open();
    const flip = fc.record({ at: fc.nat(), mask: fc.integer({ min: 1, max: 255 }) });
    fc.assert(
      fc.property(batchStats, fc.array(flip, { minLength: 1, maxLength: 4 }), (value, flips) => {
        const bytes = Uint8Array.from(stats.encode(value));
        for (const { at, mask } of flips) {
          const index = 5 + (at % (bytes.length - 5));
          bytes[index] = (bytes[index] ?? 0) ^ mask;
        }
        try {
          bits(stats.decode(bytes));
        } catch (error) {
          expect(error).toMatchObject({ name: 'LeitmotifError', fault: 'poison', stage: 'decode' });
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['two thousand million items', '80c8afa00f'],
    ['2^62 items', 'feffffffffffffffff01'],
    ['−2^31 items', 'ffffffff0f02'],
    ['an endless number', 'ff'.repeat(400)],
  ])('an array that announces %s is refused at once', async (_, count) => {
    const { theta: codec } = await open();
    const bytes = codec.encode(theta);
    // 00 00000001 · id 02 61 · partition 00 · offset 02 · time 04 · theta
    const payload = Buffer.concat([bytes.subarray(0, 10), Buffer.from(count, 'hex'), Buffer.alloc(50)]);
    expect(() => codec.decode(payload)).toThrow(expect.objectContaining({ fault: 'poison', stage: 'decode' }));
  });
});

describe('prepare', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A registry that counts what it is asked for, and is down when told. */
  function watched() {
    const inner = memoryRegistry();
    const state = { asked: [] as number[], down: false };
    const registry: SchemaRegistry = {
      ...inner,
      async schema(id) {
        state.asked.push(id);
        if (state.down) throw new LeitmotifError('transient', 'connect', 'down');
        return inner.schema(id);
      },
    };
    return { registry, state };
  }
  const payload = (id: number) => Uint8Array.of(0, 0, 0, 0, id, 2, 97);

  it('asks for each foreign id once, and never for its own', async () => {
    const { registry, state } = watched();
    await registry.register('x', '{"type":"record","name":"X","fields":[]}'); // 1
    const { theta: codec } = await openCodecs(registry, names); // 2
    await codec.prepare([codec.encode(theta), payload(1), payload(1), payload(1)]);
    await codec.prepare([payload(1)]);
    expect(state.asked).toEqual([1]);
  });

  it('remembers an unknown id for a minute, then asks again', async () => {
    vi.useFakeTimers();
    const { registry, state } = watched();
    const { theta: codec } = await openCodecs(registry, names);
    await codec.prepare([payload(99), payload(99)]);
    vi.advanceTimersByTime(59_000);
    await codec.prepare([payload(99)]);
    expect(state.asked).toEqual([99]);
    expect(() => codec.decode(payload(99))).toThrow(/99 is not known/);
    vi.advanceTimersByTime(2_000);
    await codec.prepare([payload(99)]);
    expect(state.asked).toEqual([99, 99]);
  });

  it('passes on that the registry is down, and succeeds later', async () => {
    const { registry, state } = watched();
    await registry.register('x', '{"type":"record","name":"X","fields":[]}');
    const { theta: codec } = await openCodecs(registry, names);
    state.down = true;
    await expect(codec.prepare([payload(1)])).rejects.toMatchObject({ fault: 'transient' });
    state.down = false;
    await codec.prepare([payload(1)]);
    expect(() => codec.decode(payload(1))).toThrow(expect.objectContaining({ fault: 'poison', stage: 'schema' }));
  });

  it('is missed loudly: good records must not go to the dead letters', async () => {
    const { theta: codec } = await open();
    expect(() => codec.decode(payload(55))).toThrow(expect.objectContaining({ fault: 'bug' }));
  });

  it('takes a schema of another kind for unusable', async () => {
    const { registry } = watched();
    const foreign: SchemaRegistry = { ...registry, schema: async (id) => (id === 88 ? 'syntax = "proto3";' : null) };
    const { theta: codec } = await openCodecs(foreign, names);
    await codec.prepare([payload(88)]);
    expect(() => codec.decode(payload(88))).toThrow(expect.objectContaining({ fault: 'poison', stage: 'schema' }));
    expect(() => codec.decode(payload(88))).toThrow(/no Avro schema/);
  });
});
