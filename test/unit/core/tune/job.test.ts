import { beforeAll, describe, expect, it } from 'vitest';
import { bagOf, wordPiece } from '../../../../src/core/text/wordpiece.ts';
import { type Checkpoint, type Epoch, type Job, runJob } from '../../../../src/core/tune/job.ts';
import { meanCosine, taught } from '../../../../src/core/tune/student.ts';
import { referenceProducts as products } from '../../../../src/core/vector.ts';
import { tinyJob } from '../../../support/tuning-job.ts';

let job: Job;
beforeAll(async () => {
  job = await tinyJob();
});
const quiet = { products, say: () => {}, epoch: () => {} };

describe('runJob', () => {
  it('teaches a student that points where the teacher does, and judges its maps against itself', () => {
    const epochs: Epoch[] = [];
    const { student, tuned, learning } = runJob(job, { ...quiet, epoch: (epoch) => epochs.push(epoch) });
    if (student === null || learning === null || job.vocabulary === null) throw new Error('no student');
    expect(learning.epochs).toEqual(epochs);
    const best = epochs[learning.kept - 1] as Epoch;
    expect(best.cosine).toBe(Math.max(...epochs.map(({ cosine }) => cosine)));
    expect(best.cosine).toBeGreaterThan(learning.untrained);
    // On documents that neither training nor its stopping saw.
    const pieces = wordPiece(job.vocabulary);
    const later = taught(
      student,
      job.later.texts.map((text) => bagOf(pieces.ids(text, job.limit))),
    );
    expect(meanCosine(later, job.later.vectors)).toBeCloseTo(best.cosine, 1);
    const alone = runJob({ ...job, table: null }, quiet);
    expect(alone.student).toBeNull();
    expect(alone.learning).toBeNull();
    expect(alone.tuned.plain).not.toEqual(tuned.plain);
  });

  it('ends with the same bits when it was cut short after any epoch', () => {
    const kept: Checkpoint[] = [];
    const whole = runJob(job, { ...quiet, keep: (checkpoint) => kept.push(checkpoint) });
    expect(kept.length).toBeGreaterThan(2);
    for (const resume of [kept[0], kept.at(-1)]) {
      const rest = runJob(job, { ...quiet, resume: resume ?? null });
      expect(rest.student).toEqual(whole.student);
      expect(rest.tuned).toEqual(whole.tuned);
      // All epochs, those of before too: the model card has them.
      expect(rest.learning).toEqual(whole.learning);
    }
  });

  it('is the same to the last bit for the same seed, and another for another', async () => {
    const [a, b, c] = [runJob(job, quiet), runJob(await tinyJob(), quiet), runJob({ ...job, seed: 2 }, quiet)];
    expect(b).toEqual(a);
    expect(c.student).not.toEqual(a.student);
  });

  it('needs a vocabulary for a student', () => {
    expect(() => runJob({ ...job, vocabulary: null }, quiet)).toThrow(/vocabulary/);
  });
});
