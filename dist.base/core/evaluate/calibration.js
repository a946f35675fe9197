/** Whether a probability can be believed: of documents given a topic with probability p, a part p should be right. */
/**
 * Expected calibration error over bins ((b − 1)/n, b/n] of equal width (Naeini et al. 2015; Guo et al. 2017);
 * null without a claim.
 */
export function calibration(claims, bins = 15) {
    if (claims.length === 0)
        return null;
    const members = Array.from({ length: bins }, () => []);
    for (const claim of claims) {
        const bin = Math.min(bins - 1, Math.max(0, Math.ceil(claim.confidence * bins) - 1));
        members[bin].push(claim);
    }
    const filled = members.map(summary);
    const error = filled.reduce((sum, { documents, confidence, accuracy }) => sum + (documents / claims.length) * Math.abs(accuracy - confidence), 0);
    const chance = members.reduce((sum, bin) => sum + meanDeviation(bin), 0) / claims.length;
    return { ...summary(claims), error, chance, bins: filled };
}
/** E|Σ (right − p)| of independent claims by the normal distribution: √(2/π · Σ p(1 − p)). */
function meanDeviation(claims) {
    return Math.sqrt((2 / Math.PI) * claims.reduce((sum, { confidence: p }) => sum + p * (1 - p), 0));
}
function summary(claims) {
    const documents = claims.length;
    if (documents === 0)
        return { documents, confidence: 0, accuracy: 0 };
    return {
        documents,
        confidence: claims.reduce((sum, { confidence }) => sum + confidence, 0) / documents,
        accuracy: claims.filter(({ right }) => right).length / documents,
    };
}
//# sourceMappingURL=calibration.js.map