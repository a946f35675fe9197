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
export function calibration(claims: readonly Claim[], bins = 15): Calibration | null {
  if (claims.length === 0) return null;
  const members: Claim[][] = Array.from({ length: bins }, () => []);
  for (const claim of claims) {
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(claim.confidence * bins) - 1));
    (members[bin] as Claim[]).push(claim);
  }
  const filled = members.map(summary);
  const error = filled.reduce(
    (sum, { documents, confidence, accuracy }) => sum + (documents / claims.length) * Math.abs(accuracy - confidence),
    0,
  );
  const chance = members.reduce((sum, bin) => sum + meanDeviation(bin), 0) / claims.length;
  return { ...summary(claims), error, chance, bins: filled };
}

/** E|Σ (right − p)| of independent claims by the normal distribution: √(2/π · Σ p(1 − p)). */
function meanDeviation(claims: readonly Claim[]): number {
  return Math.sqrt((2 / Math.PI) * claims.reduce((sum, { confidence: p }) => sum + p * (1 - p), 0));
}

function summary(claims: readonly Claim[]): Bin {
  const documents = claims.length;
  if (documents === 0) return { documents, confidence: 0, accuracy: 0 };
  return {
    documents,
    confidence: claims.reduce((sum, { confidence }) => sum + confidence, 0) / documents,
    accuracy: claims.filter(({ right }) => right).length / documents,
  };
}
