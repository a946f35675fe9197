/** From the ids of a text's tokens to its vector, for graphs of ours and for those of the model hub. */
import { Tensor } from 'onnxruntime-node';
import { LeitmotifError } from "../../core/errors.js";
import { TOKENS, VECTOR } from "./builder.js";
/** Throws `fatal` for a graph with inputs or outputs other than a sentence encoder's. */
export function sentencesOf(session, run, pooling) {
    if (session.inputNames.includes(TOKENS)) {
        return {
            dim: dimOf(session.outputMetadata.find(({ name }) => name === VECTOR)),
            vector: async (ids) => floats((await run({ [TOKENS]: new Tensor('int32', ids, [1, ids.length]) }))[VECTOR]),
        };
    }
    const unknown = session.inputNames.find((name) => !Object.hasOwn(FEEDS, name));
    const states = session.outputMetadata.find((output) => output.isTensor && output.shape.length === 3);
    if (unknown !== undefined || states === undefined) {
        const why = unknown === undefined ? `its outputs are ${session.outputNames.join(', ')}` : `it asks for ${unknown}`;
        const message = `the ONNX graph is no sentence encoder’s (${why}): it must take ${Object.keys(FEEDS).join(', ')} and give a state for each token`;
        throw new LeitmotifError('fatal', 'encode', message);
    }
    return {
        dim: dimOf(states),
        async vector(ids) {
            const feeds = session.inputNames.map((name) => [name, int64(ids, FEEDS[name])]);
            const outputs = await run(Object.fromEntries(feeds));
            return pooled(floats(outputs[states.name]), ids.length, pooling);
        },
    };
}
function dimOf(output) {
    const dim = output?.isTensor ? output.shape.at(-1) : undefined;
    if (typeof dim === 'number')
        return dim;
    throw new LeitmotifError('fatal', 'encode', 'the ONNX graph’s output has no fixed length: use a sentence encoder’s');
}
/** What a published graph is fed with; null stands for the ids themselves. One text a run: all of it counts, and there is one segment. */
const FEEDS = { input_ids: null, attention_mask: 1n, token_type_ids: 0n };
function int64(ids, value = null) {
    const data = value === null ? BigInt64Array.from(ids, BigInt) : new BigInt64Array(ids.length).fill(value);
    return new Tensor('int64', data, [1, ids.length]);
}
function floats(tensor) {
    if (tensor?.data instanceof Float32Array)
        return tensor.data;
    throw new LeitmotifError('fatal', 'encode', `the graph gives ${tensor?.type ?? 'nothing'} where float32 is needed`);
}
/** `states` is (rows, dim); of the rows the mean or the first, of unit length. */
export function pooled(states, rows, pooling) {
    const dim = states.length / rows;
    const sum = new Float64Array(dim);
    const taken = pooling === 'cls' ? dim : states.length;
    for (let at = 0; at < taken; at++)
        sum[at % dim] = (sum[at % dim] ?? 0) + (states[at] ?? Number.NaN);
    const norm = Math.sqrt(sum.reduce((total, value) => total + value * value, 0));
    return Float32Array.from(sum, (value) => value / norm);
}
//# sourceMappingURL=sentences.js.map