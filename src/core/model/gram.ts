import type { Products } from '../ports.ts';
import type { Cell, Millis } from '../types.ts';
import { weightAt } from './cells.ts';

/** Inner products of the cells' centred resultants R_i = w_i·(m_i − mean), weights at `time`; shape (n × n). */
export function resultantGram(
  cells: readonly Cell[],
  mean: Float32Array,
  at: { readonly time: Millis; readonly halfLife: Millis },
  products: Products,
): Float64Array {
  const n = cells.length;
  const dim = mean.length;
  const data = new Float32Array(n * dim);
  const weights = cells.map((cell) => weightAt(cell, at.time, at.halfLife));
  cells.forEach((cell, i) => {
    for (let j = 0; j < dim; j++) data[i * dim + j] = (cell.mean[j] as number) - (mean[j] as number);
  });
  const centred = { rows: n, dim, data };
  const plain = products.products(centred, centred);
  const gram = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      gram[i * n + j] = (plain[i * n + j] as number) * (weights[i] as number) * (weights[j] as number);
  return gram;
}
