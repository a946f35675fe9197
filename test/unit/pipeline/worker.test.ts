import { describe, expect, it } from 'vitest';
import type { Encoder, Products } from '../../../src/core/ports.ts';
import { referenceProducts } from '../../../src/core/vector.ts';
import { hashingEncoder } from '../../../src/edges/encoder/hashing.ts';
import { openCodecs } from '../../../src/edges/registry/codecs.ts';
import { memoryRegistry } from '../../../src/edges/registry/memory.ts';
import { namesOf } from '../../../src/pipeline/names.ts';
import { rawDocuments, rawRecord, textOf, workbench } from '../../support/workbench.ts';

describe('a batch', () => {
  it('is one transaction: outcomes in the order of the records, then the stats of its span', async () => {
    const { worker, hand, names } = await workbench();
    await worker.positioned?.(0, null, 0n);
    const [one, two] = rawDocuments(2) as [ReturnType<typeof rawRecord>, ReturnType<typeof rawRecord>];
    const bad = rawRecord(2, { text: 7 });
    const gone = rawRecord(3, null, { key: 'd0' });
    const { done, commits } = hand([one, two, bad, gone], { to: 6n });
    await done;
    const [{ records, theta, stats, dead }] = commits as [(typeof commits)[0]];
    expect(commits).toHaveLength(1);
    expect(records.map(({ topic }) => topic)).toEqual([names.theta, names.theta, names.dead, names.theta, names.stats]);
    expect(theta.map(({ key, value }) => [key, value?.offset, value?.revision])).toEqual([
      ['d0', 0n, 0],
      ['d1', 1n, 0],
      ['d0', undefined, undefined],
    ]);
    expect(textOf(dead[0]?.key)).toBe('k2');
    expect(stats).toMatchObject([{ model: 0, documents: 2, deleted: ['d0'], span: { from: 0n, to: 6n, epoch: 1 } }]);
  });

  it('of bad records alone still has its stats, so that no gap is left', async () => {
    const { worker, hand, probe } = await workbench();
    await worker.positioned?.(0, null, 0n);
    const { done, commits } = hand([rawRecord(0, new Uint8Array()), rawRecord(1, { text: '' }), rawRecord(2, {})]);
    await done;
    expect(commits[0]?.theta).toEqual([]);
    expect(commits[0]?.dead).toHaveLength(3);
    expect(commits[0]?.stats).toMatchObject([{ documents: 0, reference: 0, open: [], span: { from: 0n, to: 3n } }]);
    expect(commits[0]?.stats[0]?.cells.size).toBe(0);
    expect(probe.counted.get('leitmotif_documents_total{outcome=dead}')).toBe(3);
    expect(probe.lines).toMatchObject([
      { level: 'warn', message: expect.stringContaining('3 records of documents/0') },
    ]);
  });

  it('without a record has stats and nothing else', async () => {
    const { worker, hand } = await workbench();
    await worker.positioned?.(0, null, 0n);
    const { done, commits } = hand([], { to: 8n });
    await done;
    expect(commits[0]?.records).toHaveLength(1);
    expect(commits[0]?.stats[0]?.span).toMatchObject({ from: 0n, to: 8n });
  });

  it('gives each of several documents with one id its Θ', async () => {
    const { worker, hand } = await workbench();
    await worker.positioned?.(0, null, 0n);
    const { done, commits } = hand([
      rawRecord(0, { id: 'same', text: 'levain crumb oven' }),
      rawRecord(1, { id: 'same', text: 'levain crumb oven' }),
      rawRecord(2, { id: 'same', text: 'glacier firn' }),
    ]);
    await done;
    expect(commits[0]?.theta.map(({ key, value }) => [key, value?.offset])).toEqual([
      ['same', 0n],
      ['same', 1n],
      ['same', 2n],
    ]);
    expect(commits[0]?.stats[0]?.documents).toBe(3);
  });

  it('names as deleted only what its last record deletes', async () => {
    const { worker, hand } = await workbench();
    await worker.positioned?.(0, null, 0n);
    const written = (offset: number, id: string) => rawRecord(offset, { id, text: 'levain crumb' });
    const { done, commits } = hand([
      written(0, 'gone'),
      written(1, 'back'),
      rawRecord(2, null, { key: 'gone' }),
      rawRecord(3, null, { key: 'back' }),
      written(4, 'back'),
    ]);
    await done;
    expect(commits[0]?.stats[0]?.deleted).toEqual(['gone']);
    expect(commits[0]?.theta.map(({ key, value }) => [key, value === null])).toEqual([
      ['gone', false],
      ['back', false],
      ['gone', true],
      ['back', true],
      ['back', false],
    ]);
  });

  it('hands on the trace context, and no other header', async () => {
    const { worker, hand, names } = await workbench();
    await worker.positioned?.(0, null, 0n);
    const bytes = (text: string) => new TextEncoder().encode(text);
    const headers = [
      ['traceparent', bytes('00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01')],
      ['secret', bytes('x')],
      ['tracestate', bytes('a=b')],
    ] as const;
    const { done, commits } = hand([rawRecord(0, { text: 'levain crumb' }, { headers })]);
    await done;
    const theta = commits[0]?.records.find(({ topic }) => topic === names.theta);
    expect(theta?.headers).toEqual([headers[0], headers[2]]);
  });
});

describe('event time', () => {
  it.each([
    [3_600_000, 0],
    [3_600_001, 1],
  ])('%i ms after the record’s own makes %i dead letters', async (ahead, dead) => {
    const { worker, hand } = await workbench();
    await worker.positioned?.(0, null, 0n);
    const timestamp = 1_700_000_000_000;
    const { done, commits } = hand([
      rawRecord(0, { text: 'levain crumb', timestamp: timestamp + ahead }, { timestamp }),
    ]);
    await done;
    expect(commits[0]?.dead).toHaveLength(dead);
    expect(commits[0]?.theta).toHaveLength(1 - dead);
    if (dead > 0) {
      const headers = new Map(commits[0]?.dead[0]?.headers?.map(([name, value]) => [name, textOf(value)]));
      expect(headers.get('__streams.errors.stage')).toBe('time');
      expect(headers.get('__streams.errors.message')).toMatch(
        /timestamp 2023-11-14T23:13:20\.001Z lies 3600 s after .* time\.maxAhead/,
      );
    }
  });
});

describe('a record’s own timestamp', () => {
  const now = 1_700_000_000_000;
  const clock = { now: () => now, sleep: async () => {} };

  it.each([
    ['for a document that has none', null, now + 3_600_001],
    ['that is a millisecond too late, as the document’s', now + 3_600_001, now + 3_600_001],
    ['of a wrong clock', Date.UTC(2100, 0, 1), Date.UTC(2100, 0, 1)],
  ])('%s is believed up to the replica’s clock', async (_, timestamp, own) => {
    const { worker, hand } = await workbench({ clock });
    await worker.positioned?.(0, null, 0n);
    const { done, commits } = hand([
      rawRecord(0, { text: 'levain crumb', timestamp: now + 3_600_000 }, { timestamp: now + 3_600_000 }),
      rawRecord(1, { text: 'levain crumb', timestamp }, { timestamp: own }),
      rawRecord(2, { text: 'levain crumb', timestamp: now }, { timestamp: Date.UTC(2100, 0, 1) }),
    ]);
    await done;
    expect(commits[0]?.theta.map(({ value }) => value?.offset)).toEqual([0n, 2n]);
    const headers = new Map(commits[0]?.dead[0]?.headers?.map(([name, value]) => [name, textOf(value)]));
    expect(headers.get('__streams.errors.offset')).toBe('1');
    expect(headers.get('__streams.errors.stage')).toBe('time');
    expect(headers.get('__streams.errors.message')).toMatch(
      /lies \d+ s after the replica's clock \(2023-11-14T22:13:20\.000Z\), more than time\.maxAhead allows/,
    );
  });

  it('is believed whatever the clock says where it is no producer’s', async () => {
    const { worker, hand } = await workbench({ clock, latest: () => Number.POSITIVE_INFINITY });
    await worker.positioned?.(0, null, 0n);
    const timestamp = Date.UTC(2100, 0, 1);
    const { done, commits } = hand([rawRecord(0, { text: 'levain crumb', timestamp }, { timestamp })]);
    await done;
    expect(commits[0]?.theta).toHaveLength(1);
  });
});

describe('stats beyond the limit', () => {
  it('are halved, each half with the documents, deletions and dead letters of its own span', async () => {
    const { worker, hand, names } = await workbench({ maxStatsBytes: 3000 });
    await worker.positioned?.(0, null, 0n);
    const good = rawDocuments(40);
    const records = [
      ...good.slice(0, 10),
      rawRecord(10, {}),
      ...rawDocuments(29, 11),
      rawRecord(40, null, { key: 'd2' }),
    ];
    const { done, commits } = hand(records, { to: 64n });
    await done;
    expect(commits).toHaveLength(1);
    const { stats, theta, dead, records: out } = commits[0] as (typeof commits)[0];
    expect(stats.length).toBeGreaterThan(2);
    // The spans join without gap or overlap, and every document lies in its own.
    expect(stats[0]?.span.from).toBe(0n);
    expect(stats.at(-1)?.span.to).toBe(64n);
    stats.slice(1).forEach(({ span }, i) => {
      expect(span.from).toBe(stats[i]?.span.to);
    });
    for (const { span, open } of stats)
      for (const { offset } of open) expect(offset >= span.from && offset < span.to).toBe(true);
    expect(stats.flatMap(({ open }) => open.map(({ id }) => id))).toEqual(
      theta.flatMap(({ value }) => value?.id ?? []),
    );
    expect(stats.map(({ documents }) => documents).reduce((a, b) => a + b)).toBe(39);
    expect(stats.map(({ deleted }) => deleted.length)).toEqual([...stats.slice(1).map(() => 0), 1]);
    expect(theta).toHaveLength(40);
    expect(dead).toHaveLength(1);
    for (const { topic, value } of out) if (topic === names.stats) expect(value?.length).toBeLessThanOrEqual(3000);
  });

  it('are made of no more documents than there is room for, and each document is placed once', async () => {
    const { stats: codec } = await openCodecs(memoryRegistry(), namesOf('lm', 'documents'));
    const tried: number[] = [];
    const stats: typeof codec = {
      ...codec,
      encode: (value) => {
        tried.push(value.open.length);
        return codec.encode(value);
      },
    };
    let placed = 0;
    const products: Products = {
      ...referenceProducts,
      products: (a, b) => {
        placed += a.rows;
        return referenceProducts.products(a, b);
      },
    };
    const { worker, hand } = await workbench({ maxStatsBytes: 3000, stats, products });
    await worker.positioned?.(0, null, 0n);
    const { done, commits } = hand(rawDocuments(40));
    await done;
    expect(commits[0]?.stats.length).toBeGreaterThan(2);
    // Vectors of 32 dimensions have 128 bytes, words and text about as much: twenty are clearly above the limit.
    expect(Math.max(...tried)).toBe(10);
    // With topics, parents and cells, of which there are none yet.
    expect(placed).toBe(3 * 40);
  });

  it('name no document as deleted that another part writes anew', async () => {
    const { worker, hand } = await workbench({ maxStatsBytes: 10 });
    await worker.positioned?.(0, null, 0n);
    const written = (offset: number, id: string) => rawRecord(offset, { id, text: 'levain crumb' });
    const { done, commits } = hand([
      rawRecord(0, null, { key: 'back' }),
      rawRecord(1, null, { key: 'gone' }),
      written(2, 'other'),
      written(3, 'back'),
    ]);
    await done;
    expect(commits[0]?.stats.map(({ deleted }) => deleted)).toEqual([[], ['gone'], [], []]);
  });

  it('of a single document go out as they are', async () => {
    const { worker, hand } = await workbench({ maxStatsBytes: 10 });
    await worker.positioned?.(0, null, 0n);
    const { done, commits } = hand(rawDocuments(3));
    await done;
    expect(commits[0]?.stats.map(({ documents }) => documents)).toEqual([1, 1, 1]);
  });
});

describe('faults', () => {
  it('of the encoder’s shape are bugs', async () => {
    const inner = hashingEncoder({ dim: 32 });
    const encoder: Encoder = {
      ...inner,
      encode: async (texts) => ({ ...(await inner.encode(texts)), rows: texts.length - 1 }),
    };
    const { worker, hand } = await workbench({ encoder });
    await worker.positioned?.(0, null, 0n);
    const { done, commits } = hand(rawDocuments(3));
    await expect(done).rejects.toMatchObject({
      fault: 'bug',
      message: 'the encoder gave 2 × 32 for 3 texts of 32 dimensions',
    });
    expect(commits).toEqual([]);
  });

  it('that are not the record’s own leave nothing in the dead letters', async () => {
    const reader = {
      prepare: async () => {},
      decode: () => {
        throw new TypeError('a bug of ours');
      },
      deletes: () => 'id',
    };
    const { worker, hand } = await workbench({ reader });
    await worker.positioned?.(0, null, 0n);
    const { done, commits } = hand(rawDocuments(3));
    await expect(done).rejects.toThrow('a bug of ours');
    expect(commits).toEqual([]);
  });
});
