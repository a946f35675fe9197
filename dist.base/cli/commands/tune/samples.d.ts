import type { Config } from '../../config.ts';
import type { LineSource } from '../../files/lines.ts';
import { type Sample } from './data.ts';
/** The newest documents of the lines, in no order. Texts are as encoders bound them. */
export declare function readSamples(lines: LineSource, config: Config, { label, newest, bad }: {
    label: string | null;
    newest: number;
    bad: (line: number, reason: string) => void;
}): Promise<Sample[]>;
