import type { PhiRecord, ThetaRecord, TopicEventRecord } from '../../core/types.ts';
/** One line of `--theta`. */
export declare function thetaLine({ id, theta, score, revision, model }: ThetaRecord): string;
/** One line of `--events`. */
export declare function eventLine({ type, topic, level, into, from, label, reason, numbers, time, sequence, model, }: TopicEventRecord): string;
/** The whole of `--phi`: live topics, heaviest first, then their parents. */
export declare function phiList(records: readonly PhiRecord[]): string;
export declare function phiEntry({ topic, parent, level, label, weight, documents, share, born, updated, keywords, }: PhiRecord): {
    topic: number;
    parent: number | null;
    level: 0 | 1;
    label: string;
    weight: number;
    documents: number;
    share: number;
    born: number;
    updated: number;
    words: {
        word: string;
        probability: number;
        relevance: number;
    }[];
};
/** A file that is written line by line. */
export interface Output {
    /** Resolves when there is room for more. */
    write(text: string | Uint8Array): Promise<void>;
    /** Resolves when all of it is written. */
    close(): Promise<void>;
}
/** Opens a file for writing at once, so that a path that cannot be written is refused before any work. Throws `fatal`, stage `config`. */
export declare function openOutput(path: string, flag: string): Promise<Output>;
