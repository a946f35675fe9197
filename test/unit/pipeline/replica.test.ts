import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../src/core/errors.ts';
import { BAD_RECORDS, FEED_START, madeDocuments, recordOf } from '../../support/documents.ts';
import { eventually } from '../../support/eventually.ts';
import { play } from '../../support/faults.ts';
import { DELETED, DOCUMENTS, EXACTLY_ONCE, filled } from '../../support/filled.ts';
import { count, difference, essence, isGood } from '../../support/outcome.ts';
import { textOf } from '../../support/workbench.ts';
import { createWorld, TRAINERS, WORKERS, type World } from '../../support/world.ts';

describe('three partitions', () => {
  const played = (async () => {
    const world = await filled({ partitions: 3, staleness: 2, batch: 16 });
    return { world, ...(await play(world, [])) };
  })();

  it('give exactly one revision 0 to each (partition, offset) of a good record', async () => {
    const { world } = await played;
    expect(count(world, isGood)).toEqual(EXACTLY_ONCE);
    const input = new Map(
      world.records(world.names.documents).map(({ partition, record }) => [`${partition}/${record.offset}`, record]),
    );
    for (const { key, value } of world.theta()) {
      if (value === null) continue;
      const record = input.get(`${value.partition}/${value.offset}`);
      expect(value.id).toBe(textOf(record?.key));
      expect(key).toBe(value.id);
      expect(value.encoder).toBe(world.encoder.id);
      expect(value.time).toBe(Number(record?.timestamp) - 500);
    }
  });

  it('send exactly the bad records to the dead letters, bytes and headers as they came', async () => {
    const { world } = await played;
    const { log, names } = world;
    const letters = world.records(names.dead);
    expect(letters).toHaveLength(BAD_RECORDS.length);
    for (const { partition, record } of letters) {
      const headers = record.headers.map(([name, value]) => [name, textOf(value)] as const);
      const about = new Map(headers);
      const offset = BigInt(about.get('__streams.errors.offset') ?? -1);
      const [original] = log.read(names.documents, partition, { from: offset, limit: 1 }).records;
      expect(about.get('__streams.errors.topic')).toBe('documents');
      expect(about.get('__streams.errors.partition')).toBe(String(partition));
      expect([record.key, record.value]).toEqual([original?.key, original?.value]);
      expect(record.headers.slice(0, original?.headers.length)).toEqual(original?.headers);
      const known = BAD_RECORDS.find(
        ({ record: bad }) =>
          textOf(bad.key) === textOf(record.key) && (bad.value?.length ?? 0) === (record.value?.length ?? 0),
      );
      expect([known?.name, about.get('__streams.errors.stage')]).toEqual([known?.name, known?.stage]);
    }
  });

  it('leave tombstones for each deletion, after all it deletes', async () => {
    const { world } = await played;
    for (const id of DELETED) {
      const mine = world.theta().filter(({ key }) => key === id);
      expect(mine.filter(({ value }) => value === null)).toHaveLength(2);
      expect(mine[0]?.value).not.toBeNull();
      expect(mine.at(-1)?.value).toBeNull();
    }
  });

  it('count what they did', async () => {
    const { world, running } = await played;
    const counted = (what: string): number =>
      running.reduce((sum, { probe }) => sum + (probe.counted.get(`leitmotif_${what}`) ?? 0), 0);
    const documents = (outcome: string): number => counted(`documents_total{outcome=${outcome}}`);
    expect(documents('assigned') + documents('stray')).toBe(DOCUMENTS);
    expect(documents('deleted')).toBe(DELETED.length);
    expect(documents('dead')).toBe(BAD_RECORDS.length);
    const stages = ['decode', 'schema', 'text', 'time'].map((stage) => counted(`dead_letters_total{stage=${stage}}`));
    expect(stages.reduce((a, b) => a + b)).toBe(BAD_RECORDS.length);
    expect(stages.every((n) => n > 0)).toBe(true);
    const events = world
      .records(world.names.events)
      .map(({ record }) => world.codecs.events.decode(record.value ?? new Uint8Array()));
    expect(counted('topic_events_total{type=born}')).toBe(events.filter(({ type }) => type === 'born').length);
    const [probe] = running.map((one) => one.probe);
    // Its last word is that it says no more.
    const last = (name: string) => probe?.gauges.get(`leitmotif_${name}`)?.findLast(Number.isFinite);
    expect([0, 1, 2].map((partition) => last(`consumer_lag{partition=${partition}}`))).toEqual([0, 0, 0]);
    expect(last('topics')).toBeGreaterThan(3);
    expect(last('state_bytes')).toBeGreaterThan(1000);
  });

  it('equal a fresh fold over the committed stats', async () => {
    const { world } = await played;
    expect(difference(essence(await world.model()), essence(await world.refold()))).toBeNull();
  });
});

function feed(world: World, made: ReturnType<typeof madeDocuments>): void {
  const partitions = world.log.partitions(world.names.documents);
  world.log.append(made.map((doc, i) => recordOf(world.names.documents, doc, i % partitions)));
}

describe('a replica', () => {
  it('goes from starting to stopped, and runs once', async () => {
    const world = await createWorld();
    const one = world.start('one');
    expect(one.replica.status()).toMatchObject({
      phase: 'restoring',
      ready: false,
      detail: 'restoring',
      trainer: false,
    });
    feed(world, madeDocuments({ count: 64 }));
    await world.settled();
    expect(one.replica.status()).toMatchObject({ phase: 'running', ready: true, trainer: true });
    expect(one.replica.status().detail).toMatch(/documents\/s arrive/);
    expect(one.replica.model().version).toBeGreaterThan(0);
    one.stop();
    await one.done;
    expect(one.replica.status()).toMatchObject({ phase: 'stopped', ready: false, detail: 'stopped' });
    expect(world.log.groups.members(WORKERS)).toEqual([]);
    expect(world.log.groups.members(TRAINERS)).toEqual([]);
    expect(() => one.replica.run(new AbortController().signal)).toThrow('a replica runs once');
  });

  it('that is stopped before it has restored joins no group', async () => {
    const world = await createWorld();
    const one = world.start('one');
    one.stop();
    await one.done;
    expect(one.replica.status().phase).toBe('stopped');
    expect(world.log.position(WORKERS, world.names.documents, 0)).toBeNull();
  });

  it('restores before it joins the group, and goes on where the last one was', async () => {
    const world = await createWorld();
    const made = madeDocuments({ count: 256 });
    feed(world, made.slice(0, 128));
    const one = world.start('one');
    await world.settled();
    one.stop();
    await one.done;
    world.log.compact(world.names.model);
    feed(world, made.slice(128));
    const two = world.start('two');
    await world.settled();
    two.stop();
    await two.done;
    const first = world.theta().filter(({ value }) => value?.offset === 128n && value.revision === 0);
    expect(first[0]?.value?.model).toBe(one.replica.model().version);

    const whole = await createWorld();
    feed(whole, made);
    await play(whole, []);
    expect(difference(essence(await world.model()), essence(await whole.model()))).toBeNull();
  });

  it('drains: the batch in hand is committed, and its stats absorbed, before it is gone', async () => {
    const world = await createWorld({ staleness: 4 });
    feed(world, madeDocuments({ count: 320 }));
    let commits = 0;
    let meanwhile: unknown;
    const one = world.start('one', {
      before: async ({ offset }) => {
        if (offset.topic !== world.names.documents || offset.start || ++commits !== 3) return;
        one.stop();
        await new Promise((resolve) => setImmediate(resolve));
        meanwhile = one.replica.status();
      },
    });
    await one.done;
    expect(meanwhile).toMatchObject({ phase: 'draining', ready: false, detail: 'draining' });
    const committed = world.log.committed(WORKERS, world.names.documents) ?? 0n;
    expect(committed).toBeGreaterThanOrEqual(96n);
    expect(committed).toBeLessThan(320n);
    expect(world.log.lag(TRAINERS, world.names.stats)).toBe(0n);
    expect((await world.model())?.absorbed.get(0)?.offset).toBe(committed);
  });

  it('that cannot absorb its last stats in time says so and goes', async () => {
    const world = await createWorld({ staleness: 4, model: { warmup: 0 } });
    feed(world, madeDocuments({ count: 320 }));
    const one = world.start('one', {
      before: ({ offset }) => {
        if (offset.start) return;
        if (offset.topic === world.names.stats) throw new LeitmotifError('transient', 'commit', 'the broker is away');
        one.stop();
      },
    });
    await one.done;
    expect(world.log.committed(WORKERS, world.names.documents)).toBe(64n);
    expect(await world.model()).toBeNull();
    expect(one.probe.lines.map(({ message }) => message)).toContain(
      'stopped before the last stats were absorbed; the next trainer will absorb them',
    );
  });

  it('that is not the trainer does not wait for one when it drains', async () => {
    const world = await createWorld({ partitions: 2, staleness: 4 });
    const one = world.start('one');
    const two = world.start('two');
    feed(world, madeDocuments({ count: 256 }));
    await world.settled();
    expect([one, two].map(({ replica }) => replica.status().trainer)).toEqual([true, false]);
    two.stop();
    await two.done;
    one.stop();
    await one.done;
  });

  it.each([
    [
      'the trainer',
      (world: World) =>
        world.log.append([{ topic: world.names.stats, key: null, value: new Uint8Array([0, 0, 0, 0, 1, 1]) }]),
      'cannot be read',
    ],
    [
      'the changelog',
      (world: World) => world.log.append([{ topic: world.names.model, key: 'cell/1', value: new Uint8Array([7]) }]),
      'unreadable record under cell/1',
    ],
  ])('stops with the error when %s fails, though the worker waits for a model', async (_, spoil, message) => {
    const world = await createWorld();
    const one = world.start('one');
    feed(world, madeDocuments({ count: 32 }));
    await world.settled();
    spoil(world);
    feed(world, madeDocuments({ count: 320, from: FEED_START + 1e6 }));
    await expect(one.done).rejects.toMatchObject({ fault: 'fatal', message: expect.stringContaining(message) });
    expect(one.replica.status().phase).toBe('stopped');
    expect(world.log.groups.members(WORKERS)).toEqual([]);
    expect(world.log.groups.members(TRAINERS)).toEqual([]);
  });

  it('stops with the error when the worker fails', async () => {
    const world = await createWorld();
    const encode = () => Promise.reject(new LeitmotifError('bug', 'encode', 'a vector is not finite'));
    const one = world.start('one', {}, { encoder: { ...world.encoder, encode } });
    feed(world, madeDocuments({ count: 64 }));
    await expect(one.done).rejects.toThrow('a vector is not finite');
    expect(one.replica.status()).toMatchObject({ phase: 'stopped', ready: false, trainer: false });
  });

  it('refuses the model of another encoder before it joins a group', async () => {
    const world = await createWorld();
    feed(world, madeDocuments({ count: 64 }));
    await play(world, []);
    const other = world.start('other', {}, { encoder: { ...world.encoder, id: 'hashing/2/64' } });
    await expect(other.done).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringContaining('made with encoder hashing/1/64, this replica has hashing/2/64'),
    });
    expect(other.replica.status().phase).toBe('stopped');
  });

  it('refuses offsets that were reset behind its model', async () => {
    const world = await createWorld();
    feed(world, madeDocuments({ count: 96 }));
    await play(world, []);
    const offset = { group: WORKERS, topic: world.names.documents, partition: 0, offset: 32n };
    const transactionalId = 'a tool';
    await world.log.commit({ transactionalId, producerEpoch: world.log.fence(transactionalId), records: [], offset });
    const again = world.start('again');
    await expect(again.done).rejects.toThrow('absorbed partition 0 up to offset 96, but the group has committed 32');
  });

  it('says when input outruns it, and when it has caught up', async () => {
    const world = await createWorld();
    const one = world.start('one', {
      // A transaction a minute and a half, of the clock that the replica sees.
      before: ({ offset }) =>
        offset.topic === world.names.documents && !offset.start
          ? new Promise((resolve) => void setTimeout(resolve, 120))
          : undefined,
    });
    for (let i = 0; i < 8; i++) {
      feed(world, madeDocuments({ count: 320, from: FEED_START + i * 1e6 }));
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
    await world.log.until(() => one.probe.lines.some(({ level }) => level === 'warn'));
    one.stop();
    await one.done;
    expect(one.probe.lines.find(({ level }) => level === 'warn')?.message).toMatch(/add replicas/);
    expect(one.probe.gauges.get('leitmotif_catch_up_seconds')?.some((seconds) => seconds > 60)).toBe(true);
  });

  it('sees documents wait though its trainer hangs, and says so', async () => {
    const world = await createWorld({ partitions: 2, staleness: 1 });
    let release = (): void => {};
    const hangs = new Promise<void>((resolve) => {
      release = resolve;
    });
    const one = world.start('one', {
      before: ({ offset }) => (offset.topic === world.names.stats && !offset.start ? hangs : undefined),
    });
    feed(world, madeDocuments({ count: 640 }));
    const gauge = (name: string): number | undefined => one.probe.gauges.get(`leitmotif_${name}`)?.at(-1);
    const wait = { timeout: 10_000 };
    // The model warms up: no batch goes ahead of it.
    const lags = (): unknown => [0, 1].map((partition) => gauge(`consumer_lag{partition=${partition}}`));
    await eventually(() => expect(lags()).toEqual([288, 288]), wait);
    feed(world, madeDocuments({ count: 640, from: FEED_START + 1e6 }));
    await eventually(() => expect(lags()).toEqual([608, 608]), wait);
    expect(world.log.lag(WORKERS, world.names.documents)).toBe(1216n);
    const warned = ({ level, message }: { level: string; message: string }) =>
      level === 'warn' && /^nothing is processed: 1216 documents wait, /.test(message);
    await eventually(() => expect(one.probe.lines.some(warned)).toBe(true), wait);
    expect(one.replica.status().detail).toMatch(/^nothing is processed: 1216 documents wait, /);
    expect(gauge('catch_up_seconds')).toBe(Number.POSITIVE_INFINITY);
    expect(gauge('model_lag_batches')).toBe(1);
    expect(one.replica.board?.pulse()).toMatchObject({ lag: 1280, behind: true, rate: 0 });
    release();
    await world.settled();
    await eventually(() => expect([lags(), gauge('catch_up_seconds')]).toEqual([[0, 0], 0]), wait);
    await eventually(() => expect(one.replica.status().pace).toMatchObject({ lag: 0, input: 0, output: 0 }), wait);
    one.stop();
    await one.done;
  });

  it('says nothing more of a partition that it has given up, nor of training that another does', async () => {
    const world = await createWorld({ partitions: 2, staleness: 1 });
    const one = world.start('one');
    feed(world, madeDocuments({ count: 640 }));
    await world.settled();
    const last = ({ probe }: typeof one, name: string): number | undefined =>
      probe.gauges.get(`leitmotif_${name}`)?.at(-1);
    const lag = (running: typeof one, partition: number) => last(running, `consumer_lag{partition=${partition}}`);
    expect([lag(one, 0), lag(one, 1), last(one, 'trainer')]).toEqual([0, 0, 1]);
    const others = ['two', 'three'].map((name) => world.start(name));
    const all = [one, ...others];
    await eventually(() => expect(world.log.groups.members(WORKERS)).toHaveLength(3));
    feed(world, madeDocuments({ count: 640, from: FEED_START + 1e6 }));
    await world.settled();
    await eventually(() => {
      for (const partition of [0, 1]) expect(all.filter((running) => lag(running, partition) === 0)).toHaveLength(1);
      expect(all.filter((running) => (last(running, 'stray_ratio') ?? Number.NaN) >= 0)).toHaveLength(2);
      expect(all.filter((running) => (last(running, 'state_bytes') ?? Number.NaN) >= 0)).toHaveLength(1);
      expect(all.filter((running) => (last(running, 'centroid_drift') ?? Number.NaN) >= 0)).toHaveLength(1);
      expect(new Set(all.map((running) => last(running, 'topics'))).size).toBe(1);
    });
    expect(all.filter((running) => last(running, 'trainer') === 1)).toHaveLength(1);
    expect(last(others[0] as typeof one, 'topics')).toBeGreaterThan(3);
    for (const running of all) running.stop();
    await Promise.all(all.map(({ done }) => done));
    // The process may live on, and others do the work.
    for (const running of all) {
      expect(running.replica.status().trainer).toBe(false);
      expect(last(running, 'trainer') ?? 0).toBe(0);
      for (const name of ['state_bytes', 'centroid_drift', 'stray_ratio', 'model_lag_batches'])
        expect(last(running, name) ?? Number.NaN, name).toBeNaN();
      for (const partition of [0, 1]) expect(lag(running, partition) ?? Number.NaN).toBeNaN();
    }
  });
});
