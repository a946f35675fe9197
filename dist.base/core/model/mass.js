/** The mean of some masses together; shape (dim). There is one at least. */
export function meanOf(masses) {
    const dim = masses[0].mean.length;
    const sum = new Float64Array(dim);
    let total = 0;
    for (const { weight, mean } of masses) {
        total += weight;
        for (let j = 0; j < dim; j++)
            sum[j] = sum[j] + weight * mean[j];
    }
    return new Float32Array(sum.map((s) => s / (total || 1)));
}
//# sourceMappingURL=mass.js.map