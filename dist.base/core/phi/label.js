/** Labels: a topic's name for people. */
import { words as wordsIn } from "../text/terms.js";
import { sift } from "./exemplars.js";
import { withPhrases } from "./phrases.js";
import { remembered } from "./remembered.js";
import { read } from "./written.js";
const SEPARATOR = ', ';
/** Names in a label. */
const NAMES = 3;
/** Words of a topic that may make a phrase. */
const FIRST = 20;
/** A label fits while all of its names are among the first so many. */
const FITTING = 10;
/** Documents that are read for one label, a bound on the work; no two of them say the same. */
const READ = 200;
/** So many sentences that open with a word, all in one form, show how it is written. */
const OPENINGS = 2;
/** A word that begins with another of at least so many letters is a form of it. */
const STEM = 4;
/**
 * The first three words or phrases, of words in the order in which they name the topic, written as the exemplars of the topic's cells write them most; an earlier
 * label stays while it fits.
 */
export function labelOf(words, cells, earlier = '') {
    const first = words.slice(0, FIRST);
    const documents = sift(cells, READ).apart.map(evidenceOf);
    const names = withPhrases(first, documents.map(({ title, excerpt }) => [title, excerpt]));
    if (earlier !== '' && fits(earlier, names))
        return earlier;
    const chosen = [];
    for (const name of names) {
        if (chosen.length === NAMES)
            break;
        if (!chosen.some((other) => kin(name, other)))
            chosen.push(name);
    }
    return chosen.map((name) => formOf(name.split(' '), documents)).join(SEPARATOR);
}
/** Whether each name of a label is still among the first; without any word it may stay. */
function fits(label, names) {
    const first = new Set(names.slice(0, FITTING));
    return first.size === 0 || label.split(SEPARATOR).every((name) => first.has([...wordsIn(name)].join(' ')));
}
const evidenceOf = remembered(({ title, excerpt }) => ({ title: read(title ?? ''), excerpt: read(excerpt) }));
/** One is the other with an ending: Iraq and Iraqi, gun and guns. */
function kin(a, b) {
    const [short, long] = a.length < b.length ? [a, b] : [b, a];
    return long === `${short}s` || (short.length >= STEM && long.startsWith(short));
}
/**
 * The form that most of the places have which are clear about it, in excerpts before titles; without such places the
 * one form in which sentences open with it, time and again. Else a word is in lower case, a phrase as its words are.
 */
function formOf(name, documents) {
    const found = ['excerpt', 'title'].map((part) => documents.flatMap((d) => places(name, d[part])));
    const clear = found
        .map((list) => list.filter((place) => place.every(({ evidence }) => evidence === 'clear')))
        .find((list) => list.length > 0);
    if (clear)
        return mostly(clear.map(written));
    const all = found.flat();
    const opening = all.filter((place) => place.every(({ evidence }) => evidence !== 'none')).map(written);
    if (opening.length >= OPENINGS && new Set(opening).size === 1)
        return opening[0];
    const words = name.length === 1 ? name : name.map((word) => formOf([word], documents));
    const joint = (i) => mostly(all.map((place) => place[i]?.joint ?? ' ')) ?? ' ';
    return words.map((word, i) => (i === 0 ? word : joint(i) + word)).join('');
}
/** Where these words stand next to each other. */
function places([first, ...others], passage) {
    const found = [];
    passage.forEach(({ word }, at) => {
        if (word !== first)
            return;
        const next = passage.slice(at + 1, at + 1 + others.length);
        if (others.every((other, i) => next[i]?.word === other && next[i].joint !== null))
            found.push(passage.slice(at, at + 1 + others.length));
    });
    return found;
}
function written(place) {
    return place.map(({ joint, form }, i) => (i === 0 ? form : joint + form)).join('');
}
/** The most frequent of some texts; of those as frequent the one with the fewest capitals. */
function mostly(texts) {
    const counts = new Map();
    for (const text of texts)
        counts.set(text, (counts.get(text) ?? 0) + 1);
    const capitals = (text) => text.match(/\p{Lu}/gu)?.length ?? 0;
    const order = [...counts].sort(([a, m], [b, n]) => n - m || capitals(a) - capitals(b) || (a < b ? -1 : 1));
    return order[0]?.[0];
}
//# sourceMappingURL=label.js.map