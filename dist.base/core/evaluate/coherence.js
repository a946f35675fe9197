/**
 * Topic coherence (Röder, Both & Hinneburg 2015) over a corpus: NPMI of pairs of words and C_v, with the windows,
 * smoothing and aggregation of gensim's `c_npmi` and `c_v`, whose figures the literature reports.
 */
/** Words of a topic that are looked at. */
const TOP = 10;
/** Words in a window. */
const NPMI_WINDOW = 10;
const CV_WINDOW = 110;
const EPSILON = 1e-12;
const TOKEN = /[\p{L}\p{N}_]{2,}/gu;
const HAN = /[\u4e00-\u9fff]/u;
const WORDLIKE = /^[\p{L}\p{N}_]/u;
let segmenter;
/** Runs of two or more letters, digits and underscores, in lower case; text with Han characters is segmented into words of two or more. */
export function tokens(text) {
    const lower = text.toLowerCase();
    if (!HAN.test(lower))
        return lower.match(TOKEN) ?? [];
    segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
    return Array.from(segmenter.segment(lower), ({ segment }) => segment).filter((word) => [...word].length > 1 && WORDLIKE.test(word));
}
/** Part of the topics' words, over their first `most`, that no other topic has there; null without a word (Dieng et al. 2020). */
export function diversity(topics, most = 25) {
    const top = topics.flatMap((words) => words.slice(0, most).map((word) => word.toLowerCase()));
    return top.length === 0 ? null : new Set(top).size / top.length;
}
/** The coherence of each list of topics, words best first, over the same corpus of tokens, which is read once. */
export function coherence(lists, corpus) {
    const wanted = lists.map((topics) => topics.map((words) => words.map((word) => word.toLowerCase())));
    const documents = numberedTokens(new Set(wanted.flat(2)), corpus);
    const chosen = wanted.map((topics) => topics.map((words) => words.filter((word) => documents.held.has(word)).slice(0, TOP)));
    const ids = new Map();
    for (const word of chosen.flat(2))
        if (!ids.has(word))
            ids.set(word, ids.size);
    const topicIds = chosen.map((topics) => topics.filter((words) => words.length > 1).map((words) => words.map((word) => ids.get(word))));
    const pairs = pairsOf(topicIds.flat(), ids.size);
    // From the numbers of the first pass to those of the words that count.
    const counted = Int32Array.from(documents.words, (word) => ids.get(word) ?? NONE);
    const [near, wide] = [NPMI_WINDOW, CV_WINDOW].map((window) => countWindows(documents.texts, { window, pairs, idOf: counted }));
    return topicIds.map((topics, at) => ({
        npmi: mean(topics.map((words) => pairwise(words, near))),
        cv: mean(topics.map((words) => contextual(words, wide))),
        unknown: lost(wanted[at], chosen[at]),
    }));
}
function lost(wanted, chosen) {
    return wanted.reduce((sum, words, at) => sum + Math.min(words.length, TOP) - chosen[at].length, 0);
}
const NONE = -1;
function numberedTokens(wanted, corpus) {
    const words = [...wanted];
    const numberOf = new Map(words.map((word, at) => [word, at]));
    const held = new Set();
    const texts = Array.from(corpus, (text) => Int32Array.from(text, (token) => {
        const number = numberOf.get(token);
        if (number === undefined)
            return NONE;
        held.add(token);
        return number;
    }));
    return { texts, words, held };
}
function pairsOf(topics, words) {
    const partners = Array.from({ length: words }, () => new Map());
    let count = 0;
    for (const topic of topics) {
        for (const a of topic) {
            for (const b of topic) {
                const known = partners[a];
                if (a < b && !known.has(b))
                    known.set(b, count++);
            }
        }
    }
    return { partners: partners.map((known) => Array.from(known, ([other, pair]) => ({ other, pair }))), count };
}
/**
 * Boolean sliding windows: a text of n tokens has max(1, n − window + 1). As gensim counts them: a word that leaves a
 * window at its left end counts as gone until it enters again at the right, even when the window holds it once more.
 */
function countWindows(texts, { window, pairs, idOf }) {
    const single = new Float64Array(pairs.partners.length);
    const both = new Float64Array(pairs.count);
    let windows = 0;
    for (const text of texts) {
        const last = Math.max(0, text.length - window);
        windows += last + 1;
        const spans = spansOf(text, { window, last, idOf });
        for (const [word, ranges] of spans) {
            single[word] = single[word] + length(ranges);
            for (const { other, pair } of pairs.partners[word]) {
                const others = spans.get(other);
                if (others)
                    both[pair] = both[pair] + overlap(ranges, others);
            }
        }
    }
    const numberOf = new Map(pairs.partners.flatMap((known, a) => known.map(({ other, pair }) => [`${a} ${other}`, pair])));
    const joint = (a, b) => a === b ? single[a] : both[numberOf.get(a < b ? `${a} ${b}` : `${b} ${a}`)];
    return { windows, single, joint };
}
/** Word → the windows that hold it, as first, end, first, end … in ascending order; windows are 0 to `last`. */
function spansOf(text, { window, last, idOf }) {
    const positions = new Map();
    text.forEach((number, at) => {
        const word = number === NONE ? NONE : idOf[number];
        if (word === NONE)
            return;
        const known = positions.get(word);
        if (known)
            known.push(at);
        else
            positions.set(word, [at]);
    });
    for (const [word, places] of positions) {
        const ranges = [];
        let leaves = 0;
        let first = null;
        const leave = (until) => {
            // The token at `place` was the left end of window `place`; it leaves with the step to the next one.
            for (; leaves < places.length && places[leaves] + 1 < until; leaves++) {
                if (first === null)
                    continue;
                ranges.push(first, places[leaves] + 1);
                first = null;
            }
        };
        for (const place of places) {
            const enters = Math.max(0, place - window + 1);
            // A step takes away on the left before it adds on the right: one that enters in that very step stays.
            leave(enters);
            while (leaves < places.length && places[leaves] + 1 === enters)
                leaves++;
            first ??= enters;
        }
        leave(last + 1);
        if (first !== null)
            ranges.push(first, last + 1);
        positions.set(word, ranges);
    }
    return positions;
}
function length(ranges) {
    let sum = 0;
    for (let i = 0; i < ranges.length; i += 2)
        sum += ranges[i + 1] - ranges[i];
    return sum;
}
function overlap(a, b) {
    let sum = 0;
    for (let i = 0, j = 0; i < a.length && j < b.length;) {
        const [endA, endB] = [a[i + 1], b[j + 1]];
        sum += Math.max(0, Math.min(endA, endB) - Math.max(a[i], b[j]));
        if (endA < endB)
            i += 2;
        else
            j += 2;
    }
    return sum;
}
/** ln((p_ab + ε) / (p_a·p_b)) / −ln(p_ab + ε) (Bouma 2009). */
function npmi(a, b, { windows, single, joint }) {
    const together = joint(a, b) / windows + EPSILON;
    const apart = (single[a] / windows) * (single[b] / windows);
    return Math.log(together / apart) / -Math.log(together);
}
/** Mean NPMI over the topic's ordered pairs. */
function pairwise(words, counts) {
    const values = words.flatMap((a, i) => words.filter((_, j) => j !== i).map((b) => npmi(a, b, counts)));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}
/** Mean over the topic's words of the cosine between a word's NPMI with all of them and the sum of these vectors. */
function contextual(words, counts) {
    const unlike = [...new Set(words)];
    const vectors = words.map((a) => unlike.map((b) => npmi(a, b, counts) * words.filter((word) => word === b).length));
    const all = unlike.map((_, j) => vectors.reduce((sum, vector) => sum + vector[j], 0));
    const cosines = vectors.map((vector) => inner(vector, all) / Math.sqrt(inner(vector, vector) * inner(all, all)));
    return cosines.reduce((sum, value) => sum + value, 0) / cosines.length;
}
function inner(a, b) {
    return a.reduce((sum, value, j) => sum + value * b[j], 0);
}
/** Over the topics for which the measure is defined. */
function mean(values) {
    const known = values.filter((value) => !Number.isNaN(value));
    return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
//# sourceMappingURL=coherence.js.map