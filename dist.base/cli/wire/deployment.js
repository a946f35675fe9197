import { kafkaGroups } from "../../edges/kafka/groups.js";
import { takeOver } from "../../edges/kafka/takeover.js";
import { int16Products } from "../../edges/products/int16.js";
import { openCodecs } from "../../edges/registry/codecs.js";
import { systemClock } from "../../edges/telemetry/clock.js";
import { namesOf } from "../../pipeline/names.js";
import { commandersOf, openChangelog, openKafka, openRegistry, required, trainersOf } from "./kafka.js";
import { attributesOf } from "./replica.js";
/**
 * The model of a deployment, and the right to write it in the trainer's place, or in the place of all. `readOnly`: nothing
 * is registered. Throws `fatal` when Kafka topics are missing.
 */
export async function openDeployment(config, { probe, clock = systemClock, readOnly = false, }) {
    const names = namesOf(config.prefix, config.documents.topic);
    const kafka = openKafka(config, probe);
    await required(kafka, names);
    const log = (topic) => openChangelog(kafka, { topic, clock, probe });
    const at = { topic: names.stats, partition: 0, group: trainersOf(config) };
    const write = (make) => takeOver(kafka, { ...at, transactionTimeout: config.session.timeout, clock }, make);
    return {
        names,
        changelog: log(names.model),
        phi: log(names.phi),
        events: log(names.events),
        codecs: await openCodecs(openRegistry(config), names, { autoRegister: config.registry.register && !readOnly }),
        products: int16Products(),
        takeOver: write,
        attributes: attributesOf(config),
        groups: kafkaGroups(kafka, {
            documents: { topic: names.documents, group: config.group },
            control: { topic: names.control, group: commandersOf(config) },
            stats: { topic: names.stats, group: trainersOf(config) },
            clock,
        }),
        clock,
    };
}
//# sourceMappingURL=deployment.js.map