import { expect, it } from 'vitest';
import { cosine, signed } from '../../../src/web/format.ts';

it.each([
  [2, '+2.0'],
  [-2, '−2.0'],
  [0.05, '+0.1'],
  [0.04, '0.0'],
  [-0.04, '0.0'],
])('a trend of %d is written %s', (value, text) => {
  expect(signed(value)).toBe(text);
});

it('a negative cosine has a minus, not a hyphen', () => {
  expect([cosine(-0.034), cosine(0.5)]).toEqual(['−0.03', '0.50']);
});
