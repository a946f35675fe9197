import type { Kafka } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faultOf, messageOf } from '../../../../src/core/errors.ts';
import { partitionOf } from '../../../../src/core/murmur2.ts';
import type { OutRecord } from '../../../../src/core/ports.ts';
import { partitionOffsets } from '../../../../src/edges/kafka/admin.ts';
import { kafkaClient } from '../../../../src/edges/kafka/client.ts';
import { Transactor, type TransactorOptions } from '../../../../src/edges/kafka/transaction.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import { eventually } from '../../../support/eventually.ts';
import { createKafkaTopics } from '../../../support/kafkatopics.ts';
import { kafkaBrokers, randomName } from '../../../support/services.ts';
import { FragileKafka, readAll } from './world.ts';

const caught = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'resolved',
    (error: unknown) => error,
  );

describe('a transactor', () => {
  const kafka = new FragileKafka();
  const admin = kafka.admin();
  const [input, output, wide] = [randomName('in'), randomName('out'), randomName('wide')];
  const open: Transactor[] = [];

  const transactor = (options: Partial<TransactorOptions> = {}, by: Kafka = kafka): Transactor => {
    const made = new Transactor(by, {
      transactionalId: randomName('transactor'),
      transactionTimeout: 6000,
      chunkBytes: 900_000,
      clock: systemClock,
      ...options,
    });
    open.push(made);
    return made;
  };
  const consumed = (group: string, offset: bigint) => ({ group, topic: input, partition: 0, offset });
  // A transaction's end is answered before its records and offsets can be read: look until they are there.
  const committed = async (group: string): Promise<string | undefined> => {
    const [found] = await admin.fetchOffsets({ groupId: group, topics: [input] });
    return found?.partitions[0]?.offset;
  };

  beforeAll(async () => {
    await admin.connect();
    await createKafkaTopics(admin, [
      { topic: input, numPartitions: 1 },
      { topic: output, numPartitions: 1 },
      { topic: wide, numPartitions: 4 },
    ]);
    // A broker's first groups wait for their coordinators; the lane would try again, a transactor alone does not.
    for (let i = 0; i < 16; i++)
      await eventually(async () => {
        const one = transactor();
        await one.fence();
        await one.commit([], consumed(randomName('first'), 1n));
      });
  });
  afterAll(async () => {
    await Promise.all(open.map((one) => one.close()));
    await admin.deleteTopics({ topics: [input, output, wide] });
    await admin.disconnect();
  });

  it('asks once who keeps its transactions and who its offsets, however many it commits', async () => {
    const asked: string[] = [];
    const ours = kafkaClient({ brokers: kafkaBrokers(), clientId: 'leitmotif-test' });
    const make = ours.producer;
    ours.producer = (options) => {
      const producer = make.call(ours, options);
      producer.on(producer.events.REQUEST, ({ payload }) => asked.push(payload.apiName));
      return producer;
    };
    const one = transactor({}, ours);
    await one.fence();
    const group = randomName('group');
    for (let i = 1; i <= 3; i++)
      await one.commit([{ topic: output, key: `k${i}`, value: Buffer.from('v') }], consumed(group, BigInt(i)));
    const times = (api: string): number => asked.filter((name) => name === api).length;
    expect(times('EndTxn')).toBe(3);
    expect(times('GroupCoordinator')).toBe(2);
    await eventually(async () => expect(await committed(group)).toBe('3'));
  });

  it('commits more than the broker takes in one record batch, all at once', async () => {
    const one = transactor();
    await one.fence();
    const group = randomName('group');
    const records = Array.from(
      { length: 40 },
      (_, i): OutRecord => ({ topic: output, key: `big${i}`, value: Buffer.alloc(100_000, String(i)) }),
    );
    await one.commit([...records, { topic: wide, key: 'x', value: null }], consumed(group, 5n));
    await eventually(async () => {
      const found = (await readAll(kafka, output)).filter(({ key }) => key.startsWith('big'));
      expect(found.map(({ key }) => key)).toEqual(records.map(({ key }) => key));
    });
    await eventually(async () => expect(await committed(group)).toBe('5'));
  });

  it('commits an offset alone, right after another transaction', async () => {
    const one = transactor();
    await one.fence();
    const group = randomName('group');
    for (let i = 1n; i <= 5n; i++) {
      await one.commit([{ topic: output, key: `alone${i}`, value: null }], consumed(group, 2n * i - 1n));
      await one.commit([], consumed(group, 2n * i));
    }
    await eventually(async () => expect(await committed(group)).toBe('10'));
  });

  it('partitions by murmur2 of the key, unless the record names a partition', async () => {
    const one = transactor();
    await one.fence();
    const keys = Array.from({ length: 20 }, (_, i) => `key ${i}`);
    const before = await partitionOffsets(kafka, wide);
    await one.commit(
      keys.map((key) => ({ topic: wide, key, value: null })),
      consumed(randomName('group'), 0n),
    );
    const used = new Set(keys.map((key) => partitionOf(key, 4)));
    const expected = [0, 1, 2, 3].map((p) => {
      const marker = used.has(p) ? 1 : 0;
      return keys.filter((key) => partitionOf(key, 4) === p).length + marker;
    });
    // A commit is answered before its markers are written.
    await eventually(async () => {
      const after = await partitionOffsets(kafka, wide);
      expect(after.map(({ end }, p) => Number(end - (before[p]?.end ?? 0n)))).toEqual(expected);
    });
  });

  it('names the setting when a record is too large for its Kafka topic, and commits nothing', async () => {
    const one = transactor();
    await one.fence();
    const group = randomName('group');
    const records: OutRecord[] = [
      { topic: output, key: 'beside it', value: null },
      { topic: output, key: 'too large', value: Buffer.alloc(1_100_000) },
    ];
    const error = await caught(one.commit(records, consumed(group, 1n)));
    expect(faultOf(error)).toBe('fatal');
    expect(messageOf(error)).toContain('max.message.bytes');
    await eventually(async () => expect(await committed(group)).toBe('-1'));
    expect((await readAll(kafka, output)).filter(({ key }) => key === 'beside it')).toEqual([]);
  });

  it('is fenced by the next with its id, also in the middle of a transaction', async () => {
    const transactionalId = randomName('shared');
    const [old, next] = [transactor({ transactionalId }), transactor({ transactionalId })];
    await old.fence();
    const group = randomName('group');
    kafka.beforeCommit = async () => {
      kafka.beforeCommit = async () => {};
      await next.fence();
    };
    const error = await caught(old.commit([{ topic: output, key: 'zombie', value: null }], consumed(group, 1n)));
    expect(faultOf(error)).toBe('fenced');
    await next.commit([{ topic: output, key: 'rightful', value: null }], consumed(group, 2n));
    expect(faultOf(await caught(old.commit([], consumed(group, 3n))))).toBe('transient');
    await eventually(async () => expect(await committed(group)).toBe('2'));
    const keys = await eventually(async () => {
      const read = (await readAll(kafka, output)).map(({ key }) => key);
      expect(read).toContain('rightful');
      return read;
    });
    expect(keys).not.toContain('zombie');
  });

  it('knows whether it still is the owner; to ask changes nothing', async () => {
    const transactionalId = randomName('asked');
    const group = randomName('group');
    const old = transactor({ transactionalId });
    await old.fence();
    await old.commit([{ topic: output, key: 'before', value: null }], consumed(group, 7n));
    await old.confirm(consumed(group, 0n));
    await old.commit([{ topic: output, key: 'after', value: null }], consumed(group, 8n));
    await eventually(async () => expect(await committed(group)).toBe('8'));
    const next = transactor({ transactionalId });
    await next.fence();
    expect(faultOf(await caught(old.confirm(consumed(group, 0n))))).toBe('fenced');
    await next.confirm(consumed(group, 0n));
    expect(await committed(group)).toBe('8');
  });

  it('does not take its own time-out for another owner', async () => {
    const one = transactor({ transactionTimeout: 1000 });
    await one.fence();
    kafka.beforeCommit = async () => {
      kafka.beforeCommit = async () => {};
      await systemClock.sleep(6000);
    };
    const group = randomName('group');
    const error = await caught(one.commit([{ topic: output, key: 'late', value: null }], consumed(group, 1n)));
    expect(faultOf(error)).toBe('transient');
    expect(messageOf(error)).toContain('time-out of 1000 ms');
    await one.fence();
    await one.commit([], consumed(group, 1n));
    await eventually(async () => expect(await committed(group)).toBe('1'));
  });
});
