import { describe, expect, it } from 'vitest';
import { emptyState } from '../../../src/core/model/state.ts';
import type { ModelState } from '../../../src/core/types.ts';
import { cloudEvents } from '../../../src/pipeline/cloudevents.ts';
import { openEpoch } from '../../../src/pipeline/epoch.ts';
import { epochOptions, produced } from '../../support/epochs.ts';
import { createWorld, type World } from '../../support/world.ts';

const empty = ({ encoder, tools }: World): ModelState =>
  emptyState({ epoch: 0, encoder: encoder.id, products: tools.products.name, dim: encoder.dim }, tools.options);

/** Headers of the records with a value that lie at `from` or behind. */
function headersSince({ records }: World, topic: string, from: bigint): Record<string, string>[] {
  const since = records(topic).filter(({ record }) => record.offset >= from && record.value !== null);
  return since.map(({ record }) =>
    Object.fromEntries(record.headers.map(([name, value]) => [name, Buffer.from(value).toString()])),
  );
}

describe('what a new epoch tells', () => {
  it('has ids that follow those of topics, whatever number a command named that was refused', async () => {
    const world = await createWorld();
    const { log, names, codecs } = world;
    await produced(world, 0, 160);
    const value = codecs.control.encode({ kind: 'pin', topic: 9_007_199_254_740_000 });
    log.append([{ topic: names.control, key: null, value }]);
    await produced(world, 160, 320);
    const before = (await world.model()) as ModelState;
    const wanted = { base: () => empty(world), to: 'earliest', reason: 'the model was reset', dryRun: false } as const;
    const { state } = await openEpoch(wanted, epochOptions(world));
    expect(state.nextTopic).toBe(before.nextTopic);
  });

  it('takes no number that a refused command named for a topic that was there before', async () => {
    const world = await createWorld();
    const { log, names, codecs } = world;
    await produced(world, 0, 32);
    const copy = (await world.model()) as ModelState;
    const topic = copy.nextTopic + 100;
    log.append([{ topic: names.control, key: null, value: codecs.control.encode({ kind: 'pin', topic }) }]);
    await produced(world, 32, 320);
    const [old] = ((await world.model()) as ModelState).topics.values();
    if (!old) throw new Error('no topic was born');
    // A model of another deployment has that topic.
    const base = { ...copy, topics: new Map([[topic, { ...old, id: topic }]]), nextTopic: topic + 1 };
    const wanted = { base: () => base, to: 'committed', reason: 'imported', dryRun: false } as const;
    await openEpoch(wanted, epochOptions(world));
    const told = world.records(names.events).map(({ record }) => codecs.events.decode(record.value as Uint8Array));
    expect(told.filter((event) => event.topic === topic).map(({ type }) => type)).toEqual(['refused', 'born']);
  });

  it.each([true, false])('is of the newest time that was ever met, should the model be lost: %s', async (lost) => {
    const world = await createWorld();
    const { log, names, codecs } = world;
    await produced(world, 0, 320);
    const { streamTime } = (await world.model()) as ModelState;
    const phi = world.records(names.phi).flatMap(({ record }) => (record.value ? codecs.phi.decode(record.value) : []));
    const known = lost ? Math.max(...phi.map(({ updated }) => updated)) : streamTime;
    const events = world.records(names.events).length;
    if (lost) log.trim(names.model, 0, log.end(names.model));
    const wanted = { base: () => empty(world), to: 'earliest', reason: 'the model was reset', dryRun: false } as const;
    const { retired, state } = await openEpoch(wanted, epochOptions(world));
    expect(retired).toBeGreaterThan(0);
    const told = world.records(names.events).slice(events);
    const times = told.map(({ record }) => codecs.events.decode(record.value as Uint8Array).time);
    expect(times.length).toBe(retired);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(known);
    expect(Math.max(...times)).toBeLessThanOrEqual(streamTime);
    // The model itself begins at no time.
    expect(state.streamTime).toBe(0);
  });

  it('bears the headers of CloudEvents, as all that is published', async () => {
    const world = await createWorld();
    const { log, names } = world;
    await produced(world, 0, 320);
    const copy = (await world.model()) as ModelState;
    const [events, phi] = [log.end(names.events), log.end(names.phi)];
    const options = { ...epochOptions(world), attributes: cloudEvents('news') };
    const [to, reason, dryRun] = ['committed', 'reset', false] as const;
    await openEpoch({ base: () => empty(world), to, reason, dryRun }, options);
    await openEpoch({ base: () => copy, to, reason, dryRun }, options);
    const told = headersSince(world, names.events, events);
    expect(new Set(told.map(({ ce_type }) => ce_type))).toEqual(
      new Set(['leitmotif.topic.retired', 'leitmotif.topic.revived']),
    );
    const shown = headersSince(world, names.phi, phi);
    expect(shown.length).toBeGreaterThan(0);
    expect(new Set(shown.map(({ ce_source }) => ce_source))).toEqual(new Set(['/leitmotif/news/phi']));
  });
});
