import { BAD_RECORDS, madeDocuments, recordOf } from './documents.ts';
import { strewn } from './outcome.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

export const DOCUMENTS = 320;

/** The ids that are deleted, each after it was written. */
export const DELETED = ['d3', 'd40', 'd200'] as const;

/** A full log with documents, every kind of bad record, and deletions. */
export async function filled(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(options);
  const { documents } = world.names;
  const good = madeDocuments({ count: DOCUMENTS }).map((doc) => recordOf(documents, doc));
  const bad = BAD_RECORDS.map(({ record }) => ({ ...record, topic: documents }));
  const deletions = DELETED.map((key) => ({ topic: documents, key, value: null }));
  world.log.append(strewn(good, [...bad, ...deletions], options.partitions ?? 1));
  world.log.seal(documents);
  return world;
}

/** What `count` gives for it when nothing was lost and nothing done twice. */
export const EXACTLY_ONCE = {
  input: DOCUMENTS + BAD_RECORDS.length + DELETED.length,
  firsts: DOCUMENTS,
  dead: BAD_RECORDS.length,
  // The worker's tombstone, and the trainer's.
  tombstones: 2 * DELETED.length,
  duplicates: [],
  lost: [],
};
