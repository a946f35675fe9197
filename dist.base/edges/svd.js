import { Matrix, SVD } from 'ml-matrix';
/** Singular values in descending order, by Golub and Reinsch's algorithm. */
export const svd = (values, { rows, columns }) => {
    const matrix = new Matrix(rows, columns);
    for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++)
            matrix.set(i, j, values[i * columns + j]);
    // It takes tall matrices only, and turns others by itself.
    const { leftSingularVectors, rightSingularVectors, diagonal } = new SVD(matrix, { autoTranspose: true });
    const k = Math.min(rows, columns);
    const leading = (vectors) => Float64Array.from({ length: vectors.rows * k }, (_, at) => vectors.get(Math.floor(at / k), at % k));
    return {
        u: leading(leftSingularVectors),
        s: Float64Array.from(diagonal.slice(0, k)),
        v: leading(rightSingularVectors),
    };
};
//# sourceMappingURL=svd.js.map