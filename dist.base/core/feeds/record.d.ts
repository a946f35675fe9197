import type { Document } from '../types.ts';
import type { FeedRecord } from './types.ts';
export interface FedDocument extends Omit<Document, 'time'> {
    /** Event time, ms; without one the record's Kafka timestamp counts. */
    readonly time?: number;
}
/** A document as JSON under its id, as docs/records.md describes it. */
export declare function documentRecord(document: FedDocument, headers?: FeedRecord['headers']): FeedRecord;
/** Deletes the document with this id. */
export declare function deletion(id: string): FeedRecord;
/** What is said: the title, then the text unless it begins with the title or is nothing else. */
export declare function titled(title: string, text: string): string;
/** A time that a stranger claims: none at all when it lies in the future, or before 1970. */
export declare function believable(time: number | undefined, now: number): number | undefined;
/** Whether a document in these languages is wanted: `zh` stands for `zh-Hans` too; no wish means all. */
export declare function inLanguages(languages: readonly string[], wanted: readonly string[]): boolean;
