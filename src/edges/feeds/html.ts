import { Parser } from 'htmlparser2';

/** What a reader does not see of a page, or sees elsewhere than in its text. */
const HIDDEN = new Set(['script', 'style', 'noscript', 'template', 'iframe', 'object', 'svg', 'math', 'head']);
/** Elements that stand on lines of their own. */
const BLOCKS = new Set(
  'address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul'.split(
    ' ',
  ),
);
/** The parser's time grows with the square of how deep elements lie: after so many characters the depth is looked at. */
const STRETCH = 4096;
/** Nobody writes a page so deep: what is open there is given up. */
const DEEPEST = 512;

/**
 * The text of a piece of HTML as a reader sees it: blocks on lines of their own, entities resolved, the rest left out. An
 * element may close itself, as in XHTML.
 */
export function plainText(html: string): string {
  if (!/[<&]/.test(html)) return tidy(html);
  let text = '';
  let hidden = 0;
  let depth = 0;
  const parser = new Parser(
    {
      onopentagname(name) {
        depth += 1;
        if (HIDDEN.has(name)) hidden += 1;
        else if (BLOCKS.has(name)) text += '\n';
      },
      onclosetag(name) {
        depth -= 1;
        if (HIDDEN.has(name)) hidden = Math.max(0, hidden - 1);
        else if (BLOCKS.has(name) && name !== 'br') text += '\n';
      },
      ontext(part) {
        if (hidden === 0) text += part;
      },
    },
    { decodeEntities: true, recognizeSelfClosing: true },
  );
  for (let from = 0, to = 0; from < html.length; from = to) {
    if (depth > DEEPEST) {
      parser.reset();
      depth = 0;
      hidden = 0;
    }
    // Never within a tag, of which the rest would be text then.
    const next = html.indexOf('<', from + STRETCH);
    to = next < 0 ? html.length : next;
    parser.write(html.slice(from, to));
  }
  parser.end();
  return tidy(text);
}

/** White space as a reader sees it. */
export function tidy(text: string): string {
  return text
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
