/** One tuning from texts and teacher vectors to a student, a map and the figures: pure, so that it can run in a thread. */
import { words } from "../text/terms.js";
import { bagOf, wordPiece } from "../text/wordpiece.js";
import { beginTraining, meanCosine, studentOf, taught, trainEpoch, } from "./student.js";
import { tune } from "./tune.js";
/** Most epochs of a student. */
const EPOCHS = 8;
/** The last part of the training documents, on which a student's training is stopped. */
const HELD_OUT = 0.1;
/** What is fitted on and judged by, as the encoder sees it; a bag of pieces for each text where they are known. */
export function feedOf({ training, later, halves, labels, tasks, vocabulary, limit }) {
    const pieces = vocabulary === null ? null : wordPiece(vocabulary);
    const seen = ({ texts, vectors }) => ({
        vectors,
        bags: pieces === null ? null : texts.map((text) => pieces.bag(text, limit)),
    });
    const dictionary = new Map();
    const numbered = (word) => {
        const known = dictionary.get(word) ?? dictionary.size;
        dictionary.set(word, known);
        return known;
    };
    const said = later.texts.map((text) => bagOf(Int32Array.from(words(text), numbered)));
    return {
        training: seen(training),
        later: seen(later),
        halves: [seen(halves[0]), seen(halves[1])],
        words: said,
        wordCount: dictionary.size,
        size: vocabulary?.size ?? 0,
        labels,
        tasks,
    };
}
/** Throws RangeError when a set is empty, or a student is wanted without a vocabulary. */
export function runJob(job, tools) {
    const { table, seed } = job;
    const { products, say } = tools;
    say('finding the pieces of words');
    const feed = feedOf(job);
    if (table === null)
        return { student: null, tuned: tune(feed, { products, seed, say }), learning: null };
    const { bags, vectors: targets } = feed.training;
    if (bags === null)
        throw new RangeError('a student needs a vocabulary: give one with the table');
    const { student, learning } = learn(bags, { targets, table, seed }, tools);
    // From here on the student is the encoder: its maps are judged against itself.
    const asStudent = (seen) => ({ ...seen, vectors: taught(student, seen.bags) });
    const [a, b] = feed.halves;
    const taughtFeed = {
        ...feed,
        training: asStudent(feed.training),
        later: asStudent(feed.later),
        halves: [asStudent(a), asStudent(b)],
    };
    return { student, tuned: tune(taughtFeed, { products, seed, say }), learning };
}
/** Epoch by epoch, until the cosine on the held-out documents falls; the best is kept. */
function learn(bags, { targets, table, seed }, { say, epoch: told, keep = () => { }, resume = null }) {
    const cut = Math.max(1, Math.floor(bags.length * (1 - HELD_OUT)));
    const lesson = lessonOf(bags, targets, 0, cut);
    const heldOut = lessonOf(bags, targets, cut < bags.length ? cut : 0, bags.length);
    const training = beginTraining(table, lesson, { seed });
    const judge = () => meanCosine(taught(studentOf(training, table), heldOut.bags), heldOut.targets);
    const untrained = judge();
    const epochs = [];
    let best = resume;
    if (resume !== null)
        restore(training, resume);
    while (training.epoch < EPOCHS) {
        say(`learning, epoch ${training.epoch + 1} of at most ${EPOCHS}`);
        const loss = trainEpoch(training, lesson, { seed, epochs: EPOCHS });
        const done = { epoch: training.epoch, loss, cosine: judge() };
        epochs.push(done);
        told(done);
        if (done.cosine <= (best?.cosine ?? untrained))
            break;
        best = checkpointOf(training, done.cosine);
        keep(best);
    }
    if (best !== null)
        restore(training, best);
    else
        restart(training, table, lesson, seed);
    return { student: studentOf(training, table), learning: { untrained, epochs, kept: best?.epoch ?? 0 } };
}
function lessonOf(bags, { dim, data }, from, to) {
    return {
        bags: bags.slice(from, to),
        targets: { rows: to - from, dim, data: data.subarray(from * dim, to * dim) },
    };
}
function checkpointOf({ epoch, steps, rows, weights, moments }, cosine) {
    const [ofRows, ofWeights] = moments;
    return {
        epoch,
        steps,
        cosine,
        rows: rows.slice(),
        weights: weights.slice(),
        moments: [ofRows.first.slice(), ofRows.second.slice(), ofWeights.first.slice(), ofWeights.second.slice()],
    };
}
function restore(training, { epoch, steps, rows, weights, moments }) {
    training.epoch = epoch;
    training.steps = steps;
    training.rows.set(rows);
    training.weights.set(weights);
    const [ofRows, ofWeights] = training.moments;
    [ofRows.first, ofRows.second, ofWeights.first, ofWeights.second].forEach((into, at) => {
        into.set(moments[at]);
    });
}
/** Back to where no epoch had been, when none of them was any good. */
function restart(training, table, lesson, seed) {
    const fresh = beginTraining(table, lesson, { seed });
    training.rows.set(fresh.rows);
    training.weights.set(fresh.weights);
}
//# sourceMappingURL=job.js.map