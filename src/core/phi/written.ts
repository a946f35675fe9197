/** How words are written, and where that tells of the word and not of the place it stands in. */
import { type Token, tokens } from '../text/terms.ts';

export interface Written {
  /** In lower case, as it is counted. */
  readonly word: string;
  readonly form: string;
  /** What joins it to the word before: a space, a hyphen, or nothing (Chinese); null when they are apart. */
  readonly joint: string | null;
  /** How far its capitals are its own: `opening` when a sentence may begin with it, `none` in a headline. */
  readonly evidence: 'clear' | 'opening' | 'none';
}

/** What may stand between two words of one stretch; anything else may end a sentence or begin a quotation. */
const WITHIN = /^(?:[\s,]*|['’/&-])$/u;
/** Words of at least so many letters have capitals in headlines, and seldom in sentences. */
const LONG = 4;
/** A stretch is a headline when this part of its long words has capitals. */
const HEADLINE = 0.8;

/** The words of a text. */
export function read(text: string): Written[] {
  const stretches: Token[][] = [];
  for (const token of tokens(text)) {
    if (stretches.length === 0 || !WITHIN.test(token.gap)) stretches.push([token]);
    else stretches.at(-1)?.push(token);
  }
  return stretches.flatMap(readStretch);
}

function readStretch(stretch: readonly Token[]): Written[] {
  // A dateline opens a sentence, too: NEW YORK.
  const opening = stretch.findIndex((token) => !shouted(token));
  const silent = opening < 0 || !stretch.some(capital);
  const headline = isHeadline(stretch);
  const evidenceOf = (token: Token, i: number): Written['evidence'] => {
    if (silent) return 'none';
    if (inner(token) && !shouted(token)) return 'clear';
    if (headline) return shouted(token) && i > opening ? 'clear' : 'none';
    return i > opening ? 'clear' : 'opening';
  };
  return stretch.map((token, i) => ({
    word: token.word,
    form: token.form,
    joint: i === 0 ? null : jointOf(token.gap),
    evidence: evidenceOf(token, i),
  }));
}

function jointOf(gap: string): string | null {
  if (gap === '' || gap === '-') return gap;
  return gap.trim() === '' ? ' ' : null;
}

/** Not by its word, in which an apostrophe is a typewriter's. */
function capital({ form }: Token): boolean {
  return form !== form.toLowerCase();
}

/** With a capital that is not due to where it stands: NATO, iPhone. */
function inner({ form }: Token): boolean {
  return /\p{Lu}/u.test(form.slice(1));
}

function shouted(token: Token): boolean {
  return inner(token) && token.form === token.form.toUpperCase();
}

function isHeadline([, ...rest]: readonly Token[]): boolean {
  const long = rest.filter(({ word }) => word.length >= LONG);
  return long.filter(capital).length >= HEADLINE * long.length;
}
