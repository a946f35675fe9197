/** Of which topics Φ is published anew. */
import type { ModelState, PhiRecord, TopicId } from '../core/types.ts';
export declare class News {
    #private;
    /**
     * Live topics that are another object than before, have grown since they were told, or show what was deleted; with their
     * parents. Describing takes a look at all words: a topic that has grown by a few documents can wait.
     */
    of(before: ModelState | null, state: ModelState, deleted: ReadonlySet<string>): Set<TopicId>;
    /** These were published; what is no longer in the model is forgotten. */
    tell(phi: readonly PhiRecord[], state: ModelState): void;
    clear(): void;
}
