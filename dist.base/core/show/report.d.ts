/** A model at one moment, all of it that a reader may want on one sheet. */
import type { View } from '../model/view.ts';
import type { Products } from '../ports.ts';
import type { Millis, ModelVersion, TopicEventRecord } from '../types.ts';
import { type Period } from './period.ts';
import { type Picture } from './picture.ts';
import type { EventView, Hierarchy, Streams, TopicMap, TopicPage, TopicRow } from './types.ts';
export interface Report {
    readonly model: ModelVersion;
    /** What the topics are of: a Kafka topic or a file. */
    readonly feed: string;
    /** The period; without one from the birth of the oldest topic until the newest event time. */
    readonly from: Millis;
    readonly to: Millis;
    readonly documents: number;
    readonly stray: number;
    readonly streams: Streams;
    readonly trending: readonly TopicRow[];
    readonly hierarchy: Hierarchy;
    readonly map: TopicMap;
    /** The heaviest topics, each with all there is about it, and how many there are in all. */
    readonly topics: readonly TopicPage[];
    readonly total: number;
    readonly events: readonly EventView[];
}
/** All that is known, or of a period. Throws as `during`. */
export declare function reportOf(whole: Picture, parts: {
    readonly feed: string;
    readonly view: View;
    readonly events: readonly TopicEventRecord[];
    readonly products: Products;
    readonly excerpts: boolean;
    readonly period?: Period | undefined;
}): Report;
