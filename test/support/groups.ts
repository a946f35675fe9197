/** The groups of a world on the in-memory log, as `openEpoch` needs them. */
import type { Groups } from '../../src/pipeline/epoch.ts';
import { COMMANDERS, TRAINERS, WORKERS, type World } from './world.ts';

export function memoryGroups({ log, names }: Pick<World, 'log' | 'names'>): Groups {
  const reads = {
    documents: { group: WORKERS, topic: names.documents },
    control: { group: COMMANDERS, topic: names.control },
    stats: { group: TRAINERS, topic: names.stats },
  };
  const partitions = (topic: string) => Array.from({ length: log.partitions(topic) }, (_, partition) => partition);
  let producerEpoch = -1;
  return {
    members: async () => Object.values(reads).flatMap(({ group }) => log.groups.members(group)),
    async fence() {
      for (const { group, topic } of Object.values(reads))
        for (const partition of partitions(topic)) {
          const epoch = log.fence(`${group}-${topic}-${partition}`);
          if (group === TRAINERS) producerEpoch = epoch;
        }
    },
    async standing(which) {
      const { group, topic } = reads[which];
      return partitions(topic).map((partition) => ({
        partition,
        low: log.start(topic, partition),
        end: log.end(topic, partition),
        committed: log.committed(group, topic, partition),
        position: log.position(group, topic, partition)?.offset ?? null,
      }));
    },
    documentsAt: async (time) =>
      new Map(partitions(names.documents).map((p) => [p, log.offsetAt(names.documents, p, time)])),
    async commit(records, { documents, control, stats }) {
      const transactionalId = `${TRAINERS}-${names.stats}-0`;
      // Nothing can come in between: the twin has no faults of its own.
      const move = (offset: Parameters<typeof log.commit>[0]['offset'], with_: typeof records = []) =>
        log.commit({ transactionalId, producerEpoch, records: with_, offset });
      await move({ ...reads.stats, partition: 0, offset: stats }, records);
      for (const [partition, offset] of documents) await move({ ...reads.documents, partition, offset });
      if (control !== null) await move({ ...reads.control, partition: 0, offset: control });
    },
  };
}
