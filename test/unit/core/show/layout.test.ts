import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uniform } from '../../../../src/core/random.ts';
import { aligned, apart, type Plane, planeOf } from '../../../../src/core/show/layout.ts';
import { referenceProducts } from '../../../../src/core/vector.ts';

type At = readonly [number, number];
const ids = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

function rows(points: readonly (readonly number[])[]) {
  const dim = points[0]?.length ?? 0;
  return { rows: points.length, dim, data: Float32Array.from(points.flat()) };
}

function cloud(n: number, dim: number, seed = 1): number[][] {
  return ids(n).map((i) => Array.from({ length: dim }, (_, j) => uniform(`${i} ${j}`, seed) - 0.5));
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((x, i) => x - (b[i] as number)));
}

/** Σ over pairs of the squared distances that a plane shows. */
function spread(plane: Plane): number {
  const all = [...plane.values()];
  return all.reduce((sum, a) => sum + all.reduce((s, b) => s + distance(a, b) ** 2, 0), 0) / 2;
}

describe('planeOf', () => {
  it('shows points of a plane at their true distances, in however many dimensions they are given', () => {
    // Two orthogonal directions of a space of five.
    const flat = cloud(9, 2);
    const points = flat.map(([x = 0, y = 0]) => [0.6 * x, 0.8 * x, y, 0, 0]);
    const plane = planeOf(ids(9), rows(points), referenceProducts);
    for (let i = 0; i < 9; i++)
      for (let j = 0; j < i; j++)
        expect(distance(plane.get(i + 1) as At, plane.get(j + 1) as At)).toBeCloseTo(
          distance(points[i] as number[], points[j] as number[]),
          3,
        );
  });

  it('keeps more of the distances than any other plane', () => {
    const points = cloud(20, 6);
    const best = spread(planeOf(ids(20), rows(points), referenceProducts));
    for (let a = 0; a < 6; a++)
      for (let b = 0; b < a; b++) {
        const other = new Map(points.map((p, i) => [i + 1, [p[a] as number, p[b] as number] as const]));
        expect(best).toBeGreaterThanOrEqual(spread(other) * 0.9999);
      }
  });

  it('knows no topics, one, and two in one place', () => {
    expect(planeOf([], rows([]), referenceProducts).size).toBe(0);
    expect(planeOf([7], rows([[1, 0]]), referenceProducts).get(7)).toEqual([0, 0]);
    const twins = planeOf(
      [1, 2],
      rows([
        [1, 0],
        [1, 0],
      ]),
      referenceProducts,
    );
    expect(distance(twins.get(1) as At, twins.get(2) as At)).toBeCloseTo(0);
  });

  it('is the same to the last bit in whatever order the topics came, and nearly so when they change a little', () => {
    const points = cloud(12, 5);
    const first = planeOf(ids(12), rows(points), referenceProducts);
    const order = [7, 2, 11, 0, 5, 9, 1, 10, 3, 8, 6, 4];
    const shuffled = planeOf(
      order.map((i) => i + 1),
      rows(order.map((i) => points[i] as number[])),
      referenceProducts,
    );
    for (const [id, at] of first) expect(shuffled.get(id)).toEqual(at);
    const moved = points.map((point, i) => point.map((x, k) => x + 0.002 * (uniform(`${i} ${k}`, 9) - 0.5)));
    const next = planeOf(ids(12), rows(moved), referenceProducts);
    for (const [id, at] of first) expect(distance(at, next.get(id) as At)).toBeLessThan(0.01);
  });

  it('lies as two directions of the space say, not as the axes happen to be found', () => {
    // The same topics far away along a direction that none of them differs in: another mean, the same map.
    const points = cloud(12, 3).map((point) => [...point, 0]);
    const first = planeOf(ids(12), rows(points), referenceProducts);
    const far = planeOf(ids(12), rows(points.map(([x = 0, y = 0, z = 0]) => [x, y, z, 1])), referenceProducts);
    for (const [id, at] of first) expect(distance(at, far.get(id) as At)).toBeLessThan(1e-4);
    // Mirrored topics have the mirrored map: nothing of the orientation is chance.
    const mirrored = planeOf(ids(12), rows(points.map((point) => point.map((x) => -x))), referenceProducts);
    for (const [id, [x, y]] of first) expect(distance([-x, -y], mirrored.get(id) as At)).toBeLessThan(1e-6);
  });
});

describe('aligned', () => {
  const plane: Plane = new Map(cloud(8, 2).map(([x = 0, y = 0], i) => [i + 1, [x, y] as const]));

  it('undoes any turn, mirroring and shift', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -4, max: 4, noNaN: true }),
        fc.boolean(),
        fc.double({ min: -3, max: 3, noNaN: true }),
        (angle, mirror, shift) => {
          const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
          const turned = new Map(
            [...plane].map(([id, [x, y0]]) => {
              const y = mirror ? -y0 : y0;
              return [id, [cos * x - sin * y + shift, sin * x + cos * y - shift] as const];
            }),
          );
          for (const [id, at] of aligned(turned, plane)) expect(distance(at, plane.get(id) as At)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('is the best of all rigid motions, also where none fits', () => {
    const other: Plane = new Map(cloud(8, 2, 5).map(([x = 0, y = 0], i) => [i + 1, [x, y] as const]));
    const off = (p: Plane): number => [...p].reduce((sum, [id, at]) => sum + distance(at, other.get(id) as At) ** 2, 0);
    const best = off(aligned(plane, other));
    for (let step = 0; step < 360; step++)
      for (const mirror of [1, -1]) {
        const angle = (step * Math.PI) / 180;
        const mid = (p: Plane, k: 0 | 1): number => [...p.values()].reduce((sum, at) => sum + at[k], 0) / p.size;
        const tried = new Map(
          [...plane].map(([id, [x, y]]) => {
            const [dx, dy] = [x - mid(plane, 0), mirror * (y - mid(plane, 1))];
            const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
            return [id, [cos * dx - sin * dy + mid(other, 0), sin * dx + cos * dy + mid(other, 1)] as const];
          }),
        );
        expect(off(tried)).toBeGreaterThanOrEqual(best - 1e-9);
      }
  });

  it('leaves a plane alone that has nothing in common with the earlier one', () => {
    expect(aligned(plane, new Map([[99, [1, 1] as const]]))).toBe(plane);
  });

  it('carries new topics along with the known ones', () => {
    const earlier: Plane = new Map([
      [1, [0, 0] as const],
      [2, [0, 2] as const],
    ]);
    const now: Plane = new Map([
      [1, [0, 0] as const],
      [2, [2, 0] as const],
      [3, [4, 0] as const],
    ]);
    const [x = 9, y = 9] = aligned(now, earlier).get(3) ?? [];
    expect([x, y]).toEqual([expect.closeTo(0), expect.closeTo(4)]);
  });
});

describe('apart', () => {
  it('leaves no disc on another where there is room, each nearly where it was and inside the frame', () => {
    const discs = cloud(40, 2).map(([x = 0, y = 0], i) => ({ x: 300 + 200 * x, y: 200 + 150 * y, r: 4 + (i % 7) }));
    const moved = apart(discs, { width: 600, height: 400 });
    moved.forEach((a, i) => {
      expect(a.x - a.r).toBeGreaterThanOrEqual(0);
      expect(a.y + a.r).toBeLessThanOrEqual(400);
      expect(Math.hypot(a.x - (discs[i]?.x ?? 0), a.y - (discs[i]?.y ?? 0))).toBeLessThan(60);
      for (const b of moved.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(a.r + b.r - 1);
    });
  });

  it('parts discs in one and the same place', () => {
    const [a, b] = apart(
      [
        { x: 50, y: 50, r: 5 },
        { x: 50, y: 50, r: 5 },
      ],
      { width: 100, height: 100 },
    );
    expect(Math.hypot((a?.x ?? 0) - (b?.x ?? 0), (a?.y ?? 0) - (b?.y ?? 0))).toBeGreaterThanOrEqual(10);
  });
});
