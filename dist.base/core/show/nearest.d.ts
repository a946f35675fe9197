import type { View } from '../model/view.ts';
import type { Products } from '../ports.ts';
import type { Embeddings, TopicId } from '../types.ts';
import { type Picture } from './picture.ts';
import type { Found, Neighbour, Placed } from './types.ts';
export declare function neighboursOf(picture: Picture, view: View, topic: TopicId, products: Products, most?: number): Neighbour[];
/** Topics nearest to a query, of which the raw unit vector is given as one row. */
export declare function found(picture: Picture, view: View, query: Embeddings, products: Products, most: number): Found;
/** What the model would publish for texts whose raw unit vectors are the rows. */
export declare function placed(picture: Picture, view: View, vectors: Embeddings, products: Products): Placed;
