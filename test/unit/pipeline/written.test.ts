import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import type { ModelRecord } from '../../../src/core/types.ts';
import { Written } from '../../../src/pipeline/written.ts';

const record = (version: number) => ({ version }) as ModelRecord;
const bytes = (...values: number[]) => Uint8Array.from(values);

describe('what was written lately', () => {
  it('is found by its key and all of its bytes, wherever these begin', () => {
    const value = (...more: number[]) => bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, ...more).subarray(1);
    for (let length = 0; length <= 8; length++) {
      const written = new Written();
      const own = value().subarray(0, length);
      written.add('k', own, record(1));
      expect(written.find('k', Uint8Array.from(own))).toEqual(record(1));
      expect(written.find('other', own)).toBeNull();
      expect(written.find('k', value(9).subarray(0, length + 1))).toBeNull();
      for (let at = 0; at < length; at++) {
        const changed = Uint8Array.from(own);
        changed[at] = 99;
        expect(written.find('k', changed)).toBeNull();
      }
    }
  });

  it('is found for four versions: a reader comes later than the writer', () => {
    const written = new Written();
    for (let version = 1; version <= 6; version++) written.add('k', bytes(version), record(version));
    for (const version of [3, 4, 5, 6]) expect(written.find('k', bytes(version))).toEqual(record(version));
    for (const version of [1, 2]) expect(written.find('k', bytes(version))).toBeNull();
  });

  it('is kept no longer than until its reader has come by', () => {
    const written = new Written();
    for (let version = 1; version <= 3; version++) written.add('k', bytes(version), record(version));
    expect(written.find('k', bytes(2))).toEqual(record(2));
    expect(written.find('k', bytes(1))).toBeNull();
    expect(written.find('k', bytes(2))).toEqual(record(2));
    expect(written.find('k', bytes(3))).toEqual(record(3));
    expect(written.find('k', bytes(2))).toBeNull();
    expect(written.bytes).toBe(2);
  });

  it('is a whole version for the head that completes it, and for no other', () => {
    const written = new Written();
    const head = record(1);
    const version = {} as Snapshot;
    written.complete(head, version);
    expect(written.versionOf(head)).toBe(version);
    expect(written.versionOf(record(1))).toBeNull();
  });

  it('has the bytes of the newest under each key, keys included', () => {
    const written = new Written();
    expect(written.bytes).toBe(0);
    written.add('one', bytes(1, 2), record(1));
    written.add('one', bytes(1, 2, 3), record(2));
    written.add('other', bytes(1), record(2));
    expect(written.bytes).toBe(3 + 3 + 5 + 1);
    written.delete('one');
    written.delete('one');
    expect(written.bytes).toBe(5 + 1);
    expect(written.find('one', bytes(1, 2, 3))).toBeNull();
    written.clear();
    expect(written.bytes).toBe(0);
    expect(written.find('other', bytes(1))).toBeNull();
  });
});
