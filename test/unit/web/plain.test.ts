import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainStyle } from '../../../src/web/plain.ts';

const CSS = `
/* a comment { with: braces } */
:root { --paper: light-dark(#ffffff, #000000); --first: light-dark(#102030, #405060); font: 16px x }
.hue-0 { --hue: var(--first) }
.hue-1 { --hue: color-mix(in oklab, #ff0000 50%, #0000ff) }
.back { fill: var(--paper) }
.shape, .deep .shape { fill: var(--hue); stroke: var(--paper) }
.shape:hover { fill: red }
`;

describe('a plain style', () => {
  it('has what a theme says in place of variables', () => {
    expect(plainStyle(CSS, 'light')).toContain('.back{fill:#ffffff}');
    expect(plainStyle(CSS, 'dark')).toContain('.back{fill:#000000}');
  });

  it('has a rule for each hue where the hue is spoken of, for the element and for what is in it', () => {
    const style = plainStyle(CSS, 'light');
    expect(style).toContain(
      '.hue-0 .shape,.shape.hue-0,.hue-0 .deep .shape,.deep.hue-0 .shape,.deep .hue-0 .shape,.deep .shape.hue-0{fill:#102030;stroke:#ffffff}',
    );
    // Red and blue in Oklab, as browsers mix them.
    expect(style).toContain('{fill:#8c53a2;stroke:#ffffff}');
  });

  it('leaves out what a picture has not: states, variables, the page', () => {
    expect(plainStyle(CSS, 'light')).not.toMatch(/hover|var\(|--|font|light-dark|comment/);
  });

  it.each(['light', 'dark'] as const)('works out every value of the charts, %s', (theme) => {
    const sheets = ['palette.css', 'charts.css', 'style.css'].map((name) =>
      readFileSync(new URL(`../../../src/web/${name}`, import.meta.url), 'utf8'),
    );
    // Of the page only its variables.
    const root = sheets[2]?.match(/:root \{[^}]*\}/)?.[0] ?? '';
    const style = plainStyle(`${root}${sheets[0]}${sheets[1]}`, theme);
    expect(style).not.toMatch(/var\(|light-dark|color-mix|oklab/);
    expect(style).toContain('.stream.hue-26');
    expect(style.split('\n').length).toBeGreaterThan(28 * 4);
  });
});
