import type { Products } from '../ports.ts';
import type { Cell } from '../types.ts';

/** Rows multiplied at once. */
const BLOCK = 32;

/** Inner products of the cells' centred resultants R_i = w_i·(m_i − mean); shape (n × n). */
export function resultantGram(
  cells: readonly Cell[],
  mean: Float32Array,
  weightOf: (cell: Cell) => number,
  products: Products,
): Float64Array {
  const n = cells.length;
  const dim = mean.length;
  const data = new Float32Array(n * dim);
  const weights = cells.map(weightOf);
  cells.forEach((cell, i) => {
    for (let j = 0; j < dim; j++) data[i * dim + j] = (cell.mean[j] as number) - (mean[j] as number);
  });
  const gram = new Float64Array(n * n);
  // The matrix is symmetric: blocks of rows meet only the rows from their own first one on.
  for (let start = 0; start < n; start += BLOCK) {
    const rows = Math.min(BLOCK, n - start);
    const rest = n - start;
    const plain = products.products(
      { rows, dim, data: data.subarray(start * dim, (start + rows) * dim) },
      { rows: rest, dim, data: data.subarray(start * dim) },
    );
    for (let i = 0; i < rows; i++)
      for (let j = i; j < rest; j++) {
        const a = start + i;
        const b = start + j;
        const product = (plain[i * rest + j] as number) * (weights[a] as number) * (weights[b] as number);
        gram[a * n + b] = product;
        gram[b * n + a] = product;
      }
  }
  return gram;
}
