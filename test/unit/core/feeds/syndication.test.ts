import { describe, expect, it } from 'vitest';
import { newest } from '../../../../src/core/feeds/syndication.ts';

describe('the newest items of a feed', () => {
  const items = (...times: (number | undefined)[]) =>
    times.map((time) => ({ title: '', text: '', ...(time === undefined ? {} : { time }) }));
  it.each([
    ['all of a few', items(3, 2), 2, [3, 2]],
    ['the first of a feed that begins with them', items(3, 2, 1), 2, [3, 2]],
    ['the last of a feed that grows at its end', items(1, 2, 3), 2, [2, 3]],
    ['the first behind one without a time', items(undefined, 3, 2, 1), 3, [undefined, 3, 2]],
    ['the first behind an old one that stays on top', items(1, 5, 4, 3, 2), 3, [1, 5, 4]],
    ['the last of a feed that grows, whatever came late', items(2, 3, 4, 5, 1), 3, [4, 5, 1]],
    ['the first where no time tells', items(undefined, undefined), 1, [undefined]],
  ])('are %s', (_, all, most, times) => {
    expect(newest(all, most).map(({ time }) => time)).toEqual(times);
  });
});
