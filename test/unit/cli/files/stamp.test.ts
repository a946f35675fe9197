import { describe, expect, it } from 'vitest';
import { createStamper, FIRST_TIME } from '../../../../src/cli/files/stamp.ts';
import { documentReader } from '../../../../src/edges/registry/documents.ts';
import { memoryRegistry } from '../../../../src/edges/registry/memory.ts';

const HOUR = 3_600_000;
const T = Date.UTC(2026, 0, 1);

function stamper(maxJump = 24 * HOUR) {
  const reader = documentReader({ registry: memoryRegistry(), format: 'json' });
  const stamp = createStamper({ reader, origin: { topic: 'documents', partition: 0 }, maxJump });
  let offset = 0n;
  return (line: object | string) => {
    const value = Buffer.from(typeof line === 'string' ? line : JSON.stringify(line));
    return stamp({ offset: offset++, key: null, value, headers: [] });
  };
}

describe('times of lines', () => {
  it('begin at a fixed instant and go on by a second where there are none', () => {
    const stamp = stamper();
    const times = [1, 2, 3].map((id) => stamp({ id, text: 'a b' }).document?.time);
    expect(times).toEqual([FIRST_TIME, FIRST_TIME + 1000, FIRST_TIME + 2000]);
  });

  it('go on from the line before, even a late one', () => {
    const stamp = stamper();
    stamp({ id: 'a', text: 'x', timestamp: T });
    stamp({ id: 'b', text: 'x', timestamp: T - HOUR });
    expect(stamp({ id: 'c', text: 'x' }).document?.time).toBe(T - HOUR + 1000);
  });

  it('are stamped with the stream time so far: the newest there was', () => {
    const stamp = stamper();
    expect(stamp({ id: 'a', text: 'x', timestamp: T }).timestamp).toBe(T);
    expect(stamp({ id: 'b', text: 'x', timestamp: T + HOUR }).timestamp).toBe(T);
    expect(stamp({ id: 'c', text: 'x', timestamp: T }).timestamp).toBe(T + HOUR);
  });

  it('may jump by maxJump and no further, and a refused line moves nothing', () => {
    const stamp = stamper(HOUR);
    stamp({ id: 'a', text: 'x', timestamp: T });
    const refused = stamp({ id: 'b', text: 'x', timestamp: T + HOUR + 1 });
    expect(refused.document).toBeNull();
    expect(refused.refusal).toMatchObject({ fault: 'poison', stage: 'time' });
    expect(refused.timestamp).toBe(T);
    expect(stamp({ id: 'c', text: 'x', timestamp: T + HOUR }).document?.time).toBe(T + HOUR);
    expect(stamp({ id: 'd', text: 'x' }).document?.time).toBe(T + HOUR + 1000);
  });

  it('of the first line may be anything, however old', () => {
    const stamp = stamper(HOUR);
    expect(stamp({ id: 'a', text: 'x', timestamp: '1987-02-26' }).document?.time).toBe(Date.UTC(1987, 1, 26));
  });

  it.each([
    ['no json', 'decode'],
    ['{"id":"a"}', 'text'],
    ['{"id":"a","text":"x","timestamp":"yesterday"}', 'time'],
  ])('%s is refused at %s and moves nothing', (line, stage) => {
    const stamp = stamper();
    stamp({ id: 'a', text: 'x', timestamp: T });
    expect(stamp(line).refusal).toMatchObject({ fault: 'poison', stage });
    expect(stamp({ id: 'b', text: 'x' }).document?.time).toBe(T + 1000);
  });
});
