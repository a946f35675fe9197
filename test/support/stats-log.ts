/** The stats Kafka topic as it grows, with what is not committed yet: shows open transactions, and keeps all stats. */
import type { Consumer } from 'kafkajs';
import type { BatchStats } from '../../src/core/types.ts';
import type { Deployment } from './deployment.ts';
import { eventually } from './eventually.ts';
import { randomName } from './services.ts';

export interface Written {
  readonly offset: bigint;
  readonly stats: BatchStats;
}

/** Calls `seen` with each stats record as soon as the broker has it, committed or not. */
export async function watchStats(
  { kafka, names, codecs }: Deployment,
  seen: (written: Written) => void,
): Promise<{ close(): Promise<void> }> {
  const consumer: Consumer = kafka.consumer({
    groupId: randomName('watch'),
    maxWaitTimeInMs: 20,
    readUncommitted: true,
  });
  await consumer.connect();
  await consumer.subscribe({ topics: [names.stats], fromBeginning: true });
  let joined = false;
  consumer.on(consumer.events.GROUP_JOIN, () => {
    joined = true;
  });
  await consumer.run({
    autoCommit: false,
    eachMessage: async ({ message: { offset, value } }) => {
      const bytes = value ?? new Uint8Array();
      await codecs.stats.prepare([bytes]);
      seen({ offset: BigInt(offset), stats: codecs.stats.decode(bytes) });
    },
  });
  await eventually(() => {
    if (!joined) throw new Error('the watcher of the stats has not joined its group');
  });
  return { close: () => consumer.disconnect() };
}
