/** A labelled file through the pipeline, and what came out against the labels. The labels never reach the model. */
import { performance } from 'node:perf_hooks';
import { evaluate, prequential } from "../../core/evaluate/evaluate.js";
import { finalTopics } from "../../core/model/hindsight.js";
import { stream } from "./embedded.js";
/** Texts encoded at once for the final pass. */
const BLOCK = 1024;
/** Holds all documents in memory. Rejects as `stream` does. */
export async function evaluateLines(input) {
    const { embedded, encoder, config, lines, progress, phase } = input;
    const kept = new Map();
    const events = [];
    await phase('');
    const [since, idle] = [performance.now(), performance.eventLoopUtilization()];
    const outcome = await stream({
        embedded,
        config,
        lines,
        takers: {
            document: (document, offset, line) => {
                kept.set(offset, { document, label: labelOf(line, input.label), thetas: [] });
            },
            theta: ({ offset, theta, revision, model }) => {
                if (revision === 0)
                    progress.document();
                kept.get(offset)?.thetas.push({ theta, revision, model });
            },
            event: (event) => void events.push(event),
            bad: progress.bad,
        },
    });
    const seconds = (performance.now() - since) / 1000;
    const busy = performance.eventLoopUtilization(idle).active / 1000;
    await phase('the final pass');
    const documents = [...kept.values()].filter(({ thetas }) => thetas.length > 0);
    const vectors = await encoded(encoder, documents);
    const finals = finalTopics(outcome.state, { vectors, times: documents.map(({ document }) => document.time), halfLife: config.model.halfLife }, embedded.products);
    await phase('the scores');
    const observed = documents.map(({ document, label, thetas }, at) => {
        const { id, text } = document;
        const published = thetas.at(-1)?.theta ?? [];
        return {
            id,
            text,
            terms: embedded.termsOf(text),
            label,
            prequential: prequential(thetas),
            published,
            final: finals[at] ?? null,
        };
    });
    const { state, phi, bad } = outcome;
    const result = { documents: observed, events, state, phi, halfLife: config.model.halfLife };
    const evaluation = evaluate(result, { withCoherence: input.coherence });
    return { evaluation, stream: result, bad, seconds, busy };
}
/** A text, number or truth value is a label; anything else, and an empty text, is none. */
export function labelOf(line, field) {
    let value;
    try {
        value = JSON.parse(Buffer.from(line).toString());
    }
    catch {
        return null;
    }
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, field))
        return null;
    const label = value[field];
    const named = typeof label === 'string' || typeof label === 'number' || typeof label === 'boolean';
    return named && label !== '' ? String(label) : null;
}
async function encoded(encoder, documents) {
    const { dim } = encoder;
    const data = new Float32Array(documents.length * dim);
    for (let from = 0; from < documents.length; from += BLOCK) {
        const texts = documents.slice(from, from + BLOCK).map(({ document }) => document.text);
        data.set((await encoder.encode(texts)).data, from * dim);
    }
    return { rows: documents.length, dim, data };
}
/** Keeps every vector in memory, so that the final pass need not encode anew. */
export function remembering(encoder) {
    const known = new Map();
    const { dim } = encoder;
    return {
        id: encoder.id,
        dim,
        async encode(texts) {
            const missing = [...new Set(texts)].filter((text) => !known.has(text));
            if (missing.length > 0) {
                const { data } = await encoder.encode(missing);
                missing.forEach((text, row) => void known.set(text, data.slice(row * dim, (row + 1) * dim)));
            }
            const data = new Float32Array(texts.length * dim);
            texts.forEach((text, row) => {
                data.set(known.get(text), row * dim);
            });
            return { rows: texts.length, dim, data };
        },
        close: () => encoder.close(),
    };
}
//# sourceMappingURL=evaluation.js.map