/** Kafka topics of their own for a test, clients that can be hurt, and a reader that shares no code with ours. */

import { connect, Socket } from 'node:net';
import { type Admin, Kafka, logLevel, type Producer, type ProducerConfig } from 'kafkajs';
import { AT_ONCE } from '../../../../src/core/cut.ts';
import { QUICK_RETRY } from '../../../../src/edges/kafka/client.ts';
import { fromKafka } from '../../../../src/edges/kafka/faults.ts';
import { START } from '../../../../src/edges/kafka/owner.ts';
import { kafkaSource } from '../../../../src/edges/kafka/source.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import type { World, WorldOptions } from '../../../contract/source/bench.ts';
import { messageOf } from '../../../support/documents.ts';
import { createKafkaTopics } from '../../../support/kafkatopics.ts';
import { kafkaBrokers, randomName } from '../../../support/services.ts';

type Fault = 'before' | 'after';

/** A client whose network can be cut, and whose next commit can be made to fail. */
export class FragileKafka extends Kafka {
  #fault: Fault | null = null;
  readonly #cut: (forGood: boolean) => void;
  /** Runs before each commit of a transaction. */
  beforeCommit: () => Promise<void> = async () => {};

  constructor() {
    const sockets = new Set<Socket>();
    let cut = false;
    super({
      clientId: 'leitmotif-test',
      brokers: kafkaBrokers(),
      logLevel: logLevel.NOTHING,
      retry: QUICK_RETRY,
      socketFactory: ({ host, port, onConnect }) => {
        if (cut) {
          const socket = new Socket();
          setImmediate(() => socket.destroy(new Error('the network was cut')));
          return socket;
        }
        const socket = connect({ host, port }, onConnect);
        sockets.add(socket.setKeepAlive(true));
        return socket;
      },
    });
    this.#cut = (forGood) => {
      cut = forGood;
      for (const socket of sockets) socket.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
      sockets.clear();
    };
  }

  /** The network is gone for good. */
  crash(): void {
    this.#cut(true);
  }

  /** All connections break; new ones can be made. */
  interrupt(): void {
    this.#cut(false);
  }

  failCommit(when: Fault): void {
    this.#fault = when;
  }

  override producer(config?: ProducerConfig): Producer {
    const producer = super.producer(config);
    return {
      ...producer,
      transaction: async () => {
        const transaction = await producer.transaction();
        const commit = async (): Promise<void> => {
          const fault = this.#fault;
          this.#fault = null;
          await this.beforeCommit();
          if (fault !== 'before') await transaction.commit();
          if (fault !== null) throw new Error('the answer to EndTxn was lost');
        };
        return { ...transaction, commit };
      },
    };
  }
}

export async function kafkaWorld({
  partitions,
  maxMessageBytes,
}: WorldOptions): Promise<World & { readonly admin: Admin }> {
  const kafka = new FragileKafka();
  const admin = kafka.admin();
  // Idempotent: a broker that does not lead all partitions yet is asked again, and what it took the first time is there once.
  const plain = kafka.producer({ allowAutoTopicCreation: false, idempotent: true, maxInFlightRequests: 1 });
  const [input, output, group] = [randomName('documents'), randomName('results'), randomName('readers')];
  await Promise.all([admin.connect(), plain.connect()]);
  await createKafkaTopics(admin, [
    { topic: input, numPartitions: partitions },
    {
      topic: output,
      numPartitions: 1,
      ...(maxMessageBytes === undefined
        ? {}
        : { configEntries: [{ name: 'max.message.bytes', value: String(maxMessageBytes) }] }),
    },
  ]);
  const zombies: Producer[] = [];
  const open = async (transactionalId: string) => {
    const producer = kafka.producer({ transactionalId, maxInFlightRequests: 1, transactionTimeout: 60_000 });
    zombies.push(producer);
    await producer.connect();
    return producer.transaction();
  };

  return {
    admin,
    input,
    output,
    member: (_name, { fetchRecords: _, ...options } = {}) => {
      const mine = new FragileKafka();
      const source = kafkaSource(mine, {
        topic: input,
        group,
        epoch: () => 7,
        cut: AT_ONCE,
        metadataMaxAge: 1000,
        clock: systemClock,
        probe: { log() {} },
        ...options,
      });
      return { source, crash: () => mine.crash(), failCommit: (when) => mine.failCommit(when) };
    },
    produce: async (records) => {
      await plain.send({ topic: input, messages: records.map(messageOf) });
    },
    hole: async (partition, count) => {
      const transaction = await open(randomName('hole'));
      const messages = Array.from({ length: count - 1 }, () => ({ partition, key: 'x', value: 'aborted' }));
      await transaction.send({ topic: input, messages });
      await transaction.abort();
    },
    deleteBelow: async (partition, offset) => {
      await admin.fetchTopicOffsets(input);
      await admin.deleteTopicRecords({ topic: input, partitions: [{ partition, offset: String(offset) }] });
    },
    addPartitions: async (total) => {
      await admin.createPartitions({ topicPartitions: [{ topic: input, count: total }] });
    },
    putOffset: async (partition, offset) => {
      await admin.setOffsets({ groupId: group, topic: input, partitions: [{ partition, offset: String(offset) }] });
    },
    committed: async (partition) => {
      // A client of its own, since one that lives on never learns of new partitions.
      const fresh = kafka.admin();
      await fresh.connect();
      const [found] = await fresh.fetchOffsets({ groupId: group, topics: [input] });
      await fresh.disconnect();
      const mine = found?.partitions.find((one) => one.partition === partition);
      const offset = BigInt(mine?.offset ?? -1);
      return offset < 0n || mine?.metadata === START ? null : offset;
    },
    results: () => readAll(kafka, output),
    leaveOpen: async (partition) => {
      const transaction = await open(`${group}-${input}-${partition}`);
      await transaction.send({ topic: output, messages: [{ key: 'zombie', value: 'zombie' }] });
      return {
        commit: () =>
          transaction.commit().catch((error: unknown) => {
            throw fromKafka(error, { stage: 'commit', doing: 'test' });
          }),
      };
    },
    close: async () => {
      await Promise.all(zombies.map((producer) => producer.disconnect()));
      await admin.deleteTopics({ topics: [input, output] });
      await Promise.all([admin.disconnect(), plain.disconnect()]);
    },
  };
}

/** All committed records of a Kafka topic with one partition, as kafkajs itself reads them. */
export async function readAll(kafka: Kafka, topic: string): Promise<{ key: string; value: string }[]> {
  const admin = kafka.admin();
  await admin.connect();
  const [ends] = await admin.fetchTopicOffsets(topic);
  const groupId = randomName('reading');
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 50, readUncommitted: false });
  const found: { key: string; value: string }[] = [];
  if (BigInt(ends?.high ?? 0) > BigInt(ends?.low ?? 0)) {
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
        if (BigInt(payload.lastOffset) + 1n >= BigInt(ends?.high ?? 0)) resolve();
      });
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer
        .run({
          eachMessage: async ({ message: { key, value } }) => {
            found.push({ key: String(key ?? ''), value: String(value ?? '') });
          },
        })
        .catch(reject);
    });
  }
  await consumer.disconnect();
  await admin.deleteGroups([groupId]).catch(() => {});
  await admin.disconnect();
  return found;
}
