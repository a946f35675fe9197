/** Kafka topics as they are and as they should be; offsets, lag, deletion; whether the broker can be reached. */
import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, {} from 'kafkajs';
import { LeitmotifError } from "../../core/errors.js";
import { fromKafka } from "./faults.js";
import { START } from "./partition.js";
import { withAdmin } from "./persist.js";
// Node finds only some of kafkajs's exports by name.
const { ConfigResourceTypes } = kafkajs;
/** What would have to be done so that the wanted Kafka topics exist. Partitions can be added, never taken away. */
export function planKafkaTopics(existing, wanted) {
    const byName = new Map(existing.map((topic) => [topic.name, topic]));
    const create = wanted.filter(({ name }) => !byName.has(name));
    const both = wanted.flatMap((want) => {
        const is = byName.get(want.name);
        return is ? [{ want, is }] : [];
    });
    const widen = both
        .filter(({ want, is }) => is.partitions < want.partitions)
        .map(({ want, is }) => ({ name: want.name, from: is.partitions, to: want.partitions }));
    const differences = both.flatMap(({ want, is }) => {
        const found = [];
        if (is.partitions > want.partitions)
            found.push({ setting: 'partitions', is: String(is.partitions), wanted: String(want.partitions) });
        if (want.replicationFactor !== undefined && want.replicationFactor !== is.replicationFactor)
            found.push({
                setting: 'replication factor',
                is: String(is.replicationFactor),
                wanted: String(want.replicationFactor),
            });
        for (const [setting, value] of Object.entries(want.configs)) {
            const held = is.configs[setting] ?? '';
            if (!sameConfig(setting, held, value))
                found.push({ setting, is: held, wanted: value });
        }
        return found.map((difference) => ({ name: want.name, ...difference }));
    });
    return { create, widen, differences };
}
/** `compact,delete` and `delete,compact` are the same. */
function sameConfig(setting, a, b) {
    if (setting !== 'cleanup.policy')
        return a === b;
    const parts = (list) => list
        .split(/\s*,\s*/)
        .sort()
        .join();
    return parts(a) === parts(b);
}
/** Those of the named Kafka topics that exist. Throws `transient` or `fatal`. */
export async function readKafkaTopics(kafka, names) {
    const rights = { topic: `DescribeConfigs on Kafka topics ${names.join(', ')}` };
    return using(kafka, { doing: 'reading the settings of Kafka topics', rights }, async (admin) => {
        const present = new Set(await admin.listTopics());
        const topics = names.filter((name) => present.has(name));
        if (topics.length === 0)
            return [];
        const [metadata, configs] = await Promise.all([
            admin.fetchTopicMetadata({ topics }),
            admin.describeConfigs({
                includeSynonyms: false,
                resources: topics.map((name) => ({ type: ConfigResourceTypes.TOPIC, name })),
            }),
        ]);
        return metadata.topics.map(({ name, partitions }) => {
            const entries = configs.resources.find(({ resourceName }) => resourceName === name)?.configEntries ?? [];
            return {
                name,
                partitions: partitions.length,
                replicationFactor: partitions[0]?.replicas.length ?? 0,
                configs: Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue])),
            };
        });
    });
}
/** Creates and widens what the plan says, and waits until the broker serves it. Differences are left alone. */
export async function applyKafkaTopics(kafka, plan) {
    const named = [...plan.create, ...plan.widen].map(({ name }) => name).join(', ');
    const rights = { topic: `Create (to widen them Alter) on Kafka topics ${named}` };
    await using(kafka, { doing: 'creating Kafka topics', rights }, async (admin) => {
        if (plan.create.length > 0)
            await admin.createTopics({
                waitForLeaders: false,
                topics: plan.create.map(({ name, partitions, replicationFactor, configs }) => ({
                    topic: name,
                    numPartitions: partitions,
                    replicationFactor: replicationFactor ?? -1,
                    configEntries: Object.entries(configs).map(([key, value]) => ({ name: key, value })),
                })),
            });
        if (plan.widen.length > 0)
            await admin.createPartitions({ topicPartitions: plan.widen.map(({ name, to }) => ({ topic: name, count: to })) });
        await served(admin, [
            ...plan.create.map(({ name, partitions }) => ({ name, partitions })),
            ...plan.widen.map(({ name, to }) => ({ name, partitions: to })),
        ]);
    });
}
const SERVED_TRIES = 200;
const SERVED_WAIT = 50;
/** Waits until each has a leader for each of its partitions; kafkajs's own waiting gives up on one it doesn't know yet. */
async function served(admin, wanted) {
    for (let tries = 1; wanted.length > 0; tries++) {
        try {
            const { topics } = await admin.fetchTopicMetadata({ topics: wanted.map(({ name }) => name) });
            const led = new Map(topics.map((topic) => [topic.name, topic.partitions.filter(({ leader }) => leader >= 0).length]));
            if (wanted.every(({ name, partitions }) => (led.get(name) ?? 0) >= partitions))
                return;
        }
        catch (error) {
            if (tries >= SERVED_TRIES)
                throw error;
        }
        if (tries >= SERVED_TRIES)
            throw new LeitmotifError('transient', 'connect', 'the broker is slow to serve new Kafka topics; try again');
        await delay(SERVED_WAIT);
    }
}
/** Deletes the records of a partition below the offset; what is gone already stays gone. */
export async function deleteRecords(kafka, topic, at) {
    const rights = { topic: `Delete on Kafka topic ${topic}` };
    await using(kafka, { doing: `deleting records of ${topic}`, rights }, async (admin) => {
        // kafkajs needs the topic's metadata first, and this is how it comes to have them.
        const offsets = await admin.fetchTopicOffsets(topic);
        const low = BigInt(offsets.find(({ partition }) => partition === at.partition)?.low ?? 0);
        if (at.before <= low)
            return;
        await admin.deleteTopicRecords({ topic, partitions: [{ partition: at.partition, offset: String(at.before) }] });
    });
}
/** Where the log of each partition begins and ends. */
export async function partitionOffsets(kafka, topic) {
    const tried = { doing: `reading the ends of ${topic}`, rights: { topic: `Describe on Kafka topic ${topic}` } };
    const offsets = await using(kafka, tried, (admin) => admin.fetchTopicOffsets(topic));
    return offsets
        .map(({ partition, low, high }) => ({ partition, low: BigInt(low), end: BigInt(high) }))
        .sort((a, b) => a.partition - b.partition);
}
/** How far a group has come in each partition. */
export async function groupLag(kafka, group, topic) {
    const offsets = await partitionOffsets(kafka, topic);
    const rights = { topic: `Describe on Kafka topic ${topic}`, group: `Describe on group ${group}` };
    const fetched = await using(kafka, { doing: `reading the offsets of group ${group}`, rights }, (admin) => admin.fetchOffsets({ groupId: group, topics: [topic] }));
    return offsets.map((at) => {
        const found = fetched[0]?.partitions.find(({ partition }) => partition === at.partition);
        const offset = BigInt(found?.offset ?? -1);
        const from = offset >= 0n ? offset : at.low;
        const committed = offset < 0n || found?.metadata === START ? null : offset;
        return { ...at, committed, lag: at.end > from ? at.end - from : 0n };
    });
}
/** Throws `transient` when no broker answers, `fatal` when it refuses this client. */
export async function describeCluster(kafka) {
    const { clusterId, brokers } = await using(kafka, { doing: 'connecting' }, (admin) => admin.describeCluster());
    return { id: clusterId, brokers: brokers.length };
}
async function using(kafka, tried, work) {
    try {
        return await withAdmin(kafka, work);
    }
    catch (error) {
        throw fromKafka(error, { stage: 'connect', ...tried });
    }
}
//# sourceMappingURL=admin.js.map