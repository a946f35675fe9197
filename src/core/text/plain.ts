/**
 * The words of texts that need no Unicode work, by a look at a table for each character: in canonical composition (NFC) as
 * they stand, no mark on another character, no script without spaces. Nearly all that a feed in a European language says.
 */
import { hashed } from './memory.ts';

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
    // A format character is no part of a word, nor the end of one.
    const odd = character.normalize('NFC') !== character || /[\p{M}\p{Cf}]/u.test(character);
    KINDS[code] = odd ? ODD : /[\p{L}\p{N}_]/u.test(character) ? WORD : SIGN;
  }

/** Signs that may stand within a word between letters from Cyrillic to Hebrew: terms.ts knows which do. */
const WITHIN = new Set(Array.from('\'’׳"”״', (sign) => sign.charCodeAt(0)));

function isWithin(text: string, at: number): boolean {
  return isEastern(text, at - 1) && WITHIN.has(text.charCodeAt(at)) && isEastern(text, at + 1);
}

/** Whether a letter from Cyrillic to Hebrew stands there. */
function isEastern(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0x400 && code < 0x600 && KINDS[code] === WORD;
}

/** Whether NFC leaves a text as it is, and each of its characters stands for itself. */
export function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (!KINDS[text.charCodeAt(i)]) return false;
  return true;
}

/**
 * Visits the words of a plain text in lower case, each with its hash; false, and no further, where that is plain no longer,
 * as with Ⱥ, or a word may have a sign in it.
 */
export function eachPlainWord(
  lower: string,
  visit: (text: string, from: number, to: number, hash: number) => void,
): boolean {
  const end = lower.length;
  for (let at = 0; at < end; ) {
    let code = lower.charCodeAt(at);
    const kind = KINDS[code];
    if (!kind) return false;
    const from = at++;
    if (kind === SIGN) continue;
    let hash = hashed(0, code);
    for (; at < end; at++) {
      code = lower.charCodeAt(at);
      if (KINDS[code] !== WORD) {
        if (isWithin(lower, at)) return false;
        break;
      }
      hash = hashed(hash, code);
    }
    visit(lower, from, at, hash);
  }
  return true;
}
