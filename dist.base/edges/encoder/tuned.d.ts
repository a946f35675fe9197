import type { Encoder } from '../../core/ports.ts';
import { type Opened } from './artefact.ts';
export interface TunedOptions {
    /** Threads in which a student encodes, each with about 50 MB; default 0: it does so in the caller's. */
    readonly threads?: number;
}
/**
 * `open` is called for the base encoder only where the artefact maps one; it is closed with this one. Throws `fatal` for
 * a folder that holds no tuned encoder, and for another base than it was tuned on.
 */
export declare function tunedEncoder(folder: string, open: () => Promise<Encoder>, { threads }?: TunedOptions): Promise<Encoder>;
/** The id that an encoder from this folder has: of its base, or of a student, with the checksum of its numbers. */
export declare function tunedId({ student, base, checksum }: Pick<Opened, 'student' | 'base' | 'checksum'>): string;
