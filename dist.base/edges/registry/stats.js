/** What workers tell the trainer, as Avro records. */
import { LeitmotifError } from "../../core/errors.js";
import { commandOf } from "../../core/model/command.js";
import { fromBytes, fromDoubles, toBytes, toDoubles } from "./bytes.js";
import { fromExemplar, toCommand, toExemplar } from "./shapes.js";
import { fromTerms, toTerms } from "./terms.js";
function toOrder(order) {
    const watched = order.kind === 'watch' ? order : { vector: new Float32Array(), terms: new Map() };
    return { ...toCommand(order), vector: toBytes(watched.vector), ...toTerms(watched.terms) };
}
function fromOrder(order) {
    const command = checked(order);
    return command.kind === 'watch' ? { ...command, vector: fromBytes(order.vector), terms: fromTerms(order) } : command;
}
/** Orders were checked before they were written: one that is bad here was damaged on the way. */
function checked(order) {
    try {
        return commandOf(order);
    }
    catch (error) {
        throw new LeitmotifError('poison', 'decode', `an order: ${error.message}`, { cause: error });
    }
}
export const stats = {
    to(value) {
        const cells = [];
        for (const [cell, { reference, weight, documents, minutes, sum, spread, terms, exemplars }] of value.cells) {
            cells.push({
                cell,
                reference,
                weight,
                documents,
                minutes: Array.from(minutes, ([minute, documents]) => ({ minute, documents })),
                sum: toBytes(sum),
                spread,
                ...toTerms(terms),
                exemplars: exemplars.map(toExemplar),
            });
        }
        const open = value.open.map((document) => ({
            ...document,
            ...toTerms(document.terms),
            vector: toBytes(document.vector),
            exemplar: toExemplar(document.exemplar),
        }));
        const sampled = value.sampled.map((document) => ({
            ...document,
            vector: toBytes(document.vector),
            scores: toBytes(document.scores),
        }));
        return { ...value, cells, open, sampled, texts: toDoubles(value.texts), orders: value.orders.map(toOrder) };
    },
    from({ model, span, reference, documents, cells, open, settled, sampled, deleted, texts, orders }) {
        return {
            model,
            span: plainSpan(span),
            reference,
            documents,
            cells: new Map(cells.map((cell) => [
                cell.cell,
                {
                    reference: cell.reference,
                    weight: cell.weight,
                    documents: cell.documents,
                    minutes: new Map(cell.minutes.map(({ minute, documents }) => [minute, documents])),
                    sum: fromBytes(cell.sum),
                    spread: cell.spread,
                    terms: fromTerms(cell),
                    exemplars: cell.exemplars.map(fromExemplar),
                },
            ])),
            open: open.map((document) => ({
                id: document.id,
                offset: document.offset,
                time: document.time,
                vector: fromBytes(document.vector),
                terms: fromTerms(document),
                topic: document.topic,
                exemplar: fromExemplar(document.exemplar),
            })),
            settled,
            sampled: sampled.map((document) => ({
                id: document.id,
                offset: document.offset,
                time: document.time,
                vector: fromBytes(document.vector),
                topic: document.topic,
                scores: fromBytes(document.scores),
                draw: document.draw,
            })),
            deleted,
            texts: fromDoubles(texts),
            orders: orders.map(fromOrder),
        };
    },
};
function plainSpan({ topic, partition, epoch, from, to }) {
    return { topic, partition, epoch, from, to };
}
//# sourceMappingURL=stats.js.map