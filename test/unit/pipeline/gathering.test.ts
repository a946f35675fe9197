import { describe, expect, it } from 'vitest';
import type { RawRecord } from '../../../src/core/ports.ts';
import { gathering, mayWait } from '../../../src/pipeline/gathering.ts';
import { filled } from '../../support/filled.ts';
import type { WorldOptions } from '../../support/world.ts';

const stats = (headers: RawRecord['headers']): RawRecord => ({
  offset: 0n,
  timestamp: 0,
  key: null,
  value: new Uint8Array(1),
  headers,
});
const bytes = (text: string | Uint8Array): Uint8Array => Buffer.from(text as string);
const sent = (records: number, allowed: Parameters<typeof mayWait>[1]): RawRecord =>
  stats(mayWait(records, allowed).map(([name, value]) => [name, bytes(value)] as const));
const { worth, enough, linger } = gathering(500);

describe('gathering', () => {
  it('waits for half of what a worker may be ahead of the model by, and no longer than it is told', () => {
    expect(linger).toBe(500);
    expect(worth(sent(512, { staleness: 4, batch: 256 }))).toBe(enough);
    expect(worth(sent(128, { staleness: 1, batch: 256 }))).toBe(enough);
    expect(worth(sent(127, { staleness: 1, batch: 256 }))).toBeLessThan(enough);
  });

  it('counts a span without records, as a worker does', () => {
    expect(worth(sent(0, { staleness: 4, batch: 256 }))).toBe(1 / 1024);
  });

  it('waits for nothing that does not say it may, and for no worker that waits for each batch', () => {
    for (const record of [stats([]), sent(3, { staleness: 0, batch: 256 })])
      expect(worth(record)).toBe(Number.POSITIVE_INFINITY);
    for (const text of ['many', '-1', '0', '', '1e999'])
      expect(worth(stats([['ahead', bytes(text)]]))).toBe(Number.POSITIVE_INFINITY);
  });
});

/** Of each stats record what it says of itself, and what it is worth. */
async function told(options: WorldOptions) {
  const world = await filled({ staleness: 4, ...options });
  const one = world.start('one');
  await world.settled();
  one.stop();
  await one.done;
  const records = world.records(world.names.stats).map(({ record }) => {
    const { deleted, span } = world.codecs.stats.decode(record.value as Uint8Array);
    return { deleted, from: span.from, worth: worth(record), records: Number(span.to - span.from) };
  });
  const urgent = records.filter(({ worth }) => worth === Number.POSITIVE_INFINITY);
  return { records, urgent, patient: records.filter(({ worth }) => Number.isFinite(worth)) };
}

describe('stats of a worker', () => {
  it('may wait but for the warm-up, which each batch of it waits for, and for deletions', async () => {
    const { records, urgent, patient } = await told({ batch: 16 });
    const warming = urgent.filter(({ deleted }) => deleted.length === 0);
    expect(warming.reduce((sum, { records }) => sum + records, 0)).toBeGreaterThanOrEqual(96);
    expect(warming.every(({ from }) => from < 128n)).toBe(true);
    for (const { deleted, worth } of records) if (deleted.length > 0) expect(worth).toBe(Number.POSITIVE_INFINITY);
    expect(patient.length).toBeGreaterThan(5);
    for (const { worth, records } of patient) expect(worth).toBe(records / 64);
  });

  it('of one batch wait together: its deletions are waited for until all of it is absorbed', async () => {
    const whole = await told({ batch: 64, model: { warmup: 0 } });
    const halved = await told({ batch: 64, model: { warmup: 0 }, maxStatsBytes: 4000 });
    expect(halved.records.length).toBeGreaterThan(2 * whole.records.length);
    const batchesOf = (some: typeof whole.urgent) => new Set(some.map(({ from }) => from / 64n));
    expect(batchesOf(halved.urgent)).toEqual(batchesOf(whole.urgent));
    expect(batchesOf(halved.patient)).toEqual(batchesOf(whole.patient));
  });
});
