/** The newest records of a Kafka topic, once, without disturbing whoever reads it. */
import { randomUUID } from 'node:crypto';
import { LeitmotifError } from "../../core/errors.js";
import { partitionOffsets } from "./admin.js";
import { Feed } from "./feed.js";
import { endReading } from "./persist.js";
const SESSION_TIMEOUT = 30_000;
const METADATA_MAX_AGE = 300_000;
/**
 * Committed records in the order of their partitions and offsets, up to the ends as they are now; fewer than asked for
 * where the log has holes. kafkajs can only read as a member of a group, so the reading has one to itself, which commits
 * nothing and is deleted at the end. Throws `transient` or `fatal`; `fatal` too once the signal is aborted.
 */
export async function newestRecords(kafka, options, signal) {
    const { topic, count, clock, probe, patience = 120_000 } = options;
    const spans = new Map(newestSpans(await partitionOffsets(kafka, topic), count).map((span) => [span.partition, span]));
    if (spans.size === 0)
        return [];
    const group = `${topic}-newest-${randomUUID()}`;
    const read = new Map();
    const left = new Set(spans.keys());
    let feed = null;
    try {
        await new Promise((resolve, reject) => {
            const stop = () => reject(new LeitmotifError('fatal', 'connect', `reading ${topic} was interrupted`));
            if (signal.aborted)
                return stop();
            signal.addEventListener('abort', stop, { once: true });
            feed = new Feed(kafka, {
                topic,
                group,
                sessionTimeout: SESSION_TIMEOUT,
                maxWaitTime: 100,
                maxBytesPerPartition: 1024 * 1024,
                metadataMaxAge: METADATA_MAX_AGE,
                patience,
                clock,
                probe,
            }, {
                // A second joining begins anew with what is not read to its end.
                joined: () => {
                    for (const partition of left) {
                        read.set(partition, []);
                        feed?.open(partition, spans.get(partition)?.from ?? 0n);
                    }
                },
                fetched: (partition, { records, to, ended }) => {
                    const span = spans.get(partition);
                    if (!span || !left.has(partition))
                        return;
                    read.get(partition)?.push(...records.filter(({ offset }) => offset < span.to));
                    if (to < span.to && !ended)
                        return;
                    left.delete(partition);
                    feed?.hold(partition);
                    if (left.size === 0)
                        resolve();
                },
                outOfRange: (partition, offset) => reject(new LeitmotifError('transient', 'connect', `offset ${offset} of ${topic}/${partition} was deleted while it was read; try again`)),
                failed: reject,
            });
            feed.start().catch(reject);
        });
    }
    finally {
        await feed?.stop();
        await endReading(kafka, group, probe);
    }
    return [...spans.keys()].flatMap((partition) => (read.get(partition) ?? []).map((record) => ({ partition, record })));
}
/** The offsets [from, to) of each partition that make up the newest `count`; empty ones are left out. */
export function newestSpans(offsets, count) {
    const all = offsets.reduce((sum, { low, end }) => sum + Number(end - low), 0);
    return offsets.flatMap(({ partition, low, end }) => {
        const held = Number(end - low);
        const wanted = Math.min(held, Math.ceil((count * held) / Math.max(1, all)));
        return wanted === 0 ? [] : [{ partition, from: end - BigInt(wanted), to: end }];
    });
}
//# sourceMappingURL=newest.js.map