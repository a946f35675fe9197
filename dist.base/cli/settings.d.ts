import { z } from 'zod';
import { type Config, type ConfigInput } from './config.ts';
import { type Field } from './fields.ts';
export interface Setting {
    /** As in `documents.maxTextBytes`. */
    readonly path: string;
    /** As in `LEITMOTIF_DOCUMENTS_MAX_TEXT_BYTES`; derived from the path alone. */
    readonly variable: string;
    readonly field: Field;
}
export interface SettingsInput {
    /** The YAML file; without one LEITMOTIF_CONFIG names it, if anything does. */
    readonly file?: string | undefined;
    /** Passwords are taken out of it, so that no child and no diagnostic report of this process has them. */
    readonly env?: Record<string, string | undefined>;
    /** Path → value as typed. */
    readonly flags?: ReadonlyMap<string, string>;
    /** Settings given by a program, in place of a file. */
    readonly given?: ConfigInput | undefined;
}
export interface Settings {
    readonly config: Config;
    /** Where each setting that is not a default was found. */
    readonly origins: ReadonlyMap<string, string>;
}
/** All settings, in the order of the schema. */
export declare function settings(schema?: z.ZodType, at?: readonly string[]): Setting[];
/** Throws `fatal`, stage `config`: one line for each setting that is wrong, with field, value, origin and remedy. */
export declare function loadSettings({ file, env, flags, given }?: SettingsInput): Settings;
/** "; did you mean …?", when something known is near enough; otherwise where to look. */
export declare function hint(name: string, known: Iterable<string>): string;
