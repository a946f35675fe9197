import { type Histories } from '../history/past.ts';
import type { Millis, ModelState, PhiRecord, Topic, TopicEventRecord, TopicId } from '../types.ts';
import type { EventView, Rise, Timeline, TopicRef, TopicRow } from './types.ts';
export interface Picture {
    readonly state: ModelState;
    readonly halfLife: Millis;
    /** Live topics and parents by id, heaviest first. */
    readonly phi: ReadonlyMap<TopicId, PhiRecord>;
    /** Of each live topic and parent, and null for the documents of no topic. */
    readonly histories: Histories;
    /** Part of the weight that topics claim and Φ does not count yet. */
    readonly claimed: number;
    /** The stretch of time that all timelines show. */
    readonly window: Window;
    /** Documents of late, of each live topic. */
    readonly recent: ReadonlyMap<TopicId, number>;
    /** How topics rose when they were told to, where that is looked at instead of now. */
    readonly risen: ReadonlyMap<TopicId, Rise>;
    /** Documents that it is of. */
    readonly documents: number;
}
/** Buckets [from, to) of one resolution. */
export interface Window {
    readonly resolution: number;
    readonly from: number;
    readonly to: number;
}
export declare function pictureOf(state: ModelState, halfLife: Millis): Picture;
/** From the first bucket of one resolution that any series has to the last. */
export declare function spanOf(histories: Histories, resolution: number): {
    readonly from: number;
    readonly to: number;
};
export declare function timelineOf({ histories, window }: Pick<Picture, 'histories' | 'window'>, topic: TopicId | null): Timeline;
export declare function rowOf(picture: Picture, { id, level, status, parent, label, documents, trend, ...topic }: Topic): TopicRow;
/** The name of a topic; of one that the model no longer knows the last that was told of it. */
export declare function refOf({ state, phi }: Pick<Picture, 'state' | 'phi'>, topic: TopicId, told?: string): TopicRef;
/** The last name under which each topic was told of. */
export declare function namesOf(events: readonly TopicEventRecord[]): ReadonlyMap<TopicId, string>;
export declare function eventView(picture: Pick<Picture, 'state' | 'phi'>, event: TopicEventRecord, names?: ReadonlyMap<TopicId, string>): EventView;
/** Part of the stream's weight that no topic claims. */
export declare function strayShare({ state, phi, claimed: soon }: Pick<Picture, 'state' | 'phi' | 'claimed'>): number;
/** Documents that a model was made of: of its cells, and of the topics whose cells are forgotten. */
export declare function documentsOf({ cells, topics }: ModelState): number;
