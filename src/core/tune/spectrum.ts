/** How many directions a set of vectors uses. */
import type { Embeddings } from '../types.ts';

/**
 * Effective rank (Roy & Vetterli 2007), of the squared singular values: exp(−Σ p ln p) with p_i = σ_i² / Σ σ². Between
 * 1 and the smaller of rows and dim.
 */
export function effectiveRank(matrix: Embeddings): number {
  // Rounding makes what should be zero a little negative.
  const values = eigenvalues(gramOf(matrix), matrix.dim).map((value) => Math.max(0, value));
  const total = values.reduce((sum, value) => sum + value, 0);
  let entropy = 0;
  for (const value of values) if (value > 0) entropy -= (value / total) * Math.log(value / total);
  return Math.exp(entropy);
}

/** Σ x xᵀ over the rows, its lower triangle, shape (dim, dim); four rows at a time, so that it is passed over less often. */
export function gramOf({ rows, dim, data }: Embeddings): Float64Array {
  const gram = new Float64Array(dim * dim);
  let i = 0;
  for (; i + 3 < rows; i += 4) {
    const x0 = i * dim;
    const [x1, x2, x3] = [x0 + dim, x0 + 2 * dim, x0 + 3 * dim];
    for (let a = 0; a < dim; a++) {
      const [v0, v1] = [data[x0 + a] as number, data[x1 + a] as number];
      const [v2, v3] = [data[x2 + a] as number, data[x3 + a] as number];
      const at = a * dim;
      for (let b = 0; b <= a; b++) {
        const first = v0 * (data[x0 + b] as number) + v1 * (data[x1 + b] as number);
        const second = v2 * (data[x2 + b] as number) + v3 * (data[x3 + b] as number);
        gram[at + b] = (gram[at + b] as number) + first + second;
      }
    }
  }
  for (; i < rows; i++) {
    for (let a = 0; a < dim; a++) {
      const value = data[i * dim + a] as number;
      for (let b = 0; b <= a; b++)
        gram[a * dim + b] = (gram[a * dim + b] as number) + value * (data[i * dim + b] as number);
    }
  }
  return gram;
}

/** Eigenvalues of a symmetric matrix from its lower triangle, shape (dim, dim), in no order; changes `lower`. */
export function eigenvalues(lower: Float64Array, dim: number): Float64Array {
  const { diagonal, beside } = tridiagonal(lower, dim);
  return implicitQL(diagonal, beside);
}

/**
 * Householder's reflections make a symmetric matrix tridiagonal with the same eigenvalues (Golub & Van Loan, Matrix
 * Computations, algorithm 8.3.1): A ← A − v wᵀ − w vᵀ. `beside[i]` stands between the diagonal elements i and i + 1.
 */
function tridiagonal(a: Float64Array, n: number): { diagonal: Float64Array; beside: Float64Array } {
  const diagonal = new Float64Array(n);
  const beside = new Float64Array(n);
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let k = 0; k < n - 1; k++) {
    let square = 0;
    for (let i = k + 1; i < n; i++) square += (a[i * n + k] as number) ** 2;
    const head = a[(k + 1) * n + k] as number;
    const alpha = head > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    beside[k] = alpha;
    const norm = square - alpha * head;
    if (norm === 0) continue;
    for (let i = k + 1; i < n; i++) v[i] = a[i * n + k] as number;
    v[k + 1] = head - alpha;
    const beta = 1 / norm;
    let along = 0;
    w.fill(0, k + 1);
    for (let i = k + 1; i < n; i++) {
      const vi = v[i] as number;
      let sum = (a[i * n + i] as number) * vi;
      for (let j = k + 1; j < i; j++) {
        const value = a[i * n + j] as number;
        sum += value * (v[j] as number);
        w[j] = (w[j] as number) + value * vi;
      }
      w[i] = (w[i] as number) + sum;
    }
    for (let i = k + 1; i < n; i++) {
      w[i] = (w[i] as number) * beta;
      along += (w[i] as number) * (v[i] as number);
    }
    const half = (beta * along) / 2;
    for (let i = k + 1; i < n; i++) w[i] = (w[i] as number) - half * (v[i] as number);
    for (let i = k + 1; i < n; i++) {
      const [vi, wi] = [v[i] as number, w[i] as number];
      for (let j = k + 1; j <= i; j++) {
        a[i * n + j] = (a[i * n + j] as number) - vi * (w[j] as number) - wi * (v[j] as number);
      }
    }
  }
  for (let i = 0; i < n; i++) diagonal[i] = a[i * n + i] as number;
  return { diagonal, beside };
}

/** QL with implicit shifts (Dubrulle, Martin & Wilkinson 1968) on a tridiagonal matrix; changes both. */
function implicitQL(d: Float64Array, e: Float64Array): Float64Array {
  const n = d.length;
  // Against the whole matrix: where a rank is missing, no element beside the diagonal is small against its neighbours.
  let size = 0;
  for (let i = 0; i < n; i++) size = Math.max(size, Math.abs(d[i] as number) + Math.abs(e[i] as number));
  const negligible = Number.EPSILON * size;
  for (let l = 0; l < n; l++) {
    for (let round = 0; ; round++) {
      let m = l;
      while (m < n - 1 && Math.abs(e[m] as number) > negligible) m++;
      if (m === l) break;
      if (round === 60) throw new RangeError('the eigenvalues do not settle: are all numbers finite?');
      let g = ((d[l + 1] as number) - (d[l] as number)) / (2 * (e[l] as number));
      let r = Math.hypot(g, 1);
      g = (d[m] as number) - (d[l] as number) + (e[l] as number) / (g + (g < 0 ? -r : r));
      let [s, c, p] = [1, 1, 0];
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * (e[i] as number);
        const b = c * (e[i] as number);
        r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] = (d[i + 1] as number) - p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = (d[i + 1] as number) - p;
        r = ((d[i] as number) - g) * s + 2 * c * b;
        p = s * r;
        d[i + 1] = g + p;
        g = c * r - b;
      }
      if (r === 0 && i >= l) continue;
      d[l] = (d[l] as number) - p;
      e[l] = g;
      e[m] = 0;
    }
  }
  return d;
}
