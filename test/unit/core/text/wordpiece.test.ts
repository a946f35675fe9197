import { Tokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bagOf, wordPiece } from '../../../../src/core/text/wordpiece.ts';
import { vocabularyOf } from '../../../../src/edges/encoder/vocabulary.ts';
import { tokenizerJson } from '../../../support/tiny-bert.ts';

const json = tokenizerJson();
const library = new Tokenizer(json, {});
const vocabulary = vocabularyOf(JSON.stringify(json));
if (vocabulary === null) throw new Error('the tiny tokenizer is no BERT vocabulary');

const shared = wordPiece(vocabulary);
const ids = (text: string, limit = 1e6) => [...shared.ids(text, limit)];
const expected = (text: string) => library.encode(text, { add_special_tokens: false }).ids;

describe('wordPiece makes the ids of the Hugging Face library', () => {
  it.each([
    ['words, pieces and what no pieces make up', 'The river banks, storming goals! rain ☃ xyz rainbow'],
    ['accents, case and composed letters', 'Ràin RIVER re\u0301sume\u0301 ÅNGSTRÖM İstanbul ΣΑΣ straße'],
    ['Chinese without spaces', '中文雨中 rain雨rain 中\u3000文'],
    ['special tokens as they are written', 'rain[SEP]storm [CLS] [cls] [[MASK]] [SEP'],
    ['white space of all kinds', 'a\tb\nc\r\nd\u00a0e\u2003f\u2028g\u3000h\u0085i\u000bj\ufeffk\u200bl'],
    ['controls and lone surrogates within words', 'ra\u0000in st\u0007orm go\ud800al ri\u00adver \udc00'],
    ['a word that is too long', `${'a'.repeat(100)} ${'a'.repeat(101)} ${'é'.repeat(101)}`],
    ['emoji, flags and joiners', '👩‍👩‍👧‍👦 🏳️‍🌈 rain🌧rain'],
    ['final sigma at the end of a word', 'ΟΔΟΣ ΟΔΟΣ. ΟΔΟΣα Σ'],
    ['marks alone', '\u0301\u0301 e\u0301\u0301\u0301 \u0301a'],
  ])('%s', (_, text) => {
    expect(ids(text)).toEqual(expected(text));
  });

  it('for any text, however odd', () => {
    const odd = fc.string({ unit: 'binary', maxLength: 40 });
    const near = fc.string({ unit: fc.constantFrom(...'abt .[]SEPriver雨中é\u0301\u200b\ud83c\n'), maxLength: 40 });
    fc.assert(
      fc.property(fc.oneof(odd, near), (text) => {
        expect(ids(text)).toEqual(expected(text));
      }),
      { numRuns: 500 },
    );
  });

  it('around each character of the basic plane', () => {
    for (let from = 0; from < 0x10000; from += 64) {
      const text = Array.from({ length: 64 }, (_, i) => `a${String.fromCharCode(from + i)}b`).join(' ');
      expect(ids(text), `from ${from.toString(16)}`).toEqual(expected(text));
    }
  });
});

describe('wordPiece', () => {
  it('stops at the limit, in the middle of a word too', () => {
    const whole = ids('rain storms river banks');
    for (let limit = 0; limit <= whole.length; limit++) {
      expect(ids('rain storms river banks', limit)).toEqual(whole.slice(0, limit));
    }
  });

  it('says the same of a chunk that it remembers, and after it has forgotten', () => {
    const pieces = wordPiece(vocabulary);
    const before = [...pieces.ids('rain storms [SEP] 雨', 100)];
    expect([...pieces.ids('rain storms [SEP] 雨', 100)]).toEqual(before);
    // More different chunks than are remembered.
    for (let i = 0; i < 140_000; i++) pieces.ids(`${i}`, 100);
    expect([...pieces.ids('rain storms [SEP] 雨', 100)]).toEqual(before);
    expect([...pieces.ids('139999', 100)]).toEqual(expected('139999'));
  });

  it('hands over memory that is the caller’s to change', () => {
    const pieces = wordPiece(vocabulary);
    pieces.ids('rain', 10).fill(0);
    expect([...pieces.ids('rain', 10)]).toEqual(expected('rain'));
  });
});

describe('bagOf', () => {
  it('counts each id once, in order of appearance', () => {
    const { ids: distinct, counts } = bagOf(Int32Array.of(7, 3, 7, 7, 3, 9));
    expect([...distinct]).toEqual([7, 3, 9]);
    expect([...counts]).toEqual([3, 2, 1]);
  });

  it('is what the pieces’ own bag is, one after the other', () => {
    for (const text of ['rain rain storms', '', 'storms [SEP] rain rain rain', 'rain'])
      for (const limit of [3, 100]) expect(shared.bag(text, limit)).toEqual(bagOf(shared.ids(text, limit)));
  });

  it('is empty for nothing', () => {
    expect(bagOf(new Int32Array(0)).ids).toHaveLength(0);
  });
});
