import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNpz } from '../../../../src/edges/encoder/npz.ts';
import { npz } from '../../../support/tiny-use.ts';
import { zip } from '../../../support/zip.ts';

describe('readNpz', () => {
  let path: string;
  beforeEach(async () => {
    path = join(await mkdtemp(join(tmpdir(), 'npz-')), 'weights.npz');
  });
  afterEach(() => rm(join(path, '..'), { recursive: true }));

  it('gives arrays of float32 and of uint8, of any shape', async () => {
    const arrays = {
      vector: { shape: [3], data: Float32Array.of(1.5, -2, 0) },
      matrix: { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
      bytes: { shape: [2, 2], data: Uint8Array.of(0, 1, 254, 255) },
    };
    await writeFile(path, npz(new Map(Object.entries(arrays))));
    const read = await readNpz(path);
    for (const [name, array] of Object.entries(arrays)) expect(read(name)).toEqual(array);
  });

  it('refuses what it cannot read, by name', async () => {
    const whole = "\x93NUMPY\x01\x00\x46\x00{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }".padEnd(79);
    const short = whole.replace('<f8', '<f4');
    const files = { double: whole, short, text: 'no numbers at all, only letters' };
    await writeFile(
      path,
      zip(
        Object.fromEntries(
          Object.entries(files).map(([name, text]) => [`${name}.npy`, Buffer.from(`${text}\n`, 'latin1')]),
        ),
      ),
    );
    const read = await readNpz(path);
    expect(() => read('double')).toThrow(/no array double that can be read \(its header is .*<f8/);
    expect(() => read('short')).toThrow(/no array short .*cut short/);
    expect(() => read('text')).toThrow(/no array text .*no \.npy file/);
    expect(() => read('other')).toThrow(/no array other .*holds no other\.npy/);
    await writeFile(path, 'no archive');
    await expect(readNpz(path).then((get) => get('any'))).rejects.toMatchObject({ fault: 'fatal', stage: 'encode' });
  });
});
