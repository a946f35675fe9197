import { groupLag } from "./admin.js";
import { fromKafka } from "./faults.js";
import { transactionalIdOf } from "./partition.js";
import { withAdmin } from "./persist.js";
import { Transactor } from "./transaction.js";
/** The broker's own limit is 15 minutes; a model of some hundred megabytes takes one. */
const TRANSACTION_TIMEOUT = 300_000;
const CHUNK_BYTES = 900_000;
/** The port `Groups` of src/pipeline/epoch.ts; `close` it at the end. */
export function kafkaGroups(kafka, options) {
    const { documents, control, stats, clock } = options;
    const readings = [documents, control, stats];
    const transactor = (reading, partition) => new Transactor(kafka, {
        transactionalId: transactionalIdOf({ ...reading, partition }),
        transactionTimeout: TRANSACTION_TIMEOUT,
        chunkBytes: CHUNK_BYTES,
        clock,
    });
    const trainer = transactor(stats, 0);
    const standing = (group) => groupLag(kafka, options[group].group, options[group].topic);
    return {
        standing,
        async members() {
            try {
                const { groups } = await withAdmin(kafka, (admin) => admin.describeGroups(readings.map(({ group }) => group)));
                const clients = groups.flatMap(({ members }) => members.map(({ clientId, clientHost }) => clientId + clientHost));
                return [...new Set(clients)].sort();
            }
            catch (error) {
                const named = readings.map(({ group }) => group).join(', ');
                throw fromKafka(error, {
                    stage: 'connect',
                    doing: `looking who is in the groups ${named}`,
                    rights: { group: `Describe on the groups ${named}` },
                });
            }
        },
        async fence() {
            for (const reading of [documents, control])
                for (const { partition } of await groupLag(kafka, reading.group, reading.topic)) {
                    const one = transactor(reading, partition);
                    try {
                        await one.fence();
                    }
                    finally {
                        await one.close();
                    }
                }
            await trainer.fence();
        },
        async documentsAt(time) {
            const { topic } = documents;
            try {
                const found = await withAdmin(kafka, (admin) => admin.fetchTopicOffsetsByTimestamp(topic, time));
                return new Map(found.map(({ partition, offset }) => [partition, BigInt(offset)]));
            }
            catch (error) {
                throw fromKafka(error, {
                    stage: 'connect',
                    doing: `looking up offsets of ${topic} by time`,
                    rights: { topic: `Read on Kafka topic ${topic}` },
                });
            }
        },
        async commit(records, positions) {
            const consumed = [...positions.documents].map(([partition, offset]) => ({
                ...documents,
                partition,
                offset,
            }));
            if (positions.control !== null)
                consumed.push({ ...control, partition: 0, offset: positions.control });
            await trainer.commit(records, ...consumed, { ...stats, partition: 0, offset: positions.stats });
        },
        close: () => trainer.close(),
    };
}
//# sourceMappingURL=groups.js.map