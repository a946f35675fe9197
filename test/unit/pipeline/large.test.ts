/** No size of a record stops a replica: what there is no room for is cut, divided or left behind. */
import { afterEach, describe, expect, it } from 'vitest';
import type { OutRecord, RawRecord } from '../../../src/core/ports.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { textOf } from '../../support/workbench.ts';
import { createWorld, type World, type WorldOptions } from '../../support/world.ts';

const running: ReturnType<World['start']>[] = [];
afterEach(async () => {
  for (const { stop } of running) stop();
  await Promise.all(running.splice(0).map(({ done }) => done));
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** One replica works on these records of the documents. */
async function worked(options: WorldOptions, records: readonly Omit<OutRecord, 'topic'>[]): Promise<World> {
  const world = await createWorld(options);
  const { documents } = world.names;
  world.log.append(records.map((record) => ({ ...record, topic: documents })));
  world.log.seal(documents);
  running.push(world.start('one'));
  await world.settled();
  return world;
}

const good = madeDocuments({ count: 4 }).map((document) => recordOf('documents', document));
const headersOf = ({ headers }: RawRecord) => new Map(headers.map(([name, value]) => [name, textOf(value)]));

describe('a bad record larger than the dead letters take', () => {
  /** Its dead letter, its neighbours having had their Θ. */
  async function letterOf(bad: Omit<OutRecord, 'topic'>): Promise<RawRecord> {
    const world = await worked({ limits: { dead: 4096 } }, [...good.slice(0, 2), bad, ...good.slice(2)]);
    const first = world.theta().filter(({ value }) => value?.revision === 0);
    expect(first.map(({ key }) => key)).toEqual(['d0', 'd1', 'd2', 'd3']);
    const letters = world.records(world.names.dead);
    expect(letters).toHaveLength(1);
    return letters[0]?.record as RawRecord;
  }

  it('is cut, and the batch goes on', async () => {
    const value = bytes(JSON.stringify({ text: 7, more: 'x'.repeat(10_000) }));
    const letter = await letterOf({ key: 'large', value, headers: [['content-type', 'application/json']] });
    expect(textOf(letter.value)).toMatch(/^\{"text":7,"more":"x{3000}/);
    expect(headersOf(letter).get('__streams.errors.value.bytes')).toBe(String(value.length));
    expect(headersOf(letter).get('__streams.errors.stage')).toBe('text');
    expect(textOf(letter.key)).toBe('large');
  });

  it('is cut in its key, too, and in its headers', async () => {
    const headers = [['large', 'h'.repeat(10_000)]] as const;
    const letter = await letterOf({ key: 'k'.repeat(10_000), value: null, headers });
    expect(letter.value).toBeNull();
    expect(headersOf(letter).get('__streams.errors.key.bytes')).toBe('10000');
    expect(headersOf(letter).get('__streams.errors.headers.count')).toBe('1');
  });
});

describe('a command larger than the dead letters take', () => {
  it('is cut, and the next is done', async () => {
    const world = await createWorld({ limits: { dead: 4096 } });
    const { control, dead } = world.names;
    running.push(world.start('one'));
    const command = world.codecs.control.encode({ kind: 'watch', phrase: 'volcanoes' });
    world.log.append([new Uint8Array(10_000), command].map((value) => ({ topic: control, key: null, value })));
    await world.settled();
    const letter = world.records(dead)[0]?.record as RawRecord;
    expect(headersOf(letter).get('__streams.errors.value.bytes')).toBe('10000');
    const events = world
      .records(world.names.events)
      .map(({ record }) => world.codecs.events.decode(record.value as Uint8Array));
    expect(events.map(({ type }) => type)).toContain('watched');
  });
});

describe('deletions whose ids are too long for one stats record', () => {
  it('are divided as documents are', async () => {
    const gone = Array.from({ length: 32 }, (_, i) => `${'d'.repeat(280)}${i}`);
    const world = await worked(
      { maxStatsBytes: 2000, limits: { stats: 3000 } },
      gone.map((key) => ({ key, value: null })),
    );
    const stats = world
      .records(world.names.stats)
      .map(({ record }) => world.codecs.stats.decode(record.value as Uint8Array));
    expect(stats.length).toBeGreaterThan(4);
    expect(stats.flatMap(({ deleted }) => deleted)).toEqual(gone);
    expect(stats.map(({ span }) => span.from)).toEqual([0n, ...stats.slice(0, -1).map(({ span }) => span.to)]);
    expect((await world.model())?.absorbed.get(0)?.offset).toBe(32n);
  });
});
