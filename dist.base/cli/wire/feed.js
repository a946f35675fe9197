import { kafkaFeedLog } from "../../edges/kafka/feedlog.js";
import { kafkaSource } from "../../edges/kafka/source.js";
import { documentReader } from "../../edges/registry/documents.js";
import { systemClock } from "../../edges/telemetry/clock.js";
import { namesOf } from "../../pipeline/names.js";
import { DEFAULT_MESSAGE_BYTES } from "../kafkatopics.js";
import { openKafka, openRegistry, present } from "./kafka.js";
/** Where a feed of this name puts its documents, and where it stands. Throws `fatal` when the Kafka topics are missing. */
export async function openFeedLog(config, { kafka, name, probe }) {
    const names = namesOf(config.prefix, config.documents.topic);
    const found = await present(kafka, new Map([
        [names.documents, 'Write'],
        [names.feeds, 'Read and Write'],
    ]));
    const limit = found.find((topic) => topic.name === names.documents)?.configs['max.message.bytes'];
    return {
        log: kafkaFeedLog(kafka, { name, ...names, prefix: config.prefix, clock: systemClock, probe }),
        largest: Number(limit ?? DEFAULT_MESSAGE_BYTES),
    };
}
/** A foreign Kafka topic as a source, with the reader of its records. Throws `fatal` when a Kafka topic is missing. */
export async function openKafkaFeed(config, { topic, name, format, fields, probe, }) {
    const kafka = openKafka(config, probe);
    const names = namesOf(config.prefix, config.documents.topic);
    await present(kafka, new Map([
        [topic, 'Read'],
        [names.documents, 'Write'],
        [names.dead, 'Write'],
    ]), `, and see that ${topic} is the right name`);
    const source = kafkaSource(kafka, {
        topic,
        group: `${config.prefix}-feed-${name}`,
        start: config.documents.start,
        epoch: () => 0,
        cut: config.batch,
        sessionTimeout: config.session.timeout,
        clock: systemClock,
        probe,
    });
    const { maxTextBytes } = config.documents;
    const reader = documentReader({ registry: openRegistry(config), format, maxTextBytes, ...(fields && { fields }) });
    return { source, names, reader };
}
//# sourceMappingURL=feed.js.map