import type { Config } from '../config.ts';
import { type LineSource } from './lines.ts';
/** While a file is streamed: its progress and bad lines on standard error; Ctrl-C is the end of the file. */
export interface Watch {
    /** What is being done, in place of the figures; empty for these. At first the encoder is loaded. */
    phase: string;
    /** Live topics, among the figures once it is known. */
    topics?: () => number;
    /** Documents per second count from here; and how long ago that was, ms. */
    begin(): void;
    elapsed(): number;
    document(): void;
    bad(line: number, reason: string): void;
    stop(): void;
}
export declare function watch(lines: LineSource, { encoder }: Pick<Config, 'encoder'>): Watch;
