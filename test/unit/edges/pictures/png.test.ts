import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { pngOf } from '../../../../src/edges/pictures/png.ts';

/** A font that is the same everywhere: what a machine has installed is chance. */
const require = createRequire(import.meta.url);
const LATIN = [require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')];

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><style>.hue-1 .a{fill:#ff0000}</style>${inside}</svg>`;

it('is a PNG of so many pixels', async () => {
  const { bytes, missing } = await pngOf(svg('<g class="hue-1"><path class="a" d="M0,0H20V10H0Z"/></g>'), 3, LATIN);
  expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const header = new DataView(bytes.buffer, bytes.byteOffset + 16, 8);
  expect([header.getUint32(0), header.getUint32(4)]).toEqual([60, 30]);
  expect(missing).toEqual([]);
});

it('names the scripts that no font can write', async () => {
  const { missing } = await pngOf(svg('<text y="9" font-size="9">abc 冰 ひ カ Ж ع</text>'), 1, LATIN);
  expect(missing).toEqual(['Chinese', 'Japanese']);
});

it('is refused without any font, with the remedy', async () => {
  await expect(pngOf(svg('<text y="9">abc</text>'), 1, [])).rejects.toThrow(
    /no font is installed here.*fonts-dejavu-core.*--format html/,
  );
});
