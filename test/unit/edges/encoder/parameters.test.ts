import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parameterFiles } from '../../../../src/edges/encoder/parameters.ts';
import { keepsParametersIn } from '../../../support/tiny-bert.ts';

describe('parameterFiles', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'parameters-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const filesOf = async (...bytes: Buffer[]) => {
    const path = join(folder, 'model.onnx');
    await writeFile(path, Buffer.concat(bytes));
    return parameterFiles(path);
  };
  const data = 'model.onnx_data';

  it('finds each file that the graph names once, in order', async () => {
    const [b, a] = ['b.bin', 'a.bin'].map(keepsParametersIn) as [Buffer, Buffer];
    expect(await filesOf(b, Buffer.from('offset'), a, b)).toEqual([join(folder, 'a.bin'), join(folder, 'b.bin')]);
  });

  it('finds none in a graph that holds its parameters, nor in a path that is cut', async () => {
    expect(await filesOf(Buffer.from('location of numbers'))).toEqual([]);
    expect(await filesOf(keepsParametersIn(data).subarray(0, -1))).toEqual([]);
  });

  it.each([0, 1, 5, 11, 12, 20])('finds one that lies across what is read at once, %i bytes before', async (before) => {
    const filler = Buffer.alloc((1 << 20) - before, '-');
    expect(await filesOf(filler, keepsParametersIn(data), filler)).toEqual([join(folder, data)]);
  });
});
