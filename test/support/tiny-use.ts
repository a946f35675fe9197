/** A multilingual Universal Sentence Encoder with random weights and a vocabulary of a few pieces. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NumberArray } from '../../src/edges/encoder/npz.ts';
import { sentencePiece } from './sentencepiece.ts';
import { uniform } from './tiny-bert.ts';
import { zip } from './zip.ts';

const PARTS = 17;
/** Rows of each part of the table. */
const ROWS = 3;
export const TINY_USE_PIECES = PARTS * ROWS;

/** All arrays of the model, drawn from a seed. The layers' sizes are those of the real one. */
export function tinyUseArrays(seed: number): Map<string, NumberArray> {
  const next = uniform(seed);
  const arrays = new Map<string, NumberArray>();
  const draw = (name: string, spread: number, shape: number[], middle = 0): void => {
    const data = Float32Array.from(
      { length: shape.reduce((a, b) => a * b, 1) },
      () => middle + (next() - 0.5) * spread,
    );
    arrays.set(name, { shape, data });
  };
  for (let part = 1; part <= PARTS; part++) {
    const data = Uint8Array.from({ length: ROWS * 512 }, () => Math.floor(next() * 64));
    arrays.set(`q${part}`, { shape: [ROWS, 512], data });
  }
  draw('scale', 0.1, [PARTS], 0.15);
  draw('lo', 2, [PARTS], -5);
  for (const tokens of [2, 3, 5]) {
    draw(`proj${tokens}`, 0.2, [512, 256]);
    draw(`proj_b${tokens}`, 0.2, [256]);
    draw(`ln_g${tokens}`, 1, [256], 1);
    draw(`ln_b${tokens}`, 0.4, [256]);
    for (const at of [1, 2]) {
      draw(`w${at}_${tokens}`, 0.2, [tokens * 256, 256]);
      draw(`b${at}_${tokens}`, 0.2, [256]);
    }
  }
  draw('ln_g', 1, [1280], 1);
  draw('ln_b', 0.4, [1280]);
  draw('cnn_W', 0.1, [1280, 512]);
  draw('cnn_b', 0.2, [512]);
  for (const [name, from, to] of [
    ['d0', 512, 320],
    ['d1', 320, 320],
    ['p1', 512, 320],
    ['d2', 320, 512],
    ['p3', 320, 512],
    ['d3', 512, 512],
  ] as const) {
    draw(name, 0.1, [from, to]);
  }
  return arrays;
}

/** Writes the folder that the product would be given: weights and tokenizer. */
export async function writeTinyUse(folder: string, seed = 1): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'weights.npz'), npz(tinyUseArrays(seed)));
  const letters = [...'▁abcdefghijklmnopqrstuvwxyz .,!中文雨'].filter((letter) => letter !== ' ');
  const pieces = ['<unk>', '<s>', '</s>', ...letters, '▁the', '▁river', 'er', 'in'];
  const scored = [...new Set(pieces)].slice(0, TINY_USE_PIECES).map((piece, at) => [piece, -at / 8] as const);
  await writeFile(join(folder, 'sp.model'), sentencePiece(scored, { '\n': ' ', '\t': ' ' }));
}

/** The bytes of an .npz file. */
export function npz(arrays: ReadonlyMap<string, NumberArray>): Buffer {
  const files = [...arrays].map(([name, { shape, data }]) => {
    const kind = data instanceof Float32Array ? '<f4' : '|u1';
    const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
    const header = `{'descr': '${kind}', 'fortran_order': False, 'shape': (${sizes}), }`;
    const padded = `${header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11)}\n`;
    const head = Buffer.concat([Buffer.from('\x93NUMPY\x01\x00', 'latin1'), Buffer.alloc(2), Buffer.from(padded)]);
    head.writeUInt16LE(padded.length, 8);
    return [`${name}.npy`, Buffer.concat([head, Buffer.from(data.buffer)])] as const;
  });
  return zip(Object.fromEntries(files));
}
