import { describe, expect, it } from 'vitest';
import { faultOf, messageOf } from '../../../src/core/errors.ts';
import { type CommittedInLog, ofCopy, ofModel, resumeAt } from '../../../src/core/position.ts';

const at = (committed: bigint): CommittedInLog => ({
  topic: 't',
  partition: 2,
  group: 'g',
  committed,
  low: 10n,
  end: 20n,
});

function refused(...given: Parameters<typeof resumeAt>): string {
  try {
    resumeAt(...given);
  } catch (error) {
    expect(faultOf(error)).toBe('fatal');
    expect(messageOf(error)).toContain('partition 2 of Kafka topic t');
    return messageOf(error);
  }
  throw new Error('it goes on');
}

describe('resumeAt', () => {
  it.each([10n, 15n, 20n])('goes on at a committed offset that the log still holds: %s', (committed) => {
    expect(resumeAt(at(committed), { acceptLoss: false })).toBe(committed);
  });

  it('refuses to pass over what was deleted, unless that is accepted', () => {
    const message = refused(at(9n), { acceptLoss: false });
    expect(message).toContain('[9, 10)');
    expect(message).toContain('go on from 10, start once with --accept-loss');
    expect(resumeAt(at(9n), { acceptLoss: true })).toBe(10n);
  });

  // The model has absorbed what the log has lost: new records under the same offsets would be taken for absorbed.
  it.each([false, true])('refuses a log that ends before what was read, loss accepted or not: %s', (acceptLoss) => {
    const message = refused(at(21n), { acceptLoss });
    expect(message).toContain('up to 21, but the log now ends at 20');
    expect(message).toContain('`leitmotif state reset --keep-model --to 2=20`');
    expect(message).not.toContain('--accept-loss');
  });

  it('says what its group may do', () => {
    const told = { acceptLoss: false, remedy: ofModel(() => 'committed') };
    expect(refused(at(21n), told)).toContain('state reset --keep-model --to committed`');
    for (const [committed, to] of [
      [9n, 10n],
      [21n, 20n],
    ] as const)
      expect(refused(at(committed), { acceptLoss: false, remedy: ofCopy })).toContain(
        `--group g --topic t:2 --reset-offsets --to-offset ${to} --execute`,
      );
    const other = { acceptLoss: false, remedy: ({ group }: CommittedInLog) => `Ask ${group}` };
    expect(refused(at(21n), other)).toMatch(/nothing was changed\. Ask g$/);
    expect(refused(at(9n), other)).toMatch(/nothing was changed\. Ask g$/);
  });
});
