import { createRequire } from 'node:module';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { rememberCoordinators } from '../../../../src/edges/kafka/coordinators.ts';

interface Cluster {
  brokerPool: { withBroker: () => Promise<unknown> };
  findGroupCoordinatorMetadata(wanted: { groupId: string; coordinatorType: number }): Promise<unknown>;
}

const { prototype } = createRequire(import.meta.url)('kafkajs/src/cluster/index.js') as { prototype: Cluster };
const [GROUP, TRANSACTION] = [0, 1];

/** A cluster of which each answer is another. */
function cluster(): { asked: ReturnType<typeof vi.fn>; find: (groupId: string, type: number) => Promise<unknown> } {
  let n = 0;
  const asked = vi.fn(async (): Promise<unknown> => ({ coordinator: { nodeId: ++n } }));
  const made = Object.assign(Object.create(prototype) as Cluster, { brokerPool: { withBroker: asked } });
  return {
    asked,
    find: (groupId, coordinatorType) => made.findGroupCoordinatorMetadata({ groupId, coordinatorType }),
  };
}

describe('rememberCoordinators', () => {
  beforeEach(() => {
    rememberCoordinators();
    rememberCoordinators();
  });

  it('asks once for each that a producer of transactions needs', async () => {
    const { asked, find } = cluster();
    const first = await find('id', TRANSACTION);
    const group = await find('group', GROUP);
    expect(await find('id', TRANSACTION)).toBe(first);
    expect(await find('group', GROUP)).toBe(group);
    expect(await find('id', GROUP)).not.toBe(first);
    expect(asked).toHaveBeenCalledTimes(3);
  });

  it('asks again for another producer, which is what comes after a failure', async () => {
    const before = cluster();
    await before.find('id', TRANSACTION);
    const after = cluster();
    await after.find('id', TRANSACTION);
    expect(after.asked).toHaveBeenCalledOnce();
  });

  it('remembers no failure', async () => {
    const { asked, find } = cluster();
    asked.mockRejectedValueOnce(new Error('not available'));
    await expect(find('id', TRANSACTION)).rejects.toThrow('not available');
    expect(await find('id', TRANSACTION)).toEqual({ coordinator: { nodeId: 1 } });
  });

  it('asks each time for a consumer', async () => {
    const { asked, find } = cluster();
    expect(await find('group', GROUP)).not.toBe(await find('group', GROUP));
    expect(asked).toHaveBeenCalledTimes(2);
  });
});
