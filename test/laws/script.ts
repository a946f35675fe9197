/** Random lives of a model: every rule of the core meets every other in them. */
import fc from 'fast-check';
import type { ModelOptions } from '../../src/core/model/options.ts';
import { createModel, type Doc, HOUR, type Model, rng, START, themed } from './stream.ts';

export const DIM = 8;

/** Four themes, and two that lie between others, so that topics grow together and part. */
const MIXES: readonly Readonly<Record<number, number>>[] = [
  { 0: 1 },
  { 1: 1 },
  { 2: 1 },
  { 3: 1 },
  { 0: 1, 1: 1 },
  { 1: 1, 2: 1 },
];

interface ScriptedDoc {
  readonly theme: number;
  /** Draws the noise; few values, so that equal documents turn up. */
  readonly draw: number;
  readonly late: number;
  /** One of a few ids, so that some are written twice; without one a new id. */
  readonly id: number | null;
}

export interface Step {
  readonly partition: number;
  readonly docs: readonly ScriptedDoc[];
  readonly deleted: readonly number[];
  readonly lag: number;
  readonly due: boolean;
  readonly hours: number;
}

export interface Script {
  readonly options: Partial<ModelOptions>;
  readonly steps: readonly Step[];
}

const doc: fc.Arbitrary<ScriptedDoc> = fc.record({
  theme: fc.nat({ max: 5 }),
  draw: fc.nat({ max: 9 }),
  late: fc.oneof(
    { weight: 8, arbitrary: fc.nat({ max: 5 }) },
    { weight: 1, arbitrary: fc.constantFrom(100, 1000, 400_000) },
  ),
  id: fc.option(fc.nat({ max: 9 }), { nil: null, freq: 4 }),
});

const step: fc.Arbitrary<Step> = fc.record({
  partition: fc.nat({ max: 2 }),
  docs: fc.array(doc, { maxLength: 12, size: 'max' }),
  deleted: fc.array(fc.nat({ max: 9 }), { maxLength: 2 }),
  lag: fc.nat({ max: 3 }),
  due: fc.boolean(),
  hours: fc.oneof({ weight: 8, arbitrary: fc.nat({ max: 3 }) }, { weight: 1, arbitrary: fc.constantFrom(30, 400) }),
});

const limits = {
  maxTopics: fc.integer({ min: 1, max: 5 }),
  maxCells: fc.integer({ min: 1, max: 9 }),
  warmup: fc.constantFrom(0, 0, 12, 30),
  maxStrays: fc.nat({ max: 5 }),
  maxArchived: fc.nat({ max: 2 }),
  maxTerms: fc.integer({ min: 1, max: 4 }),
};

export function scripts(halfLife: fc.Arbitrary<number> = fc.constantFrom(Number.POSITIVE_INFINITY, 6 * HOUR)) {
  return fc.record({
    options: fc.record({ ...limits, halfLife }),
    steps: fc.array(step, { minLength: 2, maxLength: 14, size: 'max' }),
  });
}

/** The documents of one step. */
export function docsOf(steps: readonly Step[], i: number): Doc[] {
  const now = START + HOUR * steps.slice(0, i + 1).reduce((sum, s) => sum + s.hours, 0);
  return (steps[i] as Step).docs.map(({ theme, draw, late, id }, j) => ({
    id: id === null ? `document ${i}.${j}` : `known ${id}`,
    time: now - late * HOUR,
    vector: themed(MIXES[theme] ?? {}, { dim: DIM, noise: 0.3 + 0.05 * draw, random: rng(1000 * theme + draw) }),
    terms: [
      [`theme${theme}`, 2],
      [`draw${draw}`, 1],
      [`both${theme}${draw}`, 1 + (draw % 3)],
    ],
  }));
}

/** Lives a script through; `steps` may be cut short. */
export function play({ options, steps }: Script, upTo = steps.length): Model {
  const model = createModel(options, DIM);
  steps.slice(0, upTo).forEach((s, i) => {
    const deleted = s.deleted.map((d) => `known ${d}`);
    // The worker names an id as deleted when its last record in the span deletes it.
    const docs = docsOf(steps, i);
    model.push(docs, { partition: s.partition, deleted, lag: s.lag, due: s.due });
  });
  return model;
}
