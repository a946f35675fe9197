import { LeitmotifError } from "./errors.js";
/**
 * Where a group goes on: its committed offset. Throws `fatal` when the log no longer holds it, saying what was lost
 * and how to accept that; with `acceptLoss` the nearest offset that is left.
 */
export function resumeAt(at, acceptLoss) {
    const { topic, partition, group, committed, low, end } = at;
    if (committed >= low && committed <= end)
        return committed;
    const nearest = committed < low ? low : end;
    if (acceptLoss)
        return nearest;
    const where = `partition ${partition} of Kafka topic ${topic}`;
    const lost = committed < low
        ? `the records [${committed}, ${low}) of ${where} were deleted before group ${group} had read them (retention too short?)`
        : `group ${group} had read ${where} up to ${committed}, but the log now ends at ${end} (truncated, or created anew?)`;
    throw new LeitmotifError('fatal', 'restore', `${lost}; nothing was changed. To accept the loss and go on from ${nearest}, start once with --accept-loss`);
}
//# sourceMappingURL=position.js.map