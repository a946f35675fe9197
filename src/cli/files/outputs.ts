/** The lines and the list that `replay` and `topics --json` write: a fixed interface, whatever the records inside look like. */
import type { PhiRecord, ThetaRecord, TopicEventRecord } from '../../core/types.ts';

/** One line of `--theta`. */
export function thetaLine({ id, theta, score, revision, model }: ThetaRecord): string {
  const weights = theta.map(({ topic, weight }) => ({ topic, weight }));
  return `${JSON.stringify({ id, topic: theta[0]?.topic ?? null, theta: weights, score, revision, model })}\n`;
}

/** One line of `--events`. */
export function eventLine({
  type,
  topic,
  level,
  into,
  from,
  label,
  reason,
  numbers,
  time,
  sequence,
  model,
}: TopicEventRecord): string {
  // A merge has one survivor and is written as such; a split has a list.
  const target = type === 'merged' ? { into: into[0] ?? null } : into.length > 0 ? { into } : {};
  const origin = from.length > 0 ? { from } : {};
  return `${JSON.stringify({ type, topic, level, model, ...target, ...origin, label, reason, numbers, time, sequence })}\n`;
}

/** The whole of `--phi`: live topics, heaviest first, then their parents. */
export function phiList(records: readonly PhiRecord[]): string {
  const topics = [...records]
    .sort((a, b) => a.level - b.level || b.weight - a.weight || a.topic - b.topic)
    .map(phiEntry);
  return `[${topics.map((topic) => `\n${JSON.stringify(topic)}`).join(',')}\n]\n`;
}

export function phiEntry({
  topic,
  parent,
  level,
  label,
  weight,
  documents,
  share,
  born,
  updated,
  keywords,
}: PhiRecord) {
  const words = keywords.map(({ word, probability, relevance }) => ({ word, probability, relevance }));
  return { topic, parent, level, label, weight, documents, share, born, updated, words };
}
