/** Clients of broker and registry, and what a deployment has there. */
import { readFileSync } from 'node:fs';
import { LeitmotifError, messageOf } from "../../core/errors.js";
import { readKafkaTopics } from "../../edges/kafka/admin.js";
import { kafkaChangelog } from "../../edges/kafka/changelog.js";
import { kafkaClient } from "../../edges/kafka/client.js";
import { schemaRegistry } from "../../edges/registry/client.js";
import { openCodecs } from "../../edges/registry/codecs.js";
import { systemClock } from "../../edges/telemetry/clock.js";
/** A client of the brokers that are configured. Throws `fatal`, stage `config`, for certificates that cannot be read. */
export function openKafka({ kafka }, probe) {
    const { brokers, clientId, ssl, sasl } = kafka;
    const pem = (name) => {
        const path = ssl[name];
        if (path === undefined)
            return {};
        try {
            return { [name]: readFileSync(path, 'utf8') };
        }
        catch (error) {
            const message = `kafka.ssl.${name} ${path} cannot be read: ${messageOf(error)}`;
            throw new LeitmotifError('fatal', 'config', message, { cause: error });
        }
    };
    const { mechanism, username = '', password } = sasl;
    return kafkaClient({
        brokers,
        clientId,
        log: probe.log,
        ...(ssl.enabled
            ? { ssl: { ...pem('ca'), ...pem('cert'), ...pem('key'), rejectUnauthorized: ssl.rejectUnauthorized } }
            : {}),
        ...(mechanism === 'none' ? {} : { sasl: { mechanism, username, password: password?.reveal() ?? '' } }),
    });
}
/** A client of the registry that is configured. */
export function openRegistry({ registry }) {
    const { url, username, password } = registry;
    return schemaRegistry({
        url,
        ...(username === undefined ? {} : { auth: { username, password: password?.reveal() ?? '' } }),
    });
}
/** Codecs of what a replica has registered; nothing is registered. Throws `fatal` when it is not there. */
export function openKnownCodecs(config, names) {
    return openCodecs(openRegistry(config), names, { autoRegister: false });
}
/** The group of the trainers: workers that come and go never stop it. */
export function trainersOf({ group }) {
    return `${group}-trainer`;
}
/** The group that reads commands. */
export function commandersOf({ group }) {
    return `${group}-control`;
}
export function openChangelog(kafka, { topic, clock = systemClock, probe, }) {
    return kafkaChangelog(kafka, { topic, clock, probe });
}
/**
 * What the broker says of some Kafka topics, given with the rights that are needed on each. Throws `fatal` when it lacks
 * one, or keeps it from us, which looks the same: nothing is created on the side, since who may create Kafka topics, and
 * how, is not for a replica or a feed to decide. `hint` goes on after the remedy.
 */
export async function present(kafka, wanted, hint = '') {
    const found = await readKafkaTopics(kafka, [...wanted.keys()]);
    const missing = [...wanted].filter(([name]) => !found.some((topic) => topic.name === name));
    if (missing.length === 0)
        return found;
    const names = missing.map(([name]) => name).join(', ');
    const rights = missing.map(([name, right]) => `${right} on ${name}`).join(', ');
    const message = `the broker has no Kafka topic ${names}: run \`leitmotif init\` with the same settings${hint}; where there are rights, grant this client ${rights}`;
    throw new LeitmotifError('fatal', 'connect', message);
}
/** The Kafka topics of a replica. Throws `fatal` for those that are missing or too narrow. */
export async function required(kafka, names) {
    const { documents, theta, phi, events, stats, model, control, dead } = names;
    const wanted = new Map([[documents, 'Read']]);
    for (const name of [theta, phi, dead])
        wanted.set(name, 'Write');
    for (const name of [events, stats, model, control])
        wanted.set(name, 'Read and Write');
    const found = await present(kafka, wanted);
    const partitions = new Map(found.map((topic) => [topic.name, topic.partitions]));
    const least = partitions.get(names.documents) ?? 0;
    const narrow = [names.theta, names.dead].filter((name) => (partitions.get(name) ?? 0) < least);
    if (narrow.length > 0) {
        const message = `${narrow.join(' and ')} have fewer partitions than ${names.documents} (${least}): run \`leitmotif init\` with the same settings`;
        throw new LeitmotifError('fatal', 'connect', message);
    }
    return found;
}
//# sourceMappingURL=kafka.js.map