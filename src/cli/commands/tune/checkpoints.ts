/** What a student had learnt when its training was cut short, kept under a checksum of all that it was learning from. */
import { createHash } from 'node:crypto';
import { renameSync, writeFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checkpoint, Job } from '../../../core/tune/job.ts';
import { readSafetensors, safetensors } from '../../../edges/encoder/safetensors.ts';

export interface Checkpoints {
  /** Of the very same job; null when there is none. */
  readonly last: Checkpoint | null;
  /** Replaces the last as a whole or not at all. */
  readonly keep: (checkpoint: Checkpoint) => void;
}

const MOMENTS = ['rowsFirst', 'rowsSecond', 'weightsFirst', 'weightsSecond'] as const;

export async function openCheckpoints(folder: string, job: Job): Promise<Checkpoints> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `student-${checksumOf(job)}.safetensors`);
  return {
    last: await read(path),
    keep({ epochs, steps, rows, weights, moments }) {
      const tensors = new Map([
        ['steps', Float32Array.of(steps)],
        // Both halves of each double, so that going on compares what was compared before.
        ['epochs', new Float32Array(Float64Array.from(epochs.flatMap(({ loss, cosine }) => [loss, cosine])).buffer)],
        ['rows', rows],
        ['weights', weights],
        ...MOMENTS.map((name, at) => [name, moments[at] as Float32Array] as const),
      ]);
      const bytes = safetensors(new Map([...tensors].map(([name, data]) => [name, { shape: [data.length], data }])));
      // The thread does nothing else meanwhile, and whoever ends it finds the old file or the new.
      writeFileSync(`${path}.partial`, bytes);
      renameSync(`${path}.partial`, path);
    },
  };
}

async function read(path: string): Promise<Checkpoint | null> {
  if (
    await readFile(path).then(
      () => false,
      () => true,
    )
  )
    return null;
  const tensors = await readSafetensors(path);
  const data = (name: string): Float32Array => {
    const found = tensors.get(name);
    if (found === undefined) throw new Error(`${path} has no ${name}: remove it, and learning begins anew`);
    return found.data;
  };
  const [steps = 0] = data('steps');
  const figures = new Float64Array(data('epochs').slice().buffer);
  const epochs = Array.from({ length: figures.length / 2 }, (_, i) => ({
    epoch: i + 1,
    loss: figures[2 * i] as number,
    cosine: figures[2 * i + 1] as number,
  }));
  const [a, b, c, d] = MOMENTS.map(data) as [Float32Array, Float32Array, Float32Array, Float32Array];
  return { epochs, steps, rows: data('rows'), weights: data('weights'), moments: [a, b, c, d] };
}

/** Texts, vectors, table, seed: another feed, teacher or seed has other checkpoints. */
function checksumOf({ training, table, seed, limit }: Job): string {
  const hash = createHash('sha256').update(`${seed} ${limit} `);
  for (const text of training.texts) hash.update(Buffer.from(text, 'utf16le')).update('\0');
  for (const { data } of [training.vectors, ...(table === null ? [] : [table])]) {
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest('hex').slice(0, 16);
}
