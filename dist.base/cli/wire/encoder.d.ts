import type { Encoder, Probe } from '../../core/ports.ts';
import type { Config } from '../config.ts';
/** As `openEncoder`, with the vectors kept in a file of the folder, under a name, and taken from there when they are needed again. */
export declare function openCachedEncoder(config: Pick<Config, 'encoder'>, probe: Pick<Probe, 'log'>, { folder, name }: {
    readonly folder: string;
    readonly name: string;
}): Promise<Encoder>;
/** The encoder that is configured, its weights found or fetched. Throws `fatal` when they cannot be had. */
export declare function openEncoder(config: Pick<Config, 'encoder'>, probe: Pick<Probe, 'log'>): Promise<Encoder>;
/** An encoder to tune, with what of it a tuning needs beside its vectors. */
export interface Teacher {
    readonly encoder: Encoder;
    /** The text of its tokenizer.json; null for an encoder without one. */
    readonly tokenizer: string | null;
    /** Tokens of a text that it looks at, special ones apart. */
    readonly limit: number;
}
/** As `openEncoder`, without what was tuned before. */
export declare function openTeacher(config: Pick<Config, 'encoder'>, probe: Pick<Probe, 'log'>): Promise<Teacher>;
