import { describe, expect, it } from 'vitest';
import { memoryChangelog } from '../../../../src/edges/memory/changelog.ts';
import { MemoryLog } from '../../../../src/edges/memory/log.ts';
import { type ChangelogWorld, testChangelog } from '../../../contract/changelog.contract.ts';
import { eventually } from '../../../support/eventually.ts';

function memoryWorld(): ChangelogWorld {
  const log = new MemoryLog();
  const topic = 'model';
  log.createTopic(topic, { compact: true });
  return {
    changelog: () => memoryChangelog(log, topic),
    write: async (records) =>
      void log.append(
        records.map(([key, value]) => ({ topic, key, value: value === null ? null : Buffer.from(value) })),
      ),
    abort: async (count) => log.skip(topic, 0, count),
    compact: async () => log.compact(topic),
    close: async () => {},
  };
}

testChangelog('in-memory log', memoryWorld);

describe('a follower of the in-memory log', () => {
  it('sees every tombstone, however often the log is compacted before it', async () => {
    const log = new MemoryLog();
    log.createTopic('model', { compact: true });
    log.append([{ topic: 'model', key: 'a', value: Buffer.from('1') }]);
    const seen: string[] = [];
    const stop = new AbortController();
    const done = memoryChangelog(log, 'model').follow(
      (records) => {
        seen.push(...records.map(({ key, value }) => `${key}=${value === null ? 'null' : '…'}`));
        if (seen.length > 1) return;
        // While the first record is being handled, its key is deleted and the log compacted twice.
        log.append([{ topic: 'model', key: 'a', value: null }]);
        log.compact('model');
        log.append([{ topic: 'model', key: 'b', value: Buffer.from('1') }]);
        log.compact('model');
      },
      () => {},
      stop.signal,
    );
    await eventually(() => expect(seen.length).toBeGreaterThanOrEqual(3));
    stop.abort();
    await done;
    expect(seen).toEqual(['a=…', 'a=null', 'b=…']);
    log.compact('model');
    expect((await memoryChangelog(log, 'model').read()).map(({ key }) => key)).toEqual(['b']);
  });
});
