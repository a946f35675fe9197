/** Bytes made from good ones by small harms, the same for the same seed. */
import { uniform } from '../../src/core/random.ts';

/** A whole number in [0, below). */
export type Dice = (below: number) => number;

/** A sequence of its own for each seed (Mulberry32). */
export function dice(seed: number): Dice {
  let state = Math.floor(uniform('fuzz', seed) * 2 ** 32);
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** What breaks parsers: long varints, signs, quotes, brackets, escapes, lone surrogates, separators of protocols. */
const TOKENS = [
  ...[
    'ffffffffffffffffff01',
    'feffffff0f',
    '00',
    '80',
    '7f',
    '0000000000',
    'edb080',
    'f4908080',
    'c080',
    'efbbbf',
    '0d0a',
  ],
].map((hex) => Buffer.from(hex, 'hex'));
const TEXTS = [
  ...[
    '"',
    '\\u0000',
    '\\ud800',
    '{',
    '}',
    '[[[[',
    '-1',
    '1e999',
    '9007199254740993',
    'null',
    '{{',
    '&a *a',
    '__proto__',
  ],
  ...['%00', '%ff', '../', '?', '#', ':', ';charset=utf-7', '\u202e', '\u0301'.repeat(40), '0x10', '!!js/function'],
].map((text) => Buffer.from(text));
const PIECES = [...TOKENS, ...TEXTS];

/** One to four harms: a bit, a cut, a doubling, a piece put in, bytes left out or replaced. */
export function mutated(bytes: Uint8Array, draw: Dice): Uint8Array {
  let made = Buffer.from(bytes);
  for (let harms = 1 + draw(4); harms > 0; harms--) {
    const at = draw(made.length + 1);
    const [before, after] = [made.subarray(0, at), made.subarray(at)];
    switch (draw(6)) {
      case 0:
        if (at < made.length) made[at] = (made[at] ?? 0) ^ (1 << draw(8));
        break;
      case 1:
        made = Buffer.from(before);
        break;
      case 2:
        made = Buffer.concat([made, after]).subarray(0, 1 << 16);
        break;
      case 3:
        made = Buffer.concat([before, PIECES[draw(PIECES.length)] as Buffer, after]);
        break;
      case 4:
        made = Buffer.concat([before, after.subarray(draw(9))]);
        break;
      default:
        if (at < made.length) made[at] = draw(256);
    }
  }
  return made;
}
