import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../../src/core/ports.ts';
import { gathering, mayWait } from '../../../src/pipeline/gathering.ts';
import { filled } from '../../support/filled.ts';

const stats = (headers: RawRecord['headers']): RawRecord => ({
  offset: 0n,
  timestamp: 0,
  key: null,
  value: new Uint8Array(1),
  headers,
});
const sent = (records: number): RawRecord =>
  stats(mayWait(records).map(([name, value]) => [name, Buffer.from(value)] as const));

describe('gathering', () => {
  const { worth, enough, linger } = gathering({ interval: 500, staleness: 4, batch: 256 });

  it('waits for half of what may be ahead of the model, and no longer than the interval', () => {
    expect(enough).toBe(512);
    expect(linger).toBe(500);
    expect(gathering({ interval: 500, staleness: 0, batch: 256 }).enough).toBe(0);
  });

  it('counts the records of a span', () => {
    expect(worth(sent(17))).toBe(17);
    expect(worth(sent(0))).toBe(0);
  });

  it('waits for nothing that does not say it may', () => {
    expect(worth(stats([]))).toBe(Number.POSITIVE_INFINITY);
    for (const text of ['many', '-1'])
      expect(worth(stats([['records', Buffer.from(text)]]))).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('stats of a worker', () => {
  it('may wait but for the warm-up, which each batch of it waits for, and for deletions', async () => {
    const world = await filled({ batch: 16, staleness: 4 });
    const one = world.start('one');
    await world.settled();
    one.stop();
    await one.done;
    const { worth } = gathering({ interval: 500, staleness: 4, batch: 16 });
    const told = world.records(world.names.stats).map(({ record }) => {
      const { model, deleted, span } = world.codecs.stats.decode(record.value as Uint8Array);
      return { model, deleted, worth: worth(record), records: Number(span.to - span.from) };
    });
    expect(told[0]).toMatchObject({ model: 0, worth: Number.POSITIVE_INFINITY });
    const deletions = told.filter(({ deleted }) => deleted.length > 0);
    expect(deletions.length).toBeGreaterThan(0);
    for (const { worth } of deletions) expect(worth).toBe(Number.POSITIVE_INFINITY);
    const patient = told.filter(({ worth }) => Number.isFinite(worth));
    expect(patient.length).toBeGreaterThan(5);
    for (const { worth, records } of patient) expect(worth).toBe(records);
  });
});
