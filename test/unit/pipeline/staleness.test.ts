/** How far a worker may run ahead of the trainer, seen from what was committed. */
import { describe, expect, it } from 'vitest';
import type { MemoryTransaction } from '../../../src/edges/memory/log.ts';
import { type Fault, play } from '../../support/faults.ts';
import { filled } from '../../support/filled.ts';
import type { World } from '../../support/world.ts';

interface Batch {
  readonly replica: string;
  readonly partition: number;
  /** Batches of the partition, committed before, that the model it was assigned with had not absorbed. */
  readonly ahead: number;
  /** True for the first one of a replica that has just been given the partition by another. */
  readonly takenOver: boolean;
}

/** Follows the transactions of a world: for each batch, which earlier ones its model had not seen. */
function ledger(world: World): { batches: Batch[]; watch(transaction: MemoryTransaction, replica: string): void } {
  const { names, codecs } = world;
  const batches: Batch[] = [];
  const ends = new Map<number, bigint[]>();
  const owners = new Map<number, string>();
  const absorbed = new Map<number, ReadonlyMap<number, bigint>>([[0, new Map()]]);
  return {
    batches,
    watch({ records, offset: { topic, partition, offset } }, replica) {
      if (topic === names.stats) {
        const head = codecs.model.decode(
          records.findLast(({ topic }) => topic === names.model)?.value ?? new Uint8Array(),
        );
        if (head.entry.kind !== 'head') throw new Error('a version without a head');
        absorbed.set(head.version, new Map([...head.entry.head.absorbed].map(([p, to]) => [p, to.offset])));
        return;
      }
      const stats = records.filter(({ topic }) => topic === names.stats);
      const { model } = codecs.stats.decode(stats[0]?.value ?? new Uint8Array());
      const seen = absorbed.get(model)?.get(partition) ?? 0n;
      const before = ends.get(partition) ?? [];
      const owner = owners.get(partition);
      batches.push({
        replica,
        partition,
        ahead: before.filter((end) => end > seen).length,
        takenOver: owner !== undefined && owner !== replica,
      });
      ends.set(partition, [...before, offset]);
      owners.set(partition, replica);
    },
  };
}

const script: readonly Fault[] = [
  { of: 'trainer', what: 'refused', at: 2 },
  { of: 'worker', what: 'killed after', at: 9 },
  { of: 'worker', what: 'frozen', at: 13 },
];

describe.each([0, 1, 4])('staleness %i', (staleness) => {
  it('is never exceeded, and a new owner begins with everything absorbed', async () => {
    const world = await filled({ partitions: 3, batch: 16, staleness, model: { warmup: 0 } });
    const { batches, watch } = ledger(world);
    await play(world, script, { replicas: 2, watch });
    expect(batches).toHaveLength(21);
    expect(Math.max(...batches.map(({ ahead }) => ahead))).toBeLessThanOrEqual(staleness);
    const first = batches.filter(({ takenOver }) => takenOver);
    expect(first.length).toBeGreaterThan(0);
    expect(first.every(({ ahead }) => ahead === 0)).toBe(true);
  });
});
