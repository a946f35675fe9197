import type { ArgsDef, ParsedArgs } from 'citty';
export interface Invocation<A extends ArgsDef = ArgsDef> {
    readonly args: ParsedArgs<A>;
    /** Settings given as flags. */
    readonly flags: ReadonlyMap<string, string>;
}
/** One command of the command line. */
export interface Command<A extends ArgsDef = ArgsDef> {
    readonly args: A;
    /** What help says below the list of arguments: what it does, with examples. */
    readonly notes: string;
    /** The exit status. */
    run(invocation: Invocation<A>): Promise<number>;
}
/** Keeps the types of the arguments for `run`, and forgets them for the list of commands. */
export declare function defineCommand<const A extends ArgsDef>(command: Command<A>): Command;
