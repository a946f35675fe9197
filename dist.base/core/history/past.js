import { EMPTY_SERIES, join } from "./buckets.js";
export function historiesOf({ cells, topics, unclaimed, }) {
    const histories = new Map([[null, unclaimed]]);
    for (const { id, past, level } of topics.values())
        if (level === 0)
            histories.set(id, past);
    for (const { topic, history } of cells.values())
        histories.set(topic, join(histories.get(topic) ?? EMPTY_SERIES, history));
    return histories;
}
/** A series with that of some cells. */
export function withCells(series, cells) {
    let all = series;
    for (const { history } of cells)
        all = join(all, history);
    return all;
}
//# sourceMappingURL=past.js.map