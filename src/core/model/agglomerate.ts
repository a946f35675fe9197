/** Bottom-up grouping from inner products alone: the vectors are not touched after the Gram matrix. */

/** How alike two groups are, from the squared lengths of their resultants and their inner product. */
export type Linkage = (aa: number, bb: number, ab: number) => number;

/** Cosine between the resultants (centroid linkage on the sphere). */
export const cosineLinkage: Linkage = (aa, bb, ab) => (aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : 0);

/** Minus the loss of resultant length that joining costs: −(‖a‖ + ‖b‖ − ‖a + b‖), a Ward criterion for the sphere. */
export const resultantLinkage: Linkage = (aa, bb, ab) => length(aa + bb + 2 * ab) - length(aa) - length(bb);

/** Rounding can leave the square of a resultant that cancels a little below zero. */
function length(square: number): number {
  return Math.sqrt(Math.max(0, square));
}

export interface Stop {
  /** Groups less alike than this are not joined; default −∞. */
  readonly below?: number;
  /** Stop when no more than this many groups are left; default 1. */
  readonly atMost?: number;
}

/** One step: the group of row `from` joins the group of row `into`. */
export interface Join {
  readonly into: number;
  readonly from: number;
  readonly likeness: number;
  /** Squared length of the joined resultant. */
  readonly square: number;
}

/** For each of n rows the lowest row of its group after the first `count` joins. */
export function groupsAfter(n: number, joins: readonly Join[], count: number): Int32Array {
  const root = Int32Array.from({ length: n }, (_, i) => i);
  for (const { into, from } of joins.slice(0, count)) root[from] = into;
  for (let i = 0; i < n; i++) {
    let r = root[i] as number;
    while (root[r] !== r) r = root[r] as number;
    root[i] = r;
  }
  return root;
}

/**
 * Joins the two most alike groups again and again. Ties go to the lowest rows.
 * @param gram inner products of n resultants (weight × centred mean), row-major (n × n); changed in place
 * @returns the joins, in order
 */
export function agglomerate(gram: Float64Array, n: number, linkage: Linkage, stop: Stop): Join[] {
  const below = stop.below ?? Number.NEGATIVE_INFINITY;
  const atMost = stop.atMost ?? 1;
  const joins: Join[] = [];
  const alive = new Uint8Array(n).fill(1);
  const nearest = new Int32Array(n).fill(-1);
  const likeness = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
  const g = (i: number, j: number): number => gram[i * n + j] as number;
  const alike = (i: number, j: number): number => linkage(g(i, i), g(j, j), g(i, j));

  /** Each row keeps its best partner among the rows after it. */
  const search = (i: number): void => {
    nearest[i] = -1;
    likeness[i] = Number.NEGATIVE_INFINITY;
    for (let j = i + 1; j < n; j++) {
      if (!alive[j]) continue;
      const s = alike(i, j);
      if (s > likeness[i]) {
        likeness[i] = s;
        nearest[i] = j;
      }
    }
  };
  for (let i = 0; i < n; i++) search(i);

  for (let groups = n; groups > atMost; groups--) {
    let a = -1;
    for (let i = 0; i < n; i++)
      if (alive[i] && nearest[i] !== -1 && (a === -1 || (likeness[i] as number) > (likeness[a] as number))) a = i;
    if (a === -1 || (likeness[a] as number) < below) break;
    const b = nearest[a] as number;
    alive[b] = 0;
    const aa = g(a, a) + g(b, b) + 2 * g(a, b);
    for (let j = 0; j < n; j++) {
      const joined = g(a, j) + g(b, j);
      gram[a * n + j] = joined;
      gram[j * n + a] = joined;
    }
    gram[a * n + a] = aa;
    joins.push({ into: a, from: b, likeness: likeness[a] as number, square: aa });
    search(a);
    for (let i = 0; i < n; i++) {
      if (!alive[i] || i === a) continue;
      if (nearest[i] === a || nearest[i] === b) search(i);
      else if (i < a) {
        const s = alike(i, a);
        // Equal likeness: the lower partner wins, as a fresh search would find it.
        if (s > (likeness[i] as number) || (s === likeness[i] && a < (nearest[i] as number))) {
          likeness[i] = s;
          nearest[i] = a;
        }
      }
    }
  }
  return joins;
}
