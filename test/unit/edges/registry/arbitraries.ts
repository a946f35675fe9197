/** Arbitrary values of what the codecs carry: hostile names, every float, offsets beyond 2^53, empty everything. */
import fc from 'fast-check';
import { EMPTY_SERIES } from '../../../../src/core/history/buckets.ts';
import type {
  BareCell,
  BatchStats,
  CellStats,
  Exemplar,
  Head,
  ModelRecord,
  OpenDocument,
  Order,
  Panelist,
  PhiRecord,
  Series,
  Stray,
  Terms,
  ThetaRecord,
  Topic,
  TopicEventRecord,
} from '../../../../src/core/types.ts';
import { EVENT_TYPES } from '../../../../src/core/types.ts';

/** Well-formed text, with the names that trip objects up among it. */
const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 80 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '__proto__',
      'constructor',
      '2024',
      '7',
      '',
      'toString',
      '日本',
      '👩‍👩‍👧‍👦',
      'a'.repeat(200),
    ),
  },
);
/** Ids, counts, versions: up to the largest that avsc takes for safe. */
const whole = fc.nat({ max: Number.MAX_SAFE_INTEGER - 1 });
const id = fc.oneof(fc.nat({ max: 1000 }), whole);
const small = fc.nat({ max: 2 ** 31 - 1 });
const offset = fc.oneof(
  fc.bigInt({ min: 0n, max: 2n ** 62n }),
  fc.constantFrom(0n, -1n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)),
);
const time = fc.integer({ min: 0, max: 253_402_300_799_999 });
/** −0, subnormals, infinities and NaN included. */
const real = fc.double();
const float32 = fc.float();
const vector = fc.float32Array({ maxLength: 12 });
const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const entries = <K, V>(key: fc.Arbitrary<K>, value: fc.Arbitrary<V>) =>
  fc.uniqueArray(fc.tuple(key, value), { selector: ([k]) => k, maxLength: 8 }).map((pairs) => new Map(pairs));
const terms: fc.Arbitrary<Terms> = entries(text, float32);

const exemplar: fc.Arbitrary<Exemplar> = fc.record(
  { id: text, excerpt: text, title: text, url: text, source: text, time, score: real, priority: real },
  { requiredKeys: ['id', 'excerpt', 'time', 'score', 'priority'] },
);
const exemplars = fc.array(exemplar, { maxLength: 3 });

const cellStats: fc.Arbitrary<CellStats> = fc.record({
  reference: real,
  weight: real,
  documents: whole,
  minutes: entries(whole, whole),
  sum: vector,
  spread: real,
  terms,
  exemplars,
});

const open: fc.Arbitrary<OpenDocument> = fc.record({
  id: text,
  offset,
  time,
  vector,
  terms,
  topic: nullable(id),
  exemplar,
});

const sampled = { id: text, offset, time, vector, topic: id, scores: vector, draw: real };

const name = fc.constantFrom(
  'Football',
  '日本の政治',
  'الأخبار',
  '👩‍👩‍👧‍👦 families',
  '<script>alert(1)</script>',
  'a'.repeat(120),
);
const named = fc.integer({ min: 1, max: 1000 });
const simple = fc.oneof(
  fc.record({ kind: fc.constant('rename' as const), topic: named, name }),
  fc.record({
    kind: fc.constantFrom('pin' as const, 'unpin' as const, 'mute' as const, 'unmute' as const),
    topic: named,
  }),
  fc.record({ kind: fc.constant('merge' as const), topic: named, into: named.map((id) => id + 1000) }),
);
const watch = { kind: fc.constant('watch' as const), phrase: name };
const order: fc.Arbitrary<Order> = fc.oneof(simple, fc.record({ ...watch, vector, terms }));

export const batchStats: fc.Arbitrary<BatchStats> = fc.record({
  model: whole,
  span: fc.record({ topic: text, partition: small, epoch: whole, from: offset, to: offset }),
  reference: real,
  documents: whole,
  cells: entries(id, cellStats),
  open: fc.array(open, { maxLength: 4 }),
  settled: fc.array(text, { maxLength: 4 }),
  sampled: fc.array(fc.record(sampled), { maxLength: 4 }),
  deleted: fc.array(text, { maxLength: 4 }),
  texts: fc.float64Array({ maxLength: 4 }),
  orders: fc.array(order, { maxLength: 3 }),
});

const row = fc.record({ first: whole, counts: fc.array(fc.oneof(fc.constant(0), whole), { maxLength: 12 }) });
const series: fc.Arbitrary<Series> = fc.oneof(
  fc.constant(EMPTY_SERIES),
  fc.tuple(row, row, row).filter((rows) => rows.some(({ counts }) => counts.length > 0)),
);

const cell: fc.Arbitrary<BareCell> = fc.record({
  id,
  topic: nullable(id),
  weight: real,
  documents: whole,
  history: series,
  mean: vector,
  spread: real,
  reference: real,
  recent: real,
  exemplars,
  records: whole,
});

const topic: fc.Arbitrary<Topic> = fc.record({
  id,
  level: fc.constantFrom(0 as const, 1 as const),
  status: fc.constantFrom('live' as const, 'archived' as const),
  parent: nullable(id),
  label: text,
  born: time,
  updated: time,
  documents: whole,
  earlier: whole,
  past: series,
  weight: real,
  peak: real,
  mean: vector,
  anchor: vector,
  trend: real,
  trending: fc.boolean(),
  renamed: fc.boolean(),
  pinned: fc.boolean(),
  muted: fc.boolean(),
});

const stray: fc.Arbitrary<Stray> = fc.record({
  id: text,
  partition: small,
  offset,
  time,
  vector,
  terms,
  exemplar,
  cell: id,
  topic: nullable(id),
  revision: small,
  arrival: whole,
});

const panelist: fc.Arbitrary<Panelist> = fc.record({ ...sampled, partition: small, known: fc.boolean() });

const head: fc.Arbitrary<Head> = fc.record({
  version: whole,
  epoch: whole,
  seed: real,
  dim: small,
  encoder: text,
  since: whole,
  products: text,
  streamTime: real,
  mean: vector,
  count: real,
  radius: real,
  geometry: fc.record({ chance: real, neighbours: real }),
  certainty: fc.record({ base: real, score: real, lead: real, known: real }),
  halfLife: real,
  warming: fc.boolean(),
  groupedAt: real,
  records: whole,
  pending: whole,
  statsOffset: offset,
  absorbed: entries(small, fc.record({ epoch: whole, offset })),
  nextCell: whole,
  nextTopic: whole,
  nextArrival: whole,
  sequence: whole,
  unclaimed: series,
  copies: fc.record({ reference: real, counts: entries(whole, real) }),
  moved: entries(id, id),
  live: entries(text, whole),
});

export const modelRecord: fc.Arbitrary<ModelRecord> = fc.record({
  version: whole,
  entry: fc.oneof(
    cell.map((value) => ({ kind: 'cell' as const, cell: value })),
    fc.record({ kind: fc.constant('words' as const), cell: id, terms }),
    fc.record({ kind: fc.constant('added' as const), cell: id, place: small, terms }),
    topic.map((value) => ({ kind: 'topic' as const, topic: value })),
    stray.map((value) => ({ kind: 'stray' as const, stray: value })),
    panelist.map((value) => ({ kind: 'panelist' as const, panelist: value })),
    head.map((value) => ({ kind: 'head' as const, head: value })),
  ),
});

export const thetaRecord: fc.Arbitrary<ThetaRecord> = fc.record({
  id: text,
  partition: small,
  offset,
  time,
  theta: fc.array(fc.record({ topic: id, weight: real }), { maxLength: 5 }),
  parent: nullable(id),
  score: real,
  revision: small,
  model: whole,
  encoder: text,
});

export const phiRecord: fc.Arbitrary<PhiRecord> = fc.record({
  topic: id,
  level: fc.constantFrom(0 as const, 1 as const),
  parent: nullable(id),
  label: text,
  keywords: fc.array(fc.record({ word: text, probability: real, relevance: real }), { maxLength: 5 }),
  weight: real,
  documents: whole,
  share: real,
  trend: real,
  exemplars,
  born: time,
  updated: time,
  pinned: fc.boolean(),
  muted: fc.boolean(),
  model: whole,
});

export const topicEventRecord: fc.Arbitrary<TopicEventRecord> = fc.record({
  type: fc.constantFrom(...EVENT_TYPES),
  topic: id,
  level: fc.constantFrom(0 as const, 1 as const),
  into: fc.array(id, { maxLength: 4 }),
  from: fc.array(id, { maxLength: 4 }),
  label: text,
  reason: text,
  numbers: fc.array(fc.tuple(text, real), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs)),
  time,
  sequence: whole,
  model: whole,
});
