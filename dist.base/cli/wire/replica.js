import { deleteRecords, partitionOffsets } from "../../edges/kafka/admin.js";
import { persist } from "../../edges/kafka/persist.js";
import { sendOne } from "../../edges/kafka/send.js";
import { kafkaSource } from "../../edges/kafka/source.js";
import { kmeansSeeder } from "../../edges/kmeans.js";
import { int16Products } from "../../edges/products/int16.js";
import { openCodecs } from "../../edges/registry/codecs.js";
import { documentReader } from "../../edges/registry/documents.js";
import { packagedStopWords } from "../../edges/stopwords.js";
import { systemClock } from "../../edges/telemetry/clock.js";
import { tracedSource } from "../../edges/telemetry/traces.js";
import { cloudEvents, NO_ATTRIBUTES } from "../../pipeline/cloudevents.js";
import { namesOf } from "../../pipeline/names.js";
import { createReplica } from "../../pipeline/replica.js";
import { DEFAULT_MESSAGE_BYTES, roomIn } from "../kafkatopics.js";
import { commandersOf, openChangelog, required, trainersOf } from "./kafka.js";
/** Longest wait of a drain for the trainer of the same process, ms. */
const DRAIN_TIMEOUT = 10_000;
/** Stats records of one model version at most, when the trainer gathers them for a while. */
const MOST_STATS = 64;
/** Commands in one stats record at most: each may bring a vector. */
const MOST_COMMANDS = 16;
/** How long broker and registry may be away at the start, ms. */
const PATIENCE = 120_000;
export function toolsOf(config, acceptLoss) {
    return { options: config.model, products: int16Products(), seeder: kmeansSeeder, acceptLoss };
}
/** What a replica has whatever log it works on. */
export function replicaOn(config, parts) {
    return createReplica({
        ...parts,
        stop: packagedStopWords(),
        drainTimeout: Math.max(DRAIN_TIMEOUT, 2 * config.publish.interval),
    });
}
/** A replica on Kafka. Throws `fatal` when Kafka topics are missing, `transient` when broker or registry stay away. */
export async function composeReplica(config, outside) {
    const { kafka, registry, encoder, probe, clock = systemClock, acceptLoss = false, shown = false, successor, signal, } = outside;
    const names = namesOf(config.prefix, config.documents.topic);
    const patient = (work) => persist({ patience: PATIENCE, clock, random: Math.random, probe }, signal, work);
    const found = await patient(() => required(kafka, names));
    const limit = found.find(({ name }) => name === names.stats)?.configs['max.message.bytes'];
    const codecs = await patient(() => openCodecs(registry, names, { autoRegister: config.registry.register }));
    const shared = { sessionTimeout: config.session.timeout, acceptLoss, clock, probe };
    const traced = (rest) => tracedSource(kafkaSource(kafka, { ...shared, ...rest }), { ...rest, dead: names.dead });
    const { interval } = config.publish;
    return replicaOn(config, {
        names,
        documents: (epoch) => traced({
            topic: names.documents,
            group: config.group,
            start: config.documents.start,
            epoch,
            cut: config.batch,
        }),
        stats: (epoch) => traced({
            topic: names.stats,
            group: trainersOf(config),
            epoch,
            cut: interval === 0 ? 'fetch' : { documents: MOST_STATS, linger: interval },
        }),
        control: (epoch) => kafkaSource(kafka, {
            ...shared,
            topic: names.control,
            group: commandersOf(config),
            epoch,
            cut: { documents: MOST_COMMANDS, linger: 0 },
        }),
        send: async (command) => {
            await sendOne(kafka, { topic: names.control, key: null, value: codecs.control.encode(command) });
        },
        changelog: openChangelog(kafka, { topic: names.model, clock, probe }),
        reader: readerOf(config, registry),
        encoder,
        codecs,
        tools: toolsOf(config, acceptLoss),
        discard: async (before) => {
            if (!config.stats.keep)
                await deleteRecords(kafka, names.stats, { partition: 0, before });
        },
        staleness: config.staleness,
        maxStatsBytes: roomIn(Number(limit ?? DEFAULT_MESSAGE_BYTES)),
        maxAhead: config.time.maxAhead,
        show: shown
            ? {
                events: openChangelog(kafka, { topic: names.events, clock, probe }),
                ends: async () => {
                    const offsets = await partitionOffsets(kafka, names.documents);
                    return new Map(offsets.map(({ partition, end }) => [partition, end]));
                },
                excerpts: config.http.excerpts,
            }
            : null,
        attributes: attributesOf(config),
        ...(successor === undefined ? {} : { successor }),
        clock,
        probe,
    });
}
export function attributesOf({ prefix, publish }) {
    return publish.cloudEvents ? cloudEvents(prefix) : NO_ATTRIBUTES;
}
function readerOf({ documents }, registry) {
    return documentReader({ registry, format: documents.format, maxTextBytes: documents.maxTextBytes });
}
//# sourceMappingURL=replica.js.map