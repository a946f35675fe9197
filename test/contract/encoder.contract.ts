/** What every Encoder promises (core/ports.ts), checked alike on the hashing twin and on the real ones. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../../src/core/ports.ts';
import type { Embeddings } from '../../src/core/types.ts';

/** `factory` makes a fresh encoder on each call; the suite closes what it makes. */
export function testEncoder(name: string, factory: () => Encoder | Promise<Encoder>): void {
  describe(`Encoder contract: ${name}`, () => {
    let encoder: Encoder;
    beforeAll(async () => {
      encoder = await factory();
    });
    afterAll(() => encoder.close());

    it('gives one finite unit row of `dim` numbers for each text', async () => {
      const result = await encoder.encode(ORDINARY);
      expect(result.rows).toBe(ORDINARY.length);
      expect(result.dim).toBe(encoder.dim);
      expectUnitRows(result);
    });

    it('gives no rows for no texts', async () => {
      const result = await encoder.encode([]);
      expect(result).toEqual({ rows: 0, dim: encoder.dim, data: new Float32Array(0) });
    });

    it('gives a text the same bits alone, among others, and in another order', async () => {
      const texts = [...ORDINARY, ...HOSTILE_SMALL];
      const together = await encoder.encode(texts);
      const reversed = await encoder.encode([...texts].reverse());
      for (const [at, text] of texts.entries()) {
        const alone = await encoder.encode([text]);
        expect(row(alone, 0)).toEqual(row(together, at));
        expect(row(reversed, texts.length - 1 - at)).toEqual(row(together, at));
      }
    });

    it('keeps the order of rows when calls overlap', async () => {
      const calls = [ORDINARY, [...ORDINARY].reverse(), ORDINARY.slice(1), ORDINARY.slice(0, 1)];
      const expected = await Promise.all(ORDINARY.map((text) => encoder.encode([text])));
      const results = await Promise.all(calls.map((texts) => encoder.encode(texts)));
      for (const [call, texts] of calls.entries()) {
        for (const [at, text] of texts.entries()) {
          const reference = expected[ORDINARY.indexOf(text)];
          const result = results[call];
          if (reference === undefined || result === undefined) throw new Error('a call is missing');
          expect(row(result, at)).toEqual(row(reference, 0));
        }
      }
    });

    it('gives another vector to another text, nearer when it is about the same', async () => {
      const result = await encoder.encode([
        'The central bank raised interest rates to fight inflation.',
        'Inflation fell after the central bank raised its interest rates again.',
        'The striker scored twice and the goalkeeper saved a penalty.',
      ]);
      expect(dot(result, 0, 1)).toBeGreaterThan(dot(result, 0, 2) + 0.2);
      expect(dot(result, 0, 1)).toBeLessThan(0.999);
    });

    it('hands over memory that is the caller’s to change', async () => {
      const text = ORDINARY.slice(0, 1);
      const first = await encoder.encode(text);
      const copy = Float32Array.from(first.data);
      first.data.fill(0);
      expect((await encoder.encode(text)).data).toEqual(copy);
    });

    it.each(HOSTILE)('survives %s', async (_, text) => {
      expectUnitRows(await encoder.encode([text]));
    });

    it('refuses work after close, and closes twice without complaint', async () => {
      const other = await factory();
      expect(other.id).toBe(encoder.id);
      expect(other.dim).toBe(encoder.dim);
      await other.close();
      await other.close();
      await expect(other.encode(ORDINARY)).rejects.toMatchObject({ name: 'LeitmotifError', fault: 'bug' });
    });
  });
}

const ORDINARY = [
  'Two rivers burst their banks overnight and villages downstream were cut off.',
  'Ein neues Teleskop zeigt Galaxien, die kurz nach dem Urknall entstanden.',
  '科学家在深海发现了新的鱼类。',
  'yes',
  `A long report. ${'The committee met, heard evidence from growers, and adjourned until spring. '.repeat(60)}`,
];

const HOSTILE_SMALL = ['', ' \n\t ', '\u0000', '\ud800', 'a\udc00b', '👩‍👩‍👧‍👦🏳️‍🌈', '[CLS] [SEP] [MASK] [PAD]', '​'];

const HOSTILE: readonly (readonly [string, string])[] = [
  ['the empty text', ''],
  ['white space alone', ' \n\t\u00a0\u2003 '],
  ['NUL characters', `before\u0000after${'\u0000'.repeat(1000)}`],
  ['lone surrogates', `\ud800 high \udbff low \udc00${'\ud83d'.repeat(999)}`],
  ['100,000 combining marks', `e${'\u0301'.repeat(100_000)}`],
  ['one word of 10 million letters', 'a'.repeat(10_000_000)],
  ['10 MB of prose', 'The quick brown fox jumps over the lazy dog. '.repeat(222_222)],
  ['10 million spaces before a word', `${' '.repeat(10_000_000)}word`],
  ['special tokens of the tokenizer', '[CLS] [SEP] [PAD] [UNK] [MASK] <s> </s> <|endoftext|>'],
  ['control, format and private characters', '\u0001\u0007\u001b[31m\u200b\u202e\ufeff\ue000\u{10ffff}\ufffe\uffff'],
  ['a regular expression’s worst case', `${'(a+)+'.repeat(5_000)}!`],
];

function row(embeddings: Embeddings, at: number): Float32Array {
  return embeddings.data.slice(at * embeddings.dim, (at + 1) * embeddings.dim);
}

function dot(embeddings: Embeddings, a: number, b: number): number {
  const right = row(embeddings, b);
  return row(embeddings, a).reduce((sum, value, at) => sum + value * (right[at] ?? Number.NaN), 0);
}

function expectUnitRows(embeddings: Embeddings): void {
  expect(embeddings.data).toHaveLength(embeddings.rows * embeddings.dim);
  expect(embeddings.data.every(Number.isFinite)).toBe(true);
  for (let at = 0; at < embeddings.rows; at++) expect(Math.abs(dot(embeddings, at, at) - 1)).toBeLessThan(1e-5);
}
