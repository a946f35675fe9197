import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, excerpt } from '../../../../src/core/text/clean.ts';

/** Any UTF-16, lone surrogates included. */
const anyText = fc.string({ unit: fc.nat({ max: 0xffff }).map((u) => String.fromCharCode(u)), maxLength: 400 });

describe('clean', () => {
  it.each([
    ['NUL and other controls', 'a\u0000b\u0007c\u007fd\u0085e', 'a b c d e'],
    ['bidirectional overrides', 'in\u202evoice\u202c \u2066x\u2069 \u061cy \u200ez\u200f', 'in voice x y z'],
    ['zero-width spaces and marks of byte order', '\ufeffa\u200bb\u2060c', 'a b c'],
    ['lone surrogates', 'a\ud800b\udc00c', 'a\ufffdb\ufffdc'],
    ['white space of all kinds', ' \t a\r\n\n b\u00a0\u3000c\u2028d ', 'a b c d'],
    ['nothing but what is not seen', '\u0000 \u200b\n\ufeff', ''],
  ])('%s', (_, text, expected) => {
    expect(clean(text)).toBe(expected);
  });

  it('keeps what is written: emoji with their joiners, marks, every script', () => {
    for (const text of ['👩‍👩‍👧‍👦 🇩🇪', 'z̷̢a̴l̵g̸o', '日本語 ภาษาไทย العربية Straße İstanbul', 'می‌خواهم'])
      expect(clean(text)).toBe(text);
  });

  it('gives one well-formed line, and changes nothing the second time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = clean(text);
        expect(once.isWellFormed()).toBe(true);
        expect(once).not.toMatch(/[\p{Cc}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]|\s\s|^\s|\s$/u);
        expect(clean(once)).toBe(once);
      }),
      { numRuns: 300 },
    );
  });
});

describe('excerpt', () => {
  it('is cut by characters, whatever these are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 1, max: 30 }), (text, most) => {
        const head = clean(text.trimStart().slice(0, most * 8));
        const points = [...head];
        const cut = points.slice(0, most - 1).join('');
        const space = cut.lastIndexOf(' ');
        const short = `${space > cut.length * 0.8 ? cut.slice(0, space) : cut}…`;
        expect(excerpt(text, most)).toBe(points.length <= most ? head : short);
      }),
    );
  });

  it('is a short text itself, cleaned', () => {
    expect(excerpt(' a \n b ')).toBe('a b');
    expect(excerpt('x'.repeat(280))).toBe('x'.repeat(280));
  });

  it('is cut at a word where one is near, else in the word', () => {
    expect(excerpt(`${'word '.repeat(54)}longer words than fit`)).toBe(`${'word '.repeat(54)}longer…`);
    expect(excerpt('x'.repeat(281))).toBe(`${'x'.repeat(279)}…`);
    // The only space lies too far back: half of the line would be lost.
    expect(excerpt(`${'x'.repeat(100)} ${'y'.repeat(300)}`)).toBe(`${'x'.repeat(100)} ${'y'.repeat(178)}…`);
    expect(excerpt('one two three', 8)).toBe('one two…');
  });

  it('has at most 280 characters, is well-formed, and cuts no pair of surrogates', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), (text, most) => {
        const short = excerpt(text, most);
        expect([...short].length).toBeLessThanOrEqual(most);
        expect(short.isWellFormed()).toBe(true);
      }),
    );
    expect(excerpt('😀'.repeat(300))).toBe(`${'😀'.repeat(279)}…`);
  });

  it('is found behind any amount of white space', () => {
    expect(excerpt(`${'\n '.repeat(5000)}the text`)).toBe('the text');
  });

  it.each([
    ['10 MB', 'lorem ipsum '.repeat(900_000)],
    ['100,000 marks on one letter', `a${'\u0301\u0316'.repeat(50_000)}`],
    ['100,000 controls', '\u0000\u202e'.repeat(50_000)],
  ])('takes %s', (_, text) => {
    const short = excerpt(text);
    expect([...short].length).toBeLessThanOrEqual(280);
    expect(short.isWellFormed()).toBe(true);
  });
});
