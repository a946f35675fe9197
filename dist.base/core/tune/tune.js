import { shuffled } from "../random.js";
import { adapted, fitAdapter } from "./adapter.js";
import { figuresOf, LEAST_VIEW, passes } from "./gate.js";
import { kmeans } from "./kmeans.js";
import { changes, harmed } from "./labelled.js";
import { fitLsa } from "./lsa.js";
import { mapped } from "./map.js";
import { classification, contrast, unlearnable } from "./objective.js";
import { scatter, whitening } from "./whitening.js";
/** Words are never tried without whitening: what they gain alone does not reach topics that are new. */
const RECIPES = [
    { name: 'whitening', adapter: null, shrinkage: 0.5, words: 0 },
    { name: 'whitening + words .4', adapter: null, shrinkage: 0.5, words: 0.4 },
    { name: 'whitening + words .6', adapter: null, shrinkage: 0.5, words: 0.6 },
    { name: 'strong whitening + words .4', adapter: null, shrinkage: 0.3, words: 0.4 },
];
/** Those without an adapter, and with one of each task: alone, and below what does best without. */
function recipesOf(tasks) {
    const withAdapter = (task) => [
        { name: `adapter by ${task}`, adapter: task, shrinkage: null, words: 0 },
        { name: `adapter by ${task} + whitening`, adapter: task, shrinkage: 0.5, words: 0 },
        { name: `adapter by ${task} + whitening + words .4`, adapter: task, shrinkage: 0.5, words: 0.4 },
    ];
    return [...RECIPES, ...tasks.flatMap(withAdapter)];
}
/** Cells for the whitening: documents a cell at least, and cells at most. */
const CELL_DOCUMENTS = 20;
const CELLS = 300;
const CELL_ITERATIONS = 15;
/** Fewer documents of held-out labels than this say nothing. */
const LEAST_UNSEEN = 50;
/** Throws RangeError when a set is empty, or labels are to be learnt from that are too few. */
export function tune(feed, tools) {
    const { say = () => { } } = tools;
    say('fitting');
    const { tasks, labels } = feed;
    const refusal = tasks.includes('labels') ? unlearnable(labels?.training ?? []) : null;
    if (refusal !== null)
        throw new RangeError(refusal);
    const fit = fitted(feed.training, feed.size, tools, { tasks, labels: labels?.training ?? null });
    const unseen = feed.labels === null ? null : withoutSome(feed, feed.labels, tools);
    say('judging the encoder as it is');
    const plain = measure(feed, null, tools);
    const recipes = recipesOf(tasks).filter(({ words }) => words === 0 || fit.lsa !== null);
    const candidates = recipes.map((recipe) => {
        say(`judging ${recipe.name}`);
        const without = unseen !== null && fits(recipe, unseen.fit) ? { map: mapOf(recipe, unseen.fit), later: unseen.later } : null;
        return judge(feed, plain, { recipe, map: mapOf(recipe, fit), unseen: without }, tools);
    });
    const byView = [...candidates].sort((a, b) => b.figures.view - a.figures.view);
    const best = byView[0];
    const chosen = byView.find(({ refusals }) => refusals.length === 0) ?? null;
    return { plain, candidates, chosen, best, map: mapOf((chosen ?? best).recipe, fit) };
}
/** The gate: `plain` are the figures without a map. */
export function judge(feed, plain, trial, tools) {
    const { recipe, map } = trial;
    const figures = measure(feed, map, tools);
    const labelled = feed.labels === null ? null : judgeLabels(feed, feed.labels.later, trial, tools);
    return { recipe, figures, labelled, refusals: refusalsOf(recipe, { plain, figures, labelled }) };
}
/** All parts of every recipe. */
export function fitted({ vectors, bags }, size, tools, { tasks, labels } = { tasks: [], labels: null }) {
    const { seed, say = () => { } } = tools;
    const adapters = [];
    for (const task of tasks) {
        const objective = objectiveOf(task, vectors, labels);
        if (objective === null)
            continue;
        const epoch = (n, loss, heldOut) => say(`training an adapter by ${task}, epoch ${n}: loss ${loss.toFixed(3)}, held-out ${heldOut.toFixed(3)}`);
        say(`training an adapter by ${task}`);
        const adapter = fitAdapter(vectors, objective, { seed, epoch });
        adapters.push([task, { adapter, scatter: scatterOf(adapted(adapter, vectors), tools) }]);
    }
    return {
        scatter: scatterOf(vectors, tools),
        lsa: bags === null ? null : fitLsa(bags, { size, seed }),
        adapters: new Map(adapters),
    };
}
function objectiveOf(task, vectors, labels) {
    if (task === 'contrast')
        return contrast(vectors);
    return labels === null ? null : classification(vectors, labels);
}
function scatterOf(vectors, { products, seed }) {
    const k = Math.max(1, Math.min(CELLS, Math.floor(vectors.rows / CELL_DOCUMENTS)));
    const { centres, labels } = kmeans(vectors, { k, seed, products, iterations: CELL_ITERATIONS });
    return scatter(vectors, centres, labels);
}
export function mapOf({ adapter: task, shrinkage, words }, fit) {
    const { lsa } = fit;
    const below = task === null ? null : (fit.adapters.get(task) ?? null);
    return {
        adapter: below?.adapter ?? null,
        whitening: shrinkage === null ? null : whitening((below ?? fit).scatter, shrinkage),
        words: words > 0 && lsa !== null ? { lsa, weight: words } : null,
    };
}
/** The label-free figures of the later documents; without a map when it is null. */
export function measure({ later, halves, words, wordCount }, map, tools) {
    const through = ({ vectors, bags }) => (map === null ? vectors : mapped(map, vectors, bags));
    return figuresOf({ whole: through(later), halves: [through(halves[0]), through(halves[1])] }, { words, size: wordCount }, tools);
}
function withoutSome({ training, size, tasks }, labels, tools) {
    const names = [...new Set(labels.later.filter((label) => label !== null))].sort();
    const order = shuffled(names.length, tools.seed);
    const kept = new Set(Array.from(order.subarray(0, Math.floor(names.length / 2)), (i) => names[i]));
    const out = new Set(names.filter((name) => !kept.has(name)));
    const later = placesOf(labels.later, (label) => label !== null && out.has(label));
    const training_ = placesOf(labels.training, (label) => label === null || !out.has(label));
    if (out.size < 2 || later.length < LEAST_UNSEEN || training_.length < LEAST_UNSEEN)
        return null;
    const lessons = { tasks, labels: training_.map((i) => labels.training[i]) };
    return { fit: fitted(part(training, training_), size, tools, lessons), later };
}
function placesOf(labels, wanted) {
    return labels.flatMap((label, i) => (wanted(label) ? [i] : []));
}
/** Some of the documents, in the order of `places`. */
export function part({ vectors, bags }, places) {
    const { dim } = vectors;
    const data = new Float32Array(places.length * dim);
    places.forEach((i, at) => {
        data.set(vectors.data.subarray(i * dim, (i + 1) * dim), at * dim);
    });
    return {
        vectors: { rows: places.length, dim, data },
        bags: bags === null ? null : places.map((i) => bags[i]),
    };
}
function judgeLabels({ later }, labels, { map, unseen }, tools) {
    const compare = (places, by) => {
        const { vectors, bags } = part(later, places);
        const named = places.map((i) => labels[i]);
        return changes({ before: vectors, after: mapped(by, vectors, bags), labels: named }, tools);
    };
    const known = placesOf(labels, (label) => label !== null);
    if (known.length < LEAST_UNSEEN)
        return null;
    return {
        all: compare(known, map),
        unseen: unseen === null ? null : compare(unseen.later, unseen.map),
    };
}
/** Whether the fit has the adapter that the recipe asks for. */
function fits({ adapter }, { adapters }) {
    return adapter === null || adapters.has(adapter);
}
function refusalsOf({ adapter }, { plain, figures, labelled }) {
    const found = [];
    if (!passes(plain, figures)) {
        const gain = figures.view - plain.view;
        if (gain <= LEAST_VIEW)
            found.push(`view gains ${gain.toFixed(3)}, not more than ${LEAST_VIEW}`);
        if (figures.lex <= plain.lex)
            found.push('neighbours share fewer words');
        if (figures.erank <= plain.erank)
            found.push('fewer directions are in use');
    }
    for (const [name, set] of [
        ['held-out documents', labelled?.all],
        ['held-out labels', labelled?.unseen],
    ]) {
        if (set === null || set === undefined)
            continue;
        for (const measure of harmed(set))
            found.push(`${measure} of ${name} falls beyond chance`);
    }
    // What was learnt from labels may hold for these alone.
    if (adapter === 'labels' && (labelled?.unseen ?? null) === null)
        found.push('there are too few documents of held-out labels to say what it does to new topics');
    return found;
}
//# sourceMappingURL=tune.js.map