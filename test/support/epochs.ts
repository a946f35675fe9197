/** A world that has read a part of a feed, and a new epoch of it. */
import { memoryChangelog } from '../../src/edges/memory/changelog.ts';
import type { EpochOptions } from '../../src/pipeline/epoch.ts';
import { madeDocuments, recordOf } from './documents.ts';
import { memoryGroups } from './groups.ts';
import { fastClock, type World } from './world.ts';

/** Documents in the order of a feed. */
export const RECORDS = madeDocuments({ count: 480 }).map((doc) => recordOf('documents', doc));

/** A replica of the world's reads the documents of [from, to), and leaves. */
export async function produced(world: World, from: number, to: number): Promise<void> {
  world.log.append(
    RECORDS.slice(from, to).map((record, i) => ({ ...record, partition: i % world.options.partitions })),
  );
  const replica = world.start(`replica${from}`);
  await world.settled();
  replica.stop();
  await replica.done;
}

/** What `openEpoch` needs of a world. */
export function epochOptions(world: World): EpochOptions {
  const { log, names, codecs } = world;
  return {
    names,
    changelog: memoryChangelog(log, names.model),
    phi: memoryChangelog(log, names.phi),
    events: memoryChangelog(log, names.events),
    codecs,
    groups: memoryGroups(world),
    halfLife: world.tools.options.halfLife,
    patience: 1000,
    clock: fastClock,
  };
}
