import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LeitmotifError } from "../../core/errors.js";
import { LEAST_PAIRS, planOf } from "../../core/migrate/migrate.js";
import { checkMovable, migrateModel, readModel } from "../../pipeline/migrate.js";
import { namesOf } from "../../pipeline/names.js";
import { COMMON_ARGS, usage } from "../args.js";
import { defineCommand } from "../command.js";
import { lineLimit, openLines } from "../files/lines.js";
import { untilInterrupted } from "../interrupt.js";
import { loadSettings } from "../settings.js";
import { grouped, period, sanitise, showProgress } from "../terminal.js";
const args = {
    encoder: {
        type: 'string',
        valueHint: 'NEW',
        description: 'The new encoder: a folder that `leitmotif tune` wrote, or a name as encoder.model takes it',
    },
    weights: { type: 'string', valueHint: 'FOLDER', description: "Folder with the new encoder's own weights" },
    sample: {
        type: 'string',
        valueHint: 'FILE',
        description: 'JSON lines of the feed instead of the documents Kafka topic',
    },
    documents: {
        type: 'string',
        valueHint: 'N',
        description: 'Size of the sample: the newest N documents; default 5000',
    },
    'min-agreement': {
        type: 'string',
        valueHint: 'PART',
        description: 'Refuse when less than this part of the clear-cut documents keep their topic; default 0.9',
    },
    embeddings: {
        type: 'string',
        valueHint: 'DIR',
        description: 'Keep the vectors of both encoders in a folder, and take them from there the next time',
    },
    'dry-run': { type: 'boolean', description: 'Show the figures and change nothing' },
    json: { type: 'boolean', description: 'Print the figures as JSON' },
    ...COMMON_ARGS,
};
const notes = `
Moves the model of a deployment, running or not, to another encoder: topics keep their ids, names, words and past. The
settings name the encoder that it has now. A sample is encoded by both encoders, a map between the two spaces fitted on
it (orthogonal Procrustes), the cells are drawn to where their own documents lie, and every fifth document, which had no
part in that, says whether topics stay what they are. Too few, and nothing is written (exit status 1).

Replicas with the old encoder stop being ready once the model has moved, and say why; give them the new setting and start
them again. Nothing is lost meanwhile: documents wait in Kafka. docs/encoders.md explains.

Examples:
  leitmotif tune --out tuned && leitmotif migrate --encoder tuned
  leitmotif migrate --encoder use-multilingual-v3 --dry-run --json
`;
const DOCUMENTS = 5_000;
const MIN_AGREEMENT = 0.9;
/** Texts encoded at once. */
const BLOCK = 256;
export const command = defineCommand({
    args,
    notes,
    async run({ args: typed, flags }) {
        if (typed.encoder === undefined)
            throw usage('--encoder is missing: name the encoder to move to');
        const newest = numberOf('documents', typed.documents, DOCUMENTS);
        const minAgreement = numberOf('min-agreement', typed['min-agreement'], MIN_AGREEMENT);
        if (minAgreement > 1)
            throw usage(`--min-agreement is ${minAgreement}: give a part of 1, as 0.9`);
        const { config, origins } = loadSettings({ file: typed.config, flags });
        const target = await targetOf(config, typed.encoder, typed.weights);
        const since = Date.now();
        let phase = 'reading the model';
        const progress = showProgress({ screen: process.stderr, text: () => `${phase}, ${period(Date.now() - since)}` });
        const stopped = new AbortController();
        const uninterrupted = untilInterrupted(() => stopped.abort());
        const opened = [];
        try {
            const wire = await import("../wire.js");
            const { probe } = wire.openProbe(config, origins.has('log.level') ? config.log.level : 'error');
            const deployment = await wire.openDeployment(config, { probe });
            const before = await readModel(deployment.changelog, deployment.codecs.model, namesOf(config.prefix, config.documents.topic));
            const open = async (of) => {
                const encoder = typed.embeddings === undefined
                    ? await wire.openEncoder(of, probe)
                    : await wire.openCachedEncoder(of, probe, { folder: typed.embeddings, name: config.documents.topic });
                opened.push(encoder);
                return encoder;
            };
            phase = 'loading the encoders';
            const old = await open(config);
            checkMovable(before, old.id);
            const fresh = await open({ encoder: target });
            if (fresh.id === old.id)
                throw usage(`--encoder ${typed.encoder} is the encoder that the model has already`);
            phase = 'reading the sample';
            const { samples, places } = await sampleOf(config, typed.sample, newest, {
                probe,
                signal: stopped.signal,
                bad: (line, reason) => progress.note(`line ${line}: ${sanitise(reason)}`),
            });
            if (samples.length < LEAST_PAIRS)
                throw usage(`there are ${samples.length} documents in the sample: give ${LEAST_PAIRS} or more, by --sample FILE where Kafka no longer holds them`);
            const texts = samples.map(({ text }) => text);
            const encode = (encoder) => encoded(encoder, texts, (done) => {
                phase = `encoding by ${encoder.id}, ${grouped(done)} of ${grouped(texts.length)}`;
                if (stopped.signal.aborted)
                    throw interrupted();
            });
            const pairs = { old: await encode(old), fresh: await encode(fresh), places };
            phase = 'fitting the map';
            const { svd } = await import("../../edges/svd.js");
            const plan = planOf(pairs, svd);
            phase = 'moving the model';
            if (stopped.signal.aborted)
                throw interrupted();
            const dry = typed['dry-run'] === true;
            const { migration, written } = await migrateModel(plan, {
                ...deployment,
                tools: { encoder: fresh.id, halfLife: config.model.halfLife, products: deployment.products },
                minAgreement: dry ? Number.POSITIVE_INFINITY : minAgreement,
            });
            progress.stop();
            const { agreement, state } = migration;
            const accepted = agreement.sure >= minAgreement;
            const figures = {
                written,
                accepted,
                from: old.id,
                to: fresh.id,
                version: written ? state.version : null,
                sample: samples.length,
                minAgreement,
                agreement,
            };
            if (typed.json)
                process.stdout.write(`${JSON.stringify(figures)}\n`);
            else
                process.stdout.write(`${linesOf(figures, settingOf(target)).join('\n')}\n`);
            return accepted ? 0 : 1;
        }
        finally {
            uninterrupted();
            progress.stop();
            for (const each of opened.reverse())
                await each.close();
        }
    },
});
/** The settings of the new encoder: the old ones, but for what `--encoder` names. */
async function targetOf({ encoder }, name, weights) {
    const found = await stat(join(name, 'map.json')).catch(() => null);
    if (found !== null)
        return { ...encoder, tuned: name };
    const { tuned: _tuned, folder: _folder, ...rest } = encoder;
    if (name === 'hashing')
        return { ...rest, kind: 'hashing' };
    return { ...rest, kind: 'transformer', model: name, ...(weights === undefined ? {} : { folder: weights }) };
}
function settingOf({ kind, model, tuned }) {
    if (tuned !== undefined)
        return `encoder.tuned: ${tuned}`;
    return kind === 'hashing' ? 'encoder.kind: hashing' : `encoder.model: ${model}, and no encoder.tuned`;
}
async function sampleOf(config, file, newest, { probe, signal, bad, }) {
    if (file === undefined) {
        const { newestSamples } = await import("./tune/newest.js");
        const samples = await newestSamples(config, { label: null, newest, probe, signal });
        return { samples, places: samples.map(({ place }) => place) };
    }
    const lines = await openLines(file, { limit: lineLimit(config.documents.maxTextBytes) });
    const { readSamples } = await import("./tune/samples.js");
    return { samples: await readSamples(lines, config, { label: null, newest, bad }), places: null };
}
async function encoded(encoder, texts, told) {
    const data = new Float32Array(texts.length * encoder.dim);
    for (let from = 0; from < texts.length; from += BLOCK) {
        told(from);
        const rows = await encoder.encode(texts.slice(from, from + BLOCK));
        data.set(rows.data, from * encoder.dim);
    }
    return { rows: texts.length, dim: encoder.dim, data };
}
function linesOf({ written, accepted, from, to, version, minAgreement, agreement }, setting) {
    const percent = (part) => `${(part * 100).toFixed(1)} %`;
    const { documents, all, sure, sureDocuments } = agreement;
    const end = written
        ? `the model has moved as version ${version}: give the replicas ${setting}, and start them again`
        : accepted
            ? 'nothing was changed, as --dry-run asks for'
            : `refused: less than ${percent(minAgreement)}, so nothing was changed (--min-agreement)`;
    return [
        `from ${from}`,
        `to   ${to}`,
        '',
        `${percent(sure)} of ${grouped(sureDocuments)} held-out documents with a clear topic keep it`,
        `${percent(all)} of all ${grouped(documents)}`,
        '',
        end,
    ];
}
function numberOf(name, text, otherwise) {
    const value = text === undefined ? otherwise : Number(text);
    if (Number.isFinite(value) && value > 0)
        return value;
    throw usage(`--${name} is "${text}": give a number above 0`);
}
function interrupted() {
    return new LeitmotifError('fatal', 'migrate', 'the migration was interrupted before it changed anything');
}
//# sourceMappingURL=migrate.js.map