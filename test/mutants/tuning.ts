/** Mutants of what `tune` fits and judges by. */
import { type Mutant, mutantsOf } from './mutant.ts';

const unit = (name: string) => `unit/core/tune/${name}.test.ts`;

export const tuning: readonly Mutant[] = [
  ...mutantsOf(
    'migrate/affine.ts',
    ['unit/core/migrate/affine.test.ts'],
    [
      [
        'procrustes: Q = V Uᵀ',
        '(v[a * k + c] as number) * (u[b * k + c] as number)',
        '(u[a * k + c] as number) * (v[b * k + c] as number)',
      ],
      ['procrustes: scale', 's.reduce((sum, value) => sum + value, 0) / square', '1'],
      ['procrustes: translation', 'my.map((value, a) => value - (at[a] as number))', 'my.slice()'],
    ],
  ),
  ...mutantsOf(
    'migrate/move.ts',
    ['laws/migrate.test.ts'],
    [
      ['moved: spread of unit vectors', 'Math.max(0, 1 - square)', '1'],
      ["moved: the stream's mean moves too", 'mean: applied(map, state.mean),\n    cells,', 'cells,'],
    ],
  ),
  ...mutantsOf(
    'model/late.ts',
    ['unit/core/model/late.test.ts'],
    [
      ['late: by the version of the migration', 'stats.model >= state.since', 'stats.model >= 0'],
      ['late: no centroid moves', 'sum: scaled(mean, sums.weight)', 'sum: scaled(mean, 2 * sums.weight)'],
      ['late: what travels whole is left out', 'open: [], sampled: []', 'sampled: []'],
    ],
  ),
  ...mutantsOf(
    'tune/kmeans.ts',
    [unit('kmeans')],
    [
      ['distance: −2 x·c', '(squares[c] as number) - 2 * (cosines', '(squares[c] as number) - (cosines'],
      ['distance: with ‖x‖²', 'Math.max(0, least + (own[i] as number))', 'Math.max(0, least)'],
      ['means: over the cluster', '(sums[c * dim + j] as number) / count', '(sums[c * dim + j] as number) / rows'],
      ['starts: the least inertia is kept', 'inertia < best.inertia', 'inertia > best.inertia'],
    ],
  ),
  ...mutantsOf(
    'tune/whitening.ts',
    [unit('whitening')],
    [
      ['within: less the centre', '- (centres.data[centre + a] as number)', ''],
      ['shrinkage: the rest of the covariance', '((1 - shrinkage) * value) / count', 'value / count'],
      ['shrinkage: towards the mean variance', 'shrinkage * isotropic;', 'isotropic;'],
      ['trace: of the diagonal', 'at % (dim + 1) === 0 ? total + value : total', 'total + value'],
      ['Cholesky: square root of the pivot', 'Math.sqrt(value)', 'value'],
      [
        'Cholesky: less what is done',
        'value -= (l[a * dim + k] as number) * (l[b * dim + k] as number)',
        'value -= 0 * k',
      ],
      ['substitution: over the pivot', 'value / (l[a * dim + a] as number)', 'value'],
      ['whitened: less the mean', '(x[from + a] as number) - (mean[a] as number)', '(x[from + a] as number)'],
      ['whitened: the diagonal too', 'for (; b <= a; b++)', 'for (; b < a; b++)'],
    ],
  ),
  ...mutantsOf(
    'tune/lsa.ts',
    [unit('lsa')],
    [
      ['idf: smoothed', 'Math.log((bags.length + 1) / (df + 1))', 'Math.log(bags.length / df)'],
      ['kept: not in one document alone', 'const LEAST_DOCUMENTS = 2;', 'const LEAST_DOCUMENTS = 1;'],
      ['kept: not in a fifth of the documents', 'df < part * bags.length', 'df <= bags.length'],
      [
        'weights: 1 + ln tf',
        'const value = (1 + Math.log(counts[at] as number)) * (idf[t] as number);',
        'const value = (counts[at] as number) * (idf[t] as number);',
      ],
      [
        'weights: rows of length one',
        'const scale = square > 0 ? 1 / Math.sqrt(square) : 0;\n    for (let at = from',
        'const scale = 1;\n    for (let at = from',
      ],
      [
        'basis: orthogonal',
        '- overlap * (columns[other + r] as number)',
        '- 0.5 * overlap * (columns[other + r] as number)',
      ],
      ['projection: 1 + ln tf', 'const weight = 1 + Math.log(counts[i] as number);', 'const weight = 1;'],
    ],
  ),
  ...mutantsOf(
    'tune/map.ts',
    [unit('map')],
    [
      ['whole: length of both parts', '1 / Math.sqrt(1 + words.weight ** 2)', '1 / (1 + words.weight)'],
      ['words: their weight', '(whole * words.weight) / Math.sqrt(said)', 'whole / Math.sqrt(said)'],
      ['whitened: of length one', '1 / Math.sqrt(square));\n    else', '1);\n    else'],
    ],
  ),
  ...mutantsOf(
    'tune/student.ts',
    [unit('student')],
    [
      [
        'rarity: s / (s + p)',
        'smoothing / (smoothing + count / Math.max(1, total))',
        'smoothing / (smoothing + count)',
      ],
      ['table: less its mean', '- (mean[j] as number);\n      rows', ';\n      rows'],
      ['sum: √tf', 'Math.sqrt(counts[at] as number) * (rarity', '(counts[at] as number) * (rarity'],
      ['gradient: across z alone', '- (cosine * (sum[j] as number)) / length)', ')'],
      ['gradient: over |u|', 'const by = 1 / length / documents.length;', 'const by = 1 / documents.length;'],
      ['gradient: of a weight, along its row', 'dot(rows, at, gradient, 0, dim)', 'lengthOf(gradient)'],
    ],
  ),
  ...mutantsOf(
    'tune/sparse.ts',
    [unit('sparse')],
    [
      ['combined: what fours leave over', 'for (; at < to; at++) {', 'for (; at + 1 < to; at++) {'],
      ['combined: each row by its own value', 'const second = v2 *', 'const second = v3 *'],
      ['transposed: in the order of rows', 'filled[c] = to + 1;', 'filled[c] = to;'],
    ],
  ),
  ...mutantsOf(
    'tune/adam.ts',
    [unit('student')],
    [
      ['Adam: first moment', '(1 - DECAY.first) * g;', 'g;'],
      ['Adam: second moment is of squares', '(1 - DECAY.second) * g * g', '(1 - DECAY.second) * Math.abs(g)'],
      ['Adam: bias of the first moment', 'rate / (1 - DECAY.first ** steps)', 'rate'],
      ['Adam: against the gradient', '(values[at + j] as number) - (pace', '(values[at + j] as number) + (pace'],
    ],
  ),
  ...mutantsOf(
    'tune/adapter.ts',
    [unit('adapter')],
    [
      ['adapted: of length one', 'data[j] = (data[j] as number) / length;', 'data[j] = data[j] as number;'],
      ['gradient: across z alone', '- along * (z[i * dim + j] as number)) / (lengths', ') / (lengths'],
      ['gradient: over |u|', '/ (lengths[i] as number);\n      }\n      for (let k', ';\n      }\n      for (let k'],
      [
        'gradient: by D through U',
        'byHidden += (up[at] as number) * (back[j] as number);',
        'byHidden += back[j] as number;',
      ],
      ['anchor: to the own vector', 'loss += (anchor / views) * (1 - cosine);', 'loss += anchor * (1 - cosine);'],
      ['training: stops when it no longer gains', 'if (judged >= best.loss) break;', ''],
    ],
  ),
  ...mutantsOf(
    'tune/objective.ts',
    [unit('adapter')],
    [
      ['labels: few say nothing', 'count >= LEAST_LABELLED', 'count >= 1'],
      ['labels: prototypes of length one', 'mean[j] = (mean[j] as number) / length;', 'mean[j] = mean[j] as number;'],
      ['labels: surer than the encoder', 'const SURER = 2;', 'const SURER = 1;'],
      ['labels: gradient less the truth', '(scores[c] as number) - (c === own ? 1 : 0);', 'scores[c] as number;'],
      [
        'contrast: gradient of both views',
        'gradient[b + j] = (gradient[b + j] as number) + by * (z[a + j] as number);',
        '',
      ],
      ['contrast: gradient over the temperature', '(k === i ? 1 : 0)) / TEMPERATURE;', '(k === i ? 1 : 0));'],
      ['contrast: a view lacks features', 'next() < DROPPED ? 0', 'next() < 0 ? 0'],
    ],
  ),
  ...mutantsOf(
    'tune/spectrum.ts',
    [unit('spectrum')],
    [
      [
        'rank: entropy of parts',
        'entropy -= (value / total) * Math.log(value / total)',
        'entropy -= value * Math.log(value / total)',
      ],
      ['rank: exponential of it', 'return Math.exp(entropy);', 'return entropy;'],
      ['Householder: twice the reflection', 'const half = (beta * along) / 2;', 'const half = beta * along;'],
      ['QL: the shift is taken off', 'd[l] = (d[l] as number) - p;', 'd[l] = (d[l] as number) + p;'],
    ],
  ),
  ...mutantsOf(
    'tune/gate.ts',
    [unit('gate')],
    [
      ['view: more than noise', 'const LEAST_VIEW = 0.01;', 'const LEAST_VIEW = 0;'],
      ['gate: words of neighbours', '&& after.lex > before.lex', ''],
      ['gate: directions in use', '&& after.erank > before.erank', ''],
      ['neighbours: never itself', 'if (j === i || ', 'if ('],
      ['lex: cosine of unit rows', 'values.map((value) => value / length)', 'values'],
      ['halves: disjoint', 'first.has(at) ? 0 : 1', '0'],
    ],
  ),
  ...mutantsOf(
    'tune/labelled.ts',
    [unit('labelled')],
    [
      ['harm: the whole interval below zero', 'found[measure].high < 0', 'found[measure].low < 0'],
      ['change: after less before', 'nmi: b.nmi - a.nmi', 'nmi: a.nmi - b.nmi'],
      ['interval: both tails', 'high: at(1 - TAIL)', 'high: at(TAIL)'],
      ['vote: of the neighbours', 'winner === label ? 1 : 0', 'winner === label ? 0 : 1'],
    ],
  ),
  ...mutantsOf(
    'tune/tune.ts',
    [unit('tune')],
    [
      ['choice: the largest view', 'b.figures.view - a.figures.view', 'a.figures.view - b.figures.view'],
      ['choice: of the accepted', 'refusals.length === 0) ?? null;', 'refusals.length > 0) ?? null;'],
      [
        'labels: what is learnt from them needs others to be judged by',
        "if (adapter === 'labels' && (labelled?.unseen ?? null) === null)",
        "if (adapter === 'labels' && false)",
      ],
      [
        'labels: harm is refused',
        'for (const measure of harmed(set))',
        'for (const measure of harmed(set).slice(0, 0))',
      ],
    ],
  ),
];
