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

  it.each([
    // IEEE 754-2019, table 3.5: one, a third, the largest, the smallest normal and the smallest of all.
    ['F16', [0x3c00, 0xc000, 0x3555, 0x7bff, 0x0400, 0x0001], [1, -2, 0.333251953125, 65504, 2 ** -14, 2 ** -24]],
    ['F16', [0x0000, 0x8000, 0x7c00, 0xfc00, 0x7e00], [0, -0, Infinity, -Infinity, NaN]],
    ['BF16', [0x3f80, 0xc000, 0x3eab, 0x7f7f, 0x0080], [1, -2, 0.333984375, (2 - 2 ** -7) * 2 ** 127, 2 ** -126]],
  ])('widens %s', async (dtype, halves, numbers) => {
    const bytes = new Uint8Array(Uint16Array.from(halves).buffer);
    const header = { a: { dtype, shape: [halves.length], data_offsets: [0, bytes.length] } };
    const { data } = (await read(withHeader(JSON.stringify(header), bytes))).get('a') ?? {};
    expect(Array.from(data ?? [])).toEqual(numbers);
  });

  it('leaves out tensors that are no floats', async () => {
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
