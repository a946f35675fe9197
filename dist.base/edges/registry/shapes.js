/** The public values as Avro records: Theta, Phi, TopicEvent, Command. */
import { LeitmotifError } from "../../core/errors.js";
import { commandOf } from "../../core/model/command.js";
import { EVENT_TYPES, } from "../../core/types.js";
export function toExemplar(exemplar) {
    const { id, excerpt, title = null, url = null, source = null, time, score, priority } = exemplar;
    return { id, excerpt, title, url, source, time, score, priority };
}
export function fromExemplar(record) {
    const { id, excerpt, title, url, source, time, score, priority } = record;
    return {
        id,
        excerpt,
        ...(title === null ? {} : { title }),
        ...(url === null ? {} : { url }),
        ...(source === null ? {} : { source }),
        time,
        score,
        priority,
    };
}
export const theta = {
    to: (value) => value,
    from(record) {
        const weights = record.theta.map(({ topic, weight }) => ({ topic, weight }));
        return { ...record, theta: weights };
    },
};
export const phi = {
    to: (value) => ({ ...value, exemplars: value.exemplars.map(toExemplar) }),
    from(record) {
        const keywords = record.keywords.map(({ word, probability, relevance }) => ({ word, probability, relevance }));
        return { ...record, keywords, exemplars: record.exemplars.map(fromExemplar) };
    },
};
function isEventType(type) {
    return EVENT_TYPES.includes(type);
}
export const events = {
    to: (value) => value,
    from(record) {
        const { type } = record;
        if (!isEventType(type)) {
            const message = `topic event ${record.sequence} has a type that this version does not know: upgrade to read it`;
            throw new LeitmotifError('poison', 'schema', message);
        }
        return { ...record, type };
    },
};
export function toCommand(command) {
    return {
        kind: command.kind,
        topic: command.kind === 'watch' ? null : command.topic,
        into: command.kind === 'merge' ? command.into : null,
        text: command.kind === 'rename' ? command.name : command.kind === 'watch' ? command.phrase : null,
    };
}
export const control = {
    to: toCommand,
    from: (record) => commandOf(record),
};
//# sourceMappingURL=shapes.js.map