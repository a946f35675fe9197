import { describe, expect, it } from 'vitest';
import { commonTags, jobOf, labelIn, splitByTime } from '../../../../../src/cli/commands/tune/data.ts';
import type { Encoder } from '../../../../../src/core/ports.ts';
import { hashingEncoder } from '../../../../../src/edges/encoder/hashing.ts';
import { vocabularyOf } from '../../../../../src/edges/encoder/vocabulary.ts';
import { TINY_TOKENIZER } from '../../../../support/tuned.ts';
import { tinySamples } from '../../../../support/tuning-job.ts';

describe('splitByTime', () => {
  it('keeps the newest for the gate, whatever the order of the file', () => {
    const samples = tinySamples(800);
    const { training, later } = splitByTime([...samples].reverse());
    expect(later).toHaveLength(200);
    expect([...training, ...later]).toEqual(samples);
  });

  it('keeps the file’s order among documents of one time, and no more than 1,500 for the gate', () => {
    const samples = tinySamples(8000).map((sample) => ({ ...sample, time: 5 }));
    const { training, later } = splitByTime(samples);
    expect(later).toHaveLength(1500);
    expect([...training, ...later]).toEqual(samples);
  });

  it('refuses too few documents', () => {
    expect(() => splitByTime(tinySamples(399))).toThrow(/399 documents.*at least 400/);
  });
});

describe('labelIn', () => {
  const line = Buffer.from('{"section":"weather"}');

  it('is the field, or the first hashtag in lower case', () => {
    expect(labelIn(line, 'rain #Storm', 'section')).toBe('weather');
    expect(labelIn(line, 'rain (#Storm) #flood', '#')).toBe('storm');
    expect(labelIn(line, 'rain #été2012, #flood', '#')).toBe('été2012');
    expect(labelIn(line, 'rain #Storm', null)).toBeNull();
  });

  it('takes numbers, addresses and entities for no hashtag', () => {
    expect(labelIn(line, 'place #1, page.html#top http://x.org/#at &#39; C#', '#')).toBeNull();
  });
});

describe('commonTags', () => {
  it('leaves out what few documents have', () => {
    const samples = tinySamples(30).map((sample, i) => ({ ...sample, label: i < 20 ? 'storm' : 'rare' }));
    const common = commonTags(samples);
    expect(common.map(({ label }) => label)).toEqual(samples.map((_, i) => (i < 20 ? 'storm' : null)));
    expect(common.map(({ text }) => text)).toEqual(samples.map(({ text }) => text));
  });
});

describe('jobOf', () => {
  const vocabulary = vocabularyOf(TINY_TOKENIZER);
  const split = splitByTime(tinySamples(400));
  const options = { vocabulary, limit: 46, student: true, labelled: true, seed: 1 };

  it('encodes documents, halves and pieces, each by its own encoder, and tells how far it is', async () => {
    const asked = { documents: [] as string[], halves: [] as string[], pieces: [] as string[] };
    const listening = (to: string[]): Encoder => {
      const encoder = hashingEncoder({ dim: 16 });
      return {
        ...encoder,
        encode: (texts) => {
          to.push(...texts);
          return encoder.encode(texts);
        },
      };
    };
    const told: [number, number][] = [];
    const job = await jobOf(
      split,
      { documents: listening(asked.documents), halves: listening(asked.halves), pieces: listening(asked.pieces) },
      { ...options, encoded: (done, all) => told.push([done, all]) },
    );
    expect(asked.documents).toEqual([...split.training, ...split.later].map(({ text }) => text));
    expect(asked.halves).toHaveLength(200);
    expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1]);
    expect(job.halves[0].texts[0]?.split(' ')).toHaveLength(4);
    expect(job.labels?.later).toEqual(split.later.map(({ label }) => label));
    // A piece within a word is what the encoder says of its letters; special tokens stand for nothing.
    expect(asked.pieces).toContain('ing');
    expect(asked.pieces.filter((text) => text.startsWith('##') || text.startsWith('['))).toEqual([]);
    const { data } = await hashingEncoder({ dim: 16 }).encode(['ing']);
    const at = 16 * (vocabulary?.pieces.get('##ing') ?? 0);
    expect(job.table?.data.slice(at, at + 16)).toEqual(data);
    expect([...(job.table?.data.slice(0, 16) ?? [])]).toEqual(new Array(16).fill(0));
  });

  it('refuses labels that are too few to tell harm before anything is encoded, as of a field that there is not', async () => {
    const encoder: Encoder = {
      ...hashingEncoder({ dim: 16 }),
      encode: () => {
        throw new Error('encoded all the same');
      },
    };
    const encoders = { documents: encoder, halves: encoder, pieces: encoder };
    const bare = { training: split.training, later: split.later.map((sample) => ({ ...sample, label: null })) };
    await expect(jobOf(bare, encoders, { ...options, labelled: true, encoded: () => {} })).rejects.toMatchObject({
      fault: 'fatal',
      stage: 'config',
      message: expect.stringMatching(/^0 of the \d+ newest documents.* name another field with --labels/) as unknown,
    });
  });

  it('refuses labels that nothing can be learnt from before anything is encoded', async () => {
    const encoder: Encoder = {
      ...hashingEncoder({ dim: 16 }),
      encode: () => {
        throw new Error('encoded all the same');
      },
    };
    const encoders = { documents: encoder, halves: encoder, pieces: encoder };
    const bare = { training: split.training.map((sample) => ({ ...sample, label: null })), later: split.later };
    await expect(jobOf(bare, encoders, { ...options, tasks: ['labels'], encoded: () => {} })).rejects.toMatchObject({
      fault: 'fatal',
      stage: 'config',
      message: expect.stringContaining('needs two labels or more that 10 documents have') as unknown,
    });
  });

  it('has no table without a student, and no labels where none are asked for', async () => {
    const encoder = hashingEncoder({ dim: 16 });
    const encoders = { documents: encoder, halves: encoder, pieces: encoder };
    const job = await jobOf(split, encoders, { ...options, student: false, labelled: false, encoded: () => {} });
    expect(job.table).toBeNull();
    expect(job.labels).toBeNull();
  });
});
