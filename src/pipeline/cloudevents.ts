/**
 * CloudEvents 1.0 in the binary mode of its Kafka binding: the value stays as it is, and headers say what it is, so that
 * a router needs no schema. Tombstones are none: a null value deletes, and tells nothing.
 */
import type { OutRecord } from '../core/ports.ts';
import type { Millis, PhiRecord, ThetaRecord, TopicEventRecord } from '../core/types.ts';

type Headers = NonNullable<OutRecord['headers']>;

/** Headers of what is published. */
export interface Attributes {
  theta(record: Pick<ThetaRecord, 'id' | 'partition' | 'offset' | 'revision' | 'model' | 'time'>): Headers;
  phi(record: Pick<PhiRecord, 'topic' | 'model' | 'updated'>): Headers;
  event(record: Pick<TopicEventRecord, 'type' | 'topic' | 'sequence' | 'time'>): Headers;
}

/** None at all. */
export const NO_ATTRIBUTES: Attributes = { theta: () => [], phi: () => [], event: () => [] };

/** `source` and `id` together name one record for ever; the source is `/leitmotif/<prefix>/<kind>`. */
export function cloudEvents(prefix: string): Attributes {
  const of = (kind: string, type: string, id: string, subject: string, time: Millis): Headers => [
    ['ce_specversion', '1.0'],
    ['ce_id', id],
    ['ce_source', `/leitmotif/${encodeURIComponent(prefix)}/${kind}`],
    ['ce_type', `leitmotif.${type}`],
    ['ce_subject', subject],
    ...timed(time),
    ['content-type', 'application/vnd.apache.avro'],
  ];
  return {
    theta: ({ id, partition, offset, revision, model, time }) =>
      of('theta', 'theta', [partition, offset, revision, model].join('-'), id, time),
    phi: ({ topic, model, updated }) => of('phi', 'phi', `${topic}-${model}`, String(topic), updated),
    event: ({ type, topic, sequence, time }) => of('events', `topic.${type}`, String(sequence), String(topic), time),
  };
}

/** RFC 3339 has years of four digits; a time beyond them is left out. */
function timed(time: Millis): Headers {
  const date = new Date(time);
  const year = date.getUTCFullYear();
  return year >= 0 && year <= 9999 ? [['ce_time', date.toISOString()]] : [];
}
