import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Place, packed, type Size } from '../../../../src/core/show/pack.ts';

const FRAME = { width: 400, height: 240 };
const sizes = fc.array(
  fc.record({ width: fc.integer({ min: 5, max: 160 }), height: fc.integer({ min: 5, max: 60 }) }),
  { maxLength: 30 },
);
const places = fc.array(
  fc.option(fc.record({ x: fc.integer({ min: -50, max: 450 }), y: fc.integer({ min: -50, max: 300 }) }), {
    nil: undefined,
  }),
);

function overlap(a: Place & Size, b: Place & Size): boolean {
  return Math.abs(a.x - b.x) < (a.width + b.width) / 2 - 1e-9 && Math.abs(a.y - b.y) < (a.height + b.height) / 2 - 1e-9;
}

describe('packed', () => {
  it('lays no box on another or beyond the frame, wherever they were wanted', () => {
    fc.assert(
      fc.property(sizes, places, (boxes, wanted) => {
        const laid = packed(boxes, FRAME, wanted).flatMap((place, i) =>
          place === null ? [] : [{ ...place, ...(boxes[i] as Size) }],
        );
        laid.forEach((a, i) => {
          expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
          expect(a.x + a.width / 2).toBeLessThanOrEqual(FRAME.width);
          expect(a.y - a.height / 2).toBeGreaterThanOrEqual(0);
          expect(a.y + a.height / 2).toBeLessThanOrEqual(FRAME.height);
          for (const b of laid.slice(i + 1)) expect(overlap(a, b)).toBe(false);
        });
      }),
    );
  });

  it('begins in the middle and stays near to it while there is room', () => {
    const boxes = Array.from({ length: 12 }, () => ({ width: 50, height: 20 }));
    const laid = packed(boxes, FRAME);
    expect(laid[0]).toEqual({ x: 200, y: 120 });
    // Twelve boxes of a thousand square px fill an eighth of the frame: none is at its edge.
    for (const place of laid) expect(Math.abs((place as Place).x - 200)).toBeLessThan(140);
    for (const place of laid) expect(Math.abs((place as Place).y - 120)).toBeLessThan(90);
  });

  it('leaves each where it was when all still have room there', () => {
    const boxes = Array.from({ length: 20 }, (_, i) => ({ width: 30 + (i % 5) * 8, height: 18 }));
    const first = packed(boxes, FRAME) as Place[];
    expect(packed([...boxes].reverse(), FRAME, [...first].reverse())).toEqual([...first].reverse());
    // One word has grown by little: it and its neighbours may move, most others do not.
    const grown = boxes.map((box, i) => (i === 0 ? { ...box, width: box.width + 10 } : box));
    const next = packed(grown, FRAME, first);
    const moved = next.filter((place, i) => place?.x !== first[i]?.x || place?.y !== first[i]?.y);
    expect(moved.length).toBeLessThan(9);
  });

  it('has no place for what is larger than the frame, and goes on', () => {
    const [large, small] = packed(
      [
        { width: 500, height: 10 },
        { width: 20, height: 10 },
      ],
      FRAME,
    );
    expect(large).toBeNull();
    expect(small).toEqual({ x: 200, y: 120 });
  });
});
