import { describe, expect, it } from 'vitest';
import { admit, spanText } from '../../../../src/core/model/admit.ts';
import type { Span } from '../../../../src/core/types.ts';
import { open, state, stats, sums, vector } from './make.ts';

const span = (from: bigint, to: bigint, given: Partial<Span> = {}): Span => ({
  topic: 'documents',
  partition: 0,
  epoch: 3,
  from,
  to,
  ...given,
});
const model = state({
  epoch: 3,
  absorbed: new Map([
    [0, { epoch: 3, offset: 10n }],
    [1, { epoch: 2, offset: 99n }],
  ]),
});
const admitted = (s: Span, acceptLoss = false) => admit(model, stats({ span: s }), acceptLoss);

describe('admit', () => {
  it('lets in what follows what was absorbed, the first of a partition anywhere', () => {
    expect(admitted(span(10n, 20n))).toBe(true);
    expect(admitted(span(500n, 510n, { partition: 2 }))).toBe(true);
  });

  it('finds nothing new in a span absorbed already, or of an older epoch', () => {
    expect(admitted(span(0n, 10n))).toBe(false);
    expect(admitted(span(3n, 7n))).toBe(false);
    expect(admitted(span(10n, 20n, { epoch: 2 }))).toBe(false);
  });

  it('begins a partition anew in a new epoch', () => {
    expect(admitted(span(0n, 5n, { partition: 1 }))).toBe(true);
  });

  it('refuses a gap, saying what is lost and how to accept that', () => {
    expect(() => admitted(span(14n, 20n))).toThrow(expect.objectContaining({ fault: 'fatal', stage: 'absorb' }));
    expect(() => admitted(span(14n, 20n))).toThrow(
      /^4 offsets of documents\/0 are missing.*absorbed up to 10.*begin at 14.*--accept-loss/,
    );
    expect(admitted(span(14n, 20n), true)).toBe(true);
  });

  it('refuses a span that overlaps as a bug, loss accepted or not', () => {
    for (const accept of [false, true]) {
      expect(() => admitted(span(9n, 20n), accept)).toThrow(expect.objectContaining({ fault: 'bug', stage: 'absorb' }));
      expect(() => admitted(span(9n, 20n), accept)).toThrow(
        'span documents/0 [9, 20) of epoch 3 overlaps what was absorbed up to 10',
      );
    }
  });

  it('refuses stats of an epoch to come', () => {
    expect(() => admitted(span(10n, 20n, { epoch: 4 }))).toThrow(expect.objectContaining({ fault: 'fatal' }));
    expect(() => admitted(span(10n, 20n, { epoch: 4 }))).toThrow(/later epoch than the model's \(3\)/);
  });

  const good = { span: span(10n, 20n) };
  it.each([
    [
      'a sum of another length',
      { cells: new Map([[1, sums(new Float32Array(3))]]) },
      /cell 1 has weight 1 and 3 dimensions/,
    ],
    ['a sum that is not finite', { cells: new Map([[1, sums(vector(1, Number.NaN))]]) }, /not finite; the model has 4/],
    ['no weight', { cells: new Map([[1, sums(vector(1), { weight: 0 })]]) }, /weight 0/],
    ['a weight that is no number', { cells: new Map([[1, sums(vector(1), { weight: Number.NaN })]]) }, /weight NaN/],
    [
      'an open vector of another length',
      { open: [open('a', new Float32Array(5), { offset: 12n })] },
      /offset 12 has 5 dimensions/,
    ],
    ['an open vector that is not finite', { open: [open('a', vector(Number.POSITIVE_INFINITY))] }, /not finite/],
  ])('refuses %s as a bug', (_, wrong, message) => {
    const refused = () => admit(model, stats({ ...good, ...wrong }), false);
    expect(refused).toThrow(expect.objectContaining({ fault: 'bug', stage: 'absorb' }));
    expect(refused).toThrow(message);
  });

  it('does not look into what it does not need', () => {
    expect(admit(model, stats({ span: span(0n, 10n), cells: new Map([[1, sums(new Float32Array(3))]]) }), false)).toBe(
      false,
    );
    expect(spanText({ span: span(1n, 2n) })).toBe('span documents/0 [1, 2) of epoch 3');
  });
});
