import { describe, expect, it } from 'vitest';
import { recoder } from '../../../../src/cli/files/recode.ts';

function recoded(chunks: readonly Buffer[]): string {
  const { next, end } = recoder();
  return Buffer.concat([...chunks.map((chunk) => next(chunk)), end()]).toString('latin1');
}
const bytesOf = (bytes: Buffer) => Array.from(bytes, (byte) => Buffer.from([byte]));

describe('recoding', () => {
  it('leaves what has no mark as it is, UTF-8 or not', () => {
    for (const text of ['', 'a', 'f\xfcr', '\xef\xbb', '\xff', '\xfe', 'a\xff\xfe'])
      for (const chunks of [[Buffer.from(text, 'latin1')], bytesOf(Buffer.from(text, 'latin1'))])
        expect(recoded(chunks)).toBe(text);
  });

  it('takes the mark of UTF-8, once', () => {
    expect(recoded(bytesOf(Buffer.from('\ufeff\ufeffü')))).toBe(Buffer.from('\ufeffü').toString('latin1'));
  });

  it.each(['utf16le', 'utf16be'])('makes UTF-8 of %s, wherever it is cut', (encoding) => {
    const wide = Buffer.from('\ufeffa,"für 好😀"\r\n', 'utf16le');
    if (encoding === 'utf16be') wide.swap16();
    const wanted = Buffer.from('a,"für 好😀"\r\n').toString('latin1');
    expect([recoded([wide]), recoded(bytesOf(wide))]).toEqual([wanted, wanted]);
  });

  it('shows where UTF-16 breaks off', () => {
    expect(recoded([Buffer.from('\ufeffab', 'utf16le').subarray(0, 5)])).toBe('a\xef\xbf\xbd');
  });
});
