/** What `--help` prints, and docs/cli.md has. */
import type { Command } from './command.ts';
/** Of the whole. */
export declare const HELP: string;
/** Commands of two words that begin with this one, such as `feed`; null where there are none. */
export declare function groupOf(word: string): readonly string[] | null;
/** Of such a group. */
export declare function helpOfGroup(word: string, names: readonly string[]): string;
/** Of one command. */
export declare function helpOf(name: string, summary: string, { args, notes }: Command): string;
