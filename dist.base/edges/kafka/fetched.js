/**
 * The records from `position` on that are neither markers nor aborted, and the offset after all that was covered.
 *
 * kafkajs filters aborted records itself, but takes the broker's list of aborted transactions to be in order of their
 * first offsets, while it is in order of their ends: with transactions that overlap it lets aborted records through.
 * This is the Java client's rule (CompletedFetch.nextFetchedRecord).
 */
export function committedRecords(position, data) {
    const aborted = (data.abortedTransactions ?? [])
        .map(({ producerId, firstOffset }) => ({ producerId, first: BigInt(firstOffset) }))
        .sort((a, b) => (a.first < b.first ? -1 : 1));
    const aborting = new Set();
    const records = [];
    let next = 0;
    let to = position;
    for (const message of data.messages) {
        const offset = BigInt(message.offset);
        const batch = message.batchContext;
        for (let t = aborted[next]; t && t.first <= offset; t = aborted[++next])
            aborting.add(t.producerId);
        // The last offsets of a record batch may be gone by compaction: the batch covers them nevertheless.
        const end = batch ? BigInt(batch.firstOffset) + BigInt(batch.lastOffsetDelta) + 1n : offset + 1n;
        if (end > to)
            to = end;
        if (message.isControlRecord) {
            if (batch && isAbortMarker(message))
                aborting.delete(batch.producerId);
        }
        else if (offset >= position && !(batch?.inTransaction && aborting.has(batch.producerId))) {
            records.push(rawRecord(offset, message));
        }
    }
    return { records, to };
}
/** A marker's key is its version and its type, 16 bits each; type 0 aborts, 1 commits. */
function isAbortMarker({ key }) {
    return key !== null && key.length >= 4 && key.readInt16BE(2) === 0;
}
function rawRecord(offset, { timestamp, key, value, headers }) {
    return { offset, timestamp: Number(timestamp), key, value, headers: headerList(headers ?? {}) };
}
/**
 * kafkajs makes an object of the headers; a name that came twice has an array. Names that every object inherits
 * (`constructor`, `__proto__`) come with what they inherit in front, so only bytes are taken.
 */
function headerList(headers) {
    return Object.entries(headers).flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).flatMap((one) => {
        if (one === null)
            return [[name, new Uint8Array()]];
        return Buffer.isBuffer(one) ? [[name, one]] : [];
    }));
}
//# sourceMappingURL=fetched.js.map