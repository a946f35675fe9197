/** Pictures as PNG, with the fonts of this machine. */
import { LeitmotifError, messageOf } from "../../core/errors.js";
/** Letters of these scripts, and signs, are looked for in the fonts. */
const SCRIPTS = [
    ['Han', 'Chinese'],
    ['Hiragana', 'Japanese'],
    ['Katakana', 'Japanese'],
    ['Hangul', 'Korean'],
    ['Arabic', 'Arabic'],
    ['Hebrew', 'Hebrew'],
    ['Cyrillic', 'Cyrillic'],
    ['Greek', 'Greek'],
    ['Devanagari', 'Devanagari'],
    ['Bengali', 'Bengali'],
    ['Tamil', 'Tamil'],
    ['Telugu', 'Telugu'],
    ['Thai', 'Thai'],
    ['Armenian', 'Armenian'],
    ['Georgian', 'Georgian'],
    ['Ethiopic', 'Ethiopic'],
];
/** A code point that no font has a picture for. */
const NOBODY = '\u{10FFFD}';
const CELL = 32;
/**
 * Renders an SVG document, each of its px as `scale` pixels.
 * @param fonts files of fonts to be used instead of those of the machine
 * Throws `fatal`, stage `config`, where the renderer has no binary for this machine, and where there is no font at all.
 */
export async function pngOf(svg, scale, fonts) {
    const { Resvg } = await import('@resvg/resvg-js').catch((error) => {
        const message = `@resvg/resvg-js, which makes PNG, does not run here (${messageOf(error)}): give --format html or md`;
        throw new LeitmotifError('fatal', 'config', message, { cause: error });
    });
    const font = {
        loadSystemFonts: fonts === undefined,
        fontFiles: [...(fonts ?? [])],
        defaultFontFamily: 'DejaVu Sans',
    };
    const letters = lettersOf(svg);
    const proof = new Resvg(sample(letters.map(([, letter]) => letter)), { font });
    if (svg.includes('<text') && proof.getBBox() === undefined)
        throw new LeitmotifError('fatal', 'config', 'no font is installed here, so a PNG would have no names: install one (Debian: fonts-dejavu-core, and fonts-noto-cjk for Chinese, Japanese and Korean), or give --format html');
    const { pixels, width } = proof.render();
    const cell = (i) => Buffer.concat(Array.from({ length: CELL }, (_, y) => pixels.subarray(4 * (y * width + i * CELL), 4 * (y * width + i * CELL + CELL))));
    const box = cell(0);
    const missing = letters.filter((_, i) => cell(i + 1).equals(box)).map(([name]) => name);
    const picture = new Resvg(svg, { font, fitTo: { mode: 'zoom', value: scale } });
    return { bytes: picture.render().asPng(), missing: [...new Set(missing)] };
}
/** One letter of each script that a text has. */
function lettersOf(text) {
    return SCRIPTS.flatMap(([script, name]) => {
        const letter = text.match(new RegExp(`\\p{Script=${script}}`, 'u'))?.[0];
        return letter === undefined ? [] : [[name, letter]];
    });
}
/** Letters side by side, the first one that nobody has. */
function sample(letters) {
    const texts = [NOBODY, ...letters].map((letter, i) => `<text x="${i * CELL + 2}" y="24" font-size="20">${letter}</text>`);
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${CELL * texts.length}" height="${CELL}" font-family="sans-serif">${texts.join('')}</svg>`;
}
//# sourceMappingURL=png.js.map