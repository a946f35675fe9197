import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { evaluateLines, labelOf } from '../../../../src/cli/files/evaluation.ts';
import { openLines } from '../../../../src/cli/files/lines.ts';
import { loadSettings } from '../../../../src/cli/settings.ts';
import { composeEmbedded } from '../../../../src/cli/wire.ts';
import { score } from '../../../../src/core/evaluate/partition.ts';
import type { Encoder } from '../../../../src/core/ports.ts';
import { hashingEncoder } from '../../../../src/edges/encoder/hashing.ts';
import { recentMemory, rememberingEncoder } from '../../../../src/edges/encoder/remembering.ts';
import { silentProbe } from '../../../../src/edges/telemetry/probe.ts';
import { madeDocuments } from '../../../support/documents.ts';

async function evaluated(lines: readonly string[], options: { encoder?: Encoder; coherence?: boolean } = {}) {
  const { encoder = hashingEncoder(), coherence = true } = options;
  const { config } = loadSettings({ env: {}, flags: new Map([['model.warmup', '256']]) });
  const embedded = await composeEmbedded(config, { encoder, probe: silentProbe });
  const seen = { documents: 0, bad: [] as number[], phases: [] as string[] };
  const result = await evaluateLines({
    embedded,
    encoder,
    config,
    lines: await openLines('-', { limit: 1 << 20, stdin: Readable.from([Buffer.from(lines.join('\n'))]) }),
    label: 'theme',
    coherence,
    progress: {
      document: () => {
        seen.documents += 1;
      },
      bad: (line) => void seen.bad.push(line),
    },
    phase: async (name) => void seen.phases.push(name),
  });
  return { ...result, seen };
}

const made = madeDocuments({ count: 700 });
const labelled = made.map((document) => JSON.stringify(document));

describe('evaluateLines', () => {
  it('scores what replay publishes against labels that the model never sees', async () => {
    const { evaluation, stream, seen, bad, busy, seconds } = await evaluated(labelled);
    expect(evaluation).toMatchObject({ documents: 700, labelled: 700, labels: 6 });
    expect(seen.documents).toBe(700);
    expect(seen.phases).toEqual(['', 'the final pass', 'the scores']);
    expect(bad).toBe(0);
    const { published, final } = evaluation.levels.topics.phases;
    // Six themes that share no word.
    expect(published.score?.nmi).toBeGreaterThan(0.5);
    expect(final.score?.nmi).toBeGreaterThan(0.5);
    expect(final.score).toEqual(
      score(
        made.map(({ theme }) => String(theme)),
        stream.documents.map((document) => document.final),
      ),
    );
    expect(evaluation.levels.topics.words.coherence?.npmi).toBeGreaterThan(0);
    expect(evaluation.perplexity?.perplexity).toBeLessThan(evaluation.perplexity?.background ?? 0);
    expect(busy).toBeGreaterThan(0);
    expect(seconds).toBeGreaterThanOrEqual(busy * 0.9);
  });

  it('gives the same topics with labels, without them, and with others', async () => {
    const told = await evaluated(labelled);
    const bare = await evaluated(made.map(({ theme: _, ...document }) => JSON.stringify(document)));
    const other = await evaluated(made.map((document, i) => JSON.stringify({ ...document, theme: i % 2 })));
    for (const { stream } of [bare, other]) {
      expect(stream.state).toEqual(told.stream.state);
      expect(stream.documents.map(({ label: _, ...document }) => document)).toEqual(
        told.stream.documents.map(({ label: _, ...document }) => document),
      );
    }
    expect(bare.evaluation).toMatchObject({ documents: 700, labelled: 0 });
    expect(bare.evaluation.levels.parents.phases.final.score).toBeNull();
    expect(other.evaluation).toMatchObject({ labelled: 700, labels: 2 });
  });

  it('takes the label of a line that begins with a byte-order mark', async () => {
    const { evaluation } = await evaluated([`\ufeff${labelled[0]}`, ...labelled.slice(1, 5)], { coherence: false });
    expect(evaluation).toMatchObject({ documents: 5, labelled: 5 });
  });

  it('goes past bad lines, keeping each document with its own label and Θ', async () => {
    const spoilt = labelled.flatMap((line, i) =>
      i % 100 === 50 ? ['no json', '{"id":"x","text":" "}', line] : [line],
    );
    const [clean, found] = [await evaluated(labelled), await evaluated(spoilt)];
    expect(found.bad).toBe(14);
    expect(found.seen.bad).toHaveLength(14);
    expect(found.stream.documents.map(({ id, label }) => ({ id, label }))).toEqual(
      clean.stream.documents.map(({ id, label }) => ({ id, label })),
    );
    // One document's Θ under another's label would leave next to nothing.
    expect(found.evaluation.levels.topics.phases.published.score?.nmi).toBeGreaterThan(0.5);
  });

  it('takes lines with one id for different documents, and lines without one', async () => {
    const lines = made
      .slice(0, 300)
      .map(({ text, timestamp, theme }, i) =>
        JSON.stringify({ ...(i % 3 === 0 ? {} : { id: `d${i % 50}` }), text, timestamp, theme }),
      );
    const { evaluation, stream } = await evaluated(lines, { coherence: false });
    expect(evaluation.documents).toBe(300);
    expect(stream.documents.map(({ label }) => label)).toEqual(made.slice(0, 300).map(({ theme }) => String(theme)));
    expect(evaluation.levels.topics.words.coherence).toBeNull();
  });

  it('takes an empty file', async () => {
    expect((await evaluated([])).evaluation).toMatchObject({ documents: 0, labelled: 0, perplexity: null });
  });

  it('encodes each text once when the encoder remembers', async () => {
    const asked: string[] = [];
    const hashing = hashingEncoder();
    const counting: Encoder = {
      ...hashing,
      encode: (texts) => {
        asked.push(...texts);
        return hashing.encode(texts);
      },
    };
    const once = await evaluated(labelled, {
      encoder: rememberingEncoder(counting, recentMemory(counting.dim)),
      coherence: false,
    });
    expect(asked).toHaveLength(new Set(made.map(({ text }) => text)).size);
    const plain = await evaluated(labelled, { coherence: false });
    expect(once.evaluation).toEqual(plain.evaluation);
  });
});

describe('labelOf', () => {
  const of = (line: string) => labelOf(Buffer.from(line), 'label');

  it('is a text, a number or a truth value', () => {
    expect(['{"label":"sport"}', '{"label":3}', '{"label":false}'].map(of)).toEqual(['sport', '3', 'false']);
  });

  it('is none otherwise', () => {
    const lines = ['{}', '{"label":null}', '{"label":""}', '{"label":["a"]}', '{"label":{}}', '[]', '3', 'no json'];
    expect(lines.map(of)).toEqual(lines.map(() => null));
    expect(labelOf(Buffer.from('{"a":1}'), 'toString')).toBeNull();
  });
});
