import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  colored,
  columns,
  fitted,
  grouped,
  period,
  sanitise,
  showProgress,
  sparkline,
  table,
} from '../../../src/cli/terminal.ts';

describe('sanitise', () => {
  it.each([
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007text', 'text'],
    ['a\u202eb\u2066c\u200fd', 'abcd'],
    ['a\r\nb\tc\u2028d', 'a b c d'],
    ['nul\0bell\u0007del\u007f\u009b', 'nulbelldel'],
    ['zero\u200bwidth\ufeff', 'zerowidth'],
    ['half \ud83d', 'half \ufffd'],
    [`z${'\u0301'.repeat(50)}`, `z${'\u0301'.repeat(4)}`],
    ['👩‍👩‍👧 می‌خواهم', '👩‍👩‍👧 می‌خواهم'],
  ])('%j becomes %j', (hostile, safe) => {
    expect(sanitise(hostile)).toBe(safe);
  });

  it('leaves nothing that a terminal acts on, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 50 }), (text) => {
        expect(sanitise(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });
});

describe('columns', () => {
  it.each([
    ['abc', 3],
    ['é', 1],
    ['e\u0301', 1],
    ['新闻', 4],
    ['ニュース', 8],
    ['ｱ', 1],
    ['뉴스', 4],
    ['😀', 2],
    ['👩‍👩‍👧', 2],
    ['🇨🇦', 2],
    ['❤\ufe0f', 2],
    ['', 0],
  ])('%s takes %d', (text, width) => {
    expect(columns(text)).toBe(width);
  });
});

describe('fitted', () => {
  it.each([
    ['abc', 5, 'abc  '],
    ['abcdef', 4, 'abc…'],
    ['新闻新闻', 6, '新闻… '],
    ['新闻新闻', 5, '新闻…'],
    ['abc', 0, ''],
  ])('%s in %d', (text, width, expected) => {
    expect(fitted(text, width)).toBe(expected);
  });

  it('aligns to the right', () => {
    expect(fitted('7', 3, 'right')).toBe('  7');
  });

  it('takes exactly the width, whatever the script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.integer({ min: 1, max: 40 }), (text, width) => {
        expect(columns(fitted(sanitise(text), width))).toBe(width);
      }),
    );
  });
});

describe('table', () => {
  const head = [
    { title: 'ID', align: 'right' },
    { title: 'LABEL', grow: 1, least: 5 },
    { title: 'WORDS', grow: 2, least: 5 },
  ] as const;

  it('lines columns up in any script', () => {
    const lines = table({
      head,
      rows: [
        ['1', '新闻', 'a, b'],
        ['12', 'news', 'c'],
      ],
      width: 80,
    });
    expect(lines).toEqual(['ID  LABEL  WORDS', ' 1  新闻   a, b', '12  news   c']);
  });

  it('is as wide as without a terminal on one that does not know its size, and says that it has 0 columns', () => {
    const rows = [['1', 'a long label that does not fit', 'many words, many more words, and then some']];
    expect(table({ head, rows, width: 0 })).toEqual(table({ head, rows, width: 100 }));
  });

  it('gives growing columns what is left, and no more than the width', () => {
    const rows = [['1', 'a long label that does not fit', 'many words, many more words, and then some']];
    for (const width of [30, 40, 60]) {
      for (const line of table({ head, rows, width })) expect(columns(line)).toBeLessThanOrEqual(width);
    }
    expect(table({ head, rows, width: 40 })[1]).toContain('…');
    expect(table({ head, rows, width: 200 })[1]).not.toContain('…');
  });
});

describe('colour', () => {
  it.each([
    [true, {}, true],
    [false, {}, false],
    [true, { NO_COLOR: '1' }, false],
    [true, { NO_COLOR: '' }, true],
    [true, { TERM: 'dumb' }, false],
  ])('terminal %s with %j: %s', (isTTY, env, expected) => {
    expect(colored({ isTTY, write: () => true }, env)).toBe(expected);
  });
});

describe('numbers for people', () => {
  it.each([
    [400, '0 s'],
    [59_000, '59 s'],
    [125_000, '2 min 05 s'],
    [4_320_000, '1 h 12 min'],
    [Number.POSITIVE_INFINITY, '∞'],
  ])('%d ms is %s', (ms, expected) => {
    expect(period(ms)).toBe(expected);
  });

  it('groups digits', () => {
    expect([grouped(1_234_567), grouped(12n)]).toEqual(['1,234,567', '12']);
  });
});

describe('progress', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  function screen(isTTY: boolean) {
    const written: string[] = [];
    return { written, isTTY, columns: 20, write: (text: string) => written.push(text) };
  }

  it('says nothing about what is over within two seconds', () => {
    vi.useFakeTimers();
    const target = screen(true);
    const progress = showProgress({ screen: target, text: () => 'working' });
    vi.advanceTimersByTime(1999);
    progress.stop();
    vi.advanceTimersByTime(60_000);
    expect(target.written).toEqual([]);
  });

  it('keeps one line on a terminal, below the lines that stay', () => {
    vi.useFakeTimers();
    const target = screen(true);
    let count = 0;
    const progress = showProgress({ screen: target, text: () => `${++count} documents and a very long tail` });
    vi.advanceTimersByTime(2300);
    expect(target.written).toEqual(['\r\u001b[2K1 documents and a …', '\r\u001b[2K2 documents and a …']);
    progress.note('line 7: bad');
    expect(target.written.slice(2)).toEqual(['\r\u001b[2K', 'line 7: bad\n']);
    vi.advanceTimersByTime(200);
    progress.stop();
    expect(target.written.at(-1)).toBe('\r\u001b[2K');
  });

  it('is seen on a terminal that does not know its size', () => {
    vi.useFakeTimers();
    const target = { ...screen(true), columns: 0 };
    const progress = showProgress({ screen: target, text: () => 'working' });
    vi.advanceTimersByTime(2000);
    progress.stop();
    expect(target.written[0]).toBe('\r\u001b[2Kworking');
  });

  it('writes a line every ten seconds elsewhere', () => {
    vi.useFakeTimers();
    const target = screen(false);
    const progress = showProgress({ screen: target, text: () => 'working' });
    vi.advanceTimersByTime(23_000);
    progress.stop();
    expect(target.written).toEqual(['working\n', 'working\n', 'working\n']);
  });
});

describe('a sparkline', () => {
  it('is a block for each count, the highest full, none for none', () => {
    expect(sparkline([0, 1, 4, 8], 10)).toBe(' ▁▄█');
    expect(sparkline([], 5)).toBe('');
    expect(sparkline([0, 0], 5)).toBe('  ');
  });

  it('takes neighbours together from the end when there are too many', () => {
    expect(sparkline([1, 1, 1, 1, 2, 2], 3)).toBe('▄▄█');
    expect(sparkline([9, 1, 1, 1, 1], 3)).toHaveLength(3);
  });
});
