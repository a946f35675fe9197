import { setTimeout as sleep } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../../../src/core/errors.ts';
import { kafkaChangelog } from '../../../../src/edges/kafka/changelog.ts';
import { kafkaClient, QUICK_RETRY } from '../../../../src/edges/kafka/client.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import { type ChangelogWorld, testChangelog } from '../../../contract/changelog.contract.ts';
import { eventually } from '../../../support/eventually.ts';
import { createKafkaTopics } from '../../../support/kafkatopics.ts';
import { compactSoon, kafkaBrokers, randomName } from '../../../support/services.ts';

const client = (): Kafka =>
  new Kafka({ clientId: 'leitmotif-test', brokers: kafkaBrokers(), logLevel: logLevel.NOTHING, retry: QUICK_RETRY });
const options = (topic: string) => ({ topic, clock: systemClock, probe: { log() {} } });

async function kafkaWorld(config: Readonly<Record<string, string>> = compactSoon): Promise<ChangelogWorld> {
  const kafka = client();
  const topic = randomName('model');
  const admin = kafka.admin();
  await admin.connect();
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
  await createKafkaTopics(admin, [{ topic, numPartitions: 1, configEntries }]);
  const producer = kafka.producer({
    transactionalId: randomName('writer'),
    maxInFlightRequests: 1,
    retry: QUICK_RETRY,
  });
  await producer.connect();
  let end = 0;
  const write = async (records: readonly (readonly [string, string | null])[], commit: boolean): Promise<void> => {
    const transaction = await producer.transaction();
    await transaction.send({ topic, messages: records.map(([key, value]) => ({ key, value })) });
    await (commit ? transaction.commit() : transaction.abort());
    // The broker answers before its markers are written: only then can what was committed be read.
    end += records.length + 1;
    const stable = async () => (await admin.fetchTopicOffsets(topic)).map(({ offset }) => offset);
    await eventually(async () => expect(await stable()).toEqual([`${end}`]), { interval: 2 });
  };
  const changelog = kafkaChangelog(
    kafkaClient({ brokers: kafkaBrokers(), clientId: 'leitmotif-test' }),
    options(topic),
  );
  return {
    changelog: () => changelog,
    write: (records) => write(records, true),
    abort: (count) =>
      write(
        Array.from({ length: count }, (_, i) => [`aborted${i}`, 'x'] as const),
        false,
      ),
    compact: async () => {
      // The segment in use is never compacted: newer records make the broker begin another.
      await eventually(
        async () => {
          await write([['roll', 'x']], true);
          const keys = (await changelog.read()).map(({ key }) => key).filter((key) => key !== 'roll');
          expect(keys.length).toBe(new Set(keys).size);
        },
        { timeout: 40_000, interval: 1000 },
      );
    },
    close: async () => {
      await producer.disconnect();
      await admin.deleteTopics({ topics: [topic] });
      await admin.disconnect();
    },
  };
}

testChangelog('Kafka', () => kafkaWorld());

describe('kafkaChangelog', () => {
  it('comes to the end before what lies beyond it, though one answer of the broker has both', async () => {
    // An answer never has records of two segments, and here there is one.
    const w = await kafkaWorld({ 'cleanup.policy': 'compact' });
    const value = 'x'.repeat(15_000);
    // More than may wait to be handed over: the last of it is fetched when there is more already.
    for (let t = 0; t < 24; t++) await w.write(Array.from({ length: 40 }, (_, i) => [`k${t}-${i}`, value] as const));
    const seen: string[] = [];
    const stop = new AbortController();
    let calls = 0;
    const ended = w.changelog().follow(
      async (records) => {
        if (++calls === 1) {
          await sleep(1000);
          await w.write([['later', 'y']]);
        }
        seen.push(...records.map(({ key }) => key));
      },
      () => void seen.push('end'),
      stop.signal,
    );
    await eventually(() => expect(seen.at(-1)).toBe('later'), { timeout: 30_000 });
    expect(seen.indexOf('end')).toBe(960);
    expect(seen).toHaveLength(962);
    stop.abort();
    await ended;
    await w.close();
  });

  it('leaves no group behind', async () => {
    const w = await kafkaWorld();
    const group = randomName('reader');
    const topic = randomName('model');
    const admin = client().admin();
    await admin.connect();
    await createKafkaTopics(admin, [{ topic, numPartitions: 1 }]);
    const producer = client().producer();
    await producer.connect();
    await producer.send({ topic, messages: [{ key: 'a', value: '1' }] });
    await kafkaChangelog(client(), { ...options(topic), group }).read();
    const { groups } = await admin.listGroups();
    expect(groups.filter(({ groupId }) => groupId.startsWith(group))).toEqual([]);
    await producer.disconnect();
    await admin.disconnect();
    await w.close();
  });

  it('names the Kafka topic that is missing, and the remedy', async () => {
    const changelog = kafkaChangelog(client(), { ...options(randomName('missing')), patience: 0 });
    const error = await changelog.read().catch((caught: unknown) => caught);
    expect(messageOf(error)).toContain('missing-');
    expect(messageOf(error)).toContain('leitmotif init');
  });
});
