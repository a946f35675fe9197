import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { viewOf } from '../../../src/core/model/view.ts';
import { stopWords } from '../../../src/core/text/stopwords.ts';
import type { Command, ModelState, Topic } from '../../../src/core/types.ts';
import { createOrders } from '../../../src/pipeline/orders.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { recordingProbe } from '../../support/probe.ts';
import { COMMANDERS, createWorld, TRAINERS, WORKERS, type World } from '../../support/world.ts';

let world: World;
const running: ReturnType<World['start']>[] = [];

beforeEach(async () => {
  world = await createWorld();
  running.push(world.start('one'));
  world.log.append(madeDocuments({ count: 320 }).map((document) => recordOf(world.names.documents, document)));
  await world.settled();
}, 30_000);

afterEach(async () => {
  for (const { stop } of running) stop();
  await Promise.all(running.splice(0).map(({ done }) => done));
});

function ask(...commands: readonly (Command | Uint8Array | null)[]): Promise<void> {
  const { log, names, codecs } = world;
  const value = (command: Command | Uint8Array | null) =>
    command === null || command instanceof Uint8Array ? command : codecs.control.encode(command);
  log.append(commands.map((command) => ({ topic: names.control, partition: 0, key: null, value: value(command) })));
  return world.settled();
}

async function topicsNow(): Promise<Topic[]> {
  return [...((await world.model())?.topics.values() ?? [])];
}

function told() {
  return world
    .records(world.names.events)
    .map(({ record }) => world.codecs.events.decode(record.value ?? new Uint8Array()));
}

describe('commands', () => {
  it('are done in the order of their log, told as events, and folded anew to the same model', async () => {
    const [one, two] = (await topicsNow()).filter(({ level, status }) => level === 0 && status === 'live') as [
      Topic,
      Topic,
    ];
    await ask(
      { kind: 'rename', topic: one.id, name: 'first' },
      { kind: 'rename', topic: one.id, name: 'Zweites, 二' },
      { kind: 'mute', topic: one.id },
      { kind: 'merge', topic: two.id, into: one.id },
      { kind: 'watch', phrase: 'volcanoes' },
      { kind: 'pin', topic: 99_999 },
    );
    const topics = await topicsNow();
    expect(topics.find(({ id }) => id === one.id)).toMatchObject({ label: 'Zweites, 二', muted: true, pinned: true });
    expect(topics.some(({ id }) => id === two.id)).toBe(false);
    expect(topics.find(({ label }) => label === 'volcanoes')).toMatchObject({ pinned: true });
    const events = told();
    // By the version it is known which encoder has seen the phrase.
    const sent = world
      .records(world.names.stats)
      .map(({ record }) => world.codecs.stats.decode(record.value as Uint8Array));
    expect(sent.filter(({ orders }) => orders.length > 0).every(({ model }) => model > 0)).toBe(true);
    const asked = events.filter(({ type }) => ['renamed', 'muted', 'watched', 'refused'].includes(type));
    expect(asked.map(({ type, label }) => [type, label])).toEqual([
      ['renamed', 'first'],
      ['renamed', 'Zweites, 二'],
      ['muted', 'Zweites, 二'],
      ['watched', 'volcanoes'],
      ['refused', ''],
    ]);
    expect(asked.at(-1)).toMatchObject({ topic: 99_999, reason: expect.stringContaining('topic 99999 is not known') });
    expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
    const restored = await world.model();
    const folded = await world.refold();
    expect([...folded.topics]).toEqual([...(restored?.topics ?? [])]);
    expect(folded.absorbed).toEqual(restored?.absorbed);
    expect(folded.sequence).toBe(restored?.sequence);
  });

  it('of a Kafka topic that was made anew are refused with a remedy, not taken for done', async () => {
    await ask({ kind: 'mute', topic: 1 }, { kind: 'unmute', topic: 1 });
    const { names, codecs, encoder } = world;
    const state = (await world.model()) as ModelState;
    const orders = createOrders({
      names,
      maxDeadBytes: 1000,
      codecs,
      encoder,
      stop: stopWords(new Map()),
      models: { current: () => ({ state, view: viewOf(state, 1) }) },
      probe: recordingProbe(),
    });
    const [refused, offset] = [orders.positioned?.(0, null, 0n), world.log.end(names.control)];
    await expect(refused).rejects.toMatchObject({ fault: 'fatal', stage: 'restore' });
    await expect(refused).rejects.toThrow(
      /up to offset 2, .* committed nothing: .*state reset --keep-model --to committed`/,
    );
    await orders.positioned?.(0, offset, offset);
  });

  it('that make no sense are counted and told of in the log', async () => {
    await ask(new TextEncoder().encode('{"kind":"pin"}'), null, { kind: 'mute', topic: 1 });
    const [{ probe }] = running as [ReturnType<World['start']>];
    const stages = ['decode', 'control'].map((stage) =>
      probe.counted.get(`leitmotif_dead_letters_total{stage=${stage}}`),
    );
    expect(stages).toEqual([1, 1]);
    const lines = probe.lines.filter(({ message }) => message.includes('went to the dead letters'));
    expect(lines.map(({ level, message }) => [level, /\d records? of \S+/.exec(message)?.[0]])).toEqual([
      ['warn', `2 records of ${world.names.control}/0`],
    ]);
  });

  it('that make no sense go to the dead letters, and the rest goes on', async () => {
    const [one] = (await topicsNow()) as [Topic];
    const junk = new TextEncoder().encode('{"kind":"pin"}');
    const long = world.codecs.control.encode({ kind: 'rename', topic: one.id, name: 'n'.repeat(10_240) });
    await ask(junk, null, long, { kind: 'pin', topic: one.id });
    expect((await topicsNow())[0]).toMatchObject({ id: one.id, pinned: true, renamed: false });
    const dead = world.records(world.names.dead).map(({ record }) => {
      const headers = new Map(record.headers.map(([name, value]) => [name, new TextDecoder().decode(value)]));
      return {
        value: record.value,
        said: headers.get('__streams.errors.message'),
        from: headers.get('__streams.errors.topic'),
      };
    });
    expect(dead.map(({ value }) => value)).toEqual([junk, null, long]);
    expect(dead.map(({ from }) => from)).toEqual(Array(3).fill(world.names.control));
    expect(dead[2]?.said).toContain('name has 10240 characters: give 120 at most');
  });

  it('are done once, however often a replica dies on them', async () => {
    const [one] = (await topicsNow()) as [Topic];
    const { sequence = 0 } = (await world.model()) ?? {};
    const victim = running.splice(0)[0] as ReturnType<World['start']>;
    world.log.hooks.afterCommit = ({ offset }) => {
      if (offset.topic !== world.names.control) return;
      world.log.hooks.afterCommit = undefined;
      victim.process.kill();
      for (const group of [WORKERS, TRAINERS, COMMANDERS]) world.log.groups.expel(group, 'one');
      running.push(world.start('two'));
    };
    await ask({ kind: 'rename', topic: one.id, name: 'once' }, { kind: 'mute', topic: one.id });
    expect((await world.model())?.sequence).toBe(sequence + 2);
    expect(told().filter(({ type }) => type === 'renamed')).toHaveLength(1);
  });
});
