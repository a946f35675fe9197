import { kafkaChangelog } from "./changelog.js";
import { Transactor } from "./transaction.js";
/** Longer than a transaction of a feed ever takes; a process that was frozen for longer begins anew. */
const TRANSACTION_TIMEOUT = 30_000;
const CHUNK_BYTES = 900_000;
export function kafkaFeedLog(kafka, options) {
    const { name, prefix, documents, feeds, clock, probe } = options;
    const transactor = new Transactor(kafka, {
        transactionalId: `${prefix}-feed-${name}`,
        transactionTimeout: TRANSACTION_TIMEOUT,
        chunkBytes: CHUNK_BYTES,
        clock,
    });
    return {
        async take() {
            // In this order: what an earlier process still had in hand is over before the positions are read.
            await transactor.fence();
            const positions = new Map();
            for (const { key, value } of await kafkaChangelog(kafka, { topic: feeds, clock, probe }).read()) {
                if (!key.startsWith(`${name} `))
                    continue;
                const place = key.slice(name.length + 1);
                if (value === null)
                    positions.delete(place);
                else
                    positions.set(place, JSON.parse(Buffer.from(value).toString('utf8')));
            }
            return positions;
        },
        commit({ records, positions }) {
            const written = records.map((record) => ({ ...record, topic: documents }));
            for (const [place, position] of positions)
                written.push({ topic: feeds, key: `${name} ${place}`, value: Buffer.from(JSON.stringify(position)) });
            return transactor.commit(written);
        },
        close: () => transactor.close(),
    };
}
//# sourceMappingURL=feedlog.js.map