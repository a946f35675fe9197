/**
 * CloudEvents 1.0 in the binary mode of its Kafka binding: the value stays as it is, and headers say what it is, so that
 * a router needs no schema. Tombstones are none: a null value deletes, and tells nothing.
 */
import type { OutRecord } from '../core/ports.ts';
import type { PhiRecord, ThetaRecord, TopicEventRecord } from '../core/types.ts';
type Headers = NonNullable<OutRecord['headers']>;
/** Headers of what is published. */
export interface Attributes {
    theta(record: Pick<ThetaRecord, 'id' | 'partition' | 'offset' | 'revision' | 'model' | 'time'>): Headers;
    phi(record: Pick<PhiRecord, 'topic' | 'model' | 'updated'>): Headers;
    event(record: Pick<TopicEventRecord, 'type' | 'topic' | 'sequence' | 'time'>): Headers;
}
/** None at all. */
export declare const NO_ATTRIBUTES: Attributes;
/** `source` and `id` together name one record for ever; the source is `/leitmotif/<prefix>/<kind>`. */
export declare function cloudEvents(prefix: string): Attributes;
export {};
