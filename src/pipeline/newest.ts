/** The newest model of a changelog that others may write to, and that the broker compacts meanwhile. */
import { restorer, type Snapshot } from '../core/model/snapshot.ts';
import type { Changelog, Codec, KeyedRecord } from '../core/ports.ts';
import type { ModelRecord } from '../core/types.ts';
import { hold } from './feed.ts';

export interface Newest {
  readonly snapshot: Snapshot;
  /** The records that it was restored from, by key. */
  readonly held: Map<string, ModelRecord>;
}

/** Null for an empty changelog, whose codec is not asked for. Throws `fatal` for one that is not whole. */
export async function newestModel(
  changelog: Changelog,
  codec: () => Promise<Codec<ModelRecord>>,
): Promise<Newest | null> {
  const held = new Map<string, ModelRecord>();
  const restored = restorer(held);
  const stop = new AbortController();
  const records = new Map<string, KeyedRecord>();
  let snapshot: Snapshot | null = null;
  await changelog.follow(
    (more) => {
      for (const record of more) records.set(record.key, record);
    },
    async () => {
      if (records.size > 0) await hold(held, records.values(), await codec());
      records.clear();
      const found = restored();
      if (found === 'again') return found;
      snapshot = found;
      stop.abort();
    },
    stop.signal,
  );
  return snapshot === null ? null : { snapshot, held };
}
