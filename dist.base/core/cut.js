/**
 * A tail without any record (aborted transactions, transaction markers) is cut after this long, ms, so that the
 * committed offset doesn't stay behind for ever and look lost when the broker deletes old segments.
 */
export const HOLE_LINGER = 1000;
/**
 * The cuts of one partition from `position` on. Full spans end at the first multiple of `documents` above their
 * first record: a hole in front belongs to the span of the record behind it, so no span is empty but at the tail.
 */
export class Cutter {
    #position;
    #rule;
    #chunks = [];
    #ended = false;
    #finished = false;
    #waiting = 0;
    #bytes = 0;
    constructor(position, rule) {
        this.#position = position;
        this.#rule = rule;
    }
    /** Records not yet cut. */
    get waiting() {
        return this.#waiting;
    }
    /** Bytes of their values. */
    get bytes() {
        return this.#bytes;
    }
    /** True when a span is complete. */
    get full() {
        const boundary = this.#boundary();
        return boundary !== null && this.covered >= boundary;
    }
    /** The offset up to which the log was covered by what was pushed. */
    get covered() {
        return this.#chunks.at(-1)?.to ?? this.#position;
    }
    push(fetched) {
        this.#ended = fetched.ended;
        if (fetched.to <= this.covered)
            return;
        this.#waiting += fetched.records.length;
        this.#bytes += sizeOf(fetched.records);
        this.#chunks.push({ records: fetched.records, next: 0, to: fetched.to, at: fetched.at });
    }
    /** The log is complete: what waits is cut without lingering. */
    finish() {
        this.#finished = true;
    }
    /** The next span, or null while it may still grow. */
    next(now) {
        const boundary = this.#boundary();
        if (boundary !== null && this.covered >= boundary)
            return this.#cut(boundary);
        const due = this.due();
        return due !== null && now >= due ? this.#cut(this.covered) : null;
    }
    /** When `next` will give what waits though nothing more is pushed, ms; null when it won't. */
    due() {
        if (this.#rule === 'fetch' || this.covered <= this.#position)
            return null;
        if (this.#finished)
            return Number.NEGATIVE_INFINITY;
        if (!this.#ended)
            return null;
        const { linger } = this.#rule;
        const records = this.#chunks.find((chunk) => chunk.next < chunk.records.length);
        const due = records ? records.at + linger : (this.#chunks[0]?.at ?? 0) + Math.max(linger, HOLE_LINGER);
        return Number.isFinite(due) ? due : null;
    }
    /** Where the span of the first waiting record ends once the log has come so far. */
    #boundary() {
        const chunk = this.#chunks.find(({ records, next }) => next < records.length);
        const first = chunk?.records[chunk.next];
        if (!first)
            return null;
        if (this.#rule === 'fetch')
            return this.covered;
        const size = BigInt(this.#rule.documents);
        return (first.offset / size + 1n) * size;
    }
    #cut(to) {
        const records = [];
        for (let chunk = this.#chunks[0]; chunk; chunk = this.#chunks[0]) {
            for (let record = chunk.records[chunk.next]; record && record.offset < to; record = chunk.records[chunk.next]) {
                records.push(record);
                chunk.next++;
            }
            if (chunk.to > to)
                break;
            this.#chunks.shift();
        }
        const from = this.#position;
        this.#position = to;
        this.#waiting -= records.length;
        this.#bytes -= sizeOf(records);
        return { from, to, records };
    }
}
function sizeOf(records) {
    return records.reduce((sum, { value }) => sum + (value?.byteLength ?? 0), 0);
}
//# sourceMappingURL=cut.js.map