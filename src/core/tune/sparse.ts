/** Matrices of which most elements are zero. */

/** Rows one below the other: row i has the elements [starts[i], starts[i + 1]). */
export interface Sparse {
  /** One more than there are rows. */
  readonly starts: Int32Array;
  readonly columns: Int32Array;
  readonly values: Float64Array;
}

/** Rows and columns exchanged; within a row elements keep the order of the rows that they come from. */
export function transposed({ starts, columns, values }: Sparse, width: number): Sparse {
  const begins = new Int32Array(width + 1);
  for (let at = 0; at < columns.length; at++) {
    const next = (columns[at] as number) + 1;
    begins[next] = (begins[next] as number) + 1;
  }
  for (let c = 0; c < width; c++) begins[c + 1] = (begins[c + 1] as number) + (begins[c] as number);
  const filled = begins.slice();
  const rows = new Int32Array(columns.length);
  const turned = new Float64Array(columns.length);
  for (let i = 0; i + 1 < starts.length; i++) {
    for (let at = starts[i] as number; at < (starts[i + 1] as number); at++) {
      const c = columns[at] as number;
      const to = filled[c] as number;
      filled[c] = to + 1;
      rows[to] = i;
      turned[to] = values[at] as number;
    }
  }
  return { starts: begins, columns: rows, values: turned };
}

/** Row i times a matrix of shape (columns, dim), into `out`; four rows of that at a time, so that `out` is met less often. */
export function combined(
  { starts, columns, values }: Sparse,
  i: number,
  rows: Float32Array,
  out: Float64Array,
): Float64Array {
  const dim = out.length;
  out.fill(0);
  const to = starts[i + 1] as number;
  let at = starts[i] as number;
  for (; at + 3 < to; at += 4) {
    const [r0, r1] = [(columns[at] as number) * dim, (columns[at + 1] as number) * dim];
    const [r2, r3] = [(columns[at + 2] as number) * dim, (columns[at + 3] as number) * dim];
    const [v0, v1] = [values[at] as number, values[at + 1] as number];
    const [v2, v3] = [values[at + 2] as number, values[at + 3] as number];
    for (let j = 0; j < dim; j++) {
      const first = v0 * (rows[r0 + j] as number) + v1 * (rows[r1 + j] as number);
      const second = v2 * (rows[r2 + j] as number) + v3 * (rows[r3 + j] as number);
      out[j] = (out[j] as number) + first + second;
    }
  }
  for (; at < to; at++) {
    const r = (columns[at] as number) * dim;
    const v = values[at] as number;
    for (let j = 0; j < dim; j++) out[j] = (out[j] as number) + v * (rows[r + j] as number);
  }
  return out;
}
