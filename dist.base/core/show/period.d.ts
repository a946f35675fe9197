import type { Millis, TopicEventRecord } from '../types.ts';
import { type Picture } from './picture.ts';
/** A time, or so long before the newest document. */
export type Moment = {
    readonly time: Millis;
} | {
    readonly ago: Millis;
};
/** [since, until); without one of them as far as the model knows. */
export interface Period {
    readonly since?: Moment | undefined;
    readonly until?: Moment | undefined;
}
/** The period in event time, ms. */
export interface Stretch {
    readonly from: Millis;
    readonly to: Millis;
}
export declare function stretchOf({ since, until }: Period, newest: Millis): Stretch;
/**
 * The picture of a stretch. Documents and shares are those of the buckets that begin in it, in the finest resolution that
 * reaches back so far; topics without any are left out, and so are documents of another time. Words and weights are the
 * model's. Trending is what began to trend then, or still does when the stretch has the newest document.
 * @param events all that is told, by sequence
 * Throws `fatal`, stage `config`, when nothing is known of that time.
 */
export declare function during(picture: Picture, stretch: Stretch, events: readonly TopicEventRecord[]): Picture;
