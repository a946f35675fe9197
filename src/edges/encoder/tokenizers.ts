/** From a text to the ids of its tokens, as each layout of a model has it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import type { Source } from './folder.ts';
import { firstTokens } from './text.ts';
import { readUnigram } from './unigram.ts';

export interface Tokenizer {
  /** The special tokens before and after a text. */
  readonly around: readonly [number, number];
  /** The first `limit` tokens of a bounded text, without special ones. */
  readonly content: (text: string, limit: number) => readonly number[];
}

/** Throws `fatal` for a tokenizer that is damaged or unknown, and for one that surrounds a text in another way. */
export async function readTokenizer({ folder, layout }: Pick<Source, 'folder' | 'layout'>): Promise<Tokenizer> {
  if (layout === 'use') {
    const { encode } = await readUnigram(join(folder, 'sp.model'));
    return { around: USE_AROUND, content: encode };
  }
  // Nothing of tokenizer_config.json: it says 512 tokens where the encoder was trained on 256.
  const { Tokenizer } = await import('@huggingface/tokenizers');
  const path = join(folder, 'tokenizer.json');
  const text = await readFile(path, 'utf8');
  let described: { readonly model?: { readonly type?: string } };
  let words: InstanceType<typeof Tokenizer>;
  try {
    described = JSON.parse(text) as typeof described;
    words = new Tokenizer(described, {});
  } catch (error) {
    const message = `${path} describes no tokenizer that is known here (${messageOf(error)}): fetch it anew, or use another encoder`;
    throw new LeitmotifError('fatal', 'encode', message, { cause: error });
  }
  const [first, last, ...others] = words.encode('').ids;
  if (first === undefined || last === undefined || others.length > 0) {
    throw new LeitmotifError('fatal', 'encode', `${path} puts other than two special tokens around a text`);
  }
  const all = (text: string) => words.encode(text, { add_special_tokens: false }).ids;
  const content =
    described.model?.type === 'WordPiece'
      ? (text: string, limit: number) => firstTokens(text, limit, all)
      : (text: string, limit: number) => all(text).slice(0, limit);
  return { around: [first, last], content };
}

/** <s> and </s> of its SentencePiece model. */
const USE_AROUND = [1, 2] as const;
