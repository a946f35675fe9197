/** Mutants of what is shown: the past of topics, their place in the plane, who is near. */
import { type Mutant, mutantsOf } from './mutant.ts';

const unit = (name: string) => `unit/core/${name}.test.ts`;

export const shown: readonly Mutant[] = [
  ...mutantsOf(
    'history/buckets.ts',
    [unit('history/buckets')],
    [
      ['a bucket begins at a multiple of its width', '(minute * MINUTE) / width', 'minute / width'],
      ['too old for the row', 'if (at >= 0) next', 'next'],
      ['no more buckets than the row may have', 'Math.max(oldest, last - most + 1)', 'Math.max(oldest, last - most)'],
      ['joined: both', ' + (b.counts[first + i - b.first] ?? 0)', ''],
      [
        'joined: as many as the newer allows',
        'Math.max(Math.min(a.first, b.first), last - most + 1)',
        'Math.min(a.first, b.first)',
      ],
      ['the coarsest that says something', '>= LEAST) return r;', '< LEAST) return r;'],
    ],
  ),
  ...mutantsOf(
    'history/past.ts',
    [unit('history/past')],
    [
      ['what was forgotten counts', '[[null, unclaimed]]', '[]'],
      ['what a topic had before', 'histories.set(id, past);', ''],
      ['what its cells have', 'join(histories.get(topic) ?? EMPTY_SERIES, history)', 'history'],
    ],
  ),
  ...mutantsOf(
    'show/layout.ts',
    [unit('show/layout')],
    [
      ['centred: rows and columns', ' - (means[k % n] as number)', ''],
      ['centred: the mean of all', ' + mean);', ');'],
      ['axes: by the root of the eigenvalue', 'x * Math.sqrt(Math.max(0, value))', 'x * Math.max(0, value)'],
      ['axes: the second without the first', 'leading(matrix, ids, [first.vector])', 'leading(matrix, ids, [])'],
      ['plane: topics by number', '(ids[i] as TopicId) - (ids[j] as TopicId)', '0'],
      ['plane: on the fixed directions', 'return aligned(plane, compass(sorted, matrix));', 'return plane;'],
      ['compass: about the middle', 'all.map((x) => x - mean)', 'all'],
      ['aligned: the better of turn and mirror', 'const mirrored = flip > turn;', 'const mirrored = false;'],
      ['aligned: angle of the turn', 'Math.atan2(h01 - h10, h00 + h11)', 'Math.atan2(h10 - h01, h00 + h11)'],
      ['aligned: angle of the mirror', 'Math.atan2(h01 + h10, h00 - h11)', 'Math.atan2(h01 + h10, h00 + h11)'],
      ['aligned: about the middle', 'const [dx, dy] = [x - ax, sign * (y - ay)];', 'const [dx, dy] = [x, sign * y];'],
      ['apart: both radii and a gap', 'const wanted = a + b + GAP;', 'const wanted = a + GAP;'],
      ['apart: neighbours only, but all of them', 'apart > a + widest + GAP) break', 'apart > a) break'],
    ],
  ),
  ...mutantsOf(
    'show/nearest.ts',
    [unit('show/topic')],
    [
      ['nearest first', 'b.cosine - a.cosine || a.topic - b.topic', 'a.cosine - b.cosine || a.topic - b.topic'],
      ['not itself', 'near.topic !== topic && near.cosine > 0', 'near.cosine > 0'],
    ],
  ),
  ...mutantsOf(
    'show/picture.ts',
    [unit('show/topic')],
    [
      ['stray: what no topic claims', '1 - claimed', 'claimed'],
      ['stray: topics alone claim', 'if (level === 0) claimed += share;', 'claimed += share;'],
    ],
  ),
];
