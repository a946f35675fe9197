/** The kinds of values a setting can have: how each is read from YAML, an environment variable or a flag, and described. */
import { z } from 'zod';
export type Kind = 'text' | 'integer' | 'boolean' | 'list' | 'duration' | 'bytes' | 'secret' | 'choice';
/** What the documentation and the error messages say about one setting. */
export interface Field {
    readonly kind: Kind;
    readonly description: string;
    /** What is accepted, to follow "give ". */
    readonly expects: string;
    /** The default as a person would write it; absent when there is none. */
    readonly fallback?: string;
}
/** Every setting's description, beside its schema. */
export declare const fields: z.core.$ZodRegistry<Field>;
/** A value that never prints: not in logs, messages, JSON or a debugger's view. `reveal` is the only way to it. */
export declare class Secret {
    #private;
    constructor(value: string);
    reveal(): string;
    toString(): string;
    toJSON(): string;
}
/** "30d", "1h30m", "50ms", a number of milliseconds, or "never" (∞) → ms; null when it is none of these. */
export declare function parseDuration(value: string | number): number | null;
/** "1MiB", "500kB" or a number of bytes → bytes; null when it is neither. */
export declare function parseBytes(value: string | number): number | null;
interface Described<T> {
    readonly description: string;
    readonly fallback: T;
}
export declare function text({ description, fallback, pattern, expects, }: Described<string> & {
    pattern: RegExp;
    expects: string;
}): z.ZodDefault<z.ZodString>;
/** A text that may be left out; what then happens is in the description. */
export declare function optionalText({ description, expects }: {
    description: string;
    expects: string;
}): z.ZodOptional<z.ZodString>;
export declare function integer({ description, fallback, min, max, unit, }: Described<number> & {
    min: number;
    max: number;
    unit?: string;
}): z.ZodDefault<z.ZodInt>;
export declare function flag({ description, fallback }: Described<boolean>): z.ZodDefault<z.ZodBoolean>;
export declare function choice<const T extends readonly [string, ...string[]]>(options: T, { description, fallback }: Described<T[number]>): z.ZodPrefault<z.ZodEnum<{ [k_1 in T[number]]: k_1; } extends infer T_1 ? { [k in keyof T_1]: T_1[k]; } : never>>;
export declare function list({ description, fallback, pattern, expects, }: Described<readonly string[]> & {
    pattern: RegExp;
    expects: string;
}): z.ZodPrefault<z.ZodArray<z.ZodString>>;
/** In ms once parsed. `min` and `max` as a person writes them. */
export declare function duration({ description, fallback, min, max }: Described<string> & {
    min: string;
    max: string;
}): z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
export declare function bytes({ description, fallback, min, max }: Described<string> & {
    min: string;
    max: string;
}): z.ZodPrefault<z.ZodPipe<z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>, z.ZodTransform<number, string | number>>>;
export declare function secret({ description }: {
    description: string;
}): z.ZodOptional<z.ZodPipe<z.ZodString, z.ZodTransform<Secret, string>>>;
/** Where to begin on a first start: 'earliest', 'latest' or an instant in ms. */
export declare function start({ description }: {
    description: string;
}): z.ZodPrefault<z.ZodPipe<z.ZodString, z.ZodTransform<number | "earliest" | "latest", string>>>;
export {};
