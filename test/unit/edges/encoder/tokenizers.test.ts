import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTokenizer } from '../../../../src/edges/encoder/tokenizers.ts';
import { TINY_VOCABULARY, writeTinyBert } from '../../../support/tiny-bert.ts';
import { writeTinyUse } from '../../../support/tiny-use.ts';

/** A letter of the vocabulary may be there twice: the later one counts. */
const id = (token: string) => TINY_VOCABULARY.lastIndexOf(token);

describe('readTokenizer', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tokenizers-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives the first tokens of a text, and apart from them the special ones around it', async () => {
    await writeTinyBert(folder);
    const { around, content } = await readTokenizer({ folder, layout: 'bert' });
    expect(around).toEqual([id('[CLS]'), id('[SEP]')]);
    expect(content('the rivers', 10)).toEqual([id('the'), id('river'), id('##s')]);
    expect(content('the rivers '.repeat(1000), 5)).toEqual(['the', 'river', '##s', 'the', 'river'].map(id));
    expect(content('', 10)).toEqual([]);
  });

  it('takes other kinds of tokenizers than WordPiece', async () => {
    await writeTinyBert(folder);
    const path = join(folder, 'tokenizer.json');
    const described = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
    const vocab = TINY_VOCABULARY.map((token, at) => [token.replace(/^the$/, '▁the'), -at]);
    const other = {
      ...described,
      normalizer: null,
      pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
      model: { type: 'Unigram', unk_id: 1, vocab },
    };
    await writeFile(path, JSON.stringify(other));
    const { around, content } = await readTokenizer({ folder, layout: 'onnx' });
    expect(around).toEqual([id('[CLS]'), id('[SEP]')]);
    expect(content('the the the', 2)).toEqual([id('the'), id('the')]);
  });

  it.each([
    ['cut short', '{"version": "1.'],
    ['a pointer to what git has elsewhere', 'version https://git-lfs.github.com/spec/v1'],
    ['of nothing', '{}'],
    ['of an unknown kind', '{"model": {"type": "Syllables", "vocab": {}}}'],
  ])('refuses a tokenizer.json that is %s by its name', async (_, json) => {
    await writeFile(join(folder, 'tokenizer.json'), json);
    await expect(readTokenizer({ folder, layout: 'onnx' })).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringContaining(`${join(folder, 'tokenizer.json')} describes no tokenizer`),
    });
  });

  it('reads SentencePiece’s own files', async () => {
    await writeTinyUse(folder);
    const { around, content } = await readTokenizer({ folder, layout: 'use' });
    expect(around).toEqual([1, 2]);
    expect(content('ab', 10)).toHaveLength(3);
    expect(content('ab '.repeat(100), 7)).toHaveLength(7);
  });
});
