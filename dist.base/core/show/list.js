import { rowOf } from "./picture.js";
export const SORTS = ['weight', 'documents', 'rise', 'born', 'updated', 'label'];
export const DEFAULT_QUERY = {
    sort: 'weight',
    order: 'desc',
    q: '',
    status: 'live',
    level: 0,
    trending: false,
    muted: false,
    page: 1,
    size: 50,
};
export function topicList(picture, query) {
    const { state } = picture;
    const wanted = [...state.topics.values()]
        .filter(({ level, status, parent, trending, muted }) => level === query.level &&
        (query.status === 'all' || status === query.status) &&
        (query.parent === undefined || parent === query.parent) &&
        (!query.trending || trending) &&
        (query.muted || !muted))
        .map((topic) => rowOf(picture, topic))
        .filter(matching(query.q));
    const sign = query.order === 'asc' ? 1 : -1;
    const compare = COMPARE[query.sort];
    wanted.sort((a, b) => sign * compare(a, b) || a.topic - b.topic);
    const start = (query.page - 1) * query.size;
    return {
        model: state.version,
        total: wanted.length,
        page: query.page,
        size: query.size,
        topics: wanted.slice(start, start + query.size),
    };
}
const COMPARE = {
    weight: (a, b) => a.weight - b.weight,
    documents: (a, b) => a.documents - b.documents,
    rise: (a, b) => a.rise.deviations - b.rise.deviations,
    born: (a, b) => a.born - b.born,
    updated: (a, b) => a.updated - b.updated,
    label: (a, b) => a.label.localeCompare(b.label, 'en'),
};
function matching(q) {
    const parts = folded(q).split(/\s+/).filter(Boolean);
    return ({ topic, label, words }) => {
        const text = folded([label, ...words, `#${topic}`].join(' '));
        return parts.every((part) => text.includes(part));
    };
}
/** Without case and accents. */
function folded(text) {
    return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
//# sourceMappingURL=list.js.map