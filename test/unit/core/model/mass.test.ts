import { expect, it } from 'vitest';
import { meanOf } from '../../../../src/core/model/mass.ts';
import { vector } from './make.ts';

it('meanOf weighs means', () => {
  expect(
    meanOf([
      { weight: 3, mean: vector(1) },
      { weight: 1, mean: vector(0, 1) },
    ]),
  ).toEqual(vector(0.75, 0.25));
});

it('meanOf weighs all alike of which no weight is left', () => {
  expect(
    meanOf([
      { weight: 0, mean: vector(1) },
      { weight: 0, mean: vector(0, 1) },
    ]),
  ).toEqual(vector(0.5, 0.5));
});
