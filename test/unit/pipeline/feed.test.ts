import { describe, expect, it } from 'vitest';
import { DEFAULT_OPTIONS } from '../../../src/core/model/options.ts';
import { delta, type Snapshot } from '../../../src/core/model/snapshot.ts';
import { emptyState, type Origin } from '../../../src/core/model/state.ts';
import type { Changelog, Codec, KeyedRecord } from '../../../src/core/ports.ts';
import { Counts, SPARE, wordList } from '../../../src/core/text/counts.ts';
import type { ModelRecord, ModelState } from '../../../src/core/types.ts';
import { openCodecs } from '../../../src/edges/registry/codecs.ts';
import { memoryRegistry } from '../../../src/edges/registry/memory.ts';
import { ModelFeed } from '../../../src/pipeline/feed.ts';
import { namesOf } from '../../../src/pipeline/names.ts';
import { Written } from '../../../src/pipeline/written.ts';
import { play } from '../../support/faults.ts';
import { filled } from '../../support/filled.ts';
import { difference, essence } from '../../support/outcome.ts';
import { recordingProbe } from '../../support/probe.ts';
import { topic } from '../core/model/make.ts';

const origin: Origin = { epoch: 1, encoder: 'hashing/1/2', products: 'reference-f32', dim: 2 };
const options = { ...DEFAULT_OPTIONS, warmup: 0 };
const { model: codec } = await openCodecs(memoryRegistry(), namesOf('lm', 'documents'));

/** A model with these topics and nothing else. */
function stateOf(version: number, topics: readonly number[], before?: ModelState): ModelState {
  const kept = topics.map((id) => {
    const known = before?.topics.get(id);
    const now = known ?? topic(id, { label: `t${id}`, mean: new Float32Array(2) });
    return [id, now] as const;
  });
  return { ...(before ?? emptyState(origin, options)), version, topics: new Map(kept) };
}

/** Versions as the log holds them before any compaction. */
function logOf(...states: readonly ModelState[]): KeyedRecord[] {
  let snapshot: Snapshot | null = null;
  return states.flatMap((state) => {
    const change = delta(snapshot, state);
    snapshot = change.snapshot;
    return [
      ...change.tombstones.map((key) => ({ key, value: null })),
      ...change.records.map(({ key, record }) => ({ key, value: codec.encode(record) })),
    ];
  });
}

/** Follows some records, then those of `later`, and gives what the feed showed at each stop. */
async function followed(
  records: readonly KeyedRecord[],
  {
    later = [],
    chunk = 2,
    together = 1,
    codec: own = codec,
    origin: mine = origin,
    written = new Written(),
  }: {
    later?: readonly KeyedRecord[];
    chunk?: number;
    /** Records of `later` that come at once. */
    together?: number;
    codec?: Codec<ModelRecord>;
    origin?: Origin;
    written?: Written;
  } = {},
) {
  const versions: number[] = [];
  let atRestore = -1;
  const changelog: Changelog = {
    async follow(onRecords, onEnd) {
      for (let i = 0; i < records.length; i += chunk) {
        await onRecords(records.slice(i, i + chunk));
        versions.push(feed.current().state.version);
      }
      while ((await onEnd()) === 'again');
      for (let i = 0; i < later.length; i += together) {
        await onRecords(later.slice(i, i + together));
        versions.push(feed.current().state.version);
      }
    },
    read: async () => records,
  };
  const probe = recordingProbe();
  const feed = new ModelFeed({ changelog, codec: own, written, origin: mine, options, probe });
  await feed.run(() => {
    atRestore = feed.current().state.version;
  }, new AbortController().signal);
  return { feed, versions, atRestore, probe };
}

describe('the feed', () => {
  const one = stateOf(1, [1, 2]);
  const two = stateOf(2, [1, 2, 3], one);
  const three = stateOf(3, [1, 3], two);

  it('shows the empty model before any was published', async () => {
    const { feed, atRestore } = await followed([]);
    expect(atRestore).toBe(0);
    expect(feed.current().state).toMatchObject({ version: 0, encoder: 'hashing/1/2' });
    expect(feed.current().view.topicIds).toEqual([]);
  });

  it('shows a version when its head has come, not before', async () => {
    // topic 1, topic 2, head · topic 3, head
    const { versions, atRestore } = await followed([], { later: logOf(one, two) });
    expect(versions).toEqual([0, 0, 1, 1, 2]);
    expect(atRestore).toBe(0);
  });

  it('takes the newest alone of versions that come at once, and what lies after its head with the next', async () => {
    const log = logOf(one, two, three);
    const { feed, versions, probe } = await followed([], { later: log, together: log.length - 1 });
    expect(versions).toEqual([2, 3]);
    expect(probe.gauges.get('leitmotif_model_version')).toEqual([0, 2, 3]);
    expect(probe.gauges.get('leitmotif_topics')).toEqual([0, 3, 2]);
    expect([...feed.current().state.topics.keys()]).toEqual([...three.topics.keys()]);
  });

  it('bounds the words that a replica meets between two versions, which nobody else forgets where none trains', async () => {
    const meet = (version: number) =>
      Counts.of(
        Array.from({ length: 50_000 }, (_, i) => `met ${version} ${i}`),
        new Float32Array(50_000),
      );
    const lengths: number[] = [];
    const versions = Array.from({ length: 12 }, (_, version) => stateOf(version + 1, [1]));
    const changelog: Changelog = {
      async follow(onRecords, onEnd) {
        await onEnd();
        for (const version of versions) {
          meet(version.version);
          await onRecords(logOf(version));
          lengths.push(wordList().length);
        }
      },
      read: async () => [],
    };
    const feed = new ModelFeed({ changelog, codec, origin, options, probe: recordingProbe() });
    await feed.run(() => {}, new AbortController().signal);
    expect(feed.current().state.version).toBe(12);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(SPARE);
  });

  it('shows what there is at its end alone, however many versions lie before it', async () => {
    const { versions, atRestore, probe } = await followed(logOf(one, two), { chunk: 1 });
    expect(versions).toEqual([0, 0, 0, 0, 0]);
    expect(atRestore).toBe(2);
    expect(probe.gauges.get('leitmotif_model_version')).toEqual([2]);
  });

  it('takes a version of which the trainer of this replica has written the head for that which the trainer has', async () => {
    const written = new Written();
    const change = delta(null, one);
    const [head, ...parts] = change.records.toReversed() as [(typeof change.records)[number]];
    const value = codec.encode(head.record);
    written.add(head.key, value, head.record);
    written.complete(head.record, change.snapshot);
    const later = [...parts.map(({ key, record }) => ({ key, value: codec.encode(record) })), { key: head.key, value }];
    const { feed } = await followed([], { later, written });
    expect(feed.current().state).toBe(one);
    // Of another's head nothing is known.
    const others = await followed([], { later: logOf(one, two), written });
    expect(others.feed.current().state).toEqual(two);
  });

  it('takes what the trainer of this replica has written as it stands, when the bytes are the same', async () => {
    const log = logOf(one, two);
    const record = codec.decode(log[0]?.value as Uint8Array);
    const written = new Written();
    written.add(log[0]?.key as string, log[0]?.value as Uint8Array, record);
    // Another wrote this key since.
    written.add(log[1]?.key as string, Uint8Array.of(1), record);
    const { feed } = await followed([], { later: log, written });
    const [first, second] = [...feed.current().state.topics.values()];
    expect(record.entry).toMatchObject({ kind: 'topic' });
    expect(record.entry.kind === 'topic' && first === record.entry.topic).toBe(true);
    expect(second).toMatchObject({ id: 2, label: 't2' });
  });

  it('goes on after the restore', async () => {
    const { feed, versions, probe } = await followed(logOf(one, two), {
      chunk: 99,
      later: logOf(one, two, three).slice(5),
    });
    expect(versions).toEqual([0, 2, 3]);
    expect([...feed.current().state.topics.keys()]).toEqual([1, 3]);
    expect(probe.gauges.get('leitmotif_model_version')).toEqual([2, 3]);
  });

  it('skips an early head that compaction has left without its parts', async () => {
    const all = logOf(one, two, three);
    // topic/2 of version 1 is gone, its tombstone too: the first two heads name what is no longer there.
    const compacted = all.filter(({ key }) => key !== 'topic/2');
    const { versions, atRestore } = await followed(compacted, { chunk: 1 });
    expect(versions.slice(0, -1).every((version) => version === 0)).toBe(true);
    expect(atRestore).toBe(3);
  });

  it('refuses an end whose head is not whole, naming what is missing', async () => {
    const without = (missing: string) => logOf(one, two).filter(({ key }) => key !== missing);
    await expect(followed(without('topic/3'))).rejects.toMatchObject({ fault: 'fatal', stage: 'restore' });
    await expect(followed(without('topic/3'))).rejects.toThrow(
      /damaged: it lacks topic\/3 of version 2\. Stop all replicas/,
    );
    await expect(followed(without('head'))).rejects.toThrow(/it lacks head, while 3 parts are there/);
  });

  it('refuses a part of another version than the head names', async () => {
    const topic = one.topics.get(1);
    if (!topic) throw new Error('no topic 1');
    const newer = codec.encode({ version: 9, entry: { kind: 'topic', topic } });
    const stale = [...logOf(one), { key: 'topic/1', value: newer }];
    await expect(followed(stale)).rejects.toThrow(/topic\/1 of version 1; the log has version 9/);
  });

  it('refuses a record that cannot be read', async () => {
    const bad = { key: 'topic/1', value: new Uint8Array([0, 0, 0, 0, 9, 9]) };
    const garbled = [...logOf(one), bad];
    await expect(followed(garbled)).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringContaining('unreadable record under topic/1'),
    });
    await expect(followed(logOf(one), { later: [bad, ...logOf(one).slice(1)] })).rejects.toThrow('unreadable record');
  });

  it('does not mind one that a later one has replaced', async () => {
    const bad = { key: 'topic/1', value: new Uint8Array([0, 0, 0, 0, 9, 9]) };
    expect((await followed([bad, ...logOf(one)], { chunk: 1 })).atRestore).toBe(1);
  });

  it.each([
    // Whoever has several encoders looks for it among them.
    [
      'encoder',
      { encoder: 'minilm' },
      'migrate',
      /made with encoder hashing\/1\/2, this replica has minilm: configure the same/,
    ],
    ['dimension', { dim: 3 }, 'restore', /vectors of dimension 2, this replica has 3/],
    [
      'kernel',
      { products: 'wasm' },
      'restore',
      /the products kernel reference-f32, this replica has wasm: run the release of/,
    ],
  ])('refuses the model of another %s', async (_, other, stage, message) => {
    const following = followed(logOf(one), { origin: { ...origin, ...other } });
    await expect(following).rejects.toMatchObject({ fault: 'fatal', stage, message: expect.stringMatching(message) });
  });
});

describe('a model that has moved to another encoder', () => {
  const before = stateOf(1, [1, 2]);
  const after = { ...stateOf(2, [1, 2], before), encoder: 'minilm', since: 2 };

  it('is refused by who has the earlier one, naming both and the remedy, also when it moves while it is followed', async () => {
    const all = logOf(before, after);
    const refusal = {
      fault: 'fatal',
      stage: 'migrate',
      message:
        'with version 2 the model has moved to encoder minilm, this replica has hashing/1/2: set the encoder as it was given to `leitmotif migrate` and start it again',
    };
    await expect(followed(all)).rejects.toMatchObject(refusal);
    await expect(followed(logOf(before), { later: all.slice(logOf(before).length) })).rejects.toMatchObject(refusal);
  });

  it('is restored by who has the new one, whatever the log still holds from before', async () => {
    const { feed, versions } = await followed(logOf(before, after), {
      chunk: 1,
      origin: { ...origin, encoder: 'minilm' },
    });
    expect(feed.current().state).toMatchObject({ version: 2, encoder: 'minilm' });
    expect(versions).not.toContain(1);
  });
});

describe('waiting for a model', () => {
  it('ends with the first that fulfils the condition', async () => {
    const { feed } = await followed(logOf(stateOf(1, [1])));
    const { state } = await feed.until(({ version }) => version >= 1, new AbortController().signal);
    expect(state.version).toBe(1);
  });

  it('ends when it is aborted, and when no more can come', async () => {
    const { feed } = await followed([]);
    const signal = new AbortController();
    await expect(feed.until(() => false, signal.signal)).rejects.toMatchObject({ fault: 'transient' });
    signal.abort();
    await expect(feed.until(() => true, signal.signal)).rejects.toMatchObject({ fault: 'fenced' });
  });
});

it('restores from the changelog what the replica had, before and after compaction', async () => {
  const world = await filled();
  const { running } = await play(world, []);
  const mine = essence(running[0]?.replica.model() ?? null);
  const before = world.records(world.names.model).length;
  expect(difference(essence(await world.model()), mine)).toBeNull();
  world.log.compact(world.names.model);
  expect(world.records(world.names.model).length).toBeLessThan(before);
  expect(difference(essence(await world.model()), mine)).toBeNull();
  expect(difference(essence(await world.refold()), mine)).toBeNull();
});
