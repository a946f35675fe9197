/** What a replica does whose model has moved to another encoder. */
import { describe, expect, it, vi } from 'vitest';
import { delta } from '../../../src/core/model/snapshot.ts';
import type { ModelState } from '../../../src/core/types.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { eventually } from '../../support/eventually.ts';
import { createWorld, fastClock, WORKERS, type World } from '../../support/world.ts';

/** Another encoder's model, as `leitmotif migrate` publishes it. */
async function moveOn({ model, log, names, codecs }: World): Promise<void> {
  const before = (await model()) as ModelState;
  const version = before.version + 1;
  const { records } = delta(null, { ...before, encoder: 'hashing/2/64', version, since: version });
  log.append(records.map(({ key, record }) => ({ topic: names.model, key, value: codecs.model.encode(record) })));
}

function feed({ log, names }: World): void {
  log.append(madeDocuments({ count: 64 }).map((document) => recordOf(names.documents, document)));
}

describe('a replica', () => {
  it('whose model has moved stays up, not ready, until there is a successor', async () => {
    const world = await createWorld();
    let come = (): void => {};
    const successor = new Promise<void>((resolve) => {
      come = resolve;
    });
    const one = world.start('one', {}, { successor: () => successor });
    feed(world);
    await world.settled();
    await moveOn(world);
    await eventually(() => expect(one.replica.status().phase).toBe('outdated'));
    expect(one.replica.status()).toMatchObject({ ready: false, detail: expect.stringContaining('hashing/2/64') });
    expect(world.log.groups.members(WORKERS)).toEqual([]);
    come();
    await expect(one.done).rejects.toMatchObject({ stage: 'migrate' });
    expect(one.replica.status().phase).toBe('stopped');
  });

  it('tells those who look at it that it stands still', async () => {
    const world = await createWorld();
    const one = world.start('one');
    feed(world);
    await world.settled();
    const phases = new Set<string>();
    one.replica.board?.follow((news) => {
      if (news.kind === 'pulse') phases.add(news.pulse.phase);
    });
    await moveOn(world);
    await eventually(() => expect(phases).toContain('outdated'));
    one.stop();
    await expect(one.done).rejects.toMatchObject({ stage: 'migrate' });
  });

  it('stays up by a timer, as there may be nothing else that keeps its process', async () => {
    const world = await createWorld();
    const sleep = vi.spyOn(fastClock, 'sleep');
    const one = world.start('one', {}, { show: null });
    feed(world);
    await world.settled();
    await moveOn(world);
    await eventually(() => expect(one.replica.status().phase).toBe('outdated'));
    const ended = sleep.mock.results.map(({ value }) => Promise.race([value, Promise.resolve('pending')]));
    expect(await Promise.all(ended)).toContain('pending');
    one.stop();
    await expect(one.done).rejects.toMatchObject({ stage: 'migrate' });
    expect(await Promise.all(sleep.mock.results.map(({ value }) => value))).not.toContain('pending');
    sleep.mockRestore();
  });
});
