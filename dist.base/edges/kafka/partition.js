import { resumeAt } from "../../core/position.js";
import { fromKafka } from "./faults.js";
import { withAdmin } from "./persist.js";
import { Transactor } from "./transaction.js";
/** Kept beside the offset at which a group begins, which is committed before anything was consumed. */
export const START = 'leitmotif:start';
/** The same for a partition whoever owns it. */
export function transactionalIdOf(of) {
    return `${of.group}-${of.topic}-${of.partition}`;
}
/** How many partitions a Kafka topic has. */
export async function partitionCount(kafka, topic) {
    try {
        const offsets = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
        return offsets.length;
    }
    catch (error) {
        throw fromKafka(error, {
            stage: 'connect',
            doing: `looking up Kafka topic ${topic}`,
            rights: { topic: `Read on Kafka topic ${topic}` },
        });
    }
}
/** One partition of the source's Kafka topic, as its lane sees it. */
export class PartitionLog {
    #kafka;
    #settings;
    #feed;
    #partition;
    /** Partitions there were when the source began; later ones are read from their first record. */
    #known;
    #transactor;
    constructor(kafka, settings, at) {
        this.#kafka = kafka;
        this.#settings = settings;
        this.#feed = at.feed;
        this.#partition = at.partition;
        this.#known = at.known;
        const transactionalId = settings.transactionalId(at.partition);
        this.#transactor = new Transactor(kafka, { ...settings, transactionalId });
    }
    fence(revoked) {
        return this.#transactor.fence(revoked);
    }
    async position() {
        const { topic, group, acceptLoss } = this.#settings;
        const partition = this.#partition;
        const { stored, low, end, start } = await this.#offsets();
        if (stored !== null) {
            const at = { topic, partition, group, committed: stored.offset, low, end };
            return { committed: stored.start ? null : stored.offset, start: resumeAt(at, acceptLoss) };
        }
        // Committed at once, so that a crash before the first batch doesn't move it.
        await this.#transactor.commit([], { group, topic, partition, offset: start, metadata: START });
        return { committed: null, start };
    }
    async open(offset) {
        this.#feed.open(this.#partition, offset);
    }
    hold() {
        this.#feed.hold(this.#partition);
    }
    resume() {
        this.#feed.resume(this.#partition);
    }
    commit(records, to) {
        const { topic, group } = this.#settings;
        return this.#transactor.commit(records, { group, topic, partition: this.#partition, offset: to });
    }
    confirm() {
        const { topic, group } = this.#settings;
        return this.#transactor.confirm({ group, topic, partition: this.#partition, offset: 0n });
    }
    member() {
        return this.#feed.heartbeat();
    }
    close() {
        return this.#transactor.close();
    }
    async #offsets() {
        const { topic, group } = this.#settings;
        try {
            return await withAdmin(this.#kafka, async (admin) => {
                const ends = await admin.fetchTopicOffsets(topic);
                const mine = ends.find(({ partition }) => partition === this.#partition);
                if (!mine)
                    throw new Error(`Kafka topic ${topic} has no partition ${this.#partition} any more`);
                const fetched = await admin.fetchOffsets({ groupId: group, topics: [topic] });
                const found = fetched[0]?.partitions.find(({ partition }) => partition === this.#partition);
                const offset = BigInt(found?.offset ?? -1);
                const [low, end] = [BigInt(mine.low), BigInt(mine.high)];
                if (offset >= 0n)
                    return { stored: { offset, start: found?.metadata === START }, low, end, start: offset };
                return { stored: null, low, end, start: await this.#start(admin, { low, end }) };
            });
        }
        catch (error) {
            throw fromKafka(error, {
                stage: 'connect',
                doing: `reading the offsets of group ${group} in ${topic}`,
                rights: { topic: `Read on Kafka topic ${topic}`, group: `Read on group ${group}` },
            });
        }
    }
    async #start(admin, { low, end }) {
        const { start, topic } = this.#settings;
        if (start === 'earliest' || this.#partition >= this.#known)
            return low;
        if (start === 'latest')
            return end;
        const found = await admin.fetchTopicOffsetsByTimestamp(topic, start);
        return BigInt(found.find(({ partition }) => partition === this.#partition)?.offset ?? end);
    }
}
//# sourceMappingURL=partition.js.map