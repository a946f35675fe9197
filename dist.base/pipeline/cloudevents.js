/** None at all. */
export const NO_ATTRIBUTES = { theta: () => [], phi: () => [], event: () => [] };
/** `source` and `id` together name one record for ever; the source is `/leitmotif/<prefix>/<kind>`. */
export function cloudEvents(prefix) {
    const of = (kind, type, id, subject, time) => [
        ['ce_specversion', '1.0'],
        ['ce_id', id],
        ['ce_source', `/leitmotif/${encodeURIComponent(prefix)}/${kind}`],
        ['ce_type', `leitmotif.${type}`],
        ['ce_subject', subject],
        ...timed(time),
        ['content-type', 'application/vnd.apache.avro'],
    ];
    return {
        theta: ({ id, partition, offset, revision, model, time }) => of('theta', 'theta', [partition, offset, revision, model].join('-'), id, time),
        phi: ({ topic, model, updated }) => of('phi', 'phi', `${topic}-${model}`, String(topic), updated),
        event: ({ type, topic, sequence, time }) => of('events', `topic.${type}`, String(sequence), String(topic), time),
    };
}
/** RFC 3339 has years of four digits; a time beyond them is left out. */
function timed(time) {
    const date = new Date(time);
    const year = date.getUTCFullYear();
    return year >= 0 && year <= 9999 ? [['ce_time', date.toISOString()]] : [];
}
//# sourceMappingURL=cloudevents.js.map