/** Mutants of how texts become words, pieces and counts. */
import { type Mutant, mutantsOf } from './mutant.ts';

const unit = (name: string) => `unit/core/${name}.test.ts`;

export const text: readonly Mutant[] = [
  ...mutantsOf(
    'text/clean.ts',
    [unit('text/clean')],
    [
      ['clean: well-formed', 'text.toWellFormed().replace', 'text.replace'],
      ['clean: bidirectional controls', '\\u202a-\\u202e', ''],
      ['clean: the Arabic letter mark', '\\u061c', ''],
      ['clean: one line', ".replace(SPACES, ' ')", ''],
      ['excerpt: bound in characters', 'if (head.length <= most)', 'if (head.length <= most * 8)'],
      ['excerpt: the ellipsis counts', 'i < most; i++', 'i <= most; i++'],
      ['excerpt: cut at a word only when one is near', 'space > cut.length * 0.8', 'space > 0'],
      ['excerpt: behind white space', 'text.trimStart().slice', 'text.slice'],
    ],
  ),
  ...mutantsOf(
    'text/terms.ts',
    [unit('text/terms')],
    [
      ['terms: NFC', "'$1').normalize('NFC')", "'$1')"],
      ['terms: marks in a row are bounded', ".replace(STACKED, '$1')", ''],
      ['terms: lower case', 'located(scanned(text).toLowerCase())', 'located(scanned(text))'],
      ['terms: mail addresses go', 'if (at > 0 && ', 'if (at > 99 && '],
      ['terms: web addresses go', 'return web < 0 ? token', 'return web < 99 ? token'],
      ['terms: the text before a web address stays', 'token.slice(0, web)', 'token.slice(0, 0)'],
      [
        'terms: scripts without spaces go through the segmenter',
        'if (UNSPACED.test(run)) yield* segments(run, index);',
        'if (UNSPACED.test(run)) yield { word: run, at: index };',
      ],
      ['terms: addresses end where such a script begins', '\\\\uffef$', '\\\\uffef'],
      ['terms: two letters and more', 'first >= 0x80 && HAN.test(word) && ', ''],
      ['terms: single Han characters', 'HAN.test(word) && LETTER.test(word)', 'false'],
      ['terms: a letter at least', '|| LETTER.test(word))', '|| true)'],
      ['terms: not absurdly long', 'word.length <= LONGEST_TERM', 'word.length < LONGEST_TERM'],
      [
        'terms: stop words of the language',
        'as readonly number[]).includes(spoken)) continue;',
        'as readonly number[]).includes(-1)) continue;',
      ],
      ['terms: what feeds say in every language', ' && !stop.everywhere(word)', ''],
      [
        'terms: each occurrence speaks for its language',
        '(hits[each] as number) + tally',
        '(hits[each] as number) + 1',
      ],
      ['terms: different terms are bounded', 'size && kept < MOST_TERMS', 'size'],
      ['terms: nothing is left of the text before', 'places[entries[i] as number] = 0;', ''],
      ['terms: another list has other numbers', 'list = wordList();\n      known.clear();', 'list = wordList();'],
      ['terms: what the quick way has begun is undone', 'reset();\n      const all', 'const all'],
      ['terms: addresses are as long as what takes their place', "' '.repeat(token.length)", "' '"],
      ['terms: İ is two letters', ".replaceAll('İ', 'I\\u0307')", ''],
      ['terms: what is scanned is bounded', 'text.slice(0, SCANNED_CHARACTERS)', 'text'],
    ],
  ),
  ...mutantsOf(
    'text/stopwords.ts',
    [unit('text/stopwords')],
    [
      [
        'stop words: the most frequent language wins',
        '(hits[i] as number) > (hits[best] as number)',
        '(hits[i] as number) < (hits[best] as number)',
      ],
      [
        'stop words: ties go to the first',
        '(hits[i] as number) > (hits[best] as number)',
        '(hits[i] as number) >= (hits[best] as number)',
      ],
      [
        'stop words: a word of several languages speaks for each',
        'if (known) known.push(language);',
        'if (known) known.length = 1;',
      ],
      ['stop words: words of feeds', 'FEED_WORDS.has(word)', 'false'],
      ['stop words: words of the same languages are one group', 'languages.join()', "''"],
    ],
  ),
  ...mutantsOf(
    'text/memory.ts',
    [unit('text/memory')],
    [
      [
        'memory: compares what it finds',
        'entries[WIDTH * entry] === hash && same(entry, text, from, to)',
        'entries[WIDTH * entry] === hash',
      ],
      ['memory: as long', '!== to - from) return false;', '!== to - from) return true;'],
      ['memory: room for entries', 'count + more > most || ', ''],
      ['memory: room for characters', ' || taken + characters > EACH * most', ''],
      ['memory: begins anew at the beginning', 'count = 0;\n  };', '};'],
    ],
  ),
  ...mutantsOf(
    'text/counts.ts',
    [unit('text/counts')],
    [
      ['counts: added to what there is', '(counts[at - 1] as number) + factor *', 'factor *'],
      ['counts: each part by its factor', 'factors ? (factors[p] as number) : 1', '1'],
      ['counts: new words come last', 'at = ++size;', 'at = size === 0 ? ++size : size;'],
      ['counts: scaled', 'counts[i] = (this.#counts[i] as number) * factor', 'counts[i] = this.#counts[i] as number'],
      [
        'counts: of a word that comes twice the last',
        'values[at - 1] = counts[i] as number',
        'values[at - 1] ||= counts[i] as number',
      ],
      ['counts: places are left empty', 'for (const number of numbers) places[number] = 0;', ''],
      ['counts: sums leave places empty', 'for (let i = 0; i < size; i++) places[numbers[i] as number] = 0;', ''],
      ['table: added to what there is', '(counts[start + place] as number) + value', 'value'],
      ['table: all words of a row', 'sum += value;', 'if (places[numbers[i] as number]) sum += value;'],
      ['table: leaves places empty', 'for (const number of wanted) places[number] = 0;', ''],
      ['counts: looked up anew in another list', 'numberOf(words[number] as string))', 'number)'],
      ['counts: words in use stay', '> 2 * used + SPARE', '> SPARE'],
      ['tally: times a factor', '(added[i] as number) * factor', '(added[i] as number)'],
      ['tally: cleared', 'this.#values[number] = 0;', ''],
    ],
  ),
  ...mutantsOf(
    'text/spelling.ts',
    [unit('text/spelling')],
    [
      ['spelling: another word with the same hash', 'if (i === length) return number;', 'return number;'],
      ['spelling: nothing beyond the end', 'to + end - start > into.length', 'to > into.length'],
      ['spelling: what UTF-8 cannot say is not found', ' && wordOf(number).isWellFormed()', ''],
      ['spelling: begun anew with another list', 'spelled = 0;\n    slots.fill(-1);', 'spelled = 0;'],
    ],
  ),
  ...mutantsOf(
    'text/plain.ts',
    [unit('text/terms')],
    [
      ['plain: marks are none of it', ' || /\\p{M}/u.test(character)', ''],
      ['plain: nor is what NFC changes', "character.normalize('NFC') !== character || ", ''],
      ['plain: odd in lower case', 'if (!kind) return false;', ''],
    ],
  ),
  ...mutantsOf(
    'text/wordpiece.ts',
    ['unit/core/text/wordpiece.test.ts'],
    [
      [
        'words: lower case before marks are taken off',
        "spaced.toLowerCase().normalize('NFD')",
        "spaced.normalize('NFD')",
      ],
      ['words: Chinese characters stand alone', ".replace(HAN, ' $& ')", ''],
      ['words: marks are taken off', ".replace(MARKS, '')", ''],
      ['words: a long one is unknown', 'if (length > LONGEST_WORD) {', 'if (length > 2 * LONGEST_WORD) {'],
      ['pieces: the longest first', 'for (; end > start; end--) {', 'for (end = start + 1; end <= length; end++) {'],
      ['pieces: within a word others than at its start', 'start === 0 ? begins : goesOn', 'begins'],
      ['pieces: a rest makes the word unknown', 'into.push(unknown);\n        return;', 'return;'],
      ['chunks: VT and FF do not', ' && code !== 0x0b && code !== 0x0c', ''],
      ['limit: within a chunk', 'known.start(entry) + limit - filled', 'known.end(entry)'],
      [
        'bags: counts',
        'if (place !== undefined) counts[place] = (counts[place] as number) + 1;',
        'if (place !== undefined) counts[place] = 1;',
      ],
    ],
  ),
];
