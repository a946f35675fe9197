import { MEASURES } from "../../../core/tune/labelled.js";
import { VERSION } from "../../version.js";
/** Markdown, beginning with the metadata that model hubs read. */
export function cardOf({ outcome, job, promoted, forced, labels, teacher, licence, data }) {
    const { student, learning } = outcome;
    const what = [
        ...(student === null ? [] : ['a static table of word pieces that reproduces the teacher']),
        ...(promoted === null ? [] : [`a feed map (${promoted.recipe.name})`]),
    ].join(' and ');
    const day = (time) => new Date(time).toISOString();
    return [
        '---',
        'library_name: leitmotif',
        'tags: [topic-modeling, sentence-embeddings, tuned-on-a-feed]',
        `base_model: ${teacher.split('/')[0]}`,
        '---',
        '',
        '# Tuned encoder',
        '',
        `Made by Leitmotif ${VERSION}: ${what}. Use it with \`--encoder.tuned FOLDER\`.`,
        ...(forced ? ['', '**The gate refused this map; it was promoted by `--force`.**'] : []),
        ...(student !== null && promoted === null
            ? ['', 'The gate refused every map of the student: it comes without one.']
            : []),
        '',
        `- **Teacher:** \`${teacher}\``,
        `- **Data:** ${job.training.texts.length} documents of ${data.source} from ${day(data.from)} on, ${labelsOf(labels, promoted)}`,
        `- **Split:** by time; judged on the ${job.later.texts.length} documents from ${day(data.split)} to ${day(data.to)}, which nothing was fitted on`,
        `- **Task:** ${student === null ? 'sharpen topics' : 'point where the teacher points (1 − cosine), then sharpen topics'}`,
        `- **Seed:** ${job.seed}`,
        `- **Licence:** ${licence} The figures of words come from the feed, whose own licence holds for them.`,
        '',
        '## Figures',
        '',
        ...figuresOf(outcome),
        ...(learning === null
            ? []
            : [
                '',
                '## Learning',
                '',
                `Mean cosine to the teacher on held-out documents: ${figure(learning.untrained)} before; epoch ${learning.kept} was kept.`,
                '',
                '| epoch | loss | held-out cosine |',
                '|---|---|---|',
                ...learning.epochs.map(({ epoch, loss, cosine }) => `| ${epoch} | ${figure(loss)} | ${figure(cosine)} |`),
            ]),
        '',
    ].join('\n');
}
function labelsOf(field, promoted) {
    if (field === null)
        return 'no labels';
    const name = field === '#' ? 'their hashtags' : `the field ${field}`;
    return promoted?.recipe.adapter === 'labels' ? `learnt from ${name}` : `${name} for judging alone`;
}
/** Markdown tables: the label-free gate, and changes against labels where there are some. */
export function figuresOf({ tuned, student }) {
    const { plain, candidates } = tuned;
    const of = student === null ? 'the encoder as it is' : 'the student without a map';
    const judged = candidates.filter(({ labelled }) => labelled !== null);
    return [
        '| | view | lex | erank | gate |',
        '|---|---|---|---|---|',
        `| ${of} | ${figure(plain.view)} | ${figure(plain.lex)} | ${plain.erank.toFixed(1)} | |`,
        ...candidates.map(({ recipe, figures, refusals }) => {
            const verdict = refusals.length === 0 ? 'accepted' : `refused: ${refusals.join('; ')}`;
            return `| ${recipe.name} | ${figure(figures.view)} | ${figure(figures.lex)} | ${figures.erank.toFixed(1)} | ${verdict} |`;
        }),
        '',
        'view: agreement of two halves of a document on their cluster. lex: words shared with the nearest neighbours. erank: directions in use.',
        ...(judged.length === 0
            ? []
            : [
                '',
                '| against labels, change with its 95 % interval | NMI | B³ | kNN |',
                '|---|---|---|---|',
                ...judged.flatMap(({ recipe, labelled }) => [
                    row(`${recipe.name}, held-out documents`, labelled?.all ?? null),
                    row(`${recipe.name}, held-out labels`, labelled?.unseen ?? null),
                ]),
            ]),
    ];
}
function row(name, changes) {
    const cells = MEASURES.map((measure) => {
        if (changes === null)
            return '–';
        const { before, after, low, high } = changes[measure];
        return `${figure(before)} ${signed(after - before)} (${signed(low)} to ${signed(high)})`;
    });
    return `| ${name} | ${cells.join(' | ')} |`;
}
function figure(value) {
    return value.toFixed(3);
}
function signed(value) {
    return `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`;
}
//# sourceMappingURL=card.js.map