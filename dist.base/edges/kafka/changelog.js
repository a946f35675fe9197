import { randomUUID } from 'node:crypto';
import { LeitmotifError } from "../../core/errors.js";
import { fromKafka } from "./faults.js";
import { Feed } from "./feed.js";
import { endReading, persist, withAdmin } from "./persist.js";
/**
 * Reads a compacted Kafka topic from its beginning. kafkajs can only read as a member of a group, so each reading has
 * a group to itself, which commits nothing and is deleted at the end.
 */
export function kafkaChangelog(kafka, options) {
    const settings = { patience: 120_000, random: Math.random, ...options };
    return {
        follow: (onRecords, onEnd, signal) => new Reading(kafka, settings).follow({ onRecords, onEnd }, signal),
        async read() {
            const records = [];
            const stop = new AbortController();
            const onRecords = (more) => void records.push(...more);
            await new Reading(kafka, settings).follow({ onRecords, onEnd: () => stop.abort() }, stop.signal);
            return records;
        },
    };
}
/** When the group's coordinator is lost, kafkajs joins as another member, and waits until the group has given up the earlier. */
const SESSION_TIMEOUT = 6000;
const MOST_WAITING_BYTES = 8 * 1024 * 1024;
/** No partitions are ever added to it. */
const METADATA_MAX_AGE = 300_000;
class Reading {
    #kafka;
    #settings;
    #group;
    #feed;
    #over = new AbortController();
    #waiting = [];
    #bytes = 0;
    /** The offset after the last one fetched. */
    #position = 0n;
    #failure = null;
    #wake = () => { };
    constructor(kafka, settings) {
        const { topic, patience, clock, probe, maxWaitTime = 500, maxBytesPerPartition = 1024 * 1024 } = settings;
        this.#kafka = kafka;
        this.#settings = settings;
        this.#group = `${settings.group ?? `${topic}-reader`}-${randomUUID()}`;
        const limits = {
            sessionTimeout: SESSION_TIMEOUT,
            maxWaitTime,
            maxBytesPerPartition,
            metadataMaxAge: METADATA_MAX_AGE,
        };
        const options = { topic, group: this.#group, patience, clock, probe, ...limits };
        this.#feed = new Feed(kafka, options, {
            joined: (partitions) => {
                if (partitions.includes(0))
                    this.#feed.open(0, this.#position);
                if (this.#bytes >= MOST_WAITING_BYTES)
                    this.#feed.hold(0);
            },
            fetched: (_partition, fetch) => this.#take(fetch),
            outOfRange: (_partition, offset) => this.#fail(deletedFrom(topic, offset)),
            failed: (error) => this.#fail(error),
        });
    }
    async follow(handlers, signal) {
        const over = () => {
            this.#over.abort();
            this.#wake();
        };
        if (signal.aborted)
            return;
        signal.addEventListener('abort', over, { once: true });
        try {
            const ends = await persist(this.#settings, this.#over.signal, () => this.#ends());
            this.#position = ends.low;
            const ended = ends.low >= ends.end;
            if (ended)
                await handlers.onEnd();
            if (signal.aborted)
                return;
            await persist(this.#settings, this.#over.signal, () => this.#feed.start());
            try {
                await this.#handOver(handlers, ended ? null : ends.end);
            }
            finally {
                await this.#feed.stop();
                await endReading(this.#kafka, this.#group, this.#settings.probe);
            }
        }
        catch (error) {
            // Told to stop while it tried to begin.
            if (!signal.aborted)
                throw error;
        }
        finally {
            signal.removeEventListener('abort', over);
        }
    }
    /**
     * Gives on what was fetched, in order and all that waits at once, until it is told to stop. `end`: where `onEnd` is due,
     * before anything that lies beyond; null once it was.
     */
    async #handOver({ onRecords, onEnd }, end) {
        let due = end;
        while (!this.#over.signal.aborted) {
            if (this.#failure)
                throw this.#failure;
            const fetches = this.#waiting;
            if (fetches.length === 0) {
                await new Promise((resolve) => {
                    this.#wake = resolve;
                });
                continue;
            }
            this.#waiting = [];
            this.#bytes = 0;
            this.#feed.resume(0);
            let records = fetches.flatMap((fetch) => fetch.records);
            if (due !== null) {
                const limit = due;
                const before = records.filter(({ offset }) => offset < limit);
                if (before.length > 0)
                    await onRecords(before.map(keyed));
                // At an end of the log at all means beyond the one noted before.
                if (!fetches.some(({ to, ended }) => to >= limit || ended))
                    continue;
                records = records.slice(before.length);
                due = null;
                await onEnd();
                if (this.#over.signal.aborted)
                    return;
            }
            if (records.length > 0)
                await onRecords(records.map(keyed));
        }
    }
    /** The log's beginning and its stable end: what is committed lies below. */
    async #ends() {
        const { topic } = this.#settings;
        try {
            const offsets = await withAdmin(this.#kafka, (admin) => admin.fetchTopicOffsets(topic));
            const [only, another] = offsets;
            if (only && !another)
                return { low: BigInt(only.low), end: BigInt(only.high) };
        }
        catch (error) {
            throw fromKafka(error, {
                stage: 'restore',
                doing: `looking up Kafka topic ${topic}`,
                rights: { topic: `Read on Kafka topic ${topic}` },
            });
        }
        const message = `Kafka topic ${topic} must have exactly one partition to be read in order; create it with \`leitmotif init\``;
        throw new LeitmotifError('fatal', 'restore', message);
    }
    #take(fetch) {
        this.#position = fetch.to;
        this.#waiting.push(fetch);
        this.#bytes += sizeOf(fetch);
        if (this.#bytes >= MOST_WAITING_BYTES)
            this.#feed.hold(0);
        this.#wake();
    }
    #fail(error) {
        this.#failure ??= error;
        this.#wake();
    }
}
function deletedFrom(topic, offset) {
    const message = `records of Kafka topic ${topic} from offset ${offset} on were deleted while they were read; its clean-up must be compact`;
    return new LeitmotifError('fatal', 'restore', message);
}
function keyed({ key, value }) {
    return { key: Buffer.from(key ?? []).toString(), value };
}
function sizeOf({ records }) {
    return records.reduce((sum, { value }) => sum + (value?.byteLength ?? 0), 0);
}
//# sourceMappingURL=changelog.js.map