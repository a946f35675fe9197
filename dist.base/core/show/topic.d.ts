/** All that is shown of one topic. */
import type { View } from '../model/view.ts';
import type { Products } from '../ports.ts';
import type { TopicEventRecord, TopicId } from '../types.ts';
import { type Picture } from './picture.ts';
import type { TopicPage } from './types.ts';
/** null for an id that neither the model nor the events that are still held know. */
export declare function topicPage(picture: Picture, id: TopicId, { view, events, products, excerpts, }: {
    readonly view: View;
    readonly events: readonly TopicEventRecord[];
    readonly products: Products;
    readonly excerpts: boolean;
}): TopicPage | null;
