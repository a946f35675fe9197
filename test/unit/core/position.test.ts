import { describe, expect, it } from 'vitest';
import { faultOf, messageOf } from '../../../src/core/errors.ts';
import { resumeAt } from '../../../src/core/position.ts';

const at = (committed: bigint) => ({ topic: 't', partition: 2, group: 'g', committed, low: 10n, end: 20n });

describe('resumeAt', () => {
  it.each([10n, 15n, 20n])('goes on at a committed offset that the log still holds: %s', (committed) => {
    expect(resumeAt(at(committed), false)).toBe(committed);
  });

  it.each([
    [9n, '[9, 10)', 10n],
    [21n, 'up to 21, but the log now ends at 20', 20n],
  ])('refuses %s, saying what is lost, unless that is accepted', (committed, lost, nearest) => {
    let error: unknown;
    try {
      resumeAt(at(committed), false);
    } catch (caught) {
      error = caught;
    }
    expect(faultOf(error)).toBe('fatal');
    expect(messageOf(error)).toContain(lost);
    expect(messageOf(error)).toContain('partition 2 of Kafka topic t');
    expect(messageOf(error)).toContain(`go on from ${nearest}, start once with --accept-loss`);
    expect(resumeAt(at(committed), true)).toBe(nearest);
  });
});
