import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Counts, forgetWords } from '../../../../src/core/text/counts.ts';
import { mostSpoken, stopWords } from '../../../../src/core/text/stopwords.ts';
import { SCANNED_CHARACTERS, termsOf, tokens, words } from '../../../../src/core/text/terms.ts';
import { packagedStopWords } from '../../../../src/edges/stopwords.ts';

const none = stopWords(new Map());
const terms = (text: string) => [...termsOf(text, none)];

describe('words', () => {
  it.each([
    ['lower case, in order', 'The Quick, quick FOX.', ['the', 'quick', 'quick', 'fox']],
    ['ß stays; İ becomes i with its dot', 'Straße STRASSE İzmir', ['straße', 'strasse', 'i\u0307zmir']],
    ['accents are composed', 'cafe\u0301 café', ['café', 'café']],
    ['underscores and digits belong to names', 'log_level v2 x86_64', ['log_level', 'v2', 'x86_64']],
    ['Arabic with its marks', 'العَرَبِيَّة لغة', ['العَرَبِيَّة', 'لغة']],
    ['Thai by dictionary', 'ภาษาไทยง่าย', ['ภาษา', 'ไทย', 'ง่าย']],
    ['Chinese and Japanese by dictionary', '我们去北京。東京へ行く', ['我们', '去', '北京', '東京', 'へ', '行く']],
    ['emoji are no words', '👩‍👩‍👧‍👦 ok 🇩🇪', ['ok']],
    ['addresses of the web go', 'see (https://a.b/c?d=e#f), HTTP://X.Y or www.z.org/p now', ['see', 'or', 'now']],
    ['what stands before an address of the web stays', 'Read:https://a.b (or:www.c.d)', ['read', 'or']],
    ['addresses of mail go', 'ask me.you+tag@mail.example.org, or <x@y.z>', ['ask', 'or']],
    [
      'what only looks like an address stays',
      '@name a@b mail@. www. http://',
      ['name', 'a', 'b', 'mail', 'www', 'http'],
    ],
    [
      'addresses in a script without spaces go alone',
      '联系foo@example.com谢谢https://a.b/c。再见',
      ['联系', '谢谢', '再见'],
    ],
    [
      'Persian, Sinhala and Bengali with their joiners',
      'می\u200cخواهم ශ්\u200dරී র\u200d্যাব',
      ['می\u200cخواهم', 'ශ්\u200dරී', 'র\u200d্যাব'],
    ],
    ['a joiner at the end is of a mark, or of no word', 'ന്\u200d x\u200d\u200c y', ['ന്\u200d', 'x', 'y']],
    [
      'where a word may be hyphenated nobody sees',
      'Bundes\u00adregierung foo\u2060bar \ufeffbaz',
      ['bundesregierung', 'foobar', 'baz'],
    ],
    [
      'apostrophes of Cyrillic words',
      "Здоров’я п'ять «об'єкт» l’an it's",
      ["здоров'я", "п'ять", "об'єкт", 'l', 'an', 'it', 's'],
    ],
    [
      'Hebrew abbreviations, not quotations',
      'צה״ל ארה"ב ג\'ורג ב"הארץ" "שלום"',
      ['צה"ל', 'ארה"ב', "ג'ורג", 'ב', 'הארץ', 'שלום'],
    ],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect([...words(text)]).toEqual(expected);
  });

  it('are the same for canonically equal texts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect([...words(text.normalize('NFD'))]).toEqual([...words(text.normalize('NFC'))]);
      }),
      { numRuns: 300 },
    );
  });
});

describe('tokens', () => {
  it('are the words with how they are written and what stands before them', () => {
    expect([...tokens('In İzmir: see www.a.b, (NATO)')]).toEqual([
      { word: 'in', form: 'In', gap: '' },
      { word: 'i\u0307zmir', form: 'İzmir', gap: ' ' },
      { word: 'see', form: 'see', gap: ': ' },
      { word: 'nato', form: 'NATO', gap: ' www.a.b, (' },
    ]);
    expect([...tokens('联系foo@example.com谢谢')].map(({ gap, form }) => gap + form)).toEqual([
      '联系',
      'foo@example.com谢谢',
    ]);
  });

  it('find each letter where it is, since only İ is longer in lower case', () => {
    for (let point = 0; point <= 0x10ffff; point++) {
      const letter = String.fromCodePoint(point);
      if (letter !== 'İ' && letter.toLowerCase().length !== letter.length) expect.fail(point.toString(16));
    }
  });

  it('of any text are its words, and in lower case no other', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const found = [...tokens(text)];
        expect(found.map(({ word }) => word)).toEqual([...words(text)]);
        for (const { word, form } of found) expect([...words(form)].join('')).toBe([...words(word)].join(''));
      }),
      { numRuns: 300 },
    );
  });
});

describe('termsOf', () => {
  it('counts words of two letters and more, and single Han characters', () => {
    expect(terms('a bb bb 7 42 2nd 水')).toEqual([
      ['bb', 2],
      ['2nd', 1],
      ['水', 1],
    ]);
  });

  it('leaves out words longer than 40', () => {
    expect(terms(`${'x'.repeat(40)} ${'y'.repeat(41)}`)).toEqual([['x'.repeat(40), 1]]);
  });

  it('leaves out the stop words of the language, and what feeds say in all of them', () => {
    const stop = stopWords(new Map([['en', new Set(['the', 'of'])]]));
    expect([...termsOf('RT the price of bread via amp', stop).keys()]).toEqual(['price', 'bread']);
  });

  it('takes at most 400 different terms, and goes on counting those', () => {
    const many = Array.from({ length: 500 }, (_, i) => `w${i}`).join(' ');
    const counts = termsOf(`${many} w0 w499`, none);
    expect(counts.size).toBe(400);
    expect(counts.get('w0')).toBe(2);
    expect(counts.has('w400')).toBe(false);
  });

  it('scans the first 20,000 characters', () => {
    const text = `${'ab '.repeat(Math.ceil(SCANNED_CHARACTERS / 3))}end`;
    expect(terms(text).map(([term]) => term)).toEqual(['ab']);
  });
});

describe('the quick way', () => {
  const stop = packagedStopWords();

  /** One word after the other, each as Unicode has it. */
  function slowly(text: string): [string, number][] {
    const all = [...words(text)];
    const groupOf = (word: string) => stop.groups[stop.groupOf(word)] ?? [];
    const spoken = mostSpoken(
      Array.from({ length: stop.languages }, (_, i) => all.filter((word) => groupOf(word).includes(i)).length),
    );
    const counts = new Map<string, number>();
    for (const word of all) {
      const worth = word.length <= 40 && (word.length > 1 || /\p{Script=Han}/u.test(word)) && /\p{L}/u.test(word);
      if (groupOf(word).includes(spoken) || stop.everywhere(word) || !worth) continue;
      const seen = counts.get(word);
      if (seen !== undefined) counts.set(word, seen + 1);
      else if (counts.size < 400) counts.set(word, 1);
    }
    return [...counts];
  }

  const piece = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.string({ unit: 'binary-ascii', maxLength: 12 }),
    fc.string({ unit: fc.nat({ max: 0x24ff }).map((code) => String.fromCharCode(code)), maxLength: 6 }),
    fc.constantFrom(
      'the',
      'The',
      'of',
      'DIE',
      'der',
      'ΟΔΟΣ',
      'Σ',
      'Ⱥb',
      'İi',
      'x9',
      '42',
      'snake_case',
      '水',
      'タワー',
    ),
    fc.constantFrom(
      'a@b.c',
      '@',
      'me@x',
      'http://a.b',
      '(https://q',
      'Об’єкт',
      "п'ять'",
      'צה״ל',
      'ב"הארץ"',
      "ג'",
      'www.',
      'WWW.z',
      'HTTP',
      '–',
      '“',
      '\u00a0',
      '\u2029',
    ),
    fc.constantFrom('x'.repeat(39), 'y'.repeat(41), '\u0301', '\ud800', '\u0000', '\u212a'),
  );
  const text = fc
    .array(fc.tuple(piece, fc.constantFrom(' ', ' ', '', '\n', '-', '.')), { maxLength: 40 })
    .map((pairs) => pairs.flat().join(''));

  it('counts what the slow one counts, in any script', () => {
    fc.assert(
      fc.property(text, (any) => {
        expect([...termsOf(any, stop)]).toEqual(slowly(any));
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes each character of the first plane for what it is', () => {
    const differ = (any: string) => JSON.stringify([...termsOf(any, stop)]) !== JSON.stringify(slowly(any));
    const wrong: string[] = [];
    for (let from = 0; from < 0x10000; from += 16) {
      const any = Array.from({ length: 16 }, (_, i) => `a${String.fromCharCode(from + i)}b `).join('');
      if (differ(any)) wrong.push(any);
    }
    for (let code = 0; code < 0x2300; code++) {
      const any = `Ab${String.fromCharCode(code)}c`;
      if (differ(any)) wrong.push(any);
    }
    expect(wrong).toEqual([]);
  });

  it('stops where the slow one stops', () => {
    const many = Array.from({ length: 900 }, (_, i) => `W${i} ${i} the`).join(' ');
    expect([...termsOf(`${many} w0 w899`, stop)]).toEqual(slowly(`${many} w0 w899`));
    const long = 'Some words, again. '.repeat(2_000);
    expect([...termsOf(long, stop)]).toEqual(slowly(long));
  });
});

describe('what is remembered of words', () => {
  it('is another when their numbers are others', () => {
    const text = 'Fresh bread, fresh levain';
    const before = terms(text);
    Counts.of(
      Array.from({ length: 2 ** 18 }, (_, i) => `spare ${i}`),
      new Float32Array(2 ** 18),
    );
    forgetWords(0);
    Counts.of(['levain', 'another'], [1, 1]);
    expect(terms(text)).toEqual(before);
  });

  it('is forgotten when there is no room left, in the midst of no text', () => {
    const own = stopWords(new Map());
    const page = (n: number) => Array.from({ length: 300 }, (_, i) => `word${300 * n + i}`);
    // Three times as many words as are remembered.
    for (let n = 0; n < (3 * 2 ** 16) / 300; n++) {
      const expected = [...page(n), ...page(0).slice(0, 50)];
      const found = [...termsOf(expected.join(' '), own).keys()];
      if (found.join() !== [...new Set(expected)].join()) expect.fail(`page ${n}: ${found.join()}`);
    }
  });
});

describe('hostile text', () => {
  // Each of these took seconds or never ended with a pattern that backtracks, or with an unbounded NFC.
  it.each([
    ['no space at all', 'x'.repeat(100_000), []],
    ['a page of Chinese', '汉字'.repeat(50_000), ['汉字']],
    ['@ and letters', 'a@'.repeat(50_000), []],
    ['@ and dots', 'a@a.'.repeat(50_000), []],
    ['wwwwww', 'www.'.repeat(50_000), []],
    [
      '100,000 marks on one letter',
      `a${'\u0301\u0316'.repeat(50_000)} b`,
      [`á${'\u0316'.repeat(15)}${'\u0301'.repeat(14)}`],
    ],
    ['10 MB', 'lorem '.repeat(1_700_000), ['lorem', 'lo']],
    ['NUL and lone surrogates', 'one\u0000two\ud800three\udc00', ['one', 'two', 'three']],
    ['bidirectional controls', 'pay\u202eload\u202c', ['pay', 'load']],
    ['names of properties', '__proto__ constructor toString', ['__proto__', 'constructor', 'tostring']],
  ])('%s', (_, text, expected) => {
    expect(terms(text).map(([term]) => term)).toEqual(expected);
  });

  it('gives terms that are well-formed, in lower case, counted at least once', () => {
    const anyText = fc.string({ unit: fc.nat({ max: 0xffff }).map((u) => String.fromCharCode(u)), maxLength: 300 });
    fc.assert(
      fc.property(anyText, (text) => {
        for (const [term, count] of terms(text)) {
          expect(term.isWellFormed()).toBe(true);
          expect(term).toMatch(/^[\p{L}\p{M}\p{N}_]+$/u);
          expect(count).toBeGreaterThanOrEqual(1);
          expect(term.length).toBeLessThanOrEqual(40);
        }
      }),
      { numRuns: 300 },
    );
  });
});
