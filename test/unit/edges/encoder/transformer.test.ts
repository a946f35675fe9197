import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { safetensors } from '../../../../src/edges/encoder/safetensors.ts';
import { transformerEncoder } from '../../../../src/edges/encoder/transformer.ts';
import {
  TINY_CONFIG,
  TINY_LIMIT,
  TINY_VOCABULARY,
  tinyTensors,
  writeTinyBert,
  writeTinyOnnx,
} from '../../../support/tiny-bert.ts';

// Starting threads takes seconds of a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

describe('transformerEncoder on a tiny model', () => {
  let root: string;
  let folder: string;
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'transformer-'));
    folder = join(root, 'tiny');
    await writeTinyBert(folder);
  });
  afterAll(() => rm(root, { recursive: true }));

  const tiny = (workers = 1) => transformerEncoder({ model: 'tiny', folder, workers });

  it('names model, weights, pooling, precision and limit in its id', async () => {
    const encoder = await tiny();
    expect(encoder.id).toMatch(new RegExp(`^tiny/[0-9a-f]{12}/mean/int8/${TINY_LIMIT}$`));
    expect(encoder.dim).toBe(TINY_CONFIG.hidden_size);
    await encoder.close();
    const other = join(root, 'other');
    await writeTinyBert(other, 2);
    const [precise, retrained] = await Promise.all([
      transformerEncoder({ model: 'tiny', folder, workers: 1, precision: 'float32' }),
      transformerEncoder({ model: 'tiny', folder: other, workers: 1 }),
    ]);
    expect(new Set([encoder.id, precise.id, retrained.id]).size).toBe(3);
    await Promise.all([precise.close(), retrained.close()]);
  });

  it.each([
    ['built', writeTinyBert],
    ['published', (at: string) => writeTinyOnnx(at)],
  ])(
    'starts no more threads than half of the memory of a container takes, on a graph that is %s',
    async (kind, write) => {
      const small = join(root, `small-${kind}`);
      await write(small);
      const said: string[] = [];
      const encoder = await transformerEncoder({
        model: 'tiny',
        folder: small,
        machine: { processors: 3, memory: 600 * 1024 * 1024 },
        log: (line) => said.push(line),
      });
      expect(said.join()).toMatch(/^2 encoder threads for 3 processors: .* 629 MB; .* encoder\.workers$/);
      await encoder.close();
    },
  );

  it('looks at the first tokens up to the limit, the closing one kept', async () => {
    const encoder = await tiny();
    const words = Array.from({ length: TINY_LIMIT }, (_, at) => ['river', 'vote', 'storm'][at % 3] ?? '');
    const fits = words.slice(0, TINY_LIMIT - 2).join(' ');
    const { data, dim } = await encoder.encode([fits, `${fits} goal`, words.slice(0, TINY_LIMIT - 3).join(' ')]);
    expect(data.slice(dim, 2 * dim)).toEqual(data.slice(0, dim));
    expect(data.slice(2 * dim)).not.toEqual(data.slice(0, dim));
    await encoder.close();
  });

  it('takes the mean of windows where it is asked to, and names that in its id', async () => {
    const long = await transformerEncoder({ model: 'tiny', folder, workers: 1, longDocuments: 'windows' });
    const first = await tiny();
    const room = TINY_LIMIT - 2;
    const words = Array.from({ length: 2 * room }, (_, at) => ['river', 'vote', 'storm', 'goal'][(at * at) % 4] ?? '');
    const halves = [words.slice(0, room).join(' '), words.slice(room).join(' ')];
    const { data, dim } = await long.encode([words.join(' '), ...halves]);
    const [whole, left, right] = [0, 1, 2].map((row) => data.slice(row * dim, (row + 1) * dim));
    const sum = [...(left ?? [])].map((value, at) => value + (right?.[at] ?? Number.NaN));
    const norm = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
    sum.forEach((value, at) => {
      expect(whole?.[at]).toBeCloseTo(value / norm, 6);
    });
    // A text that fits has one window: the same bits.
    expect((await first.encode([halves[0] ?? ''])).data).toEqual(left);
    expect((await first.encode([words.join(' ')])).data).toEqual(left);
    expect(long.id).toMatch(new RegExp(`^tiny/[0-9a-f]{12}/mean/int8/windows-${TINY_LIMIT}$`));
    await Promise.all([long.close(), first.close()]);
  });

  it('bounds the windows of a document of megabytes', async () => {
    const long = await transformerEncoder({ model: 'tiny', folder, workers: 1, longDocuments: 'windows' });
    const { data } = await long.encode(['goal '.repeat(2_000_000)]);
    expect(Math.hypot(...data)).toBeCloseTo(1, 5);
    await long.close();
  });

  it('runs a published ONNX graph, and says so in its id', async () => {
    const published = join(root, 'published');
    await writeTinyOnnx(published);
    const encoder = await transformerEncoder({ model: 'mine', folder: published, workers: 1 });
    expect(encoder.id).toMatch(new RegExp(`^mine/[0-9a-f]{12}/mean/onnx-int8/${TINY_LIMIT}$`));
    const { data } = await encoder.encode(['rain']);
    const words = tinyTensors(1).get('embeddings.word_embeddings.weight');
    const rows = ['[CLS]', 'rain', '[SEP]'].map((token) => {
      const at = TINY_VOCABULARY.indexOf(token) * encoder.dim;
      return [...(words?.data.subarray(at, at + encoder.dim) ?? [])];
    });
    const sum = Array.from({ length: encoder.dim }, (_, at) => rows.reduce((total, row) => total + (row[at] ?? 0), 0));
    const norm = Math.hypot(...sum);
    sum.forEach((value, at) => {
      expect(data[at]).toBeCloseTo(value / norm, 6);
    });
    await encoder.close();
  });

  it.each([
    ['gives integers', 'integers', /gives int32 where float32 is needed/],
    [
      'gives what is no number',
      'nan',
      /model_quantized\.onnx made no finite vector of 16 numbers from 2 tokens: use its float32/,
    ],
  ] as const)('refuses a published graph that %s when it starts', async (_, flaw, why) => {
    const published = join(root, flaw);
    await writeTinyOnnx(published, { flaw });
    const opened = transformerEncoder({ model: 'people/small', folder: published, workers: 1 });
    await expect(opened).rejects.toMatchObject({ fault: 'fatal', message: expect.stringMatching(why) });
  });

  it('says of how many tokens a published graph fails, and what to do', async () => {
    const published = join(root, 'short');
    await writeTinyOnnx(published, { flaw: 'short' });
    const encoder = await transformerEncoder({ model: 'people/small', folder: published, workers: 1 });
    await encoder.encode(['the river']);
    await expect(encoder.encode(['river '.repeat(100)])).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/model_quantized\.onnx cannot be run on 48 tokens \(.*max_seq_length/s),
    });
    await encoder.close();
  });

  it('refuses a file that is no ONNX graph', async () => {
    const broken = join(root, 'broken');
    await writeTinyOnnx(broken);
    await writeFile(join(broken, 'onnx/model_quantized.onnx'), 'no graph');
    const opening = transformerEncoder({ model: 'mine', folder: broken, workers: 1 });
    await expect(opening).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/model_quantized\.onnx/),
    });
  });

  async function refusal(name: string, file: string, content: string | Uint8Array): Promise<unknown> {
    const damaged = join(root, name);
    await mkdir(damaged);
    await writeTinyBert(damaged);
    await writeFile(join(damaged, file), content);
    return transformerEncoder({ model: 'tiny', folder: damaged, workers: 2 }).catch((error: unknown) => error);
  }

  it.each([
    [
      'another kind of model',
      'config.json',
      JSON.stringify({ ...TINY_CONFIG, model_type: 'gpt2' }),
      /no BERT sentence encoder.*model_type/,
    ],
    [
      'weights cut short',
      'model.safetensors',
      safetensors(tinyTensors(1)).subarray(0, 5_000),
      /no whole safetensors file/,
    ],
    ['weights of another size', 'config.json', JSON.stringify({ ...TINY_CONFIG, hidden_size: 32 }), /has shape \(/],
    ['a limit beyond the positions', 'sentence_bert_config.json', '{"max_seq_length": 65}', /64 positions.*65 tokens/],
  ])('refuses %s', async (name, file, content, why) => {
    expect(await refusal(name, file, content)).toMatchObject({ fault: 'fatal', message: expect.stringMatching(why) });
  });

  it('refuses a tokenizer that adds nothing around a text', async () => {
    const tokenizer = JSON.parse(await readFile(join(folder, 'tokenizer.json'), 'utf8')) as Record<string, unknown>;
    const bare = JSON.stringify({ ...tokenizer, post_processor: null });
    expect(await refusal('bare', 'tokenizer.json', bare)).toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/other than two special tokens/),
    });
  });

  it('refuses a number of workers that is no positive integer', async () => {
    await expect(tiny(0)).rejects.toMatchObject({ fault: 'fatal', message: expect.stringMatching(/workers.*0/) });
  });

  it('reports weights that are not finite as a bug, and goes on', async () => {
    const poisoned = join(root, 'poisoned');
    await writeTinyBert(poisoned);
    const tensors = tinyTensors(1);
    tensors.get('encoder.layer.1.output.LayerNorm.bias')?.data.fill(Number.NaN);
    await writeFile(join(poisoned, 'model.safetensors'), safetensors(tensors));
    const encoder = await transformerEncoder({ model: 'tiny', folder: poisoned, workers: 1 });
    await expect(encoder.encode(['rain'])).rejects.toMatchObject({
      fault: 'bug',
      message: expect.stringMatching(/no finite vector/),
    });
    await expect(encoder.encode(['rain'])).rejects.toMatchObject({ fault: 'bug' });
    await encoder.close();
  });
});
