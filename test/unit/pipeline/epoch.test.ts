import { describe, expect, it } from 'vitest';
import type { Destination } from '../../../src/core/epoch.ts';
import { LeitmotifError } from '../../../src/core/errors.ts';
import { emptyState } from '../../../src/core/model/state.ts';
import { CONTROL, type ModelState, type TopicEventRecord } from '../../../src/core/types.ts';
import { type EpochOptions, openEpoch } from '../../../src/pipeline/epoch.ts';
import { epochOptions as optionsOf, produced, RECORDS } from '../../support/epochs.ts';
import { eventually } from '../../support/eventually.ts';
import { difference, essence } from '../../support/outcome.ts';
import { createWorld, WORKERS, type World } from '../../support/world.ts';

const empty = ({ encoder, tools }: World): ModelState =>
  emptyState({ epoch: 0, encoder: encoder.id, products: tools.products.name, dim: encoder.dim }, tools.options);

/** As --keep-model. */
const keep =
  (world: World) =>
  (current: ModelState | null): ModelState =>
    current ?? empty(world);

/** Where the group of the commands was forgotten, and maybe has begun anew. */
function forgetful(world: World, offset: bigint | null, what: string): EpochOptions {
  const options = optionsOf(world);
  const standing: EpochOptions['groups']['standing'] = async (which) => {
    const found = await options.groups.standing(which);
    if (which !== 'control') return found;
    const committed = what === 'begun anew' ? null : offset;
    return found.map((at) => ({ ...at, committed, position: offset }));
  };
  return { ...options, groups: { ...options.groups, standing } };
}

const reset = (world: World, to: Destination, dryRun = false) =>
  openEpoch({ base: () => empty(world), to, reason: 'the model was reset', dryRun }, optionsOf(world));

function eventsOf({ records, names, codecs }: World): TopicEventRecord[] {
  return records(names.events).map(({ record }) => codecs.events.decode(record.value ?? new Uint8Array()));
}

/** Topics that a reader of the events alone takes for live. */
function tableOf(events: readonly TopicEventRecord[]): number[] {
  const live = new Set<number>();
  for (const { type, topic, into } of events) {
    if (type === 'born' || type === 'revived') live.add(topic);
    if (type === 'split') for (const id of into) live.add(id);
    if (type === 'retired' || type === 'merged') live.delete(topic);
  }
  return [...live].sort((a, b) => a - b);
}

const liveIn = (state: ModelState | null): number[] =>
  [...(state?.topics.values() ?? [])].filter(({ status }) => status === 'live').map(({ id }) => id);

describe('a reset', () => {
  it('to the beginning makes the model anew, under ids and versions that were never used', async () => {
    const world = await createWorld();
    await produced(world, 0, 320);
    const before = (await world.model()) as ModelState;
    const outcome = await reset(world, 'earliest');
    expect(outcome).toMatchObject({ damage: null, moves: [{ partition: 0, committed: 320n, to: 0n }] });
    expect(await world.model()).toMatchObject({ epoch: before.epoch + 1, version: before.version + 1, count: 0 });
    expect(world.records(world.names.phi).length).toBeGreaterThan(0);
    await produced(world, 320, 320);
    const after = (await world.model()) as ModelState;
    expect(after.count).toBe(before.count);
    expect(after.mean).toEqual(before.mean);
    expect([...after.cells.values()].map(({ mean }) => mean)).toEqual(
      [...before.cells.values()].map(({ mean }) => mean),
    );
    expect(liveIn(after)).toHaveLength(liveIn(before).length);
    expect(Math.min(...after.topics.keys())).toBeGreaterThan(Math.max(...before.topics.keys()));
    // Readers of events and Φ have the table of topics, and no number is missing.
    const events = eventsOf(world);
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
    expect(tableOf(events)).toEqual(liveIn(after).sort((a, b) => a - b));
    const phi = new Map(world.records(world.names.phi).map(({ record }) => [String(record.key), record.value]));
    expect([...phi.values()].filter((value) => value !== null)).toHaveLength(liveIn(after).length);
    // Who met the empty model hears again, as in the first epoch.
    const again = world.theta().filter(({ value }) => value !== null && value.revision === 1);
    expect(new Set(again.map(({ key }) => key)).size).toBeGreaterThan(0);
    const firsts = world.theta().filter(({ value }) => value?.revision === 0);
    expect(firsts).toHaveLength(640);
  });

  it('goes on at the end, at a time, or at an offset, and refuses what the log does not hold', async () => {
    const world = await createWorld({ partitions: 2 });
    await produced(world, 0, 128);
    const places = async (to: Destination) => (await reset(world, to, true)).moves.map((move) => move.to);
    expect(await places('latest')).toEqual([64n, 64n]);
    expect(await places('committed')).toEqual([64n, 64n]);
    expect(await places({ offset: 10n })).toEqual([10n, 10n]);
    expect(await places({ offsets: new Map([[1, 3n]]) })).toEqual([64n, 3n]);
    const time = RECORDS[40]?.timestamp as number;
    expect(await places({ time })).toEqual([20n, 20n]);
    await expect(reset(world, { offset: 65n })).rejects.toThrow(
      'partition 0 of documents would go on at offset 65, but its log holds [0, 64); say where to go on by --to',
    );
    await expect(reset(world, { offsets: new Map([[2, 0n]]) })).rejects.toThrow('documents has no partition 2');
    world.log.trim(world.names.documents, 1, 20n);
    expect(await places('earliest')).toEqual([0n, 20n]);
  });

  it('goes on at the end of a feed that runs for a time that is still to come', async () => {
    const world = await createWorld();
    await produced(world, 0, 64);
    const options = optionsOf(world);
    // As the broker answers: with the end of the log, which is another whenever somebody looks.
    const documentsAt: EpochOptions['groups']['documentsAt'] = async () => {
      world.log.append(RECORDS.slice(64, 72));
      return new Map([[0, world.log.end(world.names.documents)]]);
    };
    const groups = { ...options.groups, documentsAt };
    const wanted = { base: keep(world), to: { time: Date.now() }, reason: 'reset', dryRun: false } as const;
    const { moves } = await openEpoch(wanted, { ...options, groups });
    expect(moves.map((move) => move.to)).toEqual([72n]);
  });

  it('goes on where a group began that has read nothing since', async () => {
    const world = await createWorld({ partitions: 2 });
    const { log, names } = world;
    await produced(world, 0, 128);
    // As documents.start: latest leaves a partition that nothing came to.
    const transactionalId = 'workers-documents-1';
    const start = { group: WORKERS, topic: names.documents, partition: 1, offset: 50n, start: true };
    await log.commit({ transactionalId, producerEpoch: log.fence(transactionalId), records: [], offset: start });
    expect(log.committed(WORKERS, names.documents, 1)).toBeNull();
    const places = async (to: Destination) => (await reset(world, to, true)).moves.map((move) => move.to);
    expect(await places('committed')).toEqual([64n, 50n]);
    expect(await places({ offsets: new Map([[0, 3n]]) })).toEqual([3n, 50n]);
    // A model that has read on knows better than the beginning that a replica has noted since its group was forgotten.
    const kept = { base: keep(world), to: 'committed', reason: 'reset', dryRun: true } as const;
    expect((await openEpoch(kept, optionsOf(world))).moves.map((move) => move.to)).toEqual([64n, 64n]);
  });

  it.each(['forgotten', 'begun anew', 'read a part again'] as const)(
    'does no command again whose group was %s',
    async (what) => {
      const world = await createWorld();
      const { log, names, codecs } = world;
      await produced(world, 0, 160);
      const watch = (phrase: string) => codecs.control.encode({ kind: 'watch', phrase });
      log.append(
        ['volcanoes', 'glaciers'].map((phrase) => ({ topic: names.control, key: null, value: watch(phrase) })),
      );
      await produced(world, 160, 160);
      const before = (await world.model()) as ModelState;
      expect(before.absorbed.get(CONTROL)?.offset).toBe(2n);
      await openEpoch(
        { base: keep(world), to: { offsets: new Map([[0, 160n]]) }, reason: 'reset', dryRun: false },
        // The broker forgets the offsets of a group that is empty for long.
        forgetful(world, { forgotten: null, 'begun anew': 0n, 'read a part again': 1n }[what], what),
      );
      expect((await world.model())?.absorbed.get(CONTROL)).toEqual({ epoch: before.epoch + 1, offset: 2n });
      await produced(world, 160, 224);
      const told = eventsOf(world).filter(({ type }) => type === 'watched');
      expect(told).toHaveLength(2);
    },
  );

  it('is refused while replicas run, and a dry run names them and changes nothing', async () => {
    const world = await createWorld();
    await produced(world, 0, 160);
    const before = essence(await world.model());
    const running = world.start('busy');
    await eventually(() => expect(world.log.groups.members('workers')).toEqual(['busy']));
    await expect(reset(world, 'earliest')).rejects.toThrow(/replicas are running: busy.*stop them all first/);
    expect((await reset(world, 'earliest', true)).members).toContain('busy');
    expect(essence(await world.model())).toBe(before);
    running.stop();
    await running.done;
  });

  it('shuts out a worker that was frozen: what it commits later is refused', async () => {
    const world = await createWorld();
    await produced(world, 0, 160);
    const { log, names } = world;
    const transactionalId = 'workers-documents-0';
    const producerEpoch = log.fence(transactionalId);
    await reset(world, 'earliest');
    const offset = { group: 'workers', topic: names.documents, partition: 0, offset: 160n };
    await expect(log.commit({ transactionalId, producerEpoch, records: [], offset })).rejects.toMatchObject({
      fault: 'fenced',
    });
  });

  it('ignores stats of earlier epochs', async () => {
    const world = await createWorld();
    await produced(world, 0, 160);
    const old = world.records(world.names.stats).at(-1)?.record.value ?? null;
    await reset(world, 'latest');
    const opened = (await world.model()) as ModelState;
    world.log.append([{ topic: world.names.stats, partition: 0, key: null, value: old }]);
    await produced(world, 160, 160);
    expect(await world.model()).toMatchObject({ epoch: opened.epoch, count: 0, records: 0 });
  });

  it('keeps the model, when asked to, and moves the place in the feed alone', async () => {
    const world = await createWorld();
    await produced(world, 0, 320);
    const before = (await world.model()) as ModelState;
    world.log.append(RECORDS.slice(320, 384));
    const wanted = { base: keep(world), to: 'latest', reason: 'the place was reset', dryRun: false } as const;
    const { retired, revived, state } = await openEpoch(wanted, optionsOf(world));
    expect([retired, revived]).toEqual([0, 0]);
    expect(state.topics).toEqual(before.topics);
    await produced(world, 384, 480);
    const after = (await world.model()) as ModelState;
    expect(after.count).toBeCloseTo(before.count + 96, 2);
  });
});

describe('a model that is lost, cut short or damaged', () => {
  const harms: readonly [string, (world: World) => void, RegExp][] = [
    [
      'lost',
      ({ log, names }) => log.trim(names.model, 0, log.end(names.model)),
      /lm\.model holds no model, but the trainer's group has committed the stats up to offset \d+.*state import.*state reset/,
    ],
    [
      'cut short',
      ({ log, names }) => log.trim(names.model, 0, log.end(names.model) - 3n),
      /the model's changelog is damaged: it lacks .*state import.*state reset/,
    ],
    [
      'of an earlier time',
      ({ log, names, records }) => {
        // As a copy of the Kafka topic that is a version older.
        const all = records(names.model).map(({ record }) => record);
        const heads = all.filter(({ key }) => String(Buffer.from(key ?? [])) === 'head');
        const older = all.filter(({ offset }) => offset <= (heads.at(-2)?.offset ?? 0n));
        log.trim(names.model, 0, log.end(names.model));
        log.append(older.map(({ key, value }) => ({ topic: names.model, key, value })));
      },
      /the model has absorbed the stats up to offset \d+, the trainer's group has committed \d+.*cut short.*state import/,
    ],
    [
      'unreadable',
      ({ log, names }) => log.append([{ topic: names.model, key: 'cell/1', value: new Uint8Array([1, 2, 3]) }]),
      /the model's changelog is damaged: it has an unreadable record under cell\/1.*state import.*state reset/,
    ],
  ];

  it.each(harms)('%s is refused with the remedy, and comes back from a copy', async (_name, harm, message) => {
    const world = await createWorld();
    await produced(world, 0, 320);
    const copy = (await world.model()) as ModelState;
    await produced(world, 320, 384);
    harm(world);
    const replica = world.start('refusing');
    const error = await replica.done.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LeitmotifError);
    expect((error as LeitmotifError).fault).toBe('fatal');
    expect((error as LeitmotifError).message).toMatch(message);

    const fresh = await createWorldOn(world);
    const wanted = { base: () => copy, to: 'committed', reason: 'imported', dryRun: false } as const;
    const { state } = await openEpoch(wanted, optionsOf(fresh));
    const { epoch, nextTopic, nextCell, sequence, absorbed } = copy;
    expect(difference(essence({ ...state, epoch, nextTopic, nextCell, sequence, absorbed }), essence(copy))).toBeNull();
    expect(state.version).toBeGreaterThan(copy.version);
    expect(state.absorbed.get(0)).toEqual({ epoch: state.epoch, offset: 384n });
    await produced(fresh, 384, 480);
    const after = (await fresh.model()) as ModelState;
    // What was read between the copy and the loss has its Θ, and is not counted again.
    expect(after.count).toBeCloseTo(copy.count + 96, 2);
    expect(fresh.theta().filter(({ value }) => value?.revision === 0)).toHaveLength(480);
    expect(tableOf(eventsOf(fresh))).toEqual(liveIn(after).sort((a, b) => a - b));
    const numbers = eventsOf(fresh).map(({ sequence }) => sequence);
    expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  });

  it.each(harms)('%s comes back from the documents alone', async (_name, harm) => {
    const world = await createWorld();
    await produced(world, 0, 320);
    const before = (await world.model()) as ModelState;
    harm(world);
    const outcome = await reset(world, 'earliest');
    expect(outcome.state.epoch).toBeGreaterThan(0);
    await produced(world, 320, 320);
    const after = (await world.model()) as ModelState;
    expect(after.mean).toEqual(before.mean);
    expect(tableOf(eventsOf(world))).toEqual(liveIn(after).sort((a, b) => a - b));
    expect(Math.min(...liveIn(after))).toBeGreaterThan(Math.max(...liveIn(before)));
  });
});

/** The world after its replica has failed: the failure is told to nobody who comes later. */
async function createWorldOn(world: World): Promise<World> {
  return { ...world, settled: () => settledOf(world) };
}

async function settledOf({ log, names }: World): Promise<void> {
  await log.until(
    () =>
      log.lag('workers', names.documents) === 0n &&
      log.lag('commanders', names.control) === 0n &&
      log.lag('trainers', names.stats) === 0n,
  );
}
