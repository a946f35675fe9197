import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoints } from '../../../../../src/cli/commands/tune/checkpoints.ts';
import type { Checkpoint } from '../../../../../src/core/tune/job.ts';
import { tinyJob } from '../../../../support/tuning-job.ts';

const checkpoint: Checkpoint = {
  epochs: [
    { epoch: 1, loss: 0.987654321098765, cosine: 0.1 },
    { epoch: 2, loss: 0.9, cosine: 0.123456789012345 },
  ],
  steps: 42,
  rows: Float32Array.of(1, 2, 3),
  weights: Float32Array.of(-1),
  moments: [Float32Array.of(4), Float32Array.of(5), Float32Array.of(6), Float32Array.of(7)],
};

describe('openCheckpoints', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'checkpoints-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('gives back the last that was kept, of the very same job', async () => {
    const job = await tinyJob();
    const first = await openCheckpoints(join(folder, 'work'), job);
    expect(first.last).toBeNull();
    first.keep({ ...checkpoint, epochs: checkpoint.epochs.slice(0, 1) });
    first.keep(checkpoint);
    expect((await openCheckpoints(join(folder, 'work'), await tinyJob())).last).toEqual(checkpoint);
    for (const other of [await tinyJob({ seed: 2 }), await tinyJob({ count: 404 })])
      expect((await openCheckpoints(join(folder, 'work'), other)).last).toBeNull();
    expect((await readdir(join(folder, 'work'))).filter((name) => name.endsWith('.partial'))).toEqual([]);
  });
});
