/** From the append of a document to its Θ in the hands of a consumer that reads committed records only. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deployment } from '../../support/deployment.ts';
import { randomName } from '../../support/services.ts';
import type { Feed } from './feed.ts';

/** Appends a second. */
const TICKS = 50;
/** Seconds that are left out at the start. */
const WARM = 5;

export async function delays(
  world: Deployment,
  feed: Feed,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<{ readonly median: number; readonly p99: number }> {
  const found: number[] = [];
  const first = Date.now();
  const group = randomName('late');
  const consumer = world.kafka.consumer({ groupId: group, readUncommitted: false, maxWaitTimeInMs: 20, minBytes: 1 });
  await consumer.connect();
  await consumer.subscribe({ topic: world.names.theta, fromBeginning: false });
  const joined = new Promise<void>((resolve) => {
    consumer.on(consumer.events.GROUP_JOIN, () => resolve());
  });
  await consumer.run({
    eachBatch: async ({ batch }) => {
      const now = Date.now();
      for (const { value } of batch.messages) {
        if (value === null) continue;
        const { id, time, revision } = world.codecs.theta.decode(value);
        if (revision === 0 && id.startsWith(group) && time >= first + 1000 * WARM) found.push(now - time);
      }
    },
  });
  await joined;
  await sleep(1000);
  const producer = world.kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const begun = Date.now();
  let sent = 0;
  const sending: Promise<unknown>[] = [];
  for (let tick = 0; tick < seconds * TICKS; tick++) {
    await sleep(Math.max(0, begun + (1000 * tick) / TICKS - Date.now()));
    const time = Date.now();
    const due = Math.floor(((tick + 1) * rate) / TICKS) - sent;
    const messages = Array.from({ length: due }, () => {
      const id = `${group}-${sent}`;
      return { key: id, value: JSON.stringify({ id, text: feed.text(sent++), timestamp: time }) };
    });
    if (due > 0) sending.push(producer.send({ topic: world.names.documents, messages }));
  }
  await Promise.all(sending);
  await world.absorbed();
  await sleep(2000);
  await producer.disconnect();
  await consumer.disconnect();
  found.sort((a, b) => a - b);
  const at = (part: number): number => found[Math.floor(part * (found.length - 1))] ?? Number.NaN;
  return { median: at(0.5), p99: at(0.99) };
}
