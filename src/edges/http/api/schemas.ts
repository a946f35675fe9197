/** The API's JSON: what comes in is checked by these, and the OpenAPI document is made of them. */
import { z } from '@hono/zod-openapi';
import { SORTS } from '../../../core/show/list.ts';
import type {
  EventList,
  EventView,
  Found,
  Hierarchy,
  Overview,
  Placed,
  Pulse,
  TopicList,
  TopicMap,
  TopicPage,
  TopicRow,
} from '../../../core/show/types.ts';
import { EVENT_TYPES } from '../../../core/types.ts';

const id = z.int().min(1).describe('Permanent id of a topic; topics and parents share one sequence');
const time = z.number().describe('Event time, ms since 1970-01-01 UTC');
const share = z.number().describe("Part of the stream's decayed weight, 0 to 1");
const count = z.number().min(0);
const version = z.int().min(0).describe('Version of the model');
const level = z.union([z.literal(0), z.literal(1)]).describe('0 topic, 1 parent');

const ref = z.strictObject({ topic: id, label: z.string() }).openapi('TopicRef');
// Not `nullable()`: the document would say that it is both, a reference and null.
const maybe = z.union([ref, z.null()]);

const timeline = z
  .strictObject({
    from: time,
    width: z.number().describe('ms'),
    counts: z
      .array(count)
      .describe('Documents of consecutive stretches of event time: counts[i] from from + i·width on'),
  })
  .openapi('Timeline');

const row = z
  .strictObject({
    ...ref.shape,
    level,
    status: z.enum(['live', 'archived', 'gone']),
    parent: id.nullable(),
    words: z.array(z.string()),
    weight: z.number().describe('Decayed documents'),
    share,
    documents: z.number().describe('Documents ever given to it'),
    trending: z.boolean(),
    pinned: z.boolean().describe('Never merged, split or retired'),
    muted: z.boolean().describe('Never trends, and is hidden unless asked for'),
    rise: z.strictObject({ recent: z.number(), expected: z.number(), deviations: z.number() }),
    born: time,
    updated: time,
    history: timeline,
  })
  .openapi('Topic') satisfies z.ZodType<TopicRow>;

const event = z
  .strictObject({
    ...ref.shape,
    sequence: z.int(),
    type: z.enum(EVENT_TYPES),
    level,
    into: z.array(ref),
    from: z.array(ref),
    reason: z.string(),
    numbers: z.record(z.string(), z.number()),
    time,
    model: version,
  })
  .openapi('Event') satisfies z.ZodType<EventView>;

export const topicList = z
  .strictObject({
    model: version,
    total: z.int().describe('Topics that fit, on all pages'),
    page: z.int(),
    size: z.int(),
    topics: z.array(row),
  })
  .openapi('TopicList') satisfies z.ZodType<TopicList>;

export const topicPage = z
  .strictObject({
    ...row.shape,
    model: version,
    keywords: z.array(
      z.strictObject({
        word: z.string(),
        probability: z.number().describe('Φ: smoothed relative frequency'),
        relevance: z.number(),
      }),
    ),
    exemplars: z.array(
      z.strictObject({
        id: z.string(),
        title: z.string().nullable(),
        url: z.string().nullable().describe('As the feed gave it: it may be anything'),
        source: z.string().nullable(),
        excerpt: z.string().nullable().describe('At most 280 characters; null when excerpts are switched off'),
        time,
      }),
    ),
    ancestor: maybe,
    children: z.array(row),
    neighbours: z.array(z.strictObject({ ...ref.shape, cosine: z.number() })),
    events: z.array(event),
    lineage: z.strictObject({
      origins: z.array(ref),
      parts: z.array(ref),
      absorbed: z.array(ref),
      survivor: maybe,
    }),
  })
  .openapi('TopicPage') satisfies z.ZodType<TopicPage>;

const leaf = { ...ref.shape, share, documents: z.number(), trending: z.boolean() };

export const hierarchy = z
  .strictObject({
    model: version,
    parents: z.array(
      z.strictObject({ ...ref.shape, share, documents: z.number(), topics: z.array(z.strictObject(leaf)) }),
    ),
    alone: z.array(z.strictObject(leaf)).describe('Topics without a parent'),
    stray: share.describe('Part of the weight that no topic claims'),
  })
  .openapi('Hierarchy') satisfies z.ZodType<Hierarchy>;

export const topicMap = z
  .strictObject({
    model: version,
    points: z.array(
      z.strictObject({
        ...leaf,
        parent: id.nullable(),
        parentLabel: z.string().nullable(),
        x: z.number(),
        y: z.number(),
      }),
    ),
  })
  .openapi('TopicMap') satisfies z.ZodType<TopicMap>;

export const eventList = z
  .strictObject({
    events: z.array(event).describe('In the order of their sequence'),
    next: z.int().describe('Give it as since to get what comes after'),
    oldest: z.int().nullable().describe('Sequence of the oldest event that is still held here'),
  })
  .openapi('EventList') satisfies z.ZodType<EventList>;

const pulse = z
  .strictObject({
    phase: z.enum(['starting', 'restoring', 'running', 'draining', 'outdated', 'stopped']),
    detail: z.string(),
    trainer: z.boolean(),
    model: version,
    streamTime: time,
    documents: z.number(),
    rate: z.number().describe('Documents absorbed a second'),
    input: z.number().describe('Documents arriving a second'),
    lag: z.number().describe('Documents that wait'),
    catchUp: z.number().nullable().describe('Seconds until none waits; null for never, and while it cannot be told'),
    behind: z.boolean(),
    statement: z.string(),
    topics: z.int(),
    parents: z.int(),
    stray: share,
    sequence: z.int().describe('Of the newest event; −1 before the first'),
  })
  .openapi('Pulse') satisfies z.ZodType<Pulse>;

export const overview = z
  .strictObject({
    pulse,
    streams: z.strictObject({
      from: time,
      width: z.number(),
      topics: z.array(z.strictObject({ ...ref.shape, counts: z.array(count) })),
      others: z.array(count),
      stray: z.array(count),
    }),
    trending: z.array(row),
    events: z.array(event),
  })
  .openapi('Overview') satisfies z.ZodType<Overview>;

const placedText = z.strictObject({
  theta: z.array(z.strictObject({ ...ref.shape, weight: z.number() })).describe('Sums to 1; empty for a stray'),
  parent: maybe,
  score: z.number().describe('Highest score of a topic, a mean of cosines'),
});

export const placed = z
  .strictObject({ model: version, encoder: z.string(), results: z.array(placedText) })
  .openapi('Placed') satisfies z.ZodType<Placed>;

export const found = z
  .strictObject({ model: version, topics: z.array(z.strictObject({ ...row.shape, cosine: z.number() })) })
  .openapi('Found') satisfies z.ZodType<Found>;

export const problem = z.strictObject({ error: z.string() }).openapi('Problem');

/** Texts in one request at most, and the length of a query. */
const MOST_TEXTS = 256;
const LONGEST_QUERY = 2000;

export const texts = z.strictObject({ texts: z.array(z.string().min(1)).min(1).max(MOST_TEXTS) }).openapi('Texts');

const whole = (fallback: number, min: number, max: number) =>
  z.coerce.number().int().min(min).max(max).default(fallback);
const topicId = z.coerce.number().int().min(1);

export const listQuery = z.object({
  sort: z.enum(SORTS).default('weight'),
  order: z.enum(['asc', 'desc']).default('desc'),
  q: z.string().max(LONGEST_QUERY).default(''),
  parent: topicId.optional(),
  status: z.enum(['live', 'archived', 'all']).default('live'),
  level: z.enum(['0', '1']).default('0'),
  trending: z.enum(['true', 'false']).default('false'),
  muted: z.enum(['true', 'false']).default('false'),
  page: whole(1, 1, 1_000_000),
  size: whole(50, 1, 500),
});

export const topicParams = z.object({ topic: topicId });
export const eventQuery = z.object({
  since: z.coerce.number().int().min(-1).optional(),
  limit: whole(100, 1, 1000),
  topic: topicId.optional(),
});
export const streamHeaders = z.object({
  'last-event-id': z
    .string()
    .optional()
    .describe('Id of the event that was met last: those missed since come first, the newest hundred at most'),
});
export const searchQuery = z.object({ q: z.string().trim().min(1).max(LONGEST_QUERY), limit: whole(10, 1, 100) });

/** Checked for what it says where commands are made; here for its form. */
export const rename = z.strictObject({ name: z.string() }).openapi('Rename');
export const merge = z.strictObject({ into: z.int().min(1).describe('The topic that survives') }).openapi('Merge');
export const watch = z.strictObject({ phrase: z.string() }).openapi('Watch');
export const accepted = z
  .strictObject({ accepted: z.literal(true), model: version.describe('Version that it was checked against') })
  .openapi('Accepted');
