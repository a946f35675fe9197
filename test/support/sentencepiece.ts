/** Writes SentencePiece models of a few pieces, in the layout that src/edges/encoder/unigram.ts reads. */
import protobuf from 'protobufjs/light.js';

const MODEL = protobuf.Root.fromJSON({
  nested: {
    Model: {
      fields: {
        pieces: { id: 1, type: 'Piece', rule: 'repeated' },
        normaliser: { id: 3, type: 'Normaliser' },
      },
    },
    Piece: { fields: { piece: { id: 1, type: 'string' }, score: { id: 2, type: 'float' } } },
    Normaliser: { fields: { name: { id: 1, type: 'string' }, table: { id: 2, type: 'bytes' } } },
  },
}).lookupType('Model');

/** The bytes of a .model file: pieces with their scores, and what the normaliser puts in whose place. */
export function sentencePiece(
  pieces: readonly (readonly [piece: string, score: number])[],
  replacements: Readonly<Record<string, string>> = {},
): Uint8Array {
  const normaliser = { name: 'test', table: table(replacements) };
  return MODEL.encode({ pieces: pieces.map(([piece, score]) => ({ piece, score })), normaliser }).finish();
}

/** A double array in which each node has 256 places of its own; then the replacements. */
function table(replacements: Readonly<Record<string, string>>): Uint8Array {
  const PLACES = 256;
  const units = [0];
  const texts: Buffer[] = [];
  let end = 0;
  /** Gives the node at `place` room for children; their places are `base ^ byte`. */
  const grow = (place: number): number => {
    const base = Math.ceil(units.length / PLACES) * PLACES;
    while (units.length < base + PLACES) units.push(0);
    units[place] = ((units[place] ?? 0) & 0x1ff) | ((place ^ base) << 10);
    return base;
  };
  const bases = new Map<string, number>([['', grow(0)]]);
  for (const [from, to] of Object.entries(replacements)) {
    const bytes = [...Buffer.from(from)];
    bytes.forEach((byte, at) => {
      const path = bytes.slice(0, at + 1).join();
      if (bases.has(path)) return;
      const place = (bases.get(bytes.slice(0, at).join()) ?? 0) ^ byte;
      units[place] = byte;
      bases.set(path, grow(place));
      units[place] |= byte;
    });
    const last = bytes.at(-1) ?? 0;
    const base = bases.get(bytes.join()) ?? 0;
    const place = (bases.get(bytes.slice(0, -1).join()) ?? 0) ^ last;
    units[place] = (units[place] ?? 0) | 0x100;
    units[base] = (end | 0x80000000) >>> 0;
    const text = Buffer.from(`${to}\0`);
    texts.push(text);
    end += text.length;
  }
  const head = Buffer.alloc(4 + 4 * units.length);
  head.writeUInt32LE(4 * units.length, 0);
  for (const [at, unit] of units.entries()) head.writeUInt32LE(unit >>> 0, 4 + 4 * at);
  return Buffer.concat([head, ...texts]);
}
