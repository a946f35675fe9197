/** Topics as a list: searched, filtered, sorted, a page at a time. */
import type { TopicId } from '../types.ts';
import { type Picture } from './picture.ts';
import type { TopicList } from './types.ts';
export declare const SORTS: readonly ["weight", "documents", "rise", "born", "updated", "label"];
export type Sort = (typeof SORTS)[number];
export interface ListQuery {
    readonly sort: Sort;
    readonly order: 'asc' | 'desc';
    /** Words that a topic's label or first words must contain, whatever their case. */
    readonly q: string;
    /** Topics of this parent only. */
    readonly parent?: TopicId | undefined;
    readonly status: 'live' | 'archived' | 'all';
    readonly level: 0 | 1;
    readonly trending: boolean;
    /** Muted topics too. */
    readonly muted: boolean;
    /** From 1. */
    readonly page: number;
    readonly size: number;
}
export declare const DEFAULT_QUERY: ListQuery;
export declare function topicList(picture: Picture, query: ListQuery): TopicList;
