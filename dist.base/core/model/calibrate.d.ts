/** Calibration: what Θ says is held against what the model says of the same documents now. */
import type { Products } from '../ports.ts';
import type { Certainty, ModelState, TopicEvent } from '../types.ts';
import { type ModelOptions } from './options.ts';
/** What was said of a document, and whether it holds. */
export interface Verdict {
    /** See `evidenceOf`. */
    readonly evidence: readonly number[];
    readonly right: boolean;
}
/**
 * The panel follows merges; each of its documents is given a topic with hindsight, and Θ's certainty is fitted to how
 * often that is the one of before. Call after each regrouping with its events.
 */
export declare function calibrate(state: ModelState, events: readonly TopicEvent[], options: ModelOptions, products: Products): ModelState;
/**
 * Logistic regression, maximum a posteriori under the Gaussian prior of `CERTAINTY`. The loss
 * Σ ln(1 + exp(∓w·x)) + (precision / 2)·‖w − prior‖² is convex, and Newton's method (iteratively reweighted least squares,
 * Bishop 2006, 4.3.3) finds where it is least; a step that leads upwards is halved.
 */
export declare function fitted(verdicts: readonly Verdict[]): Certainty;
