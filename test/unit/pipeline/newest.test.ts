/** A model that is restored while others write it and the broker compacts its log. */
import { describe, expect, it } from 'vitest';
import type { Changelog } from '../../../src/core/ports.ts';
import type { ModelState } from '../../../src/core/types.ts';
import { memoryChangelog } from '../../../src/edges/memory/changelog.ts';
import { ModelFeed } from '../../../src/pipeline/feed.ts';
import { newestModel } from '../../../src/pipeline/newest.ts';
import { filled } from '../../support/filled.ts';
import { difference, essence } from '../../support/outcome.ts';
import { recordingProbe } from '../../support/probe.ts';
import type { World } from '../../support/world.ts';

/** A log with one version, where the others are written, and it is compacted, while it is read. `harm`: a cell is lost. */
async function overtaken({ harm = false } = {}): Promise<{ world: World; changelog: Changelog }> {
  const world = await filled();
  const running = world.start('one');
  await world.settled();
  running.stop();
  await running.done;
  const { log, names } = world;
  const all = world.records(names.model).map(({ record }) => record);
  const headAt = all.findIndex(({ key }) => Buffer.from(key ?? []).toString() === 'head');
  const topic = 'read.model';
  log.createTopic(topic, { compact: true });
  const lost = harm ? `cell/${[...((await world.model())?.cells.keys() ?? [])][0]}` : null;
  const write = (some: typeof all) =>
    log.append(
      some
        .map(({ key, value }) => ({ topic, key: Buffer.from(key ?? []).toString(), value }))
        .filter(({ key }) => key !== lost),
    );
  write(all.slice(0, headAt + 1));
  let overtakes = true;
  // Between where the log's end is noted and the first fetch.
  const until = log.until.bind(log);
  log.until = async (...given) => {
    if (overtakes) {
      overtakes = false;
      write(all.slice(headAt + 1));
      log.compact(topic);
    }
    return until(...given);
  };
  return { world, changelog: memoryChangelog(log, topic) };
}

function feedOf({ codecs, encoder, tools }: World, changelog: Changelog): ModelFeed {
  const origin = { epoch: 1, encoder: encoder.id, products: tools.products.name, dim: encoder.dim };
  const { options } = tools;
  return new ModelFeed({ changelog, codec: codecs.model, origin, options, probe: recordingProbe() });
}

async function restored(feed: ModelFeed): Promise<ModelState> {
  const stop = new AbortController();
  await feed.run(() => stop.abort(), stop.signal);
  return feed.current().state;
}

describe('a log that is compacted while it is read', () => {
  it('gives a replica the model that was written meanwhile', async () => {
    const { world, changelog } = await overtaken();
    expect(difference(essence(await restored(feedOf(world, changelog))), essence(await world.model()))).toBeNull();
  });

  it('gives it to commands, too', async () => {
    const { world, changelog } = await overtaken();
    const newest = await newestModel(changelog, async () => world.codecs.model);
    expect(difference(essence(newest?.snapshot.state ?? null), essence(await world.model()))).toBeNull();
    expect(newest?.held.size).toBe((newest?.snapshot.written.size ?? 0) + 1);
  });

  it('is refused where a part is missing still', async () => {
    const harm = { harm: true };
    const first = await overtaken(harm);
    await expect(restored(feedOf(first.world, first.changelog))).rejects.toThrow('it lacks cell/');
    const second = await overtaken(harm);
    await expect(newestModel(second.changelog, async () => second.world.codecs.model)).rejects.toThrow(
      'it lacks cell/',
    );
  });
});
