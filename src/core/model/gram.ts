import type { Products } from '../ports.ts';
import type { Embeddings } from '../types.ts';
import { dot } from '../vector.ts';
import type { Points } from './agglomerate.ts';
import type { Mass } from './mass.ts';

/** Rows multiplied at once. */
const BLOCK = 32;

/** Masses as points about the mean of the stream: R_i = w_i·(m_i − mean). */
export function pointsOf(masses: readonly Mass[], mean: Float32Array, products: Products): Points {
  const n = masses.length;
  const dim = mean.length;
  const data = new Float32Array(n * dim);
  const weight = Float64Array.from(masses, (mass) => mass.weight);
  const norms = new Float64Array(n);
  const square = dot(mean, 0, mean, 0, dim);
  masses.forEach(({ mean: m }, i) => {
    for (let j = 0; j < dim; j++) data[i * dim + j] = (m[j] as number) - (mean[j] as number);
    // Σw·‖x − mean‖² = w·(1 − 2·m·mean + ‖mean‖²), since every ‖x‖ is 1.
    norms[i] = (weight[i] as number) * Math.max(0, 1 - 2 * dot(m, 0, mean, 0, dim) + square);
  });
  return { n, gram: weighedProducts({ rows: n, dim, data }, weight, products), weight, norms };
}

/** w_i·w_j·(x_i·x_j) of all rows; shape (n × n). By itself, so that it stays compiled whatever the masses are. */
function weighedProducts({ rows: n, dim, data }: Embeddings, weight: Float64Array, products: Products): Float64Array {
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
        const product = (plain[i * rest + j] as number) * (weight[a] as number) * (weight[b] as number);
        gram[a * n + b] = product;
        gram[b * n + a] = product;
      }
  }
  return gram;
}
