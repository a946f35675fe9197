/** How well one labelling of the same documents explains another: the field's clustering scores. */
function contingency(labels, clusters) {
    const cells = new Map();
    const rows = numbered(labels);
    const columns = numbered(clusters);
    labels.forEach((_, i) => {
        const [row, column] = [rows.of[i], columns.of[i]];
        const inRow = cells.get(row) ?? new Map();
        cells.set(row, inRow.set(column, (inRow.get(column) ?? 0) + 1));
    });
    return {
        total: labels.length,
        cells: [...cells].flatMap(([row, inRow]) => [...inRow].map(([column, count]) => ({ row, column, count }))),
        rows: rows.sizes,
        columns: columns.sizes,
    };
}
/** The class of each item, counted from 0 in order of appearance, and the classes' sizes. */
function numbered(items) {
    const number = new Map();
    const sizes = [];
    const of = Int32Array.from(items, (item) => {
        const known = number.get(item) ?? number.size;
        number.set(item, known);
        sizes[known] = (sizes[known] ?? 0) + 1;
        return known;
    });
    return { of, sizes };
}
/** labels[i] and clusters[i] belong to document i; at least one document. null is a cluster like any other. */
export function clustering(labels, clusters) {
    if (labels.length !== clusters.length || labels.length === 0) {
        throw new RangeError(`${labels.length} labels and ${clusters.length} clusters: give one of each for a document or more`);
    }
    const table = contingency(labels, clusters);
    const { total, rows, columns, cells } = table;
    const [hl, hc] = [entropy(rows), entropy(columns)];
    const mutual = Math.max(0, sum(cells, ({ row, column, count }) => {
        const outer = rows[row] * columns[column];
        return (count / total) * Math.log((count * total) / outer);
    }));
    const { precision, recall, f1 } = bcubed(table);
    return {
        nmi: hl + hc > 0 ? (2 * mutual) / (hl + hc) : 1,
        ari: adjustedRand(table),
        purity: sum(largestOfColumns(table), (count) => count) / total,
        homogeneity: hl > 0 ? mutual / hl : 1,
        completeness: hc > 0 ? mutual / hc : 1,
        bcubedPrecision: precision,
        bcubedRecall: recall,
        bcubedF1: f1,
    };
}
/** As `clustering`, with what the topics are; null is the topic of a document without one. */
export function score(labels, topics) {
    const given = topics.filter((topic) => topic !== null);
    const { sizes } = numbered(given);
    // An object is equal to itself alone.
    const apart = topics.map((topic) => topic ?? {});
    return {
        documents: labels.length,
        assigned: given.length / labels.length,
        labels: new Set(labels).size,
        topics: sizes.length,
        effectiveTopics: sizes.length === 0 ? 0 : Math.exp(entropy(sizes)),
        ...clustering(labels, topics),
        bcubedF1Single: bcubed(contingency(labels, apart)).f1,
    };
}
/** −Σ p ln p of counts. */
function entropy(counts) {
    const total = sum(counts, (count) => count);
    return -sum(counts, (count) => (count / total) * Math.log(count / total));
}
/** (index − expected) / (largest − expected), the index being the pairs that are together in both. */
function adjustedRand({ total, rows, columns, cells }) {
    const pairs = (count) => (count * (count - 1)) / 2;
    if (total < 2)
        return 1;
    const [inRows, inColumns] = [sum(rows, pairs), sum(columns, pairs)];
    const expected = (inRows * inColumns) / pairs(total);
    const largest = (inRows + inColumns) / 2;
    return largest === expected ? 1 : (sum(cells, ({ count }) => pairs(count)) - expected) / (largest - expected);
}
function largestOfColumns({ columns, cells }) {
    const largest = columns.map(() => 0);
    for (const { column, count } of cells)
        largest[column] = Math.max(largest[column], count);
    return largest;
}
function bcubed({ total, rows, columns, cells }) {
    const precision = sum(cells, ({ column, count }) => count ** 2 / columns[column]) / total;
    const recall = sum(cells, ({ row, count }) => count ** 2 / rows[row]) / total;
    return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}
function sum(items, value) {
    return items.reduce((total, item) => total + value(item), 0);
}
//# sourceMappingURL=partition.js.map