import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labelOf } from '../../../../src/core/phi/label.ts';
import { keywords } from '../../../../src/core/phi/words.ts';
import { Counts, Tally } from '../../../../src/core/text/counts.ts';
import { stopWords } from '../../../../src/core/text/stopwords.ts';
import { termsOf, words } from '../../../../src/core/text/terms.ts';
import type { Exemplar } from '../../../../src/core/types.ts';
import { cell, exemplar, vector } from '../model/make.ts';

const documents = (...texts: (string | { title: string; excerpt?: string })[]): Exemplar[] =>
  texts.map((text, i) => exemplar(`d${i}`, typeof text === 'string' ? { excerpt: text } : { excerpt: '', ...text }));
/** A cell for every three documents, as a topic has them. */
const cells = (exemplars: readonly Exemplar[]) =>
  exemplars.flatMap((_, i) => (i % 3 === 0 ? [cell(i + 1, vector(1), { exemplars: exemplars.slice(i, i + 3) })] : []));
const label = (list: string, ...texts: Parameters<typeof documents>) =>
  labelOf(list.split(' '), cells(documents(...texts)));
/** However the dictionary splits it. */
const artificial = [...words('人工智能')];
const inChinese = ['北京的公司发布了人工智能', '分析师说，人工智能将改变世界', '学生们明天学习人工智能'];

describe('labelOf', () => {
  it('is the first three words, without exemplars in lower case', () => {
    expect(label('alpha beta gamma delta')).toBe('alpha, beta, gamma');
    expect(label('alpha')).toBe('alpha');
    expect(labelOf([], [])).toBe('');
  });

  it('passes over what is another word with an ending', () => {
    expect(label('iraq iraqi baghdad gun guns news')).toBe('iraq, baghdad, gun');
    expect(label('car care cars card')).toBe('car, care, card');
  });

  it('has phrases for words, of all cells of the topic', () => {
    const texts = [
      'Shares rose after the prime minister spoke in London',
      'A vote was lost by the prime minister last night',
      'What does our prime minister want of the party?',
      'The minister for health resigned on Friday',
    ];
    expect(label('election minister party prime', ...texts)).toBe('election, prime minister, party');
    expect(label('election minister party prime', ...texts.slice(1))).toBe('election, minister, party');
  });

  it('takes documents that say the same for one', () => {
    const again = 'RT the prime minister spoke in London today';
    expect(label('minister prime', again, `${again} again`, `well, ${again}`, 'nothing')).toBe('minister, prime');
  });

  it('takes words of the first twenty only for phrases', () => {
    const texts = ['the old minister of one', 'an old minister and two', 'our old minister with three'];
    const filled = (n: number) => ['minister', ...Array.from({ length: n }, (_, i) => `w${i}w`), 'old'];
    expect(labelOf(filled(18), cells(documents(...texts)))).toBe('old minister, w0w, w1w');
    expect(labelOf(filled(19), cells(documents(...texts)))).toBe('minister, w0w, w1w');
  });
});

describe('a name', () => {
  it('is written as most of the places have it that are clear about it', () => {
    expect(label('nato', 'The NATO allies met', 'Members of Nato agreed on that', 'Leaders of NATO want more')).toBe(
      'NATO',
    );
    expect(label('storm', 'The storm hit land', 'Storm warning. Storm damage. Storm')).toBe('storm');
    expect(label('red sox', 'The Red Sox won again', 'Fans of the Red Sox cheer', 'We saw Red Sox players')).toBe(
      'Red Sox',
    );
  });

  it('has the fewest capitals of forms as frequent', () => {
    expect(label('nato', 'The NATO allies met', 'Members of Nato agreed on that')).toBe('Nato');
    expect(label('nato', 'The nato allies met', 'Members of Nato agreed on that')).toBe('nato');
  });

  it('asks titles only where excerpts tell nothing', () => {
    const title = 'Was bleibt vom Ampel-Streit am Ende';
    expect(label('ende', { title })).toBe('Ende');
    expect(label('ende', { title, excerpt: 'Das war zu ende gegangen' })).toBe('ende');
  });

  it('is in lower case when all places may owe their capitals to where they stand', () => {
    expect(label('weather', 'Tankers Wait for Better Weather', 'WEATHER IS BAD')).toBe('weather');
    expect(label('tankers', 'Tankers wait for weather')).toBe('tankers');
  });

  it('but for a form in which sentences open with it time and again, and in no other', () => {
    expect(label('arsenal', 'Arsenal lose again in the league', 'Arsenal wasted a golden chance')).toBe('Arsenal');
    expect(label('ibm', 'IBM sells its computers', 'Ibm has new machines')).toBe('ibm');
  });

  it('of a phrase is spelt word by word where no place is clear about the whole', () => {
    const headlines = [
      'Peoplesoft Inc Raises Forecast',
      'Customers Want Peoplesoft Inc',
      'Board Of Peoplesoft Inc Meets',
    ];
    expect(label('peoplesoft inc', ...headlines, 'They said that PeopleSoft pays')).toBe('PeopleSoft inc');
  });

  it('is joined as the texts have it', () => {
    const texts = [
      'The army of al-Assad left',
      'Forces of al-Assad came near',
      'What al Assad wants is war',
      'Then al-Assad spoke',
    ];
    expect(label('assad al', ...texts)).toBe('al-Assad');
    expect(label(['红', ...artificial].join(' '), ...inChinese)).toBe('红, 人工智能');
  });
});

describe('an earlier label', () => {
  const twelve = Array.from({ length: 12 }, (_, i) => `w${i}w`);
  const kept = (earlier: string, list = twelve, ...texts: string[]) =>
    labelOf(list, cells(documents(...texts)), earlier);

  it('stays while all of its names are among the first ten, as it is written', () => {
    expect(kept('W0w, w9W', twelve)).toBe('W0w, w9W');
    expect(kept('w0w, w10w')).toBe('w0w, w1w, w2w');
    expect(kept('w0w, other')).toBe('w0w, w1w, w2w');
    expect(kept('anything', [])).toBe('anything');
  });

  it('does not when one of its words is part of a phrase by now, or its phrase is none any more', () => {
    const texts = ['he saw the Red Sox win', 'she is a fan of the Red Sox', 'Two Red Sox players left'];
    expect(kept('boston, sox', ['boston', 'sox', 'red'], ...texts)).toBe('boston, Red Sox');
    expect(kept('Red Sox, boston', ['boston', 'sox', 'red'], ...texts)).toBe('Red Sox, boston');
    expect(kept('Red Sox, boston', ['boston', 'sox', 'red'])).toBe('boston, sox, red');
  });

  it('stays though its phrase has no spaces', () => {
    const earlier = 'iPhone, 人工智能';
    expect(kept(earlier, [...artificial, 'iphone'], ...inChinese)).toBe(earlier);
  });
});

describe('laws of labels', () => {
  const word = fc.constantFrom(
    'Red',
    'red',
    'Sox',
    'NEW',
    'New',
    'York',
    'york',
    'mets',
    'win.',
    '“Mets',
    'iPhone',
    '-',
  );
  const text = fc.array(word, { maxLength: 9 }).map((list) => list.join(' '));
  const textsInTwoOrders = fc.array(text, { maxLength: 12 }).chain((texts) => {
    const all = texts.map((_, i) => i);
    return fc.tuple(fc.constant(texts), fc.shuffledSubarray(all, { minLength: all.length }));
  });
  const list = ['york', 'sox', 'mets', 'red', 'new', 'iphone', 'win'];

  it('at most three names of known words, no word in two of them, whatever the order of cells and exemplars', () => {
    fc.assert(
      fc.property(textsInTwoOrders, ([texts, order]) => {
        const all = documents(...texts);
        const found = labelOf(list, cells(all));
        expect(labelOf(list, cells(order.map((i) => all[i] as Exemplar)))).toBe(found);
        expect(labelOf(list, cells(all), found)).toBe(found);
        const inLabel = [...words(found)];
        expect(found.split(', ').length).toBeLessThanOrEqual(3);
        expect(new Set(inLabel).size).toBe(inLabel.length);
        for (const known of inLabel) expect(list).toContain(known);
      }),
    );
  });

  it('well-formed, on one line, of any text', () => {
    const hostile = fc.string({ unit: fc.nat({ max: 0xffff }).map((u) => String.fromCharCode(u)), maxLength: 80 });
    const none = stopWords(new Map());
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 6 }), (texts) => {
        const terms = texts.flatMap((t) => [...termsOf(t, none).keys()]);
        const found = labelOf([...new Set(terms)], cells(documents(...texts)));
        expect(found.isWellFormed()).toBe(true);
        expect(found).toMatch(/^[\p{L}\p{M}\p{N}_ ,-]*$/u);
      }),
    );
  });

  it('of a huge text in little time', () => {
    expect(label('lorem ipsum', 'Lorem ipsum '.repeat(1_000_000), `${'x'.repeat(1_000_000)} lorem`)).toBe(
      'Lorem, ipsum',
    );
  });
});

it('a feed in Chinese and English has words and a label of both', () => {
  const stop = stopWords(
    new Map([
      ['en', new Set(['a', 'the', 'is', 'of', 'will', 'that', 'in', 'and'])],
      ['zh', new Set(['的', '了', '在', '是', '让', '将', '用'])],
    ]),
  );
  const texts = [
    '苹果公司今天发布了新款iPhone。',
    '分析师说，人工智能将卖出iPhone。',
    '人工智能的芯片让iPhone更快。',
    '苹果公司的人工智能功能明年推出。',
    '北京的用户用上了iPhone。',
    'Apple showed the iPhone in California and will sell it in spring',
    'The makers say that artificial intelligence will sell the iPhone',
  ];
  expect([...termsOf(texts[2] as string, stop).keys()].join('')).toBe('人工智能芯片iphone更快');
  // "in" is a stop word of English alone, 的 of Chinese.
  expect([...termsOf('iPhone in 北京 的', stop).keys()]).toEqual(['iphone', '北京', '的']);
  const counts = new Tally();
  for (const text of texts) counts.add(Counts.from(termsOf(text, stop)), 1);
  const found = keywords(counts, { counts, perTopic: 60 }, 50).map(({ word }) => word);
  expect(found.slice(0, 1 + artificial.length)).toEqual(['iphone', ...artificial]);
  expect(labelOf(found, cells(documents(...texts)))).toMatch(/^iPhone, 人工智能, /);
});
