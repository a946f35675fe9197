/** A deployment on the real broker and registry, run by real processes, and looked at from outside of them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Admin, AssignerProtocol, Kafka, logLevel } from 'kafkajs';
import { stringify } from 'yaml';
import { type ConfigInput, configSchema } from '../../src/cli/config.ts';
import { absorb } from '../../src/core/model/absorb.ts';
import { assemble, HEAD_KEY } from '../../src/core/model/snapshot.ts';
import { emptyState } from '../../src/core/model/state.ts';
import type { OutRecord, Probe } from '../../src/core/ports.ts';
import type { ModelRecord, ModelState } from '../../src/core/types.ts';
import { kafkaChangelog } from '../../src/edges/kafka/changelog.ts';
import { kmeansSeeder } from '../../src/edges/kmeans.ts';
import { int16Products } from '../../src/edges/products/int16.ts';
import { schemaRegistry } from '../../src/edges/registry/client.ts';
import { type Codecs, openCodecs } from '../../src/edges/registry/codecs.ts';
import { systemClock } from '../../src/edges/telemetry/clock.ts';
import { type Names, namesOf } from '../../src/pipeline/names.ts';
import { messageOf } from './documents.ts';
import { eventually } from './eventually.ts';
import { type Counted, independentCount } from './independent/count.ts';
import { createKafkaTopics } from './kafkatopics.ts';
import { type Launch, leitmotif, type Process, ran } from './processes.ts';
import { kafkaBrokers, randomName, schemaRegistryUrl } from './services.ts';

export interface DeploymentOptions {
  readonly partitions: number;
  /** Besides where broker and registry are, names, and a free port. */
  readonly config?: ConfigInput;
  /** Of the model's Kafka topic, besides what `init` gives it. */
  readonly changelog?: Readonly<Record<string, string>>;
}

export interface Deployment {
  readonly names: Names;
  readonly admin: Admin;
  readonly kafka: Kafka;
  readonly codecs: Codecs;
  readonly settings: ConfigInput;
  /** Path of the YAML file that holds them. */
  readonly config: string;
  /** Starts a replica, under a name by which `owner` knows it; `flags` are settings of its own. */
  replica(name: string, launch?: Launch & { readonly flags?: readonly string[] }): Process;
  /** The replica that the workers' group has given a partition; null for none. */
  owner(partition: number): Promise<string | null>;
  /** The replica whose trainer takes the stats; null for none. */
  trainer(): Promise<string | null>;
  /** Appends records; those without a partition go by their key. */
  produce(records: readonly Omit<OutRecord, 'topic'>[]): Promise<void>;
  /** The newest model of the changelog, followed from the outside; null before the first version. */
  model(): ModelState | null;
  /** Resolves when the model has absorbed every document there is now. */
  absorbed(options?: { readonly timeout?: number }): Promise<ModelState>;
  /** Offset after the last record of each partition. */
  ends(topic: string): Promise<bigint[]>;
  /** What the workers' group has committed in each partition; 0 for nothing yet. */
  committed(): Promise<bigint[]>;
  count(): Promise<Counted>;
  /** The committed stats folded anew, one after the other; `stats.keep` must be on. */
  refold(): Promise<ModelState>;
  /** Deletes its Kafka topics; its processes must have ended. */
  close(): Promise<void>;
}

const silent: Pick<Probe, 'log'> = { log() {} };

export async function deployment({ partitions, config = {}, changelog = {} }: DeploymentOptions): Promise<Deployment> {
  const prefix = randomName('lm');
  const documents = `${prefix}-documents`;
  const names = namesOf(prefix, documents);
  const brokers = kafkaBrokers();
  const url = schemaRegistryUrl();
  const folder = mkdtempSync(join(tmpdir(), 'leitmotif-'));
  const file = join(folder, 'leitmotif.yaml');
  const settings: ConfigInput = {
    ...config,
    stats: { keep: true, ...config.stats },
    kafka: { brokers },
    registry: { url },
    prefix,
    group: prefix,
    documents: { topic: documents, ...config.documents },
    http: { port: 0, ...config.http },
    log: { format: 'json' },
  };
  writeFileSync(file, stringify(settings));

  const kafka = new Kafka({ brokers, clientId: prefix, logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const producer = kafka.producer({ allowAutoTopicCreation: false, idempotent: true, maxInFlightRequests: 1 });
  await Promise.all([admin.connect(), producer.connect()]);
  // Its records may be as old as they like: the broker deletes by their own timestamps.
  const forever = [{ name: 'retention.ms', value: '-1' }];
  await createKafkaTopics(admin, [{ topic: documents, numPartitions: partitions, configEntries: forever }]);
  await ran(['init', '--config', file]);
  const entries = Object.entries(changelog).map(([name, value]) => ({ name, value }));
  if (entries.length > 0)
    await admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: 2, name: names.model, configEntries: entries }],
    });
  const codecs = await openCodecs(schemaRegistry({ url }), names);

  // What was followed is decoded when it is asked for, so that a model that nobody looks at costs those nothing who measure.
  const bytes = new Map<string, Uint8Array>();
  let complete = new Map<string, Uint8Array>();
  const end = new AbortController();
  const following = kafkaChangelog(kafka, { topic: names.model, clock: systemClock, probe: silent }).follow(
    async (records) => {
      await codecs.model.prepare(records.flatMap(({ value }) => value ?? []));
      for (const { key, value } of records) {
        if (value === null) bytes.delete(key);
        else bytes.set(key, value);
        if (key === HEAD_KEY) complete = new Map(bytes);
      }
    },
    () => {},
    end.signal,
  );
  following.catch(() => {});

  let decoded = new Map<string, { readonly value: Uint8Array; readonly record: ModelRecord }>();
  let looked = complete;
  let newest: ModelState | null = null;
  function model(): ModelState | null {
    if (looked === complete) return newest;
    looked = complete;
    decoded = new Map(
      Array.from(complete, ([key, value]) => {
        const before = decoded.get(key);
        return [key, before?.value === value ? before : { value, record: codecs.model.decode(value) }];
      }),
    );
    const found = assemble(new Map(Array.from(decoded, ([key, { record }]) => [key, record])));
    if (found && 'snapshot' in found) newest = found.snapshot.state;
    return newest;
  }

  async function ends(topic: string): Promise<bigint[]> {
    const offsets = await admin.fetchTopicOffsets(topic);
    return offsets.sort((a, b) => a.partition - b.partition).map(({ high }) => BigInt(high));
  }

  /** The member of a group that has been given a partition. */
  async function holder(group: string, topic: string, partition: number): Promise<string | null> {
    const { groups } = await admin.describeGroups([group]);
    const found = groups[0]?.members.find(({ memberAssignment }) => {
      const assignment = AssignerProtocol.MemberAssignment.decode(memberAssignment)?.assignment ?? {};
      return assignment[topic]?.includes(partition);
    });
    return found?.clientId ?? null;
  }

  return {
    names,
    admin,
    kafka,
    codecs,
    settings,
    config: file,
    replica: (name, { flags = [], ...launch } = {}) =>
      leitmotif(['run', '--config', file, '--kafka.client-id', name, ...flags], {}, launch),
    ends,
    model,

    async produce(records) {
      const messages = records.map(messageOf);
      // kafkajs puts what goes to one partition in one send into one record batch, and the broker limits those.
      for (let i = 0; i < messages.length; i += 500)
        await producer.send({ topic: documents, messages: messages.slice(i, i + 500) });
    },

    async absorbed({ timeout = 120_000 } = {}) {
      const wanted = await ends(documents);
      return eventually(
        () => {
          const head = complete.get(HEAD_KEY);
          const { entry } = head ? codecs.model.decode(head) : {};
          const reached = entry?.kind === 'head' ? entry.head.absorbed : new Map();
          const behind = wanted.filter((to, partition) => to > (reached.get(partition)?.offset ?? 0n));
          const now = behind.length === 0 ? model() : null;
          if (now !== null) return now;
          throw new Error(
            `the model has not absorbed ${wanted} but ${[...reached.values()].map(({ offset }) => offset)}`,
          );
        },
        { timeout, interval: 100 },
      );
    },

    async committed() {
      const [found] = await admin.fetchOffsets({ groupId: prefix, topics: [documents] });
      const offsets = new Map(found?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]));
      return Array.from({ length: partitions }, (_, partition) => {
        const offset = offsets.get(partition) ?? 0n;
        return offset < 0n ? 0n : offset;
      });
    },

    owner: (partition) => holder(prefix, documents, partition),
    trainer: () => holder(`${prefix}-trainer`, names.stats, 0),

    async refold() {
      const now = model();
      if (now === null) throw new Error('there is no model yet');
      const { model: options } = configSchema.parse(settings);
      const tools = { options, products: int16Products(), seeder: kmeansSeeder };
      const stats = await kafkaChangelog(kafka, { topic: names.stats, clock: systemClock, probe: silent }).read();
      const { epoch, encoder, products, dim } = now;
      let state = emptyState({ epoch, encoder, products, dim }, options);
      await codecs.stats.prepare(stats.flatMap(({ value }) => value ?? []));
      for (const { value } of stats) state = absorb(state, codecs.stats.decode(value ?? new Uint8Array()), tools).state;
      return state;
    },

    count: () => independentCount({ brokers: brokers.join(','), registry: url, documents, prefix }),

    async close() {
      end.abort();
      await following.catch(() => {});
      await admin.deleteTopics({ topics: Object.values(names) });
      await Promise.all([admin.disconnect(), producer.disconnect()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
