import type { Plane } from './layout.ts';
import { type Picture } from './picture.ts';
import type { Hierarchy, Streams, TopicMap, TopicRow } from './types.ts';
/** The topics with most documents in the window, all others (and muted ones) as one, and the documents of no topic. */
export declare function streamsOf(picture: Picture, most?: number): Streams;
/** Topics told to be trending, steepest first. */
export declare function trendingOf(picture: Picture): TopicRow[];
export declare function hierarchyOf(picture: Picture): Hierarchy;
export declare function mapOf(picture: Picture, plane: Plane): TopicMap;
