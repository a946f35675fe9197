/** The model in its changelog, as Avro records. */
import { LeitmotifError } from "../../core/errors.js";
import { fromBytes, fromDoubles, toBytes, toDoubles } from "./bytes.js";
import { fromSeries, toSeries } from "./series.js";
import { fromExemplar, toExemplar } from "./shapes.js";
import { fromTerms, toTerms } from "./terms.js";
function toCell(cell) {
    return {
        ...cell,
        history: toSeries(cell.history),
        mean: toBytes(cell.mean),
        exemplars: cell.exemplars.map(toExemplar),
    };
}
function fromCell(cell) {
    return {
        ...cell,
        history: fromSeries(cell.history),
        mean: fromBytes(cell.mean),
        exemplars: cell.exemplars.map(fromExemplar),
    };
}
function toTopic(topic) {
    return { ...topic, past: toSeries(topic.past), mean: toBytes(topic.mean), anchor: toBytes(topic.anchor) };
}
function fromTopic(topic) {
    return { ...topic, past: fromSeries(topic.past), mean: fromBytes(topic.mean), anchor: fromBytes(topic.anchor) };
}
function toStray(stray) {
    return { ...stray, ...toTerms(stray.terms), vector: toBytes(stray.vector), exemplar: toExemplar(stray.exemplar) };
}
function fromStray({ counts, ...stray }) {
    return {
        ...stray,
        vector: fromBytes(stray.vector),
        terms: fromTerms({ terms: stray.terms, counts }),
        exemplar: fromExemplar(stray.exemplar),
    };
}
function toCopies({ reference, counts }) {
    return {
        reference,
        texts: toDoubles(Float64Array.from(counts.keys())),
        counts: toDoubles(Float64Array.from(counts.values())),
    };
}
function fromCopies({ reference, texts, counts }) {
    const values = fromDoubles(counts);
    if (values.length * 8 !== texts.length)
        throw new LeitmotifError('poison', 'decode', `${texts.length / 8} fingerprints have ${values.length} counts`);
    return { reference, counts: new Map(Array.from(fromDoubles(texts), (text, i) => [text, values[i]])) };
}
function toHead(head) {
    return {
        ...head,
        mean: toBytes(head.mean),
        unclaimed: toSeries(head.unclaimed),
        absorbed: Array.from(head.absorbed, ([partition, { epoch, offset }]) => ({ partition, epoch, offset })),
        copies: toCopies(head.copies),
        moved: Array.from(head.moved, ([cell, into]) => ({ cell, into })),
        live: Array.from(head.live, ([key, version]) => ({ key, version })),
    };
}
function fromHead(head) {
    const { base, score, lead, known } = head.certainty;
    const { chance, neighbours } = head.geometry;
    return {
        ...head,
        geometry: { chance, neighbours },
        certainty: { base, score, lead, known },
        mean: fromBytes(head.mean),
        unclaimed: fromSeries(head.unclaimed),
        absorbed: new Map(head.absorbed.map(({ partition, epoch, offset }) => [partition, { epoch, offset }])),
        copies: fromCopies(head.copies),
        moved: new Map(head.moved.map(({ cell, into }) => [cell, into])),
        live: new Map(head.live.map(({ key, version }) => [key, version])),
    };
}
function toEntry(entry) {
    switch (entry.kind) {
        case 'cell':
            return { 'io.leitmotif.internal.Cell': toCell(entry.cell) };
        case 'words':
            return { 'io.leitmotif.internal.Words': { cell: entry.cell, ...toTerms(entry.terms) } };
        case 'added': {
            const { cell, place, terms } = entry;
            return { 'io.leitmotif.internal.Added': { cell, place, ...toTerms(terms) } };
        }
        case 'topic':
            return { 'io.leitmotif.internal.Topic': toTopic(entry.topic) };
        case 'stray':
            return { 'io.leitmotif.internal.Stray': toStray(entry.stray) };
        case 'panelist': {
            const { vector, scores } = entry.panelist;
            return {
                'io.leitmotif.internal.Panelist': { ...entry.panelist, vector: toBytes(vector), scores: toBytes(scores) },
            };
        }
        case 'head':
            return { 'io.leitmotif.internal.Head': toHead(entry.head) };
    }
}
function fromEntry(entry) {
    if ('io.leitmotif.internal.Cell' in entry) {
        return { kind: 'cell', cell: fromCell(entry['io.leitmotif.internal.Cell']) };
    }
    if ('io.leitmotif.internal.Words' in entry) {
        const words = entry['io.leitmotif.internal.Words'];
        return { kind: 'words', cell: words.cell, terms: fromTerms(words) };
    }
    if ('io.leitmotif.internal.Added' in entry) {
        const added = entry['io.leitmotif.internal.Added'];
        return { kind: 'added', cell: added.cell, place: added.place, terms: fromTerms(added) };
    }
    if ('io.leitmotif.internal.Topic' in entry) {
        return { kind: 'topic', topic: fromTopic(entry['io.leitmotif.internal.Topic']) };
    }
    if ('io.leitmotif.internal.Stray' in entry) {
        return { kind: 'stray', stray: fromStray(entry['io.leitmotif.internal.Stray']) };
    }
    if ('io.leitmotif.internal.Panelist' in entry) {
        const panelist = entry['io.leitmotif.internal.Panelist'];
        return {
            kind: 'panelist',
            panelist: { ...panelist, vector: fromBytes(panelist.vector), scores: fromBytes(panelist.scores) },
        };
    }
    return { kind: 'head', head: fromHead(entry['io.leitmotif.internal.Head']) };
}
export const model = {
    to: ({ version, entry }) => ({ version, entry: toEntry(entry) }),
    from: ({ version, entry }) => ({
        version,
        entry: fromEntry(entry),
    }),
};
//# sourceMappingURL=model.js.map