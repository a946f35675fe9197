/** The table of topics, for `topics` and at the end of `replay`. */
import type { ModelState, PhiRecord, TopicId } from '../core/types.ts';
import { type Column, colored, grouped, type Screen, sanitise, sparkline, table } from './terminal.ts';

const WORDS = 10;

/** Blocks of a sparkline. */
const BLOCKS = 16;

/** What a model is of, for above the table. While it warms up it keeps all documents, those that have a topic too. */
export function modelLine(
  { state, documents }: { readonly state: Pick<ModelState, 'version' | 'strays'>; readonly documents: number },
  topics: number,
): string {
  const waiting = [...state.strays.values()].filter(({ topic }) => topic === null).length;
  const wait = waiting === 1 ? 'document waits' : 'documents wait';
  return `model version ${state.version}: ${topics} topics from ${grouped(documents)} documents${waiting === 0 ? '' : `, ${grouped(waiting)} ${wait} for a topic`}`;
}

/**
 * Lines of a table that fits the screen; 100 columns where it has no width. Heaviest topics first, as given.
 * `histories`: documents over time by topic, for a column of sparklines.
 */
export function topicTable(
  topics: readonly PhiRecord[],
  screen: Screen,
  histories: ReadonlyMap<TopicId, readonly number[]> | null = null,
): string[] {
  const rows = topics.map(({ topic, label, keywords, documents, share, updated }) => [
    String(topic),
    sanitise(label),
    keywords
      .slice(0, WORDS)
      .map(({ word }) => sanitise(word))
      .join(', '),
    ...(histories ? [sparkline(histories.get(topic) ?? [], BLOCKS)] : []),
    grouped(documents),
    `${(share * 100).toFixed(1)} %`,
    moment(updated),
  ]);
  const head: Column[] = [
    { title: 'TOPIC', align: 'right' },
    { title: 'LABEL', grow: 2, least: 8 },
    { title: 'KEYWORDS', grow: 3, least: 8 },
    ...(histories ? [{ title: 'HISTORY' }] : []),
    { title: 'DOCUMENTS', align: 'right' },
    { title: 'SHARE', align: 'right' },
    { title: 'UPDATED' },
  ];
  const [title = '', ...lines] = table({ head, rows, width: screen.columns ?? 0 });
  return [colored(screen) ? `\u001b[1m${title}\u001b[22m` : title, ...lines];
}

/** The table with topics under their parents, the heaviest family first; a topic without a parent stands alone. */
export function topicTree(
  topics: readonly PhiRecord[],
  screen: Screen,
  histories: ReadonlyMap<TopicId, readonly number[]> | null = null,
): string[] {
  const ids = new Set(topics.map(({ topic }) => topic));
  const roots = topics.filter(({ parent }) => parent === null || !ids.has(parent));
  const rows = roots.flatMap((root) => {
    const members = topics.filter(({ parent }) => parent === root.topic);
    const branch = (i: number): string => (i === members.length - 1 ? '└─ ' : '├─ ');
    return [root, ...members.map((member, i) => ({ ...member, label: branch(i) + member.label }))];
  });
  return topicTable(rows, screen, histories);
}

/** "2026-01-31 12:00" UTC. */
function moment(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 16).replace('T', ' ');
}
