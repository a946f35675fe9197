import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { unzipped } from '../../../../src/edges/encoder/zip.ts';
import { zip } from '../../../support/zip.ts';

describe('unzipped', () => {
  const archive = zip({ 'a/stored': 'short', 'b/packed': 'again and '.repeat(100), 'c/empty': '' });

  it('finds a file by its whole name, stored or packed', () => {
    expect(unzipped(archive, 'a/stored').toString()).toBe('short');
    expect(unzipped(archive, 'b/packed').toString()).toBe('again and '.repeat(100));
    expect(unzipped(archive, 'c/empty').toString()).toBe('');
    expect(() => unzipped(archive, 'stored')).toThrow(/holds no stored/);
  });

  it('refuses what is no ZIP archive', () => {
    expect(() => unzipped(Buffer.from('no archive'), dirname('x/y'))).toThrow(/no ZIP archive/);
  });
});
