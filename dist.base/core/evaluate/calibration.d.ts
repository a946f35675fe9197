/** Whether a probability can be believed: of documents given a topic with probability p, a part p should be right. */
export interface Bin {
    /** Documents whose probability lies in it. */
    readonly documents: number;
    /** Mean probability of these, and the part that was right; 0 in an empty bin. */
    readonly confidence: number;
    readonly accuracy: number;
}
export interface Calibration {
    readonly documents: number;
    /** Expected calibration error: Σ (n_b / n)·|accuracy_b − confidence_b|, in [0, 1]. */
    readonly error: number;
    /** What `error` would be on average if each claim were right with just its probability: few documents are never even. */
    readonly chance: number;
    readonly confidence: number;
    readonly accuracy: number;
    /** Of equal width, from 0 to 1. */
    readonly bins: readonly Bin[];
}
export interface Claim {
    /** In [0, 1]. */
    readonly confidence: number;
    readonly right: boolean;
}
/**
 * Expected calibration error over bins ((b − 1)/n, b/n] of equal width (Naeini et al. 2015; Guo et al. 2017);
 * null without a claim.
 */
export declare function calibration(claims: readonly Claim[], bins?: number): Calibration | null;
