/** The broker's default of max.message.bytes. */
export const DEFAULT_MESSAGE_BYTES = 1_048_588;
/**
 * max.message.bytes of the stats Kafka topic: the fewer records a batch's stats are cut into, the less is written of each
 * cell.
 */
export const STATS_MESSAGE_BYTES = 4 * 1024 * 1024;
/** What a dead letter may be larger than the record it holds: our headers. */
const DEAD_LETTER_ROOM = 64 * 1024;
const DAY = 24 * 3600 * 1000;
/** All but the documents' own. Θ and dead letters have as many partitions as the documents. */
export function wantedKafkaTopics(names, documents, replicationFactor) {
    const copies = replicationFactor === -1 ? {} : { replicationFactor };
    const one = { partitions: 1, ...copies };
    const many = { partitions: documents.partitions, ...copies };
    const days = (count) => String(count * DAY);
    return [
        { name: names.theta, ...many, configs: { 'cleanup.policy': 'compact,delete', 'retention.ms': days(30) } },
        { name: names.phi, ...one, configs: { 'cleanup.policy': 'compact' } },
        { name: names.events, ...one, configs: { 'cleanup.policy': 'delete', 'retention.ms': days(3650) } },
        // The trainer deletes what it has absorbed; nothing else may.
        {
            name: names.stats,
            ...one,
            configs: {
                'cleanup.policy': 'delete',
                'retention.ms': '-1',
                'retention.bytes': '-1',
                'max.message.bytes': String(STATS_MESSAGE_BYTES),
            },
        },
        { name: names.model, ...one, configs: { 'cleanup.policy': 'compact' } },
        { name: names.feeds, ...one, configs: { 'cleanup.policy': 'compact' } },
        { name: names.control, ...one, configs: { 'cleanup.policy': 'delete', 'retention.ms': days(30) } },
        {
            name: names.dead,
            ...many,
            configs: {
                'cleanup.policy': 'delete',
                'retention.ms': days(30),
                'max.message.bytes': String(documents.maxMessageBytes + DEAD_LETTER_ROOM),
            },
        },
    ];
}
/** What the bytes of one record's value may be in a Kafka topic that takes messages of so many; the rest is for its frame. */
export function roomIn(maxMessageBytes) {
    return maxMessageBytes - FRAME;
}
/** Header of a record batch, key and headers of the record: far less than this. */
const FRAME = 8 * 1024;
//# sourceMappingURL=kafkatopics.js.map