/** A partition of points, improved from the one before: what is there stays unless the documents say otherwise. */
import { agglomerate, groupsAfter, type Points, part, resultantLinkage } from './agglomerate.ts';
import { explainedLinkage, gains } from './grain.ts';

export interface Thresholds {
  /** A group is split when each further part explains at least this part of the whole weight, */
  readonly split: number;
  /** and two are one when that loses less than this. */
  readonly merge: number;
}

/** Most passes of cells moving to nearer groups. */
const PASSES = 10;

/**
 * Three steps: groups are split as far as it pays, pairs are merged that are not worth telling apart, and each point
 * moves to the group whose centroid is nearest (Lloyd), again and again.
 * @param before group of each point, any numbers; −1 for a point that belongs to none yet
 * @returns group of each point: the numbers 0, 1, … in the order of their first points
 */
export function refine(points: Points, before: Int32Array, thresholds: Thresholds): Int32Array {
  const total = points.weight.reduce((a, b) => a + b, 0);
  let group = split(points, numbered(before), thresholds.split * total);
  group = merge(points, group, thresholds.merge * total);
  return lloyd(points, group);
}

/** Of each group that one of those not worth telling apart from it whose number is the lowest. `least`: see `Thresholds.merge`. */
export function alike(points: Points, groups: Int32Array, least: number): Map<number, number> {
  const total = points.weight.reduce((a, b) => a + b, 0);
  const joined = merge(points, numbered(groups), least * total);
  const lowest = new Map<number, number>();
  groups.forEach((group, i) => {
    const of = joined[i] as number;
    lowest.set(of, Math.min(group, lowest.get(of) ?? group));
  });
  return new Map(Array.from(groups, (group, i) => [group, lowest.get(joined[i] as number) as number]));
}

/**
 * Groups in which each topic of `whole` has all its points and none of another topic's. Points without a topic stay with
 * the one of them in their group, when there is no other topic and they are near it.
 */
export function kept(
  groups: Int32Array,
  topicOf: readonly (number | null)[],
  whole: ReadonlySet<number>,
  near: (point: number, topic: number) => boolean,
): Int32Array {
  if (whole.size === 0) return groups;
  const within = new Map<number, Set<number>>();
  topicOf.forEach((topic, i) => {
    if (topic === null) return;
    const group = groups[i] as number;
    within.set(group, (within.get(group) ?? new Set<number>()).add(topic));
  });
  let next = groups.reduce((most, g) => Math.max(most, g + 1), 0);
  const own = new Map([...whole].map((topic) => [topic, next++]));
  return numbered(
    groups.map((group, i) => {
      const topic = topicOf[i] ?? null;
      if (topic !== null) return own.get(topic) ?? group;
      const [only, ...others] = within.get(group) ?? [];
      return only === undefined || others.length > 0 || !near(i, only) ? group : (own.get(only) ?? group);
    }),
  );
}

/** 0, 1, … in the order of first appearance; each −1 becomes a group of its own. */
function numbered(groups: Int32Array): Int32Array {
  const numbers = new Map<number, number>();
  let next = 0;
  return groups.map((g) => {
    if (g < 0) return next++;
    const number = numbers.get(g) ?? next++;
    numbers.set(g, number);
    return number;
  });
}

/** Points of each group, of groups numbered 0, 1, … */
export function membersOf(group: Int32Array): number[][] {
  const count = group.reduce((most, g) => Math.max(most, g + 1), 0);
  const members = Array.from({ length: count }, (): number[] => []);
  group.forEach((g, i) => {
    members[g]?.push(i);
  });
  return members;
}

/** The groups as points. */
function grouped({ n, gram, weight, norms }: Points, group: Int32Array): Points {
  const k = group.reduce((most, g) => Math.max(most, g + 1), 0);
  const sums: Points = {
    n: k,
    gram: new Float64Array(k * k),
    weight: new Float64Array(k),
    norms: new Float64Array(k),
  };
  for (let i = 0; i < n; i++) {
    const g = group[i] as number;
    sums.weight[g] = (sums.weight[g] as number) + (weight[i] as number);
    sums.norms[g] = (sums.norms[g] as number) + (norms[i] as number);
    for (let j = 0; j < n; j++) {
      const at = g * k + (group[j] as number);
      sums.gram[at] = (sums.gram[at] as number) + (gram[i * n + j] as number);
    }
  }
  return sums;
}

function split(points: Points, group: Int32Array, least: number): Int32Array {
  const out = group.slice();
  let next = group.reduce((most, g) => Math.max(most, g + 1), 0);
  for (const rows of membersOf(group)) {
    if (rows.length < 2) continue;
    const within = part(points, rows);
    const joins = agglomerate(within, resultantLinkage);
    // The earliest join that is worth undoing: all after it are undone, too; what that tears apart in vain is merged.
    const count = gains(within, joins).findIndex((gain) => gain >= least);
    if (count < 0) continue;
    const root = groupsAfter(rows.length, joins, count);
    const numbers = new Map<number, number>([[root[0] as number, out[rows[0] as number] as number]]);
    rows.forEach((row, i) => {
      const r = root[i] as number;
      if (!numbers.has(r)) numbers.set(r, next++);
      out[row] = numbers.get(r) as number;
    });
  }
  return numbered(out);
}

function merge(points: Points, group: Int32Array, least: number): Int32Array {
  const groups = grouped(points, group);
  const joins = agglomerate(groups, explainedLinkage, { below: -least });
  const root = groupsAfter(groups.n, joins, joins.length);
  return numbered(group.map((g) => root[g] as number));
}

function lloyd(points: Points, start: Int32Array): Int32Array {
  const { n, gram } = points;
  const group = start.slice();
  const k = group.reduce((most, g) => Math.max(most, g + 1), 0);
  if (k < 2) return group;
  // near[i, g] = R_i·R_g, and ‖R_g‖² = Σ near[i, g] over its members.
  const near = new Float64Array(n * k);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const at = i * k + (group[j] as number);
      near[at] = (near[at] as number) + (gram[i * n + j] as number);
    }
  for (let pass = 0; pass < PASSES; pass++) {
    const length = new Float64Array(k);
    group.forEach((g, i) => {
      length[g] = (length[g] as number) + (near[i * k + g] as number);
    });
    for (let g = 0; g < k; g++) length[g] = Math.sqrt(Math.max(length[g] as number, 1e-12));
    const moves: { readonly point: number; readonly to: number }[] = [];
    for (let i = 0; i < n; i++) {
      const own = group[i] as number;
      let best = own;
      let most = (near[i * k + own] as number) / (length[own] as number) + 1e-12;
      for (let g = 0; g < k; g++) {
        const projection = (near[i * k + g] as number) / (length[g] as number);
        if (projection <= most) continue;
        most = projection + 1e-12;
        best = g;
      }
      if (best !== own) moves.push({ point: i, to: best });
    }
    if (moves.length === 0) break;
    for (const { point, to } of moves) {
      const from = group[point] as number;
      group[point] = to;
      for (let i = 0; i < n; i++) {
        const product = gram[point * n + i] as number;
        near[i * k + from] = (near[i * k + from] as number) - product;
        near[i * k + to] = (near[i * k + to] as number) + product;
      }
    }
  }
  return numbered(group);
}
