/** Counts of words as Avro has them. */
import { LeitmotifError } from "../../core/errors.js";
import { Counts } from "../../core/text/counts.js";
import { fromBytes, toBytes } from "./bytes.js";
export function toTerms(terms) {
    if (terms instanceof Counts)
        return { terms: terms.numbers(), counts: toBytes(terms.values()) };
    const counts = new Float32Array(terms.size);
    let i = 0;
    for (const [term, count] of terms) {
        counts[i] = count;
        // A rounded count would make a restored model differ from the one that went on.
        if (counts[i] !== count && !Number.isNaN(count)) {
            throw new LeitmotifError('bug', 'schema', `the count ${count} of term ${JSON.stringify(term)} is no float32 value`);
        }
        i++;
    }
    return { terms: [...terms.keys()], counts: toBytes(counts) };
}
export function fromTerms(record) {
    const counts = fromBytes(record.counts);
    if (counts.length !== record.terms.length) {
        throw new LeitmotifError('poison', 'decode', `${record.terms.length} terms have ${counts.length} counts`);
    }
    return record.terms instanceof Int32Array ? Counts.numbered(record.terms, counts) : Counts.of(record.terms, counts);
}
//# sourceMappingURL=terms.js.map