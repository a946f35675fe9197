/** Topics as a list: searched, filtered, sorted, a page at a time. */
import type { TopicId } from '../types.ts';
import { type Picture, rowOf } from './picture.ts';
import type { TopicList, TopicRow } from './types.ts';

export const SORTS = ['weight', 'documents', 'rise', 'born', 'updated', 'label'] as const;
export type Sort = (typeof SORTS)[number];

export interface ListQuery {
  readonly sort: Sort;
  readonly order: 'asc' | 'desc';
  /** Words that a topic's label or first words must contain, whatever their case. */
  readonly q: string;
  /** Topics of this parent only. */
  readonly parent?: TopicId | undefined;
  readonly status: 'live' | 'archived' | 'all';
  readonly level: 0 | 1;
  readonly trending: boolean;
  /** Muted topics too. */
  readonly muted: boolean;
  /** From 1. */
  readonly page: number;
  readonly size: number;
}

export const DEFAULT_QUERY: ListQuery = {
  sort: 'weight',
  order: 'desc',
  q: '',
  status: 'live',
  level: 0,
  trending: false,
  muted: false,
  page: 1,
  size: 50,
};

export function topicList(picture: Picture, query: ListQuery): TopicList {
  const { state } = picture;
  const wanted = [...state.topics.values()]
    .filter(
      ({ level, status, parent, trending, muted }) =>
        level === query.level &&
        (query.status === 'all' || status === query.status) &&
        (query.parent === undefined || parent === query.parent) &&
        (!query.trending || trending) &&
        (query.muted || !muted),
    )
    .map((topic) => rowOf(picture, topic))
    .filter(matching(query.q));
  const sign = query.order === 'asc' ? 1 : -1;
  const compare = COMPARE[query.sort];
  wanted.sort((a, b) => sign * compare(a, b) || a.topic - b.topic);
  const start = (query.page - 1) * query.size;
  return {
    model: state.version,
    total: wanted.length,
    page: query.page,
    size: query.size,
    topics: wanted.slice(start, start + query.size),
  };
}

const COMPARE: Readonly<Record<Sort, (a: TopicRow, b: TopicRow) => number>> = {
  weight: (a, b) => a.weight - b.weight,
  documents: (a, b) => a.documents - b.documents,
  rise: (a, b) => a.rise.deviations - b.rise.deviations,
  born: (a, b) => a.born - b.born,
  updated: (a, b) => a.updated - b.updated,
  label: (a, b) => a.label.localeCompare(b.label, 'en'),
};

function matching(q: string): (row: TopicRow) => boolean {
  const parts = folded(q).split(/\s+/).filter(Boolean);
  return ({ topic, label, words }) => {
    const text = folded([label, ...words, `#${topic}`].join(' '));
    return parts.every((part) => text.includes(part));
  };
}

/** Without case and accents. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
