/** Mutants of the rules by which the model lives: admission, absorbing, crowding, revisions, the changelog. */
import { type Mutant, mutantsOf } from './mutant.ts';

const unit = (name: string) => `unit/core/model/${name}.test.ts`;
const snapshots = 'laws/snapshot.test.ts';

export const regrouping: readonly Mutant[] = [
  ...mutantsOf(
    'model/admit.ts',
    [unit('admit')],
    [
      ['admit: older epochs bring nothing', 'if (span.epoch < state.epoch) return false;', ''],
      ['admit: epochs to come are refused', 'if (span.epoch > state.epoch)', 'if (span.epoch > state.epoch + 1)'],
      [
        'admit: a span absorbed already',
        'if (span.to <= known.offset) return false;',
        'if (span.to < known.offset) return false;',
      ],
      ['admit: an overlap', 'if (span.from < known.offset)', 'if (span.from < known.offset - 1n)'],
      ['admit: a gap', 'if (span.from > known.offset && !acceptLoss)', 'if (span.from > known.offset && acceptLoss)'],
      ['admit: a partition begins anew in an epoch', 'if (known && known.epoch === span.epoch)', 'if (known)'],
      ['admit: sums must be finite', ' || !sum.every(Number.isFinite))', ')'],
      ['admit: weights must be positive', '!(weight > 0)', 'weight < 0'],
      ['admit: vectors must fit', 'if (vector.length !== dim || ', 'if ('],
    ],
  ),
  ...mutantsOf(
    'model/absorb.ts',
    [unit('absorb')],
    [
      [
        'absorb: twice is once',
        'return { state: before, events: [], revised: [] };',
        'return { state: { ...before }, events: [], revised: [] };',
        'laws/absorb.test.ts',
      ],
      ['absorb: stream time never goes back', 'Math.max(before.streamTime, stats.reference)', 'stats.reference'],
      ['absorb: how far the partition is', 'offset: span.to }),', 'offset: span.from }),'],
      [
        'absorb: due after enough documents',
        'Math.min(LIFE.regroupEvery, count * LIFE.regroupGrowth)',
        'count * LIFE.regroupGrowth',
      ],
      [
        'absorb: due after enough growth',
        'Math.min(LIFE.regroupEvery, count * LIFE.regroupGrowth)',
        'LIFE.regroupEvery',
      ],
      ['absorb: documents add up until then', 'before.pending + stats.documents', 'stats.documents'],
      ['absorb: the warm-up ends', 'strays.size >= warmup', 'strays.size > warmup'],
      ['absorb: the warm-up ends once', '{ ...result.state, warming: false }', 'result.state'],
      ['absorb: the faded go', 'if (regrouped) state = drop(state, options);', ''],
      [
        'absorb: after the seeding all is seen again',
        "regrouped === 'seeded' ? 'all'",
        "regrouped === 'seeded' ? 'none'",
        'laws/published.test.ts',
        unit('absorb'),
      ],
      ['absorb: who met version 0', 'first: stats.model === 0', 'first: stats.model < 0', 'laws/published.test.ts'],
      ['deletion: exemplars', 'cell.exemplars.filter((e) => !gone.has(e.id))', 'cell.exemplars'],
      ['deletion: those that wait', '.filter(([id]) => !gone.has(id))', ''],
      ['deletion: those that arrive', 'gone.has(doc.id)\n      ? []', 'gone.has(doc.id) && false\n      ? []'],
      ['arrival: equal ones as one', 'state.nextArrival + (open.first[i] as number)', 'state.nextArrival + i'],
      ['arrival: in order', '.sort((a, b) => a.arrival - b.arrival)', '', 'laws/absorb.test.ts'],
      ['arrival: terms for the seeding', 'state.warming ? doc.terms :', 'state.warming ? new Map<string, number>() :'],
      [
        'arrival: as the seeding left them',
        'now?.offset === stray.offset && now.partition === stray.partition ? now : stray',
        'stray',
        'laws/published.test.ts',
        unit('absorb'),
      ],
      ['bounds: cells are thinned', 'state = crowd(state, options, products);', '', 'laws/absorb.test.ts'],
    ],
  ),
  ...mutantsOf(
    'model/crowd.ts',
    [unit('crowd')],
    [
      ['drop: next to no weight', '< LIFE.minCellWeight', '<= LIFE.minCellWeight * 2'],
      ['drop: candidates only', 'cell.topic === null && weightAt', 'weightAt'],
      ['crowd: the bound', 'if (cells.size <= options.maxCells)', 'if (cells.size <= options.maxCells + 1)'],
      ['crowd: some room is left', 'Math.ceil(maxCells * KEPT)', 'maxCells'],
      [
        'crowd: weighs at stream time',
        'weightAt(cell, state.streamTime, options.halfLife);\n  const points',
        'cell.weight;\n  const points',
      ],
      ['crowd: cells of one topic first', '{ atMost, kinds }', '{ atMost }'],
      ['crowd: all of a group', 'group ? mergeCells(group, cell, options) : cell', 'group ?? cell'],
      ['crowd: mergers are remembered', 'moved.set(cell.id, survivor.id);', 'moved.set(survivor.id, cell.id);'],
      ['crowd: so many', 'if (moved.size <= LIFE.maxMoved) break;', 'break;'],
      ['crowd: opens the radius', 'Math.max(GEOMETRY.minRadius, state.radius - RADIUS_STEP)', 'state.radius'],
      ['crowd: to its least', 'Math.max(GEOMETRY.minRadius, state.radius - RADIUS_STEP)', 'state.radius - RADIUS_STEP'],
      [
        'room: closes the radius to its most',
        'Math.min(GEOMETRY.radius, state.radius + RADIUS_STEP)',
        'state.radius + RADIUS_STEP',
      ],
    ],
  ),
  ...mutantsOf(
    'model/revise.ts',
    [unit('revise')],
    [
      ['revision: the next number', 'stray.revision + 1', 'stray.revision'],
      ['revision: only what changed', 'topic === stray.topic ||', ''],
      ['revision: the first is given to those that arrived', 'review.first && i >= waiting.length', 'review.first'],
      ['revision: not of what was written again', '|| superseded(stray, state)', ''],
      ['revision: each once', '!arrived.has(stray) &&', ''],
      ['revision: of what its cell claims', 'stray.topic === null && claimed(stray, state)', 'stray.topic === null'],
      ['waiting: with a topic no longer', 'filter((stray) => stray.topic === null);\n', 'filter(() => true);\n'],
      ['waiting: all during the warm-up', 'if (warming) return strays;', ''],
      [
        'waiting: the newest',
        'all.slice(Math.max(0, all.length - options.maxStrays))',
        'all.slice(0, options.maxStrays)',
      ],
      ['waiting: without terms', 'stray.terms.size > 0 ? { ...stray, terms: new Map() } : stray', 'stray'],
    ],
  ),
  ...mutantsOf(
    'model/warmup.ts',
    [unit('warmup')],
    [
      ['seeding: duplicates count once', 'if (twin !== undefined)', 'if (twin === -1)'],
      ['seeding: points are centred', 'centre(raw, state.mean)', 'raw'],
      ['seeding: no more cells than allowed', 'Math.min(options.maxCells, ', '('],
      ['seeding: documents of a cell', 'buffer.length / DOCUMENTS_PER_CELL', 'buffer.length'],
      ['seeding: most votes', 'b[1] > a[1] ||', 'b[1] < a[1] ||'],
      ['seeding: ties to the older', 'b[0] < a[0]', 'b[0] > a[0]'],
      ['seeding: votes follow mergers', 'survivor(stray.cell, state)', 'stray.cell'],
      ['seeding: new numbers', 'id = nextCell++;', 'id = nextCell++ - state.nextCell;'],
      ['seeding: each at its own time', 'reference: stray.time,', 'reference: 0,'],
      [
        'seeding: those that wait know their cell',
        'strays.set(stray.id, { ...stray, cell: id });',
        'strays.set(stray.id, stray);',
      ],
    ],
  ),
  ...mutantsOf(
    'model/snapshot.ts',
    [snapshots],
    [
      ['changelog: what is unchanged is not written', '?.part === part)', '?.part === undefined)'],
      ['changelog: the head knows each version', 'written.set(key, version);', 'written.set(key, state.version);'],
      ['changelog: tombstones', '.filter((key) => !parts.has(key))', '.filter((key) => parts.has(key))'],
      ['changelog: parts of an older version', 'if (record.version !== version)', 'if (record.version > version)'],
      ['changelog: cells in order', 'cells.sort((a, b) => a.id - b.id);', 'cells.reverse();'],
      ['changelog: those that wait in order', 'strays.sort((a, b) => a.arrival - b.arrival);', 'strays.reverse();'],
      [
        'changelog: damage is refused',
        "if ('snapshot' in found) return found.snapshot;",
        "return 'snapshot' in found ? found.snapshot : null;",
      ],
      ['changelog: a log without a head', 'held.size === 0 ? null', 'held.size >= 0 ? null'],
    ],
  ),
  ...mutantsOf(
    'model/state.ts',
    [unit('absorb')],
    [
      ['the empty model warms up', 'warming: options.warmup > 0,', 'warming: false,'],
      ['ids begin at 1', 'nextTopic: 1,', 'nextTopic: 0,'],
    ],
  ),
];
