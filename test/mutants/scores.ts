/** Mutants of what `evaluate` scores with. */
import { type Mutant, mutantsOf } from './mutant.ts';

const unit = (name: string) => `unit/core/evaluate/${name}.test.ts`;

export const scores: readonly Mutant[] = [
  ...mutantsOf(
    'evaluate/partition.ts',
    [unit('partition')],
    [
      ['NMI: arithmetic mean of the entropies', '(2 * mutual) / (hl + hc)', 'mutual / Math.max(hl, hc)'],
      ['mutual information: against independence', 'Math.log((count * total) / outer)', 'Math.log(total / outer)'],
      ['homogeneity: over the entropy of labels', 'mutual / hl : 1', 'mutual / hc : 1'],
      ['completeness: over the entropy of clusters', 'hc > 0 ? mutual / hc', 'hc > 0 ? mutual / hl'],
      ['entropy: natural logarithm of parts', '(count / total) * Math.log(count / total)', 'Math.log(count / total)'],
      ['ARI: pairs of different documents', '(count * (count - 1)) / 2;', '(count * count) / 2;'],
      ['ARI: less what chance gives', '- expected) / (largest', ') / (largest'],
      ['ARI: the largest index is the mean', '(inRows + inColumns) / 2', 'inRows + inColumns'],
      ['ARI: of one document', 'if (total < 2) return 1;', 'if (total < 2) return 0;'],
      ['purity: the largest label of each cluster', 'Math.max(largest[column] as number, count)', 'count'],
      [
        'B³ precision: within clusters',
        'count ** 2 / (columns[column] as number)',
        'count / (columns[column] as number)',
      ],
      ['B³ recall: within labels', 'count ** 2 / (rows[row] as number)', 'count / (rows[row] as number)'],
      ['B³ F1: harmonic mean', '(2 * precision * recall) / (precision + recall)', '(precision + recall) / 2'],
      ['strays: each apart', 'topics.map((topic) => topic ?? {})', 'topics.map((topic) => topic)'],
      ['strays: no topic of their own', 'topics.filter((topic) => topic !== null)', 'topics.filter(() => true)'],
      ['effective topics: exponential of the entropy', 'Math.exp(entropy(sizes))', 'entropy(sizes)'],
    ],
  ),
  ...mutantsOf(
    'evaluate/coherence.ts',
    [unit('coherence'), 'laws/evaluate.test.ts'],
    [
      ['ten words of a topic', 'const TOP = 10;', 'const TOP = 11;'],
      ['NPMI: windows of ten', 'const NPMI_WINDOW = 10;', 'const NPMI_WINDOW = 11;'],
      ['C_v: wide windows', 'const CV_WINDOW = 110;', 'const CV_WINDOW = 10;'],
      ['tokens: two characters or more', '{2,}', '+'],
      ['tokens: in lower case', 'text.toLowerCase()', 'text'],
      ['diversity: first words only', 'words.slice(0, most)', 'words.slice(0)'],
      ['windows: a short text is one', 'Math.max(0, text.length - window)', 'Math.max(1, text.length - window)'],
      ['windows: the first holds all its tokens', 'Math.max(0, place - window + 1)', 'place - window + 1'],
      ['windows: a word that left is gone', 'first = null;\n      }', 'first = first;\n      }'],
      ['windows: one that enters in that very step stays', '+ 1 === enters) leaves++;', '+ 1 < enters) leaves++;'],
      ['windows: the last is closed', 'if (first !== null) ranges.push(first, last + 1);', ''],
      ['overlap: from the later start', 'Math.max(a[i] as number, b[j] as number)', '(a[i] as number)'],
      ['overlap: the one that ends first goes on', 'if (endA < endB) i += 2;', 'if (endA > endB) i += 2;'],
      ['NPMI: normalised by the joint', '/ -Math.log(together)', '/ -Math.log(apart)'],
      ['NPMI: against independence', 'Math.log(together / apart)', 'Math.log(together)'],
      ['NPMI: smoothed', 'const EPSILON = 1e-12;', 'const EPSILON = 1e-6;'],
      ['NPMI: no word with itself', 'words.filter((_, j) => j !== i)', 'words.filter(() => true)'],
      ['C_v: cosine', 'inner(vector, vector) * inner(all, all)', 'inner(all, all)'],
    ],
  ),
  ...mutantsOf(
    'evaluate/calibration.ts',
    [unit('calibration')],
    [
      [
        'bins: upper bounds belong to them',
        'Math.ceil(claim.confidence * bins) - 1',
        'Math.floor(claim.confidence * bins)',
      ],
      ['error: weighed by documents', '(documents / claims.length) * Math.abs', '(1 / bins) * Math.abs'],
      ['error: absolute in each bin', 'Math.abs(accuracy - confidence)', '(accuracy - confidence)'],
      ['fifteen bins', 'bins = 15', 'bins = 10'],
      ['chance: Σ p(1 − p)', 'sum + p * (1 - p)', 'sum + p'],
      ['chance: the mean of |x|', 'Math.sqrt((2 / Math.PI) * ', 'Math.sqrt('],
    ],
  ),
  ...mutantsOf(
    'model/heirs.ts',
    [unit('lineage'), 'unit/core/model/calibrate.test.ts'],
    [
      ['merges alone are followed', "type === 'merged' && into[0]", 'into[0]'],
      ['to the end of the chain', 'heir = next.get(at)) at = heir;', 'heir = undefined) at = heir;'],
    ],
  ),
  ...mutantsOf(
    'evaluate/lineage.ts',
    [unit('lineage')],
    [
      ['the survivor’s parent', 'state.topics.get(kept)', 'state.topics.get(topic)'],
      ['parents merge, too', 'survivor(parent);', 'parent;'],
    ],
  ),
  ...mutantsOf(
    'model/hindsight.ts',
    ['unit/core/model/hindsight.test.ts'],
    [
      ['final: each block its own rows', 'from * dim, (from', '0, (from'],
      ['final: what no topic claims', 'let most = claim;', 'let most = -1;'],
      ['final: not before its birth', 'time < topic.born - halfLife', 'time < topic.born'],
      ['final: not long after its end', 'time > topic.updated + halfLife', 'time > topic.updated'],
      ['final: each cell of its topic', 'own.map(() => t)', 'own.map(() => 0)'],
      ['final: a parent by its topics’ documents', 'weight: topic.documents, mean:', 'weight: 1, mean:'],
    ],
  ),
  ...mutantsOf(
    'evaluate/perplexity.ts',
    [unit('perplexity')],
    [
      ['every second term', 'i % 2 === 1', 'i % 2 === 0'],
      ['the half depends on the document', 'hash32(word, seed)', 'hash32(word)'],
      ['occurrences count', 'log += count * Math.log', 'log += Math.log'],
      ['Θ mixes Φ', 'sum + weight * (', 'sum + 1 * ('],
      [
        'a topic without words takes those of all',
        'model.probability(topic, word) ?? background',
        'model.probability(topic, word) ?? 0',
      ],
      ['a stray takes the words of all', 'theta.length === 0 ? background : mixed', 'mixed'],
      ['unknown words are left out', 'if (background === null) continue;', 'if (background === null) return null;'],
      ['perplexity: per word', 'Math.exp(-log / words)', 'Math.exp(-log / all)'],
    ],
  ),
  ...mutantsOf(
    'evaluate/wordmodel.ts',
    [unit('wordmodel')],
    [['no probability of an unknown word', ' || part(word) === null', '']],
  ),
  ...mutantsOf(
    'evaluate/evaluate.ts',
    [unit('evaluate')],
    [
      ['prequential: revision 1 after version 0', 'if (first?.model !== 0)', 'if (first?.model !== 1)'],
      ['published: through merges', "phase === 'prequential' ? topic : kin.survivor(topic)", 'topic'],
      ['prequential: as it was said', "phase === 'prequential' ? topic : kin.survivor(topic)", 'kin.survivor(topic)'],
      ['parents', "if (level === 'parents') return kin.parent(topic);", ''],
      [
        'words of parents: topics without one stand for themselves',
        'record.level === 1 || record.parent === null',
        'record.level === 1',
      ],
      [
        'calibration: both through merges',
        'kin.survivor(final) === kin.survivor(first.topic)',
        'final === first.topic',
      ],
      ['calibration: the most frequent label', 'b[1] - a[1]', 'a[1] - b[1]'],
      ['calibration: only what has a label', 'label === null || first === undefined', 'first === undefined'],
      ['perplexity: through merges', 'topic: kin.survivor(topic), weight', 'topic, weight'],
      ['unlabelled documents are not scored', 'label === null ? [] : [{ label, at }]', '[{ label, at }]'],
    ],
  ),
];
