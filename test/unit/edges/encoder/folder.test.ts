import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFolder } from '../../../../src/edges/encoder/folder.ts';

describe('readFolder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'folder-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function put(files: Readonly<Record<string, unknown>>): Promise<void> {
    for (const [name, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), JSON.stringify(content));
    }
  }
  const read = (precision: 'int8' | 'float32' = 'int8') => readFolder(folder, { precision });
  const refusal = async () => (await read().catch((error: unknown) => error)) as Error;
  const described = { 'tokenizer.json': {}, 'config.json': { model_type: 'bert', max_position_embeddings: 512 } };
  const graph = { 'onnx/model.onnx': 'graph' };
  const small = { 'onnx/model_quantized.onnx': 'graph' };

  it('prefers the graph of our own for BERT, and the one that is there for the rest', async () => {
    await put({ ...described, 'model.safetensors': 'numbers', ...graph });
    expect(await read()).toMatchObject({ layout: 'bert', file: 'model.safetensors', limit: 512 });
    await put({ 'config.json': { model_type: 'distilbert', max_position_embeddings: 512 } });
    expect(await read()).toMatchObject({ layout: 'onnx', file: 'onnx/model.onnx' });
  });

  it('takes the graph of the precision, else the other', async () => {
    await put({ ...described, ...graph });
    expect([(await read('int8')).file, (await read('float32')).file]).toEqual(['onnx/model.onnx', 'onnx/model.onnx']);
    await put(small);
    expect((await read('int8')).file).toBe('onnx/model_quantized.onnx');
    expect((await read('float32')).file).toBe('onnx/model.onnx');
  });

  it.each([
    [{ model_type: 'bert', max_position_embeddings: 512, pad_token_id: 0 }, 512],
    // Positions of RoBERTa begin after the padding's.
    [{ model_type: 'xlm-roberta', max_position_embeddings: 514, pad_token_id: 1 }, 512],
    [{ model_type: 'mpnet', max_position_embeddings: 514, pad_token_id: 1 }, 512],
  ])('finds the limit of %j in its positions: %i', async (config, limit) => {
    await put({ ...described, 'config.json': config, ...graph });
    expect(await read()).toMatchObject({ limit });
  });

  it('believes what sentence-transformers wrote of limit and pooling', async () => {
    const modules = ['Transformer', 'Pooling', 'Normalize'].map((type) => ({
      type: `sentence_transformers.models.${type}`,
    }));
    const pooling = { pooling_mode_cls_token: true, pooling_mode_mean_tokens: false, word_embedding_dimension: 384 };
    const trained = { 'sentence_bert_config.json': { max_seq_length: 128 }, 'modules.json': modules };
    await put({ ...described, ...graph, ...trained, '1_Pooling/config.json': pooling });
    expect(await read()).toMatchObject({ limit: 128, pooling: 'cls' });
  });

  it.each([
    ['cls', 'cls'],
    ['mean', 'mean'],
    [['mean'], 'mean'],
  ])('believes the pooling %j, as newer versions of sentence-transformers write it', async (mode, pooling) => {
    await put({ ...described, ...graph, '1_Pooling/config.json': { embedding_dimension: 8, pooling_mode: mode } });
    expect(await read()).toMatchObject({ pooling });
  });

  it.each([
    // Newer versions of sentence-transformers write the limit there alone.
    ['what the tokenizer was saved with', { model_max_length: 128 }, 128],
    ['the positions, where the tokenizer was saved with more', { model_max_length: 8192 }, 512],
    ['the positions, where the tokenizer was saved without an end', { model_max_length: 1e30 }, 512],
  ])('takes for a limit %s', async (_, tokenizer, limit) => {
    await put({ ...described, ...graph, 'sentence_bert_config.json': {}, 'tokenizer_config.json': tokenizer });
    expect(await read()).toMatchObject({ limit });
  });

  it('knows the limit by the tokenizer alone where config.json names no positions', async () => {
    const files = { 'config.json': { model_type: 'nomic_bert' }, 'tokenizer_config.json': { model_max_length: 64 } };
    await put({ ...described, ...graph, ...files });
    expect(await read()).toMatchObject({ limit: 64 });
  });

  it('takes the limit of a known model only where the folder names none, and no more than its positions', async () => {
    const known = () => readFolder(folder, { precision: 'int8', usual: 256 });
    await put({ ...described, ...graph });
    expect(await known()).toMatchObject({ limit: 256 });
    await put({ 'config.json': { model_type: 'bert', max_position_embeddings: 64 } });
    expect(await known()).toMatchObject({ limit: 64 });
    await put({ ...described, 'tokenizer_config.json': { model_max_length: 1e30 } });
    expect(await known()).toMatchObject({ limit: 256 });
    await put({ 'tokenizer_config.json': { model_max_length: 128 } });
    expect(await known()).toMatchObject({ limit: 256 });
    // As newer versions of sentence-transformers leave it.
    await put({ 'sentence_bert_config.json': { do_lower_case: false } });
    expect(await known()).toMatchObject({ limit: 128 });
    await put({ 'sentence_bert_config.json': { max_seq_length: 384 } });
    expect(await known()).toMatchObject({ limit: 384 });
  });

  it('takes the graph that is there where our own lacks the pooling', async () => {
    await put({ ...described, 'model.safetensors': 1, ...graph, '1_Pooling/config.json': { pooling_mode: 'cls' } });
    expect(await read()).toMatchObject({ layout: 'onnx', file: 'onnx/model.onnx', pooling: 'cls' });
  });

  it('reads of config.json what it understands', async () => {
    const config = { model_type: 'xlm-roberta', max_position_embeddings: 514, pad_token_id: 'none' };
    await put({ ...described, ...graph, 'config.json': config });
    expect(await read()).toMatchObject({ layout: 'onnx', limit: 512 });
  });

  it.each(['config.json', 'modules.json', '1_Pooling/config.json', 'sentence_bert_config.json'])(
    'refuses a damaged %s by name',
    async (file) => {
      await put({ ...described, ...graph, '1_Pooling/config.json': { pooling_mode: 'mean' } });
      await writeFile(join(folder, file), '{"pooling_mo');
      expect(await refusal()).toMatchObject({
        fault: 'fatal',
        message: expect.stringContaining(`${join(folder, file)} is no JSON`),
      });
    },
  );

  it('knows the Universal Sentence Encoder by its files', async () => {
    await put({ 'weights.npz': 'numbers' });
    expect((await refusal()).message).toMatch(/no readable sp\.model/);
    await put({ 'sp.model': 'pieces' });
    expect(await read()).toMatchObject({ layout: 'use', file: 'weights.npz', limit: 256 });
  });

  it.each([
    ['no weights', {}, /no readable weights.*model\.safetensors or onnx\/model_quantized\.onnx/],
    ['no tokenizer', { 'config.json': {}, ...graph }, /no readable tokenizer\.json/],
    ['no limit', { ...described, 'config.json': {}, ...graph }, /gives no max_position_embeddings/],
    [
      'a pooling of another kind',
      { ...described, ...graph, '1_Pooling/config.json': { pooling_mode_max_tokens: true } },
      /asks for pooling_mode_max_tokens/,
    ],
    [
      'a newer pooling of another kind',
      { ...described, ...graph, '1_Pooling/config.json': { pooling_mode: 'lasttoken' } },
      /asks for lasttoken/,
    ],
    [
      'two poolings',
      { ...described, ...graph, '1_Pooling/config.json': { pooling_mode: ['cls', 'mean'] } },
      /asks for cls and mean/,
    ],
    [
      'a pooling that our graph has not',
      { ...described, 'model.safetensors': 1, '1_Pooling/config.json': { pooling_mode_cls_token: true } },
      /asks for cls: only ONNX graphs/,
    ],
    [
      'a further step',
      { ...described, ...graph, 'modules.json': [{ type: 'sentence_transformers.models.Dense' }] },
      /has a step Dense/,
    ],
  ])('refuses a folder with %s', async (_, files, why) => {
    await put(files);
    expect(await refusal()).toMatchObject({ fault: 'fatal', stage: 'config', message: expect.stringMatching(why) });
  });
});
