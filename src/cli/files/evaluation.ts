/** A labelled file through the pipeline, and what came out against the labels. The labels never reach the model. */
import { performance } from 'node:perf_hooks';
import { type Evaluation, evaluate, type Observed, prequential, type Stream } from '../../core/evaluate/evaluate.ts';
import { finalTopics } from '../../core/model/hindsight.ts';
import type { Encoder } from '../../core/ports.ts';
import type { Document, Embeddings, ThetaRecord, TopicEventRecord } from '../../core/types.ts';
import type { Config } from '../config.ts';
import type { Embedded } from '../wire.ts';
import { stream, type Takers } from './embedded.ts';
import type { LineSource } from './lines.ts';

export interface EvaluationInput {
  readonly embedded: Embedded;
  /** The one that the embedded pipeline has: it is asked again for the final pass. */
  readonly encoder: Encoder;
  readonly config: Config;
  readonly lines: LineSource;
  /** The field that holds a line's label. */
  readonly label: string;
  readonly coherence: boolean;
  /** Told each document that got its first Θ, and each bad line. */
  readonly progress: { readonly document: () => void } & Pick<Takers, 'bad' | 'note'>;
  /** Told what is done now; awaited, so that it can be shown before the work holds the thread. */
  readonly phase: (name: string) => Promise<void>;
}

export interface Evaluated {
  readonly evaluation: Evaluation;
  /** What it was made from. */
  readonly stream: Stream;
  /** Lines that were no documents. */
  readonly bad: number;
  /** Of the stream, by the clock. */
  readonly seconds: number;
  /** Of the stream, that this thread was at work: all but what the encoder's own threads do. */
  readonly busy: number;
}

/** Texts encoded at once for the final pass. */
const BLOCK = 1024;

interface Kept {
  readonly document: Document;
  readonly label: string | null;
  /** In the order of their revisions. */
  readonly thetas: Pick<ThetaRecord, 'theta' | 'revision' | 'model'>[];
}

/** Holds all documents in memory. Rejects as `stream` does. */
export async function evaluateLines(input: EvaluationInput): Promise<Evaluated> {
  const { embedded, encoder, config, lines, progress, phase } = input;
  const kept = new Map<bigint, Kept>();
  const events: TopicEventRecord[] = [];
  await phase('');
  const [since, idle] = [performance.now(), performance.eventLoopUtilization()];
  const outcome = await stream({
    embedded,
    config,
    lines,
    takers: {
      document: (document, offset, line) => {
        kept.set(offset, { document, label: labelOf(line, input.label), thetas: [] });
      },
      theta: ({ offset, theta, revision, model }) => {
        if (revision === 0) progress.document();
        kept.get(offset)?.thetas.push({ theta, revision, model });
      },
      event: (event) => void events.push(event),
      bad: progress.bad,
      ...(progress.note && { note: progress.note }),
    },
  });
  const seconds = (performance.now() - since) / 1000;
  const busy = performance.eventLoopUtilization(idle).active / 1000;

  await phase('the final pass');
  const documents = [...kept.values()].filter(({ thetas }) => thetas.length > 0);
  const vectors = await encoded(encoder, documents);
  const finals = finalTopics(
    outcome.state,
    { vectors, times: documents.map(({ document }) => document.time), halfLife: config.model.halfLife },
    embedded.products,
  );
  await phase('the scores');
  const observed = documents.map(({ document, label, thetas }, at): Observed => {
    const { id, text } = document;
    const published = thetas.at(-1)?.theta ?? [];
    return {
      id,
      text,
      terms: embedded.termsOf(text),
      label,
      prequential: prequential(thetas),
      published,
      final: finals[at] ?? null,
    };
  });
  const { state, phi, bad } = outcome;
  const result: Stream = { documents: observed, events, state, phi, halfLife: config.model.halfLife };
  const evaluation = evaluate(result, { withCoherence: input.coherence });
  return { evaluation, stream: result, bad, seconds, busy };
}

/** A text, number or truth value is a label; anything else, and an empty text, is none. */
export function labelOf(line: Uint8Array, field: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(line).toString());
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field)) return null;
  const label = (value as Record<string, unknown>)[field];
  const named = typeof label === 'string' || typeof label === 'number' || typeof label === 'boolean';
  return named && label !== '' ? String(label) : null;
}

async function encoded(encoder: Encoder, documents: readonly Kept[]): Promise<Embeddings> {
  const { dim } = encoder;
  const data = new Float32Array(documents.length * dim);
  for (let from = 0; from < documents.length; from += BLOCK) {
    const texts = documents.slice(from, from + BLOCK).map(({ document }) => document.text);
    data.set((await encoder.encode(texts)).data, from * dim);
  }
  return { rows: documents.length, dim, data };
}
