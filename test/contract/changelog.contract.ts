/** What every Changelog promises (core/ports.ts), checked alike on the in-memory log and on the real broker. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Changelog, KeyedRecord } from '../../src/core/ports.ts';
import { eventually } from '../support/eventually.ts';

/** A compacted Kafka topic of its own. */
export interface ChangelogWorld {
  changelog(): Changelog;
  /** One transaction, which can be read when it has resolved; null is a tombstone. */
  write(records: readonly (readonly [key: string, value: string | null])[]): Promise<void>;
  /** Writes that leave offsets behind, but no record that may be seen. */
  abort(count: number): Promise<void>;
  /** Has all but the newest record of each key dropped; may write records with the key `roll` for that. */
  compact(): Promise<void>;
  close(): Promise<void>;
}

const text = ({ key, value }: KeyedRecord): string =>
  `${key}=${value === null ? 'null' : new TextDecoder().decode(value)}`;

interface Following {
  readonly seen: string[];
  readonly ended: Promise<unknown>;
  stop(): Promise<unknown>;
}

/** `onRecords` runs before the records count as seen. `end` is put among them. */
function follow(changelog: Changelog, onRecords: () => Promise<void> = async () => {}): Following {
  const stop = new AbortController();
  const seen: string[] = [];
  const ended = changelog
    .follow(
      async (records) => {
        await onRecords();
        seen.push(...records.map(text));
      },
      () => void seen.push('end'),
      stop.signal,
    )
    .then(
      () => 'resolved',
      (error: unknown) => error,
    );
  return {
    seen,
    ended,
    stop: () => {
      stop.abort();
      return ended;
    },
  };
}

export function testChangelog(name: string, newWorld: () => ChangelogWorld | Promise<ChangelogWorld>): void {
  describe(`Changelog contract: ${name}`, () => {
    const patience = { timeout: 30_000 };
    const open: (() => Promise<unknown>)[] = [];
    const world = async (): Promise<ChangelogWorld> => {
      const made = await newWorld();
      open.push(() => made.close());
      return made;
    };
    const following = (changelog: Changelog, onRecords?: () => Promise<void>): Following => {
      const made = follow(changelog, onRecords);
      open.unshift(() => made.stop());
      return made;
    };
    afterEach(async () => {
      for (const close of open.splice(0)) await close();
    });

    it('says at once that an empty log is at its end, then follows it', async () => {
      const w = await world();
      const one = following(w.changelog());
      await eventually(() => expect(one.seen).toEqual(['end']), patience);
      await w.write([['a', '1']]);
      await eventually(() => expect(one.seen).toEqual(['end', 'a=1']), patience);
      expect(await one.stop()).toBe('resolved');
      expect(await w.changelog().read()).toHaveLength(1);
    });

    it('hands over all there is before the end, tombstones too, in the order of the log, and once', async () => {
      const w = await world();
      const first = Array.from({ length: 700 }, (_, i) => [`k${i % 90}`, `v${i}`] as const);
      await w.write(first);
      await w.write([
        ['k3', null],
        ['head', 'x'],
      ]);
      const one = following(w.changelog());
      await eventually(() => expect(one.seen).toContain('end'), patience);
      await w.write([['later', 'y']]);
      await eventually(() => expect(one.seen.at(-1)).toBe('later=y'), patience);
      const all = [...first.map(([key, value]) => `${key}=${value}`), 'k3=null', 'head=x'];
      expect(one.seen).toEqual([...all, 'end', 'later=y']);
    });

    it('comes to the end as it was at first, before what was written since', async () => {
      const w = await world();
      await w.write(Array.from({ length: 700 }, (_, i) => [`k${i}`, 'v'] as const));
      let calls = 0;
      const one = following(w.changelog(), async () => {
        if (++calls === 1) await w.write([['later', 'y']]);
      });
      await eventually(() => expect(one.seen.at(-1)).toBe('later=y'), patience);
      expect(one.seen.indexOf('end')).toBe(700);
      expect(one.seen).toHaveLength(702);
    });

    it('comes to the end once more, as it is then, where something is said to be missing', async () => {
      const w = await world();
      await w.write([['a', '1']]);
      const seen: string[] = [];
      const stop = new AbortController();
      let asked = 0;
      const ended = w.changelog().follow(
        (records) => void seen.push(...records.map(text)),
        async () => {
          seen.push('end');
          if (++asked > 2) return;
          // The second time nothing has come since.
          if (asked === 1) await w.write([['b', '2']]);
          return 'again';
        },
        stop.signal,
      );
      open.unshift(async () => {
        stop.abort();
        await ended;
      });
      await eventually(() => expect(asked).toBe(3), patience);
      await w.write([['c', '3']]);
      await eventually(() => expect(seen).toEqual(['a=1', 'end', 'b=2', 'end', 'end', 'c=3']), patience);
    });

    it('waits for what it handed over before it hands over more', async () => {
      const w = await world();
      await w.write([['a', '1']]);
      let release: () => void = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      let calls = 0;
      const one = following(w.changelog(), () => {
        calls++;
        return gate;
      });
      await eventually(() => expect(calls).toBe(1), patience);
      await w.write([['b', '2']]);
      expect(calls).toBe(1);
      expect(one.seen).toEqual([]);
      release();
      await eventually(() => expect(one.seen.filter((s) => s !== 'end')).toEqual(['a=1', 'b=2']), patience);
    });

    it('comes to the end where the last records were aborted', async () => {
      const w = await world();
      await w.write([['a', '1']]);
      await w.abort(5);
      const one = following(w.changelog());
      await eventually(() => expect(one.seen).toEqual(['a=1', 'end']), patience);
      expect((await w.changelog().read()).map(text)).toEqual(['a=1']);
    });

    it('comes to the end of a log that holds nothing but aborted records', async () => {
      const w = await world();
      await w.abort(3);
      const one = following(w.changelog());
      await eventually(() => expect(one.seen).toEqual(['end']), patience);
      expect(await w.changelog().read()).toEqual([]);
      await w.write([['b', '2']]);
      await eventually(() => expect(one.seen).toEqual(['end', 'b=2']), patience);
    });

    it('reads a compacted log with its holes', async () => {
      const w = await world();
      for (let i = 0; i < 5; i++)
        await w.write([
          ['a', `a${i}`],
          [`b${i}`, `b${i}`],
          ['head', `${i}`],
        ]);
      await w.abort(2);
      await w.compact();
      const kept = (await w.changelog().read()).map(text);
      const model = kept.filter((record) => !record.startsWith('roll='));
      expect(model.sort()).toEqual(['a=a4', 'b0=b0', 'b1=b1', 'b2=b2', 'b3=b3', 'b4=b4', 'head=4']);
      const one = following(w.changelog());
      await eventually(() => expect(one.seen).toContain('end'), patience);
      expect(one.seen.filter((record) => !record.startsWith('roll=')).sort()).toEqual([...model, 'end'].sort());
    });

    it('serves several readers, each with all of it', async () => {
      const w = await world();
      await w.write([['a', '1']]);
      const readers = [following(w.changelog()), following(w.changelog())];
      await w.write([['b', '2']]);
      for (const reader of readers)
        await eventually(() => expect(reader.seen.filter((s) => s !== 'end')).toEqual(['a=1', 'b=2']), patience);
    });

    it('passes on what a handler threw', async () => {
      const w = await world();
      await w.write([['a', '1']]);
      const one = following(w.changelog(), () => Promise.reject(new Error('no place for it')));
      expect(await one.ended).toEqual(new Error('no place for it'));
    });
  });
}
