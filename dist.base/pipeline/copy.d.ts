import type { DocumentReader, Intake } from '../core/ports.ts';
import type { Names } from './names.ts';
export interface CopyOptions {
    /** The Kafka topic that is read. */
    readonly topic: string;
    readonly names: Pick<Names, 'documents' | 'dead'>;
    readonly reader: DocumentReader;
    /** Counts what is committed. */
    readonly counts: {
        sent: number;
        deleted: number;
        dead: number;
    };
}
/** What a source calls. What is no document goes to the dead letters; its partition there is chosen by its key. */
export declare function copyFeed({ topic, names, reader, counts }: CopyOptions): Intake;
