/** Records of a foreign Kafka topic as documents, each batch in one transaction with its offset. */
import { faultOf, LeitmotifError } from "../core/errors.js";
import { deletion, documentRecord } from "../core/feeds/record.js";
import { deadLetter } from "./deadletters.js";
const TRACE = new Set(['traceparent', 'tracestate']);
/** What a source calls. What is no document goes to the dead letters; its partition there is chosen by its key. */
export function copyFeed({ topic, names, reader, counts }) {
    const copied = (record, partition) => {
        const headers = record.headers.filter(([name]) => TRACE.has(name.toLowerCase()));
        if (record.value === null)
            return { ...deletion(reader.deletes(record)), headers, topic: names.documents };
        const document = reader.decode(record, { topic, partition });
        return { ...documentRecord(document, headers), topic: names.documents };
    };
    return {
        async handle(batch) {
            const { partition } = batch.span;
            await reader.prepare(batch.records);
            const made = batch.records.map((record) => {
                try {
                    return copied(record, partition);
                }
                catch (error) {
                    if (!(error instanceof LeitmotifError) || faultOf(error) !== 'poison')
                        throw error;
                    const { partition: _, ...letter } = deadLetter(record, { topic, partition }, error, names.dead);
                    return letter;
                }
            });
            await batch.turn;
            await batch.commit(made);
            for (const { topic: to, value } of made) {
                if (to === names.dead)
                    counts.dead += 1;
                else if (value === null)
                    counts.deleted += 1;
                else
                    counts.sent += 1;
            }
        },
    };
}
//# sourceMappingURL=copy.js.map