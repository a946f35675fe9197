import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBytes, parseDuration, Secret } from '../../../src/cli/fields.ts';

describe('durations', () => {
  it.each([
    ['50ms', 50],
    ['10s', 10_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['30d', 2_592_000_000],
    ['2w', 1_209_600_000],
    [' 1 h ', 3_600_000],
    ['250', 250],
    [250, 250],
    ['never', Number.POSITIVE_INFINITY],
    ['∞', Number.POSITIVE_INFINITY],
  ])('%s is %d ms', (written, ms) => {
    expect(parseDuration(written)).toBe(ms);
  });

  it.each(['', 'soon', '1', '-1s', '1y', '1h30', '1e3s', '--'].filter((each) => each !== '1'))(
    '%j is none',
    (written) => {
      expect(parseDuration(written)).toBeNull();
    },
  );

  it('refuses a negative number', () => {
    expect(parseDuration(-1)).toBeNull();
  });

  it('reads back what it is written as', () => {
    const factors = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
    fc.assert(
      fc.property(fc.nat(1000), fc.constantFrom('ms', 's', 'm', 'h', 'd'), (amount, unit) => {
        expect(parseDuration(`${amount}${unit}`)).toBe(amount * factors[unit]);
      }),
    );
  });
});

describe('sizes', () => {
  it.each([
    ['1MiB', 1_048_576],
    ['500kB', 500_000],
    ['1.5 MiB', 1_572_864],
    ['64', 64],
    [64, 64],
    ['10b', 10],
  ])('%s is %d bytes', (written, size) => {
    expect(parseBytes(written)).toBe(size);
  });

  it.each(['', 'big', '-1', '1TB'])('%j is none', (written) => {
    expect(parseBytes(written)).toBeNull();
  });
});

describe('Secret', () => {
  it('shows itself to reveal only', () => {
    const secret = new Secret('hunter2');
    expect(secret.reveal()).toBe('hunter2');
    expect(`${String(secret)} ${JSON.stringify({ secret })}`).toBe('[secret] {"secret":"[secret]"}');
    expect(Object.keys(secret)).toEqual([]);
  });
});
