import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HUES, hue, safeLink, TINTS, WEAVES } from '../../../src/web/format.ts';

const css = readFileSync(new URL('../../../src/web/palette.css', import.meta.url), 'utf8');

type Rgb = readonly [number, number, number];

function colours(theme: 'light' | 'dark'): Rgb[] {
  const found = [...css.matchAll(/--hue-\d: light-dark\((#\w{6}), (#\w{6})\)/g)].map(
    (match) => match[theme === 'light' ? 1 : 2] as string,
  );
  return found.map((hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255) as unknown as Rgb);
}

const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);

/** What who lacks a kind of cones sees (Machado, Oliveira & Fernandes 2009, severity 1), in linear light. */
const VISION: Readonly<Record<string, readonly Rgb[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seen(rgb: Rgb, kind: readonly Rgb[]): number[] {
  const light = rgb.map(linear);
  return kind.map((row) =>
    Math.min(
      1,
      Math.max(
        0,
        row.reduce((sum, m, i) => sum + m * (light[i] as number), 0),
      ),
    ),
  );
}

/** Oklab (Ottosson 2020), in which distances are about as large as they look. */
function oklab([r = 0, g = 0, b = 0]: readonly number[]): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

describe('the palette', () => {
  it.each(['light', 'dark'] as const)('has hues that stay apart for any colour vision, in the %s theme', (theme) => {
    const all = colours(theme);
    expect(all).toHaveLength(HUES);
    for (const [name, kind] of Object.entries(VISION)) {
      const labs = all.map((rgb) => oklab(seen(rgb, kind)));
      labs.forEach((a, i) => {
        labs.slice(i + 1).forEach((b, j) => {
          const apart = Math.hypot(...a.map((x, k) => x - (b[k] as number)));
          expect(apart, `${name}: hues ${i} and ${i + 1 + j}`).toBeGreaterThan(0.035);
        });
      });
    }
  });

  it('has a class for whatever colour a topic may get', () => {
    const classes = new Set([...css.matchAll(/^\.((?:hue|weave)-\d+) \{/gm)].map(([, name]) => name));
    for (let topic = 1; topic < 500; topic++) for (const name of hue(topic).split(' ')) expect(classes).toContain(name);
    expect(classes.size).toBe(HUES * TINTS + WEAVES);
  });

  it('gives topics born one after the other different hues, and each its own for life', () => {
    const plain = (topic: number): number => Number(hue(topic).match(/hue-(\d+)/)?.[1]) % HUES;
    for (let topic = 1; topic < 100; topic++)
      for (const step of [1, 2, 3]) expect(plain(topic + step)).not.toBe(plain(topic));
    expect(hue(17)).toBe(hue(17));
  });

  it('gives two topics one look only when 161 others were born between them', () => {
    const looks = HUES * TINTS * WEAVES;
    expect(looks).toBe(162);
    for (let first = 1; first < 400; first += 37)
      expect(new Set(Array.from({ length: looks }, (_, i) => hue(first + i))).size).toBe(looks);
  });

  it('has tints of a hue that differ in lightness, and threads that no colour vision is needed for', () => {
    // Light and dark tints are mixtures with white and black: by lightness they part for every eye.
    const lightness = (rgb: Rgb, other: number, part: number): number =>
      part * oklab(rgb.map(linear))[0] + (1 - part) * other;
    for (const theme of ['light', 'dark'] as const)
      for (const rgb of colours(theme)) {
        const own = oklab(rgb.map(linear))[0];
        expect(lightness(rgb, 1, 0.62) - own).toBeGreaterThan(0.03);
        expect(own - lightness(rgb, 0, 0.74)).toBeGreaterThan(0.08);
      }
    for (let each = 1; each < WEAVES; each++) {
      const rule = css.match(new RegExp(`\\.weave-${each} \\{[^}]*\\}`))?.[0];
      expect(rule).toMatch(/gradient/);
      expect(css.split(rule ?? '').length).toBe(2);
    }
  });
});

describe('a link', () => {
  it.each(['https://example.org/a?b=c', 'http://example.org/'])('%s may be followed', (url) => {
    expect(safeLink(url)).toBe(url);
  });

  it.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/relative',
    'no link',
    '',
    null,
  ])('%s may not', (url) => {
    expect(safeLink(url)).toBeNull();
  });
});
