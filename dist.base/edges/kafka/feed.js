/**
 * Reads partitions of one Kafka topic as a member of a group. From kafkajs it takes membership, metadata and
 * connections; which offsets are fetched, and what is made of them, is decided here.
 */
import { PartitionAssigners, } from 'kafkajs';
import { LeitmotifError, messageOf } from "../../core/errors.js";
import { fromKafka, kafkaFault } from "./faults.js";
import { committedRecords } from "./fetched.js";
/** So many answers without a record show that what is left of the log holds none: compaction left it empty. */
const BARREN = 10;
/** The broker's own bound on an answer is about the same. */
const MAX_BYTES = 52_428_800;
const LEAVE_TIME = 10_000;
/** A fetch waits only so long, ms, when other partitions may be wanted again meanwhile, or the log may be empty to its end. */
const SHORT_WAIT = 100;
const WATCH_EVERY = 1000;
export class Feed {
    #options;
    #listener;
    #consumer;
    #tapped = new WeakSet();
    #readings = new Map();
    #stopped = new AbortController();
    /** Give up the fetches under way. */
    #giveUp = new Set();
    /** Ends a fetch that has nothing to ask for. */
    #idle = null;
    #beats = [];
    #silent = 0;
    constructor(kafka, options, listener) {
        this.#options = options;
        this.#listener = listener;
        const { sessionTimeout } = options;
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
            retry: { initialRetryTime: 100, maxRetryTime: 2000, retries: 8, restartOnFailure: () => Promise.resolve(true) },
        });
    }
    /** Connects and joins the group; `joined` follows. Throws `transient`, or `fatal` when the broker refuses. */
    async start() {
        const { topic } = this.#options;
        const { events } = this.#consumer;
        this.#consumer.on(events.GROUP_JOIN, ({ payload }) => {
            this.#beat();
            this.#readings.clear();
            if (!this.#stopped.signal.aborted)
                this.#listener.joined(payload.memberAssignment[topic] ?? []);
        });
        this.#consumer.on(events.HEARTBEAT, () => this.#beat());
        this.#consumer.on(events.CRASH, ({ payload }) => this.#crashed(payload.error, payload.restart));
        try {
            await this.#consumer.connect();
            await this.#consumer.subscribe({ topics: [topic], fromBeginning: true });
            await this.#consumer.run({ autoCommit: false, eachBatch: () => this.#untapped() });
        }
        catch (error) {
            await this.#consumer.disconnect().catch(() => { });
            throw this.#fault(error, `joining group ${this.#options.group} on ${topic}`);
        }
        void this.#watch();
    }
    /** Fetches the partition from the offset on. */
    open(partition, offset) {
        this.#readings.set(partition, { position: offset, held: false, barren: 0 });
        this.#go();
    }
    hold(partition) {
        const reading = this.#readings.get(partition);
        if (reading)
            reading.held = true;
    }
    resume(partition) {
        const reading = this.#readings.get(partition);
        if (reading)
            reading.held = false;
        this.#go();
    }
    /** Resolves at the next sign that the group still knows this member. */
    heartbeat() {
        return new Promise((resolve) => this.#beats.push(resolve));
    }
    /**
     * Leaves the group; waits for an unreachable broker only so long. The connection closes by itself when the broker has
     * answered the last fetch.
     */
    async stop() {
        this.#readings.clear();
        this.#stopped.abort();
        this.#go();
        for (const giveUp of this.#giveUp)
            giveUp();
        const left = new Promise((resolve) => this.#consumer.on(this.#consumer.events.STOP, () => resolve()));
        const closed = this.#consumer.disconnect().catch((error) => {
            this.#options.probe.log('debug', 'the consumer did not leave in peace', { error: messageOf(error) });
        });
        const waited = new AbortController();
        await Promise.race([left, closed, this.#options.clock.sleep(LEAVE_TIME, waited.signal)]);
        waited.abort();
    }
    #tappingAssigner() {
        return (config) => {
            this.#tap(config.cluster);
            return PartitionAssigners.roundRobin(config);
        };
    }
    /** Every fetch of this consumer goes through `#fetch`, whatever broker it is for. */
    #tap(cluster) {
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
    async #fetch(fetch, request) {
        const { topic, clock, maxWaitTime } = this.#options;
        const asked = new Map();
        const proposed = request.topics.find((one) => one.topic === topic)?.partitions ?? [];
        const partitions = proposed.flatMap((one) => {
            const reading = this.#readings.get(one.partition);
            if (!reading || reading.held)
                return [];
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
            const { responses } = await this.#unlessStopped(answer);
            for (const data of responses.flatMap((response) => response.partitions)) {
                const { reading, position } = asked.get(data.partition) ?? {};
                // Opened anew meanwhile, or taken away.
                if (!reading || this.#readings.get(data.partition) !== reading || reading.position !== position)
                    continue;
                this.#take(reading, data);
            }
        }
        catch (error) {
            // Left to kafkajs, it would commit "from the beginning" and skip what was lost without a word.
            if (!isOutOfRange(error))
                throw error;
            this.#lost(error.partition);
        }
        return { responses: [] };
    }
    /** The answer, or an empty one as soon as it is told to stop. */
    #unlessStopped(answer) {
        return new Promise((resolve, reject) => {
            const giveUp = () => resolve({ responses: [] });
            this.#giveUp.add(giveUp);
            answer.then(resolve, reject).finally(() => this.#giveUp.delete(giveUp));
        });
    }
    #take(reading, data) {
        const { records, to } = committedRecords(reading.position, data);
        // Readers of committed records see the log up to its last stable offset.
        const end = BigInt(data.lastStableOffset ?? data.highWatermark);
        reading.barren = to > reading.position || to >= end ? 0 : reading.barren + 1;
        reading.position = to;
        const ended = to >= end || reading.barren >= BARREN;
        const highWatermark = BigInt(data.highWatermark);
        this.#listener.fetched(data.partition, { records, to, ended, at: this.#options.clock.now(), highWatermark });
    }
    #lost(partition) {
        const reading = this.#readings.get(partition);
        if (!reading)
            return;
        reading.held = true;
        this.#listener.outOfRange(partition, reading.position);
    }
    #crashed(error, restart) {
        const { probe, group, topic } = this.#options;
        if (this.#stopped.signal.aborted)
            return;
        if (restart && kafkaFault(error) !== 'fatal') {
            probe.log('warn', 'the consumer lost the broker and starts again', { group, error: messageOf(error) });
        }
        else {
            this.#listener.failed(this.#fault(error, `reading ${topic} in group ${group}`));
        }
    }
    #fault(error, doing) {
        const { topic, group } = this.#options;
        const rights = { topic: `Read on Kafka topic ${topic}`, group: `Read on group ${group}` };
        return fromKafka(error, { stage: 'connect', doing, rights });
    }
    async #untapped() {
        const message = 'this version of kafkajs fetches in a way of its own; use kafkajs 2.2.4';
        this.#listener.failed(new LeitmotifError('fatal', 'connect', message));
    }
    #go() {
        // With a reason: none would be made an error, with its stack, for nobody to see.
        this.#idle?.abort('opened');
        this.#idle = null;
    }
    #beat() {
        this.#silent = 0;
        for (const resolve of this.#beats.splice(0))
            resolve();
    }
    /** kafkajs may fall silent for ever; time in which this process itself stood still does not count. */
    async #watch() {
        const { clock, patience, group } = this.#options;
        while (!this.#stopped.signal.aborted) {
            const before = clock.now();
            await clock.sleep(WATCH_EVERY, this.#stopped.signal);
            this.#silent += Math.min(clock.now() - before, 2 * WATCH_EVERY);
            if (this.#silent < patience || this.#stopped.signal.aborted)
                continue;
            const message = `group ${group} has heard nothing from the broker for ${Math.round(this.#silent / 1000)} s`;
            this.#listener.failed(new LeitmotifError('transient', 'connect', message));
            return;
        }
    }
}
function isOutOfRange(error) {
    return error instanceof Error && error.name === 'KafkaJSOffsetOutOfRange' && 'partition' in error;
}
//# sourceMappingURL=feed.js.map