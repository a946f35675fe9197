/** Time over which rates are taken, ms. */
const WINDOW = 30_000;
/** Rates are not taken over less than this, ms. */
const LEAST = 1_000;
/** A lag that is gone sooner than this is no cause for alarm, s. */
const PATIENCE = 60;
/** What waits is normal while it is less than this much work, s: a batch gathers, another is in hand. */
const MOMENT = 5;
export function createPace() {
    const marks = new Map();
    return {
        moved({ span, highWatermark }, now) {
            const known = marks.get(span.partition) ?? [
                { time: now - 1, end: Number(highWatermark), done: Number(span.from) },
            ];
            known.push({ time: now, end: Math.max(Number(highWatermark), Number(span.to)), done: Number(span.to) });
            while (known.length > 2 && known[1].time < now - WINDOW)
                known.shift();
            marks.set(span.partition, known);
        },
        forget(partition) {
            marks.delete(partition);
        },
        report() {
            let lag = 0;
            let input = 0;
            let output = 0;
            for (const known of marks.values()) {
                const first = known[0];
                const last = known[known.length - 1];
                const seconds = Math.max(last.time - first.time, LEAST) / 1000;
                lag += Math.max(0, last.end - last.done);
                input += (last.end - first.end) / seconds;
                output += (last.done - first.done) / seconds;
            }
            return { lag, input, output, ...judge(lag, input, output) };
        },
    };
}
function judge(lag, input, output) {
    const rates = `${Math.round(input)} documents/s arrive, ${Math.round(output)}/s are processed`;
    if (lag === 0)
        return { catchUp: 0, behind: false, statement: `no lag; ${rates}` };
    const gain = output - input;
    const catchUp = gain > 0 ? lag / gain : Number.POSITIVE_INFINITY;
    if (gain <= 0 && lag <= output * MOMENT)
        return { catchUp: lag / output, behind: false, statement: `${lag} documents wait, a moment's work; ${rates}` };
    const remedy = 'add replicas (up to the number of partitions of the documents Kafka topic), add partitions, or give the encoder more workers';
    if (!Number.isFinite(catchUp))
        return {
            catchUp,
            behind: true,
            statement: `input outruns encoding: ${rates}, ${lag} documents wait and their number grows; ${remedy}`,
        };
    const when = `${lag} documents wait and are caught up with in ${Math.ceil(catchUp)} s`;
    if (catchUp <= PATIENCE)
        return { catchUp, behind: false, statement: `${when}; ${rates}` };
    return { catchUp, behind: true, statement: `${when}: ${rates}; if that is too long, ${remedy}` };
}
//# sourceMappingURL=pace.js.map