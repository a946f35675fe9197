/** Bottom-up grouping from inner products alone: the vectors are not touched after the Gram matrix. */

/** Points on which groups are built: centred resultants R_i = w_i·(m_i − mean of the stream) by what is known of them. */
export interface Points {
  readonly n: number;
  /** R_i·R_j, row-major; shape (n × n). */
  readonly gram: Float64Array;
  /** Σw of each; shape (n). */
  readonly weight: Float64Array;
  /** Σw·‖x − mean of the stream‖² of each; shape (n). */
  readonly norms: Float64Array;
}

/**
 * How alike groups of some points are, which change as they are joined; the closest to each other are joined first. Asked
 * for many at once: a number that a function returns is boxed, which for each pair of groups costs more than its likeness.
 */
export type Linkage = (groups: Points) => {
  /** into[at] = likeness of group i and group others[at], the same either way, for `from` ≤ at < `to`. */
  likenesses(i: number, others: Int32Array, from: number, to: number, into: Float64Array): void;
  /** Group i is another now. */
  changed(i: number): void;
};

/** Minus the loss of resultant length that joining costs: −(‖a‖ + ‖b‖ − ‖a + b‖), a Ward criterion for the sphere. */
export const resultantLinkage: Linkage = ({ gram, n }) => {
  const square = Float64Array.from({ length: n }, (_, i) => gram[i * n + i] as number);
  const length = square.map(lengthOf);
  return {
    likenesses(i, others, from, to, into) {
      for (let at = from; at < to; at++) {
        const j = others[at] as number;
        const joined = (square[i] as number) + (square[j] as number) + 2 * (gram[i * n + j] as number);
        into[at] = lengthOf(joined) - ((length[i] as number) + (length[j] as number));
      }
    },
    changed(i) {
      square[i] = gram[i * n + i] as number;
      length[i] = lengthOf(square[i]);
    },
  };
};

/** Rounding can leave the square of a resultant that cancels a little below zero. */
function lengthOf(square: number): number {
  return square > 0 ? Math.sqrt(square) : 0;
}

/** One step: the group of row `from` joins the group of row `into`. */
export interface Join {
  readonly into: number;
  readonly from: number;
  readonly likeness: number;
}

export interface Stop {
  /** Groups less alike than this are not joined; default −∞. */
  readonly below?: number;
  /** Stop when no more than this many groups are left; default 1. */
  readonly atMost?: number;
  /** Points of different kinds are never joined; shape (n). */
  readonly kinds?: ArrayLike<number>;
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

/** The points of some rows alone. */
export function part({ n, gram, weight, norms }: Points, rows: readonly number[]): Points {
  const m = rows.length;
  const block = new Float64Array(m * m);
  rows.forEach((r, i) => {
    rows.forEach((s, j) => {
      block[i * m + j] = gram[r * n + s] as number;
    });
  });
  return {
    n: m,
    gram: block,
    weight: Float64Array.from(rows, (r) => weight[r] as number),
    norms: Float64Array.from(rows, (r) => norms[r] as number),
  };
}

/** Joins the two most alike groups again and again. Ties go to the lowest rows. The points are not changed. */
export function agglomerate(points: Points, linkage: Linkage, { kinds, ...stop }: Stop = {}): Join[] {
  return kinds ? ofKinds(points, linkage, kinds, stop) : together(points, linkage, stop);
}

/** Each kind by itself, as different ones never meet; of the joins that are next in each always the most alike. */
function ofKinds(points: Points, linkage: Linkage, kinds: ArrayLike<number>, stop: Stop): Join[] {
  const most = points.n - (stop.atMost ?? 1);
  const rowsOf = new Map<number, number[]>();
  for (let i = 0; i < points.n; i++) {
    const rows = rowsOf.get(kinds[i] as number);
    if (rows) rows.push(i);
    else rowsOf.set(kinds[i] as number, [i]);
  }
  const queues = [...rowsOf.values()].map((rows) =>
    together(part(points, rows), linkage, { ...stop, atMost: Math.max(1, rows.length - most) })
      .map(({ into, from, likeness }) => ({ into: rows[into] as number, from: rows[from] as number, likeness }))
      .reverse(),
  );
  const joins: Join[] = [];
  while (joins.length < most) {
    let first: Join[] | undefined;
    for (const queue of queues) {
      const [join, best] = [queue.at(-1), first?.at(-1)];
      if (!join) continue;
      if (!best || join.likeness > best.likeness || (join.likeness === best.likeness && join.into < best.into))
        first = queue;
    }
    const join = first?.pop();
    if (!join) break;
    joins.push(join);
  }
  return joins;
}

function together(points: Points, linkage: Linkage, stop: Stop): Join[] {
  const { n } = points;
  const { below = Number.NEGATIVE_INFINITY, atMost = 1 } = stop;
  const gram = points.gram.slice();
  const weight = points.weight.slice();
  const norms = points.norms.slice();
  const link = linkage({ n, gram, weight, norms });
  const joins: Join[] = [];
  // Rows of the groups that are left, the first `left` of these; a group has the lowest row of its points.
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  let left = n;
  const nearest = new Int32Array(n).fill(-1);
  const likeness = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
  const after = new Float64Array(n);
  const before = new Float64Array(n);

  /** Each row keeps its best partner among the rows after it. */
  const search = (at: number): void => {
    const i = rows[at] as number;
    let best = -1;
    let most = Number.NEGATIVE_INFINITY;
    link.likenesses(i, rows, at + 1, left, after);
    for (let other = at + 1; other < left; other++) {
      const s = after[other] as number;
      if (s > most) {
        most = s;
        best = rows[other] as number;
      }
    }
    nearest[i] = best;
    likeness[i] = most;
  };
  for (let at = 0; at < n; at++) search(at);

  while (left > atMost) {
    let place = -1;
    let a = -1;
    for (let at = 0; at < left; at++) {
      const i = rows[at] as number;
      if (nearest[i] === -1 || (a !== -1 && (likeness[i] as number) <= (likeness[a] as number))) continue;
      place = at;
      a = i;
    }
    if (a === -1 || (likeness[a] as number) < below) break;
    const b = nearest[a] as number;
    const gone = rows.indexOf(b);
    rows.copyWithin(gone, gone + 1, left--);
    const aa = (gram[a * n + a] as number) + (gram[b * n + b] as number) + 2 * (gram[a * n + b] as number);
    for (let at = 0; at < left; at++) {
      const j = rows[at] as number;
      const joined = (gram[a * n + j] as number) + (gram[b * n + j] as number);
      gram[a * n + j] = joined;
      gram[j * n + a] = joined;
    }
    gram[a * n + a] = aa;
    weight[a] = (weight[a] as number) + (weight[b] as number);
    norms[a] = (norms[a] as number) + (norms[b] as number);
    link.changed(a);
    joins.push({ into: a, from: b, likeness: likeness[a] as number });
    search(place);
    link.likenesses(a, rows, 0, place, before);
    for (let at = 0; at < left; at++) {
      if (at === place) continue;
      const i = rows[at] as number;
      const lost = nearest[i] === a || nearest[i] === b;
      const s = at < place ? (before[at] as number) : Number.NEGATIVE_INFINITY;
      // A partner that has become no less alike is still the best. Equal likeness: the lower partner wins, as a search
      // would find it.
      if (s > (likeness[i] as number) || (s === likeness[i] && (lost || a < (nearest[i] as number)))) {
        likeness[i] = s;
        nearest[i] = a;
      } else if (lost) search(at);
    }
  }
  return joins;
}
