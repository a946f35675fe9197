/**
 * The words of texts that need no Unicode work, by a look at a table for each character: in canonical composition (NFC) as
 * they stand, no mark on another character, no script without spaces. Nearly all that a feed in a European language says.
 */

/** Latin, Greek, Cyrillic, Armenian and Hebrew; then punctuation, currencies and letter-like signs. */
const RANGES = [
  [0, 0x600],
  [0x2010, 0x2200],
] as const;

const ODD = 0;
const SIGN = 1;
const WORD = 2;

/** The kind of each character; what lies beyond is odd. */
const KINDS = new Uint8Array(0x2200);
for (const [from, to] of RANGES)
  for (let code = from; code < to; code++) {
    const character = String.fromCharCode(code);
    // İ is longer in lower case.
    const odd = character.normalize('NFC') !== character || /\p{M}/u.test(character) || character === 'İ';
    KINDS[code] = odd ? ODD : /[\p{L}\p{N}_]/u.test(character) ? WORD : SIGN;
  }

/** Whether NFC leaves a text as it is, and each of its characters stands for itself. */
export function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!KINDS[text.charCodeAt(i)]) return false;
  return true;
}

/** The words of a plain text in lower case; null where that is plain no longer, as with Ⱥ. */
export function plainWords(lower: string): string[] | null {
  const found: string[] = [];
  const end = lower.length;
  for (let at = 0; at < end; ) {
    const kind = KINDS[lower.charCodeAt(at)];
    if (!kind) return null;
    if (kind === SIGN) {
      at++;
      continue;
    }
    const from = at++;
    while (at < end && KINDS[lower.charCodeAt(at)] === WORD) at++;
    found.push(lower.slice(from, at));
  }
  return found;
}
