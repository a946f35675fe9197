import { describe, expect, it } from 'vitest';
import { read } from '../../../../src/core/phi/written.ts';

/** The forms of a word's places in a text, by what they tell. */
const told = (text: string, word: string) =>
  read(text)
    .filter((w) => w.word === word)
    .map(({ form, evidence }) => `${form} ${evidence}`);

describe('read', () => {
  it.each([
    ['a capital inside a sentence is its own', 'the people of Iraq vote', 'iraq', ['Iraq clear']],
    ['lower case is, too', 'In spring the people vote', 'people', ['people clear']],
    [
      'one that opens a sentence may be due to that',
      'Tankers wait. Tankers sail on',
      'tankers',
      ['Tankers opening', 'Tankers opening'],
    ],
    ['so may one that opens a quotation', 'He said: "Tankers sail on', 'tankers', ['Tankers opening']],
    [
      'one inside a word is its own everywhere',
      'iPhone sales rise. Sales Of The iPhone Rise',
      'iphone',
      ['iPhone clear', 'iPhone clear'],
    ],
    ['a headline tells of nothing', 'Tankers Wait for Better Weather', 'weather', ['Weather none']],
    ['but of words that are all capitals', 'Allies Want More From NATO Members', 'nato', ['NATO clear']],
    ['a dateline opens a sentence', 'NEW YORK Traders said so', 'york', ['YORK opening']],
    ['after it all is as ever', 'NEW YORK Traders in Boston said so', 'boston', ['Boston clear']],
    ['shouting tells of nothing', 'STORM HITS HARBOUR', 'harbour', ['HARBOUR none']],
    ['nor does a text without capitals', 'storm in the harbour of hamburg', 'hamburg', ['hamburg none']],
    ['nor where a word has an apostrophe of print', 'люблю київ і м’ясо', 'київ', ['київ none']],
    ['or a Hebrew abbreviation', 'הודיע צה״ל היום', 'צה"ל', ['צה״ל none']],
    ['an abbreviation ends a sentence for all we know', 'He met Mr. Blair in London', 'blair', ['Blair none']],
    ['İ is one letter', 'Bugün İzmir ve Ankara gezildi', 'i\u0307zmir', ['İzmir clear']],
    ['scripts without case', '我们去北京', '北京', ['北京 none']],
  ])('%s', (_, text, word, expected) => {
    expect(told(text, word)).toEqual(expected);
  });

  it('knows which words stand next to each other, and how they are joined', () => {
    const joints = (text: string) => read(text).map(({ joint }) => joint);
    expect(joints('the Red  Sox won')).toEqual([null, ' ', ' ', ' ']);
    expect(joints('of al-Assad')).toEqual([null, ' ', '-']);
    expect(joints('我们北京')).toEqual([null, '']);
    expect(joints('red, sox')).toEqual([null, null]);
    expect(joints('red. Sox')).toEqual([null, null]);
    expect(joints('red https://a.b sox')).toEqual([null, null]);
    expect(joints('')).toEqual([]);
  });
});
