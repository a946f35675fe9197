/** A replica works with the rights that docs/security.md lists, and says which one is missing with any one fewer. */
import { readFileSync } from 'node:fs';
import { type Admin, Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { configSchema } from '../../src/cli/config.ts';
import { wantedKafkaTopics } from '../../src/cli/kafkatopics.ts';
import { composeReplica } from '../../src/cli/wire.ts';
import { messageOf } from '../../src/core/errors.ts';
import { hashingEncoder } from '../../src/edges/encoder/hashing.ts';
import { applyKafkaTopics, partitionOffsets } from '../../src/edges/kafka/admin.ts';
import { kafkaClient } from '../../src/edges/kafka/client.ts';
import { schemaRegistry } from '../../src/edges/registry/client.ts';
import { namesOf } from '../../src/pipeline/names.ts';
import { madeDocuments } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { randomName } from '../support/services.ts';
import { type Deployed, documented, grant, type Right, revokeAll, spelled } from './rights.ts';
import { PASSWORDS, USER } from './world.ts';

const { brokers, registry, certificates } = inject('secured');
const master = new Kafka({ brokers: [brokers.plain], logLevel: logLevel.NOTHING });
const all = documented('A replica');
let admin: Admin;
beforeAll(async () => {
  admin = master.admin();
  await admin.connect();
});
afterAll(async () => {
  await revokeAll(admin);
  await admin.disconnect();
});

/** A replica that has these rights alone does everything that a replica does; what it said of a right that is missing, or null. */
async function missed(rights: readonly Right[]): Promise<string | null> {
  const prefix = randomName('lm');
  const deployed: Deployed = { prefix, documents: `${prefix}-documents`, group: `${prefix}-group` };
  const names = namesOf(prefix, deployed.documents);
  const feed = { name: names.documents, partitions: 1, configs: {} };
  const others = wantedKafkaTopics(names, { partitions: 1, maxMessageBytes: 1_000_000 }, -1);
  await applyKafkaTopics(master, { create: [feed, ...others], widen: [], differences: [] });
  await revokeAll(admin);
  await grant(admin, rights, deployed);

  const said: string[] = [];
  const note = (text: string): void => void (/grant this client/.test(text) && said.push(text));
  const stop = new AbortController();
  const config = configSchema.parse({
    ...{ prefix, group: deployed.group, documents: { topic: names.documents }, model: { warmup: 32 } },
  });
  const work = async (): Promise<void> => {
    const replica = await composeReplica(config, {
      kafka: kafkaClient({
        brokers: [brokers.scram],
        clientId: prefix,
        ssl: { ca: readFileSync(certificates.ca, 'utf8') },
        sasl: { mechanism: 'scram-sha-512', username: USER, password: PASSWORDS.broker },
      }),
      registry: schemaRegistry({ url: registry.plain }),
      encoder: hashingEncoder(),
      probe: {
        add() {},
        observe() {},
        set() {},
        log: (_level, message, fields) => note(`${message} ${JSON.stringify(fields)}`),
      },
      shown: true,
      signal: stop.signal,
    });
    const running = replica.run(stop.signal);
    const done = (async () => {
      await produce(
        names.documents,
        madeDocuments({ count: 90 })
          .map((one) => JSON.stringify(one))
          .concat('{'),
      );
      await eventually(() => expect(replica.model().absorbed.get(0)?.offset).toBe(91n), { timeout: 60_000 });
      await eventually(async () =>
        expect(await replica.board?.steer({ kind: 'watch', phrase: 'glacier ice' })).toBe(null),
      );
      await eventually(() => expect([...replica.model().topics.values()].some((topic) => topic.pinned)).toBe(true));
      await eventually(() => expect(replica.board?.events({ limit: 10 }).events.length).toBeGreaterThan(0));
      // Absorbed stats are deleted from time to time, as more of them come.
      let more = 0;
      await eventually(
        async () => {
          await produce(names.documents, [JSON.stringify({ id: `more ${++more}`, text: 'one more' })]);
          const [stats] = await partitionOffsets(master, names.stats);
          expect(stats?.low).toBeGreaterThan(0n);
        },
        { timeout: 30_000, interval: 1000 },
      );
    })();
    const named = eventually(() => expect(said).not.toEqual([]), { timeout: 120_000 });
    await Promise.race([running, done, named]);
    done.catch(() => {});
    named.catch(() => {});
    stop.abort();
    await running;
  };
  await work().catch(
    (error: unknown) => note(messageOf(error)) ?? (said.length > 0 || said.push(`unclear: ${messageOf(error)}`)),
  );
  stop.abort();
  await admin.deleteTopics({ topics: Object.values(names) });
  const [first] = said;
  return first === undefined ? null : spelled(first, deployed);
}

async function produce(topic: string, values: readonly string[]): Promise<void> {
  const producer = master.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  await producer.send({ topic, messages: values.map((value) => ({ value })) });
  await producer.disconnect();
}

describe('a replica', () => {
  it('works with the rights that are documented', async () => {
    expect(all.length).toBeGreaterThan(20);
    expect(await missed(all)).toBe(null);
  });

  it.each(all.map((right) => [`${right.operation} on ${right.of} ${right.name}`, right] as const))(
    'without %s says so',
    async (_, right) => {
      const text = await missed(all.filter((one) => one !== right));
      expect(text).toMatch(new RegExp(`grant this client .*\\b${right.operation}\\b`));
      expect(text).toContain(right.name.replace(/\*$/, ''));
    },
  );
});
