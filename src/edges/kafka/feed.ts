/**
 * Reads partitions of one Kafka topic as a member of a group. From kafkajs it takes membership, metadata and
 * connections; which offsets are fetched, and what is made of them, is decided here.
 */
import {
  type Broker,
  type Cluster,
  type Consumer,
  type Kafka,
  type PartitionAssigner,
  PartitionAssigners,
} from 'kafkajs';
import { LeitmotifError, messageOf } from '../../core/errors.ts';
import type { LaneFetch } from '../../core/lane.ts';
import { readCompressed } from './compression.ts';
import { fromKafka, isCoordinatorAway } from './faults.ts';
import { committedRecords, type FetchedPartition } from './fetched.ts';
import { HeldBack } from './heldback.ts';
import { Pulse, type PulseOptions } from './pulse.ts';

export interface FeedOptions extends PulseOptions {
  readonly topic: string;
  /** After so long without a heartbeat the group gives a member's partitions to others, ms. */
  readonly sessionTimeout: number;
  /**
   * How long the broker may wait for new records before it answers a fetch, ms. It answers at once when there are some, so
   * that a long wait delays no record; heartbeats go between two fetches.
   */
  readonly maxWaitTime: number;
  readonly maxBytesPerPartition: number;
  /** How often it looks for partitions that were added, ms. */
  readonly metadataMaxAge: number;
}

export interface FeedListener {
  /** The group gave these partitions to this member, and no others; none is fetched before `open`. */
  joined(partitions: readonly number[]): void;
  fetched(partition: number, fetch: LaneFetch): void;
  /** The offset to fetch is not in the log; the partition is held. */
  outOfRange(partition: number, offset: bigint): void;
  /** Nothing more will come. */
  failed(error: LeitmotifError): void;
}

interface Reading {
  position: bigint;
  held: boolean;
  /** Answers without a record though the log was said to have more. */
  barren: number;
}

type FetchRequest = Parameters<Broker['fetch']>[0];

interface FetchResponse {
  readonly responses: readonly { readonly topicName: string; readonly partitions: readonly FetchedPartition[] }[];
}

/** So many answers without a record show that what is left of the log holds none: compaction left it empty. */
const BARREN = 10;
/** The broker's own bound on an answer is about the same. */
const MAX_BYTES = 52_428_800;
const LEAVE_TIME = 10_000;
/** A fetch waits only so long, ms, when other partitions may be wanted again meanwhile, or the log may be empty to its end. */
const SHORT_WAIT = 100;
export class Feed {
  readonly #options: FeedOptions;
  readonly #listener: FeedListener;
  readonly #consumer: Consumer;
  readonly #tapped = new WeakSet<Broker>();
  readonly #readings = new Map<number, Reading>();
  readonly #heldBack: HeldBack;
  readonly #stopped = new AbortController();
  readonly #pulse: Pulse;
  /** Give up the fetches under way. */
  readonly #giveUp = new Set<() => void>();
  /** Ends a fetch that has nothing to ask for. */
  #idle: AbortController | null = null;
  /** Whether the group has ever let this member in. */
  #member = false;

  constructor(kafka: Kafka, options: FeedOptions, listener: FeedListener) {
    this.#options = options;
    this.#listener = listener;
    this.#heldBack = new HeldBack(options);
    this.#pulse = new Pulse(options, this.#stopped.signal);
    const { sessionTimeout } = options;
    readCompressed();
    this.#consumer = kafka.consumer({
      groupId: options.group,
      sessionTimeout,
      rebalanceTimeout: sessionTimeout,
      heartbeatInterval: Math.min(1000, sessionTimeout / 6),
      maxWaitTimeInMs: options.maxWaitTime,
      maxBytesPerPartition: options.maxBytesPerPartition,
      maxBytes: MAX_BYTES,
      metadataMaxAge: options.metadataMaxAge,
      allowAutoTopicCreation: false,
      readUncommitted: false,
      // An assigner is the one place where kafkajs hands out the consumer's own cluster.
      partitionAssigners: [this.#tappingAssigner()],
      retry: {
        initialRetryTime: 100,
        maxRetryTime: 2000,
        retries: 8,
        restartOnFailure: (error) => this.#pulse.rest(error),
      },
    });
  }

  /** Connects and joins the group; `joined` follows. Throws `transient`, or `fatal` when the broker refuses. */
  async start(): Promise<void> {
    const { topic } = this.#options;
    const { events } = this.#consumer;
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
      this.#member = true;
      this.#pulse.beat();
      this.#readings.clear();
      if (!this.#stopped.signal.aborted) this.#listener.joined(payload.memberAssignment[topic] ?? []);
    });
    this.#consumer.on(events.HEARTBEAT, () => this.#pulse.beat());
    this.#consumer.on(events.CRASH, ({ payload }) => void this.#crashed(payload.error, payload.restart));
    try {
      await this.#consumer.connect();
      await this.#consumer.subscribe({ topics: [topic], fromBeginning: true });
      await this.#run();
    } catch (error) {
      await this.#consumer.disconnect().catch(() => {});
      throw this.#fault(error, `joining group ${this.#options.group} on ${topic}`);
    }
    void this.#watch();
  }

  /** Fetches the partition from the offset on. */
  open(partition: number, offset: bigint): void {
    this.#readings.set(partition, { position: offset, held: false, barren: 0 });
    this.#go();
  }

  hold(partition: number): void {
    const reading = this.#readings.get(partition);
    if (reading) reading.held = true;
  }

  resume(partition: number): void {
    const reading = this.#readings.get(partition);
    if (reading) reading.held = false;
    this.#go();
  }

  /** Resolves at the next sign that the group still knows this member. */
  heartbeat(): Promise<void> {
    return this.#pulse.next();
  }

  /**
   * Leaves the group; waits for an unreachable broker only so long. The connection closes by itself when the broker has
   * answered the last fetch.
   */
  async stop(): Promise<void> {
    this.#readings.clear();
    this.#stopped.abort();
    this.#go();
    for (const giveUp of this.#giveUp) giveUp();
    const left = new Promise<void>((resolve) => this.#consumer.on(this.#consumer.events.STOP, () => resolve()));
    const closed = this.#consumer.disconnect().catch((error: unknown) => {
      this.#options.probe.log('debug', 'the consumer did not leave in peace', { error: messageOf(error) });
    });
    const waited = new AbortController();
    await Promise.race([left, closed, this.#options.clock.sleep(LEAVE_TIME, waited.signal)]);
    waited.abort();
  }

  #tappingAssigner(): PartitionAssigner {
    return (config) => {
      this.#tap(config.cluster);
      return PartitionAssigners.roundRobin(config);
    };
  }

  /** Every fetch of this consumer goes through `#fetch`, whatever broker it is for. */
  #tap(cluster: Cluster): void {
    const findBroker = cluster.findBroker.bind(cluster);
    cluster.findBroker = async (node) => {
      const broker = await findBroker(node);
      if (!this.#tapped.has(broker)) {
        this.#tapped.add(broker);
        const fetch = broker.fetch.bind(broker);
        broker.fetch = (request) => this.#fetch(fetch, request);
      }
      return broker;
    };
  }

  /**
   * kafkajs proposes partitions, offsets are ours. It is given an empty answer, so that it keeps no position of its
   * own, and goes on with heartbeats and the next fetch.
   */
  async #fetch(fetch: Broker['fetch'], request: FetchRequest): Promise<FetchResponse> {
    const { topic, clock, maxWaitTime } = this.#options;
    const asked = new Map<number, { readonly reading: Reading; readonly position: bigint }>();
    const proposed = request.topics.find((one) => one.topic === topic)?.partitions ?? [];
    const partitions = proposed.flatMap((one) => {
      const reading = this.#readings.get(one.partition);
      if (!reading || reading.held) return [];
      asked.set(one.partition, { reading, position: reading.position });
      return [{ ...one, fetchOffset: String(reading.position) }];
    });
    if (partitions.length === 0) {
      this.#idle ??= new AbortController();
      await clock.sleep(maxWaitTime, this.#idle.signal);
      return { responses: [] };
    }
    const soon = partitions.length < proposed.length || [...asked.values()].some(({ reading }) => reading.barren > 0);
    const wait = soon ? Math.min(SHORT_WAIT, maxWaitTime) : maxWaitTime;
    try {
      const answer = fetch({ ...request, maxWaitTime: wait, topics: [{ topic, partitions }] });
      const { responses } = await this.#unlessStopped(answer as Promise<FetchResponse>);
      for (const data of responses.flatMap((response) => response.partitions)) {
        const { reading, position } = asked.get(data.partition) ?? {};
        // Opened anew meanwhile, or taken away.
        if (!reading || this.#readings.get(data.partition) !== reading || reading.position !== position) continue;
        this.#take(reading, data);
      }
    } catch (error) {
      // Left to kafkajs, it would commit "from the beginning" and skip what was lost without a word.
      if (!isOutOfRange(error)) throw error;
      this.#lost(error.partition);
    }
    return { responses: [] };
  }

  /** The answer, or an empty one as soon as it is told to stop. */
  #unlessStopped(answer: Promise<FetchResponse>): Promise<FetchResponse> {
    return new Promise((resolve, reject) => {
      const giveUp = (): void => resolve({ responses: [] });
      this.#giveUp.add(giveUp);
      answer.then(resolve, reject).finally(() => this.#giveUp.delete(giveUp));
    });
  }

  #take(reading: Reading, data: FetchedPartition): void {
    const { records, to } = committedRecords(reading.position, data);
    // Readers of committed records see the log up to its last stable offset.
    const end = BigInt(data.lastStableOffset ?? data.highWatermark);
    reading.barren = to > reading.position || to >= end ? 0 : reading.barren + 1;
    reading.position = to;
    const ended = to >= end || reading.barren >= BARREN;
    const highWatermark = BigInt(data.highWatermark);
    this.#heldBack.look(data.partition, { position: to, stable: end, end: highWatermark });
    this.#listener.fetched(data.partition, { records, to, ended, at: this.#options.clock.now(), highWatermark });
  }

  #lost(partition: number): void {
    const reading = this.#readings.get(partition);
    if (!reading) return;
    reading.held = true;
    this.#listener.outOfRange(partition, reading.position);
  }

  /**
   * kafkajs does not start again where no broker names the group's coordinator, as while one restarts. Once the group has let
   * this member in, that is borne until patience ends; before, it is how kafkajs tells of a right that is missing.
   */
  async #crashed(error: Error, restart: boolean): Promise<void> {
    if (restart || this.#stopped.signal.aborted) return;
    try {
      if (!this.#member || !isCoordinatorAway(error)) throw error;
      if (await this.#pulse.rest(error)) await this.#run();
      // Told to stop while it joined again: nobody else would have it leave.
      if (this.#stopped.signal.aborted) await this.#consumer.disconnect().catch(() => {});
    } catch (failure) {
      this.#listener.failed(this.#fault(failure));
    }
  }

  #run(): Promise<void> {
    return this.#consumer.run({ autoCommit: false, eachBatch: () => this.#untapped() });
  }

  #fault(error: unknown, doing = `reading ${this.#options.topic} in group ${this.#options.group}`): LeitmotifError {
    const { topic, group } = this.#options;
    const rights = { topic: `Read on Kafka topic ${topic}`, group: `Read on group ${group}` };
    return fromKafka(error, { stage: 'connect', doing, rights });
  }

  async #untapped(): Promise<void> {
    const message = 'this version of kafkajs fetches in a way of its own; use kafkajs 2.2.4';
    this.#listener.failed(new LeitmotifError('fatal', 'connect', message));
  }

  #go(): void {
    // With a reason: none would be made an error, with its stack, for nobody to see.
    this.#idle?.abort('opened');
    this.#idle = null;
  }

  async #watch(): Promise<void> {
    const silence = await this.#pulse.silence();
    if (silence === null) return;
    const { seconds, crash } = silence;
    const message = `group ${this.#options.group} has heard nothing from the broker for ${seconds} s`;
    const why = crash === null ? '' : `: ${this.#fault(crash).message}`;
    this.#listener.failed(new LeitmotifError('transient', 'connect', message + why));
  }
}

function isOutOfRange(error: unknown): error is Error & { readonly partition: number } {
  return error instanceof Error && error.name === 'KafkaJSOffsetOutOfRange' && 'partition' in error;
}
