import { describe, expect, it } from 'vitest';
import { type Ends, HeldBack } from '../../../../src/edges/kafka/heldback.ts';
import { recordingProbe } from '../../../support/probe.ts';

/** Answers about partition 2 of a Kafka topic, at their time in minutes. */
function told(...answers: readonly (readonly [number, Ends])[]) {
  const probe = recordingProbe();
  let now = 0;
  const clock = { now: () => now, sleep: async () => {} };
  const held = new HeldBack({ topic: 'documents', clock, probe });
  for (const [minute, at] of answers) {
    now = minute * 60_000;
    held.look(2, at);
  }
  return probe.lines.map(({ level, message }) => `${level}: ${message}`);
}

const at = (position: bigint, stable: bigint, end: bigint): Ends => ({ position, stable, end });

describe('records behind an open transaction', () => {
  it('are told of once, with the command that ends it, and so is that it has ended', () => {
    const open = at(7n, 7n, 9n);
    expect(told([0, open], [4.9, open], [5, at(7n, 7n, 30n)], [9, open], [10, at(30n, 31n, 31n)], [20, open])).toEqual([
      'warn: records of partition 2 of Kafka topic documents wait from offset 7 on, and count in no lag: a transaction of whoever writes there has been open for 300 s; if its producer is gone, end it by `kafka-transactions --bootstrap-server BROKER abort --topic documents --partition 2 --start-offset 7`',
      'info: partition 2 of Kafka topic documents can be read on',
    ]);
  });

  it.each<[string, ...(readonly [number, Ends])[]]>([
    ['nothing waits', [0, at(9n, 9n, 9n)], [20, at(9n, 9n, 9n)]],
    ['one has just begun after a long silence', [0, at(9n, 9n, 9n)], [60, at(9n, 9n, 12n)]],
    ['one transaction follows another', [0, at(7n, 7n, 9n)], [4, at(9n, 9n, 12n)], [8, at(12n, 12n, 15n)]],
    ['the reader has not come to it', [0, at(3n, 7n, 9n)], [20, at(4n, 7n, 9n)]],
  ])('are not told of where %s', (_, ...answers) => {
    expect(told(...answers)).toEqual([]);
  });
});
