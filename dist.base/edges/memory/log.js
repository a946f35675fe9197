/** An in-memory log with what the product needs of Kafka: the embedded default, and the twin of the broker in tests. */
import { LeitmotifError } from "../../core/errors.js";
import { partitionOf } from "../../core/murmur2.js";
import { Groups } from "./groups.js";
const COMPACT_FROM = 1024;
const encoder = new TextEncoder();
export class MemoryLog {
    groups = new Groups();
    hooks = {};
    #topics = new Map();
    #committed = new Map();
    #producers = new Map();
    #readers = new Map();
    #now;
    #waiting = new Set();
    /** `now`: the clock for records without a timestamp; default the system's. */
    constructor(options = {}) {
        this.#now = options.now ?? Date.now;
    }
    /** Creates a Kafka topic; throws `fatal` when there is one of that name. */
    createTopic(name, options = {}) {
        if (this.#topics.has(name))
            throw new LeitmotifError('fatal', 'config', `Kafka topic ${name} exists already`);
        const partitions = Array.from({ length: options.partitions ?? 1 }, newPartition);
        this.#topics.set(name, { options, partitions, turn: 0 });
    }
    hasTopic(name) {
        return this.#topics.has(name);
    }
    partitions(topic) {
        return this.#topic(topic).partitions.length;
    }
    /** Widens a Kafka topic to `total` partitions; its groups are given the new ones. */
    addPartitions(topic, total) {
        const { partitions } = this.#topic(topic);
        while (partitions.length < total)
            partitions.push(newPartition());
        this.groups.repartition(topic, partitions.length);
        this.#notify();
    }
    /** Appends outside of any transaction; returns where each record went. */
    append(records) {
        const written = records.map((record) => this.#write(record));
        this.#notify();
        return written;
    }
    /** Offsets without a record, as transaction markers and aborted transactions leave them. */
    skip(topic, partition, count) {
        this.#partition(topic, partition).end += BigInt(count);
        this.#notify();
    }
    /** Nothing more will be appended: readers needn't linger for more. */
    seal(topic) {
        for (const partition of this.#topic(topic).partitions)
            partition.sealed = true;
        this.#notify();
    }
    /** The first offset still in the log. */
    start(topic, partition = 0) {
        return this.#partition(topic, partition).start;
    }
    /** The offset that the next record gets. */
    end(topic, partition = 0) {
        return this.#partition(topic, partition).end;
    }
    /** Offset of the first record with at least this timestamp, ms; the end when there is none. */
    offsetAt(topic, partition, timestamp) {
        const { records, end } = this.#partition(topic, partition);
        return records.find((record) => record.timestamp >= timestamp)?.offset ?? end;
    }
    /** Up to `limit` records from the offset on, or from the log's start where that is later. */
    read(topic, partition, options) {
        const { records, end, sealed } = this.#partition(topic, partition);
        const first = firstAtOrAfter(records, options.from);
        const chunk = records.slice(first, first + (options.limit ?? Number.POSITIVE_INFINITY));
        const last = chunk.at(-1);
        const to = last && first + chunk.length < records.length ? last.offset + 1n : end;
        return { records: chunk, to, end, final: sealed && to === end };
    }
    /** Shuts out all earlier users of the transactional id; returns the epoch to commit with. */
    fence(transactionalId) {
        const epoch = (this.#producers.get(transactionalId) ?? -1) + 1;
        this.#producers.set(transactionalId, epoch);
        return epoch;
    }
    /** Throws `fenced` when the transactional id was fenced since. */
    check(transactionalId, producerEpoch) {
        if (this.#producers.get(transactionalId) !== producerEpoch)
            throw new LeitmotifError('fenced', 'commit', `transactional id ${transactionalId} belongs to another owner`);
    }
    /** All records and the offset, or nothing. Throws `fenced` when the transactional id was fenced since. */
    async commit(transaction) {
        await this.hooks.beforeCommit?.(transaction);
        const { transactionalId, producerEpoch, records, offset } = transaction;
        this.check(transactionalId, producerEpoch);
        for (const { topic, partition } of records)
            this.#partition(topic, partition ?? 0);
        for (const record of records)
            this.#write(record);
        this.#committed.set(committedKey(offset.group, offset.topic, offset.partition), {
            offset: offset.offset,
            start: offset.start ?? false,
        });
        if (this.#topic(offset.topic).options.consumedBy === offset.group)
            this.trim(offset.topic, offset.partition, offset.offset);
        this.#notify();
        await this.hooks.afterCommit?.(transaction);
    }
    /** A group's committed offset; null before its first commit. */
    committed(group, topic, partition = 0) {
        const committed = this.#committed.get(committedKey(group, topic, partition));
        return committed === undefined || committed.start ? null : committed.offset;
    }
    /** Where a group began, or goes on: null when it has never been positioned. */
    position(group, topic, partition) {
        return this.#committed.get(committedKey(group, topic, partition)) ?? null;
    }
    /** Offsets of a Kafka topic that a group has not consumed. */
    lag(group, topic) {
        const { partitions } = this.#topic(topic);
        return partitions.reduce((sum, { start, end }, partition) => {
            const at = this.position(group, topic, partition)?.offset ?? start;
            return sum + end - at;
        }, 0n);
    }
    /** Drops the records below the offset. */
    trim(topic, partition, before) {
        const log = this.#partition(topic, partition);
        if (before <= log.start)
            return;
        log.start = before < log.end ? before : log.end;
        log.records.splice(0, firstAtOrAfter(log.records, log.start));
        this.#notify();
    }
    /** Drops all records but the newest of each key, and tombstones that every reader has seen. Offsets stay. */
    compact(topic) {
        for (const [index, partition] of this.#topic(topic).partitions.entries()) {
            const newest = new Map(partition.records.map((record) => [keyOf(record), record.offset]));
            const seen = this.#slowest(topic, index) ?? partition.end;
            partition.records = partition.records.filter((record) => newest.get(keyOf(record)) === record.offset && (record.value !== null || record.offset >= seen));
            partition.compacted = partition.records.length;
        }
    }
    /** Registers a reader, so that no tombstone is compacted away before it; call the result to end it. */
    reader(topic, partition) {
        const key = `${topic}-${partition}`;
        const readers = this.#readers.get(key) ?? new Set();
        this.#readers.set(key, readers);
        const reader = { position: 0n, close: () => void readers.delete(reader) };
        readers.add(reader);
        return reader;
    }
    /**
     * Waits until the condition holds (true) or the signal is aborted (false); asks again whenever something was
     * appended, committed, trimmed or sealed.
     */
    until(condition, signal) {
        return new Promise((resolve, reject) => {
            const settle = () => {
                try {
                    const met = condition();
                    if (!met && !signal?.aborted)
                        return;
                    end();
                    resolve(met);
                }
                catch (error) {
                    end();
                    reject(error);
                }
            };
            const end = () => {
                this.#waiting.delete(settle);
                signal?.removeEventListener('abort', settle);
            };
            this.#waiting.add(settle);
            signal?.addEventListener('abort', settle);
            settle();
        });
    }
    #topic(name) {
        const topic = this.#topics.get(name);
        if (!topic)
            throw new LeitmotifError('fatal', 'config', `there is no Kafka topic ${name}; create it first`);
        return topic;
    }
    #partition(topic, partition) {
        const found = this.#topic(topic).partitions[partition];
        if (!found)
            throw new LeitmotifError('fatal', 'config', `Kafka topic ${topic} has no partition ${partition}`);
        return found;
    }
    #write(record) {
        const topic = this.#topic(record.topic);
        const { length } = topic.partitions;
        const keyed = record.key === null ? topic.turn++ % length : partitionOf(record.key, length);
        const partition = record.partition ?? keyed;
        const log = this.#partition(record.topic, partition);
        if (topic.options.compact && record.key === null)
            throw new LeitmotifError('bug', 'commit', `a record without a key for the compacted Kafka topic ${record.topic}`);
        const offset = log.end++;
        log.records.push({
            offset,
            timestamp: record.timestamp ?? this.#now(),
            key: bytesOf(record.key),
            value: record.value,
            headers: (record.headers ?? []).map(([name, value]) => [name, bytesOf(value) ?? new Uint8Array()]),
        });
        if (topic.options.compact && log.records.length >= Math.max(COMPACT_FROM, 2 * log.compacted))
            this.compact(record.topic);
        return { partition, offset };
    }
    #slowest(topic, partition) {
        let slowest = null;
        for (const { position } of this.#readers.get(`${topic}-${partition}`) ?? [])
            if (slowest === null || position < slowest)
                slowest = position;
        return slowest;
    }
    #notify() {
        for (const settle of [...this.#waiting])
            settle();
    }
}
function newPartition() {
    return { records: [], start: 0n, end: 0n, sealed: false, compacted: 0 };
}
function committedKey(group, topic, partition) {
    return `${group}/${topic}/${partition}`;
}
function bytesOf(text) {
    return typeof text === 'string' ? encoder.encode(text) : text;
}
function keyOf({ key }) {
    return Buffer.from(key ?? []).toString('latin1');
}
/** Index of the first record at or after the offset. */
function firstAtOrAfter(records, offset) {
    let low = 0;
    let high = records.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((records[middle]?.offset ?? 0n) < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
//# sourceMappingURL=log.js.map