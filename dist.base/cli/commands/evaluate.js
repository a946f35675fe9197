import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { LEVELS, PHASES } from "../../core/evaluate/evaluate.js";
import { COMMON_ARGS } from "../args.js";
import { defineCommand } from "../command.js";
import { figures } from "../figures.js";
import { lineLimit, openLines } from "../files/lines.js";
import { watch } from "../files/watch.js";
import { loadSettings } from "../settings.js";
import { grouped, period } from "../terminal.js";
const args = {
    file: {
        type: 'positional',
        required: true,
        valueHint: '.jsonl[.gz]',
        description: 'JSON lines with labels, plain or gzipped; - for standard input',
    },
    label: { type: 'string', valueHint: 'FIELD', description: 'Field that holds the label; default label' },
    embeddings: {
        type: 'string',
        valueHint: 'DIR',
        description: 'Keep the vectors of this file in a folder, and take them from there the next time',
    },
    final: { type: 'boolean', description: 'Only the final pass: all documents by the model as it is at the end' },
    'no-coherence': { type: 'boolean', description: 'Leave out coherence, which takes longest' },
    seed: { type: 'string', valueHint: 'N', description: 'Short for --model.seed' },
    json: { type: 'boolean', description: 'Print everything as JSON' },
    ...COMMON_ARGS,
};
const notes = `
The lines are streamed as \`leitmotif replay\` streams them, with the same settings and the same bytes; the label is for the
scores alone. A line without a label is streamed and not scored; without any, the figures that need no labels are shown.
The file is held in memory.

Scores are of topics and of their parents (as they are at the end; a topic without a parent stands for itself):
  prequential  by the model before it met the document (for the documents of the first model: once it had met them)
  published    by the last Θ published, merged topics followed to the one they went into
  final        by the model as it stands after the stream
A document without a topic counts as one of a cluster of their own. NMI is over the arithmetic mean of the entropies.
Coherence is that of the ten most relevant words over this file, diversity that of twenty-five.

Examples:
  leitmotif evaluate labelled.jsonl.gz
  leitmotif evaluate labelled.jsonl.gz --embeddings ~/.cache/leitmotif/embeddings --model.halfLife 7d
  leitmotif evaluate labelled.jsonl --label category --encoder.kind hashing --json
`;
export const command = defineCommand({
    args,
    notes,
    async run({ args: typed, flags }) {
        const seeded = typed.seed === undefined ? flags : new Map([...flags, ['model.seed', typed.seed]]);
        const { config, origins } = loadSettings({ file: typed.config, flags: seeded });
        const lines = await openLines(typed.file, { limit: lineLimit(config.documents.maxTextBytes) });
        const watched = watch(lines, config);
        try {
            const [{ composeEmbedded, openProbe }, { evaluateLines }] = await Promise.all([
                import("../wire.js"),
                import("../files/evaluation.js"),
            ]);
            const { probe } = openProbe(config, origins.has('log.level') ? config.log.level : 'error');
            const encoder = await open(config, probe, typed);
            const embedded = await composeEmbedded(config, { encoder, probe });
            watched.begin();
            const evaluated = await evaluateLines({
                embedded,
                encoder,
                config,
                lines,
                label: typed.label ?? 'label',
                // citty takes "no-" as a negation and puts it under the rest of the name.
                coherence: !typed.final && typed.coherence !== false,
                progress: watched,
                phase: async (name) => {
                    watched.phase = name;
                    // Long enough for a terminal to show it.
                    if (name !== '' && process.stderr.isTTY)
                        await setTimeout(250);
                },
            });
            await encoder.close();
            watched.stop();
            if (typed.json)
                process.stdout.write(`${JSON.stringify(everything(evaluated, { typed, config, encoder }))}\n`);
            else
                print(evaluated, typed);
            return 0;
        }
        finally {
            watched.stop();
        }
    },
});
async function open(config, probe, { file, embeddings }) {
    const [{ openCachedEncoder, openEncoder }, { remembering }] = await Promise.all([
        import("../wire.js"),
        import("../files/evaluation.js"),
    ]);
    if (embeddings === undefined)
        return remembering(await openEncoder(config, probe));
    const name = file === '-' ? 'stdin' : basename(file).replace(/(\.jsonl|\.json|\.ndjson)?(\.gz)?$/, '');
    return openCachedEncoder(config, probe, { folder: embeddings, name });
}
function everything({ evaluation, bad, seconds, busy, stream }, { typed, config, encoder }) {
    const rounded = { seconds: Math.round(seconds * 1000) / 1000, busy: Math.round(busy * 1000) / 1000 };
    const run = { model: stream.state.version, seed: config.model.seed, encoder: encoder.id, ...rounded };
    return { ...(typed.final ? finalOnly(evaluation) : evaluation), bad, ...run };
}
function finalOnly({ documents, labelled, labels, levels }) {
    const phases = LEVELS.map((level) => [level, { phases: { final: levels[level].phases.final } }]);
    return { documents, labelled, labels, levels: Object.fromEntries(phases) };
}
function print({ evaluation, bad, seconds, busy }, { final }) {
    const { documents, labelled, labels } = evaluation;
    const phases = final ? ['final'] : PHASES;
    process.stdout.write(`${figures(evaluation, { screen: process.stdout, phases }).join('\n')}\n\n`);
    const told = labelled === 0
        ? 'none with a label'
        : `${labelled === documents ? 'all' : grouped(labelled)} with one of ${grouped(labels)} labels`;
    const refused = bad === 0 ? '' : `, ${grouped(bad)} bad ${bad === 1 ? 'line' : 'lines'}`;
    const rate = busy > 0 ? `; ${grouped(Math.round(documents / busy))} a second without encoding` : '';
    process.stdout.write(`${grouped(documents)} documents, ${told}${refused}, in ${period(seconds * 1000)}${rate}\n`);
}
//# sourceMappingURL=evaluate.js.map