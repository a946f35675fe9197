import { AT_ONCE } from '../../../../src/core/cut.ts';
import { LeitmotifError } from '../../../../src/core/errors.ts';
import { MemoryLog } from '../../../../src/edges/memory/log.ts';
import { memorySource } from '../../../../src/edges/memory/source.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import type { World, WorldOptions } from '../../../contract/source/bench.ts';
import { testSource } from '../../../contract/source.contract.ts';

const text = (bytes: Uint8Array | null): string => new TextDecoder().decode(bytes ?? new Uint8Array());

function memoryWorld({ partitions, ...limit }: WorldOptions): World {
  const log = new MemoryLog();
  const [input, output, group] = ['documents', 'results', 'readers'];
  log.createTopic(input, { partitions });
  log.createTopic(output, limit);
  const away = (): never => {
    throw new LeitmotifError('transient', 'commit', 'the broker went away');
  };
  let fault: 'before' | 'after' | null = null;
  const due = (when: 'before' | 'after', start: boolean): boolean => {
    if (fault !== when || start) return false;
    fault = null;
    return true;
  };
  log.hooks.beforeCommit = ({ offset }) => void (due('before', offset.start ?? false) && away());
  log.hooks.afterCommit = ({ offset }) => void (due('after', offset.start ?? false) && away());
  return {
    input,
    output,
    member: (member, options = {}) => ({
      source: memorySource(log, {
        topic: input,
        group,
        member,
        epoch: () => 7,
        cut: AT_ONCE,
        clock: systemClock,
        probe: { log() {} },
        ...options,
      }),
      crash: () => log.groups.expel(group, member),
      failCommit: (when) => {
        fault = when;
      },
    }),
    produce: async (records) => void log.append(records.map((record) => ({ ...record, topic: input }))),
    hole: async (partition, count) => log.skip(input, partition, count),
    deleteBelow: async (partition, offset) => log.trim(input, partition, offset),
    addPartitions: async (total) => log.addPartitions(input, total),
    putOffset: async (partition, offset) => {
      const transactionalId = 'a tool';
      const moved = { group, topic: input, partition, offset };
      await log.commit({ transactionalId, producerEpoch: log.fence(transactionalId), records: [], offset: moved });
    },
    committed: async (partition) => log.committed(group, input, partition),
    results: async () =>
      log.read(output, 0, { from: 0n }).records.map(({ key, value }) => ({ key: text(key), value: text(value) })),
    leaveOpen: async (partition) => {
      const transactionalId = `${group}-${input}-${partition}`;
      const producerEpoch = log.fence(transactionalId);
      const offset = { group, topic: input, partition, offset: 9n };
      const records = [{ topic: output, key: 'zombie', value: new Uint8Array() }];
      return { commit: () => log.commit({ transactionalId, producerEpoch, records, offset }) };
    },
    close: async () => {},
  };
}

testSource('in-memory log', { sessionTimeout: 0, world: async (options) => memoryWorld(options) });
