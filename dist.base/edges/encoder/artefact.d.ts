import type { Vocabulary } from '../../core/text/wordpiece.ts';
import type { FeedMap } from '../../core/tune/map.ts';
import type { Student } from '../../core/tune/student.ts';
export interface Artefact {
    /** Id of the encoder whose vectors are mapped; of the teacher where there is a student. */
    readonly base: string;
    /** Length of the base's or the student's vectors. */
    readonly dim: number;
    /** Pieces of a text that are looked at. */
    readonly limit: number;
    readonly student: Student | null;
    /** Null for a student alone. */
    readonly map: FeedMap | null;
    /** The bytes of the tokenizer.json; null where nothing looks at pieces. */
    readonly tokenizer: string | null;
}
export interface Opened extends Artefact {
    /** SHA-256 of everything that changes a vector, hexadecimal. */
    readonly checksum: string;
    readonly vocabulary: Vocabulary | null;
}
/**
 * Writes the folder as a whole or not at all; one that was written by this function before is replaced. Throws `fatal`,
 * stage `config`, for a folder that holds something else or cannot be written.
 */
export declare function writeArtefact(folder: string, artefact: Artefact, card: string): Promise<void>;
/** Throws `fatal`, stage `config`, when the folder exists and holds something else: to be asked before any work. */
export declare function refuseOther(folder: string): Promise<void>;
/** Throws `fatal`, stage `config`, when the folder holds none, or one that is damaged. */
export declare function readArtefact(folder: string): Promise<Opened>;
