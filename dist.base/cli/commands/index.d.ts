/** Every command; each is loaded when it is called, so that help and refusals come at once. */
import type { Command } from '../command.ts';
export interface Entry {
    readonly summary: string;
    readonly load: () => Promise<Command>;
}
export declare const COMMANDS: Readonly<Record<string, Entry>>;
