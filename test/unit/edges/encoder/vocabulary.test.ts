import { describe, expect, it } from 'vitest';
import { vocabularyOf } from '../../../../src/edges/encoder/vocabulary.ts';
import { TINY_VOCABULARY, tokenizerJson } from '../../../support/tiny-bert.ts';

describe('vocabularyOf', () => {
  it('reads pieces, special tokens and the unknown one', () => {
    const found = vocabularyOf(JSON.stringify(tokenizerJson()));
    expect(found?.size).toBe(TINY_VOCABULARY.length);
    expect(found?.unknown).toBe(1);
    expect(found?.special.get('[SEP]')).toBe(3);
    expect(found?.pieces.get('##ing')).toBe(TINY_VOCABULARY.indexOf('##ing'));
  });

  it.each([
    ['another normalizer', { normalizer: { type: 'NFKC' } }],
    [
      'cased text',
      {
        normalizer: {
          type: 'BertNormalizer',
          clean_text: true,
          handle_chinese_chars: true,
          strip_accents: null,
          lowercase: false,
        },
      },
    ],
    ['another pre-tokenizer', { pre_tokenizer: { type: 'Metaspace' } }],
    ['another model', { model: { type: 'Unigram', vocab: [] } }],
    ['no unknown token', { model: { type: 'WordPiece', unk_token: '<unk>', vocab: { a: 0 } } }],
    [
      'added tokens that are looked for after normalisation',
      { added_tokens: [{ id: 0, content: '[PAD]', normalized: true }] },
    ],
  ])('knows no pieces of a tokenizer with %s', (_, change) => {
    expect(vocabularyOf(JSON.stringify({ ...tokenizerJson(), ...change }))).toBeNull();
  });
});
