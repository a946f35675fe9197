import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../src/core/errors.ts';
import type { OutRecord, RawBatch, RawRecord } from '../../../src/core/ports.ts';
import type { BatchStats, PhiRecord, TopicEventRecord } from '../../../src/core/types.ts';
import { memoryChangelog } from '../../../src/edges/memory/changelog.ts';
import type { MemoryTransaction } from '../../../src/edges/memory/log.ts';
import { createTrainer, type TrainerOptions } from '../../../src/pipeline/trainer.ts';
import { FEED_START, madeDocuments, recordOf } from '../../support/documents.ts';
import { play } from '../../support/faults.ts';
import { filled } from '../../support/filled.ts';
import { recordingProbe } from '../../support/probe.ts';
import { textOf } from '../../support/workbench.ts';
import { createWorld, TRAINERS, type World, type WorldOptions } from '../../support/world.ts';

/** A world whose documents are all worked on, with every transaction of the trainer. */
async function trained(given: Promise<World> = filled()): Promise<{ world: World; versions: MemoryTransaction[] }> {
  const world = await given;
  const versions: MemoryTransaction[] = [];
  await play(world, [], {
    watch: (transaction) => {
      if (transaction.offset.topic === world.names.stats) versions.push(transaction);
    },
  });
  return { world, versions };
}

/** A trainer that takes over where that world stands. */
function successor(world: World, overrides: Partial<TrainerOptions> = {}) {
  const probe = recordingProbe();
  const { encoder, tools, names, codecs } = world;
  const trainer = createTrainer({
    names,
    changelog: memoryChangelog(world.log, names.model),
    codecs,
    origin: { epoch: 1, encoder: encoder.id, products: tools.products.name, dim: encoder.dim },
    tools,
    discard: async () => {},
    clock: { now: () => 0, sleep: async () => {} },
    probe,
    ...overrides,
  });
  return {
    trainer,
    probe,
    take: async (committed: bigint | null) => trainer.positioned?.(0, committed, committed ?? 0n),
  };
}

function batchOf(records: readonly RawRecord[], commit: RawBatch['commit'] = async () => {}): RawBatch {
  const from = records[0]?.offset ?? 0n;
  return {
    span: { topic: 'lm.stats', partition: 0, epoch: 1, from, to: (records.at(-1)?.offset ?? -1n) + 1n },
    records,
    highWatermark: 0n,
    revoked: new AbortController().signal,
    turn: Promise.resolve(),
    commit,
  };
}

const raw = (offset: bigint, value: Uint8Array | null): RawRecord => ({
  offset,
  timestamp: 0,
  key: null,
  value,
  headers: [],
});

describe('a published version', () => {
  it('has its head last among the model’s records, and one head only', async () => {
    const { world, versions } = await trained();
    expect(versions.length).toBeGreaterThan(5);
    for (const { records } of versions) {
      const keys = records.filter(({ topic }) => topic === world.names.model).map(({ key }) => textOf(key));
      expect(keys.at(-1)).toBe('head');
      expect(keys.filter((key) => key === 'head')).toHaveLength(1);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('commits the stats offset that its head names', async () => {
    const { world, versions } = await trained();
    for (const { records, offset } of versions) {
      const head = world.codecs.model.decode(
        records.findLast(({ topic }) => topic === world.names.model)?.value ?? new Uint8Array(),
      );
      expect(head.entry).toMatchObject({ kind: 'head', head: { statsOffset: offset.offset } });
    }
  });

  it('gives revision 1 to all that met version 0, in the transaction of the first', async () => {
    const { world, versions } = await trained(filled({ staleness: 0 }));
    const met0 = world.theta().flatMap(({ value }) => (value?.revision === 0 && value.model === 0 ? value : []));
    expect(met0.length).toBeGreaterThan(20);
    expect(met0.every(({ theta }) => theta.length === 0)).toBe(true);
    const revised = (versions[0]?.records ?? [])
      .filter(({ topic }) => topic === world.names.theta)
      .map(({ value }) => world.codecs.theta.decode(value ?? new Uint8Array()));
    expect(new Set(revised.map(({ offset }) => offset))).toEqual(new Set(met0.map(({ offset }) => offset)));
    expect(revised.every(({ revision, model }) => revision === 1 && model === 1)).toBe(true);
    expect(revised.filter(({ theta }) => theta.length > 0).length).toBeGreaterThan(0);
  });

  it('has no Θ of a topic that went while its stats were absorbed', async () => {
    const { world } = await trained(turning({}));
    const { names, codecs, log } = world;
    // The same stats, gathered into one version.
    const { records } = log.read(names.stats, 0, { from: 0n });
    const written: OutRecord[] = [];
    const { trainer, take } = successor(world, {
      changelog: { ...memoryChangelog(log, names.model), read: async () => [] },
    });
    await take(null);
    await trainer.handle(
      batchOf(records, async (records) => {
        written.push(...records);
      }),
    );
    const values = (topic: string) => written.flatMap((record) => (record.topic === topic ? (record.value ?? []) : []));
    const live = values(names.phi).map((value) => codecs.phi.decode(value).topic);
    const events = values(names.events).map((value) => codecs.events.decode(value));
    expect(events.filter(({ type }) => type === 'retired' || type === 'merged').length).toBeGreaterThan(0);
    const revised = values(names.theta).map((value) => codecs.theta.decode(value));
    expect(revised.filter(({ theta }) => theta.length > 0).length).toBeGreaterThan(0);
    for (const { theta, parent } of revised) {
      for (const { topic } of theta) expect(live).toContain(topic);
      if (parent !== null) expect(live).toContain(parent);
    }
  });
});

/** Themes 0–2 for long, then 3–5 only, while a document loses half its weight every minute. */
async function turning(given: WorldOptions = { discard: true }): Promise<World> {
  const world = await createWorld({ model: { halfLife: 60_000 }, ...given });
  const made = madeDocuments({ count: 1200, theme: (i) => (i < 450 ? i % 3 : 3 + (i % 3)) });
  world.log.append(made.map((doc) => recordOf(world.names.documents, doc)));
  world.log.seal(world.names.documents);
  return world;
}

describe('Φ and events', () => {
  it('agree with the model: what the events leave alive has a Φ, what they ended has a tombstone', async () => {
    const { world } = await trained(turning());
    const { names, codecs } = world;
    const events: TopicEventRecord[] = world
      .records(names.events)
      .map(({ record }) => codecs.events.decode(record.value ?? new Uint8Array()));
    const alive = new Set<number>();
    for (const { type, topic, into } of events) {
      if (type === 'born' || type === 'revived') alive.add(topic);
      if (type === 'split') for (const child of into) alive.add(child);
      if (type === 'merged' || type === 'retired') alive.delete(topic);
    }
    const phi = new Map<string | null, PhiRecord | null>();
    for (const { record } of world.records(names.phi))
      phi.set(textOf(record.key), record.value && codecs.phi.decode(record.value));
    const model = await world.model();
    const live = [...(model?.topics.values() ?? [])].filter(({ status }) => status === 'live').map(({ id }) => id);
    expect(events.map(({ type }) => type)).toContain('retired');
    expect(alive).toEqual(new Set(live));
    expect(new Set([...phi].filter(([, value]) => value !== null).map(([key]) => Number(key)))).toEqual(alive);
    const ended = events.filter(({ type }) => type === 'merged' || type === 'retired');
    // One that came and went within a version never had a Φ.
    for (const { topic } of ended) if (!alive.has(topic)) expect(phi.get(String(topic)) ?? null).toBeNull();
    expect([...phi.values()]).toContain(null);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
    for (const record of phi.values()) {
      if (record === null) continue;
      expect(record.keywords.length).toBeGreaterThan(3);
      expect(record.keywords.every(({ probability }) => probability > 0 && probability < 1)).toBe(true);
    }
    const published = world.theta().flatMap(({ value }) => value ?? []);
    for (const { theta } of published)
      if (theta.length > 0) expect(theta.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
  });

  it('tell a topic anew when a sixteenth part of its documents is new, and not before', async () => {
    const made = madeDocuments({ count: 2400, theme: (i) => i % 3 });
    const world = await createWorld();
    world.log.append(made.map((doc) => recordOf(world.names.documents, doc)));
    world.log.seal(world.names.documents);
    const { versions } = await trained(Promise.resolve(world));
    const { names, codecs } = world;
    const told = world
      .records(names.phi)
      .flatMap(({ record }) => (record.value ? [codecs.phi.decode(record.value)] : []));
    const model = await world.model();
    const topics = [...(model?.topics.values() ?? [])].filter(({ status, level }) => status === 'live' && level === 0);
    expect(topics.length).toBeGreaterThan(0);
    for (const { id } of topics) {
      const own = told.filter(({ topic }) => topic === id);
      const cells = [...(model?.cells.values() ?? [])].filter(({ topic }) => topic === id);
      const documents = cells.reduce((sum, cell) => sum + cell.documents, 0);
      // Some were told by a regrouping.
      expect(own.length).toBeLessThan(0.8 * versions.length);
      expect((own.at(-1)?.documents ?? 0) * (1 + 1 / 16)).toBeGreaterThanOrEqual(documents);
    }
  });
});

describe('taking over', () => {
  it('goes on from the newest version', async () => {
    const { world } = await trained();
    const { trainer, take, probe } = successor(world);
    expect(trainer.active()).toBe(false);
    await take(world.log.committed(TRAINERS, world.names.stats));
    expect(trainer.active()).toBe(true);
    expect(trainer.absorbed(0)).toBe(BigInt(world.log.end(world.names.documents)));
    expect(trainer.absorbed(1)).toBeNull();
    expect(probe.gauges.get('leitmotif_trainer')).toEqual([1]);
    trainer.revoked?.(0);
    expect(trainer.active()).toBe(false);
    expect(trainer.absorbed(0)).toBeNull();
    expect(probe.gauges.get('leitmotif_trainer')).toEqual([1, 0]);
  });

  it('knows what the newest record under each key says, and of none before it', async () => {
    const { world } = await trained();
    const { trainer, take } = successor(world);
    await take(world.log.committed(TRAINERS, world.names.stats));
    const heads = world
      .records(world.names.model)
      .flatMap(({ record: { key, value } }) => (textOf(key) === 'head' && value ? [value] : []));
    const [older, newest] = heads.slice(-2) as [Uint8Array, Uint8Array];
    expect(trainer.written.find('head', newest)?.version).toBe((await world.model())?.version);
    expect(trainer.written.find('head', older)).toBeNull();
  });

  it('that a rebalance cuts short leaves nothing behind, and the next one begins anew', async () => {
    const { world } = await trained();
    const { names, log } = world;
    const changelog = memoryChangelog(log, names.model);
    let go: () => void = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const read = async () => {
      await gate;
      return changelog.read();
    };
    const { trainer, take, probe } = successor(world, { changelog: { ...changelog, read } });
    const committed = log.committed(TRAINERS, names.stats);
    const interrupted = take(committed);
    trainer.revoked?.(0);
    go();
    await interrupted;
    expect(trainer.active()).toBe(false);
    expect(trainer.absorbed(0)).toBeNull();
    expect(trainer.written.bytes).toBe(0);
    expect(probe.gauges.get('leitmotif_trainer')).toEqual([0]);
    expect(probe.lines).toEqual([]);
    await take(committed);
    expect(trainer.active()).toBe(true);
    expect(probe.gauges.get('leitmotif_trainer')).toEqual([0, 1]);
  });

  it('that ends while stats are absorbed keeps nothing of the version that is never published', async () => {
    const { world, versions } = await trained();
    const before = versions.at(-2)?.offset.offset as bigint;
    const { names, log } = world;
    const stats = log.read(names.stats, 0, { from: before }).records;
    const model = log.read(names.model, 0, { from: 0n }).records;
    const heads = model.flatMap(({ key }, i) => (textOf(key) === 'head' ? [i] : []));
    const known = model.slice(0, (heads.at(-2) as number) + 1);
    const read = async () => known.map(({ key, value }) => ({ key: textOf(key) ?? '', value }));
    const taken = new AbortController();
    let trainer: ReturnType<typeof createTrainer> | null = null;
    // As a lane tells it, in the midst of the work.
    const sleep = async () => {
      taken.abort();
      trainer?.revoked?.(0);
    };
    const made = successor(world, {
      changelog: { ...memoryChangelog(log, names.model), read },
      clock: { now: () => 0, sleep },
    });
    trainer = made.trainer;
    await made.take(before);
    expect(trainer.written.bytes).toBeGreaterThan(0);
    const commit = async () => {
      throw new LeitmotifError('fenced', 'commit', 'given to another owner');
    };
    const handled = trainer.handle({ ...batchOf(stats, commit), revoked: taken.signal });
    await expect(handled).rejects.toMatchObject({ fault: 'fenced' });
    expect(trainer.written.bytes).toBe(0);
  });

  it.each([
    // A model that has read further is whole, and must not be given up.
    ['behind', (offset: bigint) => offset - 1n, 'state reset --keep-model --to committed`'],
    ['none', () => null, 'state reset --keep-model --to committed`'],
    ['ahead', (offset: bigint) => offset + 1n, 'state import FILE`, or make one anew'],
  ])('refuses a committed offset that is %s, with a remedy that keeps what there is', async (_, change, remedy) => {
    const { world } = await trained();
    const offset = world.log.committed(TRAINERS, world.names.stats) ?? 0n;
    const { take } = successor(world);
    await expect(take(change(offset))).rejects.toMatchObject({ fault: 'fatal', stage: 'restore' });
    await expect(take(change(offset))).rejects.toThrow(
      `absorbed the stats up to offset ${offset}, the trainer's group has committed ${change(offset) ?? 'none'}`,
    );
    await expect(take(change(offset))).rejects.toThrow(remedy);
  });

  it('refuses committed stats without a model', async () => {
    const { take } = successor(await createWorld());
    await expect(take(3n)).rejects.toThrow(/lm\.model holds no model, but .* up to offset 3: .*state import/);
    await take(null);
  });

  it('refuses a changelog that lacks a part', async () => {
    const { world } = await trained();
    const model = await world.model();
    const [cell] = model?.cells.keys() ?? [];
    world.log.append([{ topic: world.names.model, key: `cell/${cell}`, value: null }]);
    const { take } = successor(world);
    await expect(take(world.log.committed(TRAINERS, world.names.stats))).rejects.toThrow(
      `it lacks cell/${cell} of version`,
    );
  });

  it('refuses the model of another encoder', async () => {
    const { world } = await trained();
    const { take } = successor(world, { origin: { epoch: 1, encoder: 'other', products: 'reference-f32', dim: 64 } });
    await expect(take(world.log.committed(TRAINERS, world.names.stats))).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringContaining('made with encoder hashing/1/64, this replica has other'),
    });
  });
});

describe('event time', () => {
  it.each([
    ['seconds', { from: FEED_START / 1000, step: 1 }, 1],
    ['milliseconds', {}, 0],
  ])('of documents in %s: people are told once where they are no milliseconds', async (_unit, times, told) => {
    const made = madeDocuments({ count: 600, theme: (i) => i % 3, ...times });
    const world = await createWorld();
    world.log.append(made.map((doc) => recordOf(world.names.documents, doc)));
    world.log.seal(world.names.documents);
    await trained(Promise.resolve(world));
    const { records } = world.log.read(world.names.stats, 0, { from: 0n });
    const changelog = { ...memoryChangelog(world.log, world.names.model), read: async () => [] };
    const { trainer, probe, take } = successor(world, { changelog });
    await take(null);
    await trainer.handle(batchOf(records.slice(0, 1)));
    await trainer.handle(batchOf(records.slice(1)));
    expect(probe.lines.filter(({ message }) => message.includes('if documents have seconds'))).toHaveLength(told);
  });
});

describe('stats', () => {
  const empty = (from: bigint, to: bigint, epoch = 1): BatchStats => ({
    model: 0,
    span: { topic: 'documents', partition: 0, epoch, from, to },
    reference: 0,
    documents: 0,
    cells: new Map(),
    open: [],
    settled: [],
    sampled: [],
    texts: new Float64Array(),
    deleted: [],
    orders: [],
  });

  it('that are null or cannot be read stop the trainer, with their offset', async () => {
    const { trainer, take } = successor(await createWorld());
    await take(null);
    await expect(trainer.handle(batchOf([raw(7n, null)]))).rejects.toMatchObject({
      fault: 'bug',
      message: expect.stringContaining('offset 7'),
    });
    const unreadable = trainer.handle(batchOf([raw(8n, new Uint8Array([0, 0, 0, 0, 1, 5]))]));
    await expect(unreadable).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringContaining('offset 8 cannot be read'),
    });
  });

  it('with a gap before them stop the trainer, and nothing of them is committed', async () => {
    const world = await createWorld();
    const { trainer, take } = successor(world);
    await take(null);
    const commits: unknown[] = [];
    const handle = (offset: bigint, stats: BatchStats) =>
      trainer.handle(
        batchOf([raw(offset, world.codecs.stats.encode(stats))], async (records) => void commits.push(records)),
      );
    await handle(0n, empty(0n, 32n));
    await expect(handle(1n, empty(64n, 96n))).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringContaining('32 offsets of documents/0 are missing'),
    });
    expect(commits).toHaveLength(1);
    expect(trainer.absorbed(0)).toBe(32n);
    // Absorbed once, however often they come; those of an earlier epoch never.
    await handle(1n, empty(0n, 32n));
    await handle(2n, empty(500n, 600n, 0));
    expect(trainer.absorbed(0)).toBe(32n);
    await handle(3n, empty(32n, 64n));
    expect(trainer.absorbed(0)).toBe(64n);
  });

  it('whose commit failed are absorbed anew', async () => {
    const world = await createWorld();
    const { trainer, take } = successor(world);
    await take(null);
    const stats = raw(0n, world.codecs.stats.encode(empty(0n, 32n)));
    const away = new LeitmotifError('transient', 'commit', 'the broker is away');
    await expect(trainer.handle(batchOf([stats], () => Promise.reject(away)))).rejects.toBe(away);
    expect(trainer.absorbed(0)).toBeNull();
    await trainer.handle(batchOf([stats]));
    expect(trainer.absorbed(0)).toBe(32n);
  });

  it('are deleted from time to time, once absorbed; a failure is told and tried again', async () => {
    const world = await createWorld();
    let now = 0;
    const discarded: bigint[] = [];
    const { trainer, take, probe } = successor(world, {
      clock: { now: () => now, sleep: async () => {} },
      discard: async (before) => {
        discarded.push(before);
        if (discarded.length === 1) throw new Error('not authorized');
      },
    });
    await take(null);
    for (const [offset, at] of [
      [0n, 0],
      [1n, 10_000],
      [2n, 12_000],
      [3n, 20_001],
    ] as const) {
      now = at;
      const stats = empty(offset * 32n, (offset + 1n) * 32n);
      await trainer.handle(batchOf([raw(offset, world.codecs.stats.encode(stats))]));
    }
    expect(discarded).toEqual([2n, 4n]);
    expect(probe.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { message: 'absorbed stats could not be deleted; tried again later' },
    ]);
    expect(trainer.absorbed(0)).toBe(128n);
  });
});
