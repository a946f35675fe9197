import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSafetensors, safetensors } from '../../../../src/edges/encoder/safetensors.ts';

describe('readSafetensors', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'safetensors-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function read(bytes: Uint8Array) {
    const path = join(folder, 'file.safetensors');
    await writeFile(path, bytes);
    return readSafetensors(path);
  }

  function withHeader(header: string, data = new Uint8Array(16)): Buffer {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(Buffer.byteLength(header)));
    return Buffer.concat([length, Buffer.from(header), data]);
  }

  const tensors = new Map([
    ['matrix', { shape: [2, 3], data: Float32Array.of(1, -2, 3.5, 4, 5e-30, 6e30) }],
    ['scalar', { shape: [], data: Float32Array.of(7) }],
    ['nothing', { shape: [0, 4], data: new Float32Array(0) }],
  ]);

  it('gives back names, shapes and numbers', async () => {
    expect(await read(safetensors(tensors))).toEqual(tensors);
  });

  it('leaves out tensors that are no float32', async () => {
    const header = JSON.stringify({ ids: { dtype: 'I64', shape: [2], data_offsets: [0, 16] } });
    expect(await read(withHeader(header))).toEqual(new Map());
  });

  it.each([
    ['an empty file', Buffer.alloc(0)],
    ['a file cut in its header', safetensors(tensors).subarray(0, 40)],
    ['a file cut in its numbers', safetensors(tensors).subarray(0, -1)],
    ['a header longer than the file', withHeader('{}').fill(0xff, 0, 8)],
    ['a header that is no JSON', withHeader('{"a":')],
    ['a header of another form', withHeader('{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}')],
    ['offsets that do not fit the shape', withHeader('{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,16]}}')],
    ['offsets beyond the end', withHeader('{"a":{"dtype":"F32","shape":[4],"data_offsets":[4,20]}}')],
  ])('refuses %s', async (_, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({
      name: 'LeitmotifError',
      fault: 'fatal',
      message: expect.stringMatching(/no whole safetensors file .*fetch the weights anew/),
    });
  });
});
