import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Config } from '../../../../src/cli/config.ts';
import { openTeacher } from '../../../../src/cli/wire/encoder.ts';
import { TINY_LIMIT, writeTinyBert, writeTinyOnnx } from '../../../support/tiny-bert.ts';
import { writeTinyUse } from '../../../support/tiny-use.ts';

// Starting threads takes seconds of a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe('openTeacher', () => {
  let root: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'teacher-'));
  });
  afterAll(() => rm(root, { recursive: true }));
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  const teacher = async (settings: Partial<Config['encoder']>) => {
    const encoder: Config['encoder'] = {
      kind: 'transformer',
      model: 'tiny',
      precision: 'int8',
      workers: 1,
      longDocuments: 'truncate',
      ...settings,
    };
    const opened = await openTeacher({ encoder }, { log: () => {} });
    await opened.encoder.close();
    return opened;
  };

  it('gives the text of the tokenizer.json, and the tokens beside the special ones', async () => {
    const folder = join(root, 'bert');
    await writeTinyBert(folder);
    const { tokenizer, limit } = await teacher({ folder });
    expect(tokenizer).toBe(await readFile(join(folder, 'tokenizer.json'), 'utf8'));
    expect(limit).toBe(TINY_LIMIT - 2);
  });

  it('has no tokenizer.json of the multilingual encoder, which has none', async () => {
    const folder = join(root, 'use');
    await writeTinyUse(folder);
    expect(await teacher({ folder })).toMatchObject({ tokenizer: null, limit: 254, encoder: { dim: 512 } });
  });

  it('reads of a model of the hub what was fetched for its precision', async () => {
    vi.stubEnv('HF_ENDPOINT', 'http://127.0.0.1:9');
    const cache = join(root, 'cache');
    await writeTinyOnnx(join(cache, 'models', 'people--small-float32'), { file: 'onnx/model.onnx' });
    const { encoder, tokenizer } = await teacher({ model: 'people/small', cache, precision: 'float32' });
    expect(encoder.id).toMatch(/onnx-float32/);
    expect(tokenizer).toMatch(/WordPiece/);
  });
});
