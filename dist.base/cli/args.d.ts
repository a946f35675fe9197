/** From what was typed to what a command gets: its own arguments, and settings in between. */
import type { ArgsDef } from 'citty';
import { LeitmotifError } from '../core/errors.ts';
/** Arguments that every command takes. */
export declare const COMMON_ARGS: {
    readonly config: {
        readonly type: "string";
        readonly valueHint: "FILE";
        readonly description: "YAML file with settings";
    };
    readonly debug: {
        readonly type: "boolean";
        readonly description: "Show stack traces";
    };
};
export interface Typed {
    /** The command's own arguments, each value joined to its name, in the order typed. */
    readonly own: readonly string[];
    /** Path of a setting → its text. */
    readonly flags: ReadonlyMap<string, string>;
    readonly help: boolean;
}
/** Throws `fatal`, stage `config`, for anything the command does not know. */
export declare function readArgs(argv: readonly string[], known: ArgsDef): Typed;
export declare function usage(message: string): LeitmotifError;
