/** Mutants of what the model stands on: vectors, random numbers, text, words, and the log's own rules. */
import { type Mutant, mutantsOf } from './mutant.ts';

const unit = (name: string) => `unit/core/${name}.test.ts`;

export const ground: readonly Mutant[] = [
  ...mutantsOf(
    'vector.ts',
    [unit('vector')],
    [
      ['dot product: all four sums', 'return s0 + s1 + (s2 + s3);', 'return s0 + s1 + s2;'],
      ['products: each column has its own row', 's1 += v * (y[y1 + k] as number);', 's1 += v * (y[y0 + k] as number);'],
      ['products: rows of equal length only', 'if (a.dim !== b.dim)', 'if (a.dim > b.dim)'],
      ['row: the i-th', 'matrix.data.subarray(i * matrix.dim,', 'matrix.data.subarray(i + matrix.dim,'],
      ['centre: (x − mean) / ‖x − mean‖', 'const scale = 1 / Math.sqrt(square);', 'const scale = 1 / square;'],
      ['centre: the mean is taken away', '- (mean[j] as number);', '- 0;'],
      ['centre: a row equal to the mean stays zero', 'if (square < 1e-18)', 'if (square < 0)'],
      ['squared distance', 'sum += d * d;', 'sum += Math.abs(d);'],
      ['blend: (1 − t)·a + t·b', '+ t * ((b[i]', '+ (1 - t) * ((b[i]'],
      ['scaled: a·s', '(a[i] as number) * s;', '(a[i] as number) / s;'],
      ['first occurrences: equal hashes are not equal rows', 'rivals?.find((r) => same(r, i))', 'rivals?.[0]'],
      [
        'first occurrences: rivals of one hash are all kept',
        'if (rivals) rivals.push(i);',
        'if (rivals) rivals.length = 1;',
      ],
    ],
  ),
  ...mutantsOf(
    'random.ts',
    [unit('random')],
    [
      [
        'hash: FNV-1a',
        'Math.imul(h ^ text.charCodeAt(i), 0x01000193)',
        'Math.imul(h, 0x01000193) ^ text.charCodeAt(i)',
      ],
      ['hash: the finaliser', 'h ^= h >>> 13;', ''],
      ['hash: the seed', '(0x811c9dc5 ^ seed) >>> 0', '0x811c9dc5'],
      ['uniform: inside (0, 1)', '/ 4294967296', '/ 2147483648'],
      [
        'reservoir: chance grows with weight',
        'Math.log(uniform(id, seed)) / Math.max',
        'Math.log(uniform(id, seed)) * Math.max',
      ],
      ['reservoir: a function of the seed', 'Math.log(uniform(id, seed))', 'Math.log(uniform(id, 0))'],
    ],
  ),
  ...mutantsOf(
    'text/clean.ts',
    [unit('text/clean')],
    [
      ['clean: well-formed', 'text.toWellFormed().replace', 'text.replace'],
      ['clean: bidirectional controls', '\\u202a-\\u202e', ''],
      ['clean: the Arabic letter mark', '\\u061c', ''],
      ['clean: one line', ".replace(SPACES, ' ')", ''],
      ['excerpt: bound in characters', 'if (points.length <= most)', 'if (points.length <= most * 8)'],
      ['excerpt: the ellipsis counts', 'points.slice(0, most - 1)', 'points.slice(0, most)'],
      ['excerpt: cut at a word only when one is near', 'space > cut.length * 0.8', 'space > 0'],
      ['excerpt: behind white space', 'text.trimStart().slice', 'text.slice'],
    ],
  ),
  ...mutantsOf(
    'text/terms.ts',
    [unit('text/terms')],
    [
      ['terms: NFC', ".normalize('NFC')", ''],
      ['terms: marks in a row are bounded', ".replace(STACKED, '$1')", ''],
      ['terms: lower case', '.toLowerCase()', ''],
      ['terms: mail addresses go', 'if (at > 0 && ', 'if (at > 99 && '],
      ['terms: web addresses go', 'return web < 0 ? token', 'return web < 99 ? token'],
      ['terms: the text before a web address stays', 'token.slice(0, web)', 'token.slice(0, 0)'],
      [
        'terms: scripts without spaces go through the segmenter',
        'if (UNSPACED.test(run)) yield* segments(run);',
        'if (UNSPACED.test(run)) yield run;',
      ],
      ['terms: addresses end where such a script begins', '\\\\uffef$', '\\\\uffef'],
      ['terms: two letters and more', 'word.length > 1 ||', 'word.length > 0 ||'],
      ['terms: single Han characters', '|| HAN.test(word)) &&', ') &&'],
      ['terms: a letter at least', '&& LETTER.test(word)', ''],
      ['terms: not absurdly long', 'word.length <= LONGEST_TERM', 'word.length < LONGEST_TERM'],
      ['terms: stop words', 'if (dropped.has(word) || ', 'if ('],
      ['terms: different terms are bounded', 'else if (counts.size < MOST_TERMS)', 'else'],
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
        'if (known) known.push(i);',
        'if (known) known.length = 1;',
      ],
      ['stop words: words of feeds', ', ...FEED_WORDS]', ']'],
    ],
  ),
  ...mutantsOf(
    'phi/words.ts',
    [unit('phi/words')],
    [
      ['Φ: words decay', 'count * left', 'count'],
      [
        'Φ: smoothed relative frequency',
        '((counts.get(word) ?? 0) + SMOOTHING) / all',
        '(counts.get(word) ?? 0) / all',
      ],
      ['Φ: sums to 1 over all words', 'sumOf(counts) + SMOOTHING * vocabulary', 'sumOf(counts) + SMOOTHING'],
      ['relevance: term frequency', '(count / total) * Math.log', 'count * Math.log'],
      [
        'relevance: ln(1 + A / f)',
        'Math.log(1 + background.perTopic / everywhere)',
        'Math.log(background.perTopic / everywhere)',
      ],
      ['relevance: f counts the word everywhere', 'Math.max(background.counts.get(word) ?? 0, count)', 'count'],
      ['relevance: A is the mean number of words a topic', 'sumOf(counts) / Math.max(topics, 1)', 'sumOf(counts)'],
      ['words: the most relevant first', 'b.relevance - a.relevance ||', ''],
      ['words: ties by the alphabet', '(a.word < b.word ? -1 : 1)', '0'],
      ['relevance: ^γ', ' ** RARITY', ''],
      [
        'words: a plural is one with its singular',
        'const singular = singularOf(word, counts);',
        'const singular = word;',
      ],
      ['words: enough are put in order', 'const head = most * FORMS;', 'const head = most;'],
      ['words: with the probability of both', 'sum + phi(form), 0)', 'phi(form), 0)'],
      ['words: none that faded to nothing', '.filter(([, count]) => count > 0)', ''],
      ['label: fits while its words are among the first', 'slice(0, FITTING)', 'slice(0, FITTING + 1)'],
      ['label: three words', '.slice(0, 3)', '.slice(0, 4)'],
    ],
  ),
  ...mutantsOf(
    'phi/exemplars.ts',
    [unit('phi/exemplars')],
    [
      ['exemplars: as many as are shown', 'slice(0, LIFE.shown)', 'slice(0, 1)'],
      ['exemplars: the largest keys', 'y.priority - x.priority', 'x.priority - y.priority'],
      ['exemplars: none like another', '>= ALIKE', '> 1'],
      ['exemplars: rather alike than none', '[...apart, ...alike]', 'apart'],
    ],
  ),
  ...mutantsOf(
    'phi/records.ts',
    [unit('phi/records')],
    [
      ['Φ records: live topics only', "topic.status !== 'live' ||", ''],
      ['Φ records: a parent has its topics’ words', '(families.get(topic.id) ?? [])', '[topic]'],
      ['documents: from before it last retired', 'sum + part.earlier', 'sum'],
      [
        'share: of the whole stream, candidates included',
        'for (const cell of state.cells.values()) total +=',
        'for (const cell of [...state.cells.values()].slice(1)) total +=',
      ],
      [
        'weight: decayed to stream time',
        'sum + weightAt(cell, state.streamTime, halfLife), 0)',
        'sum + cell.weight, 0)',
      ],
      ['label: the one it has', 'topic.label || labelOf(words)', 'labelOf(words)'],
      ['Φ records: heaviest first', 'b.weight - a.weight ||', ''],
      ['updated: the newest document', 'Math.max(newest, cell.reference)', 'newest'],
    ],
  ),
  ...mutantsOf(
    'murmur2.ts',
    [unit('murmur2')],
    [
      ['murmur2: mixing', 'k ^ (k >>> 24)', 'k ^ (k >>> 23)'],
      ['murmur2: the tail', 'if (rest >= 2) h ^= at(i + 1) << 8;', ''],
      ['partition: a positive number', '& 0x7fffffff', '& 0x7ffffffe'],
    ],
  ),
  ...mutantsOf(
    'cut.ts',
    ['laws/cut.test.ts'],
    [
      [
        'cut: at multiples of the documents of a batch',
        '(first.offset / size + 1n) * size',
        '(first.offset / size) * size + size + 1n',
      ],
      [
        'cut: only what was fetched',
        'boundary !== null && this.covered >= boundary) return this.#cut',
        'boundary !== null) return this.#cut',
      ],
      ['cut: a slow feed lingers', 'records.at + linger', 'records.at'],
      ['cut: a tail of holes lingers longer', 'Math.max(linger, HOLE_LINGER)', 'linger'],
    ],
  ),
  ...mutantsOf(
    'position.ts',
    [unit('position')],
    [
      [
        'position: the end belongs to the log',
        'committed <= end) return committed',
        'committed < end) return committed',
      ],
      [
        'position: loss is accepted on demand only',
        'if (acceptLoss) return nearest;',
        'if (acceptLoss || committed < low) return nearest;',
      ],
      ['position: the nearest that is left', 'committed < low ? low : end;', 'committed < low ? end : low;'],
    ],
  ),
];
