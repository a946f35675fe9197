/** The tables of `evaluate`. */
import { type Evaluation, type Phase } from '../core/evaluate/evaluate.ts';
import { type Screen } from './terminal.ts';
/** Lines for people. `phases`: those to be shown; the words, calibration and perplexity go with all of them. */
export declare function figures(evaluation: Evaluation, { screen, phases }: {
    readonly screen: Screen;
    readonly phases?: readonly Phase[];
}): string[];
/** "0.500"; a dash where there is no figure. */
export declare function fraction(value: number | null): string;
