/** Input and output of the graph. */
export const TOKENS = 'tokens';
export const VECTOR = 'vector';
/**
 * Largest quantised weight. Processors without VNNI add two products of an unsigned 8-bit activation and a weight in
 * 16 bits: 2 · 255 · 64 = 32,640 still fits, 2 · 255 · 127 would saturate. So the integer sums are exact on any of them.
 * A scale for each output channel makes up for the bit: cosine to float32 .993 with it, .845 with one for all.
 */
const WEIGHT_LIMIT = 64;
/** x·Wᵀ, + b where there is one. `weight` is (outputs, inputs), as PyTorch keeps it. */
export function product(builder, step) {
    const [outputs = 0, inputs = 0] = step.weight.shape;
    const size = { rows: outputs, columns: inputs };
    const shape = [inputs, outputs];
    const name = `${step.name}.weight`;
    const bias = step.bias === undefined ? [] : [constant(builder, `${step.name}.bias`, step.bias)];
    if (step.precision === 'float32') {
        constant(builder, name, { shape, data: transposed(step.weight.data, new Float32Array(inputs * outputs), size) });
        if (bias.length === 0)
            return operation(builder, 'MatMul', [step.input, name], step.output);
        operation(builder, 'MatMul', [step.input, name], `${step.output}.unbiased`);
        return operation(builder, 'Add', [`${step.output}.unbiased`, ...bias], step.output);
    }
    const inputsOf = [step.input, ...integers(builder, name, step.weight)];
    return fused(builder, 'DynamicQuantizeMatMul', [...inputsOf, ...bias], step.output, {});
}
/** The transposed weight in int8 with its scales; the empty name stands for its zero point, 0 as it is symmetric. */
export function integers(builder, name, weight) {
    const [outputs = 0, inputs = 0] = weight.shape;
    const size = { rows: outputs, columns: inputs };
    const { values, scales } = quantised(weight.data, { ...size, limit: WEIGHT_LIMIT });
    const bytes = bytesOf(transposed(values, new Int8Array(values.length), size));
    builder.constants.push({ name, type: 'int8', shape: [inputs, outputs], bytes });
    constant(builder, `${name}.scales`, { shape: [outputs], data: scales });
    return [name, `${name}.scales`, ''];
}
/** Symmetric, row by row of the row-major matrix: value ≈ integer · scale, scale = max |value| / limit. */
export function quantised(data, { rows, columns, limit }) {
    const scales = new Float32Array(rows);
    const values = new Int8Array(rows * columns);
    for (let row = 0; row < rows; row++) {
        const [from, to] = [row * columns, (row + 1) * columns];
        let largest = 0;
        for (let at = from; at < to; at++)
            largest = Math.max(largest, Math.abs(data[at] ?? 0));
        const scale = Math.fround(largest / limit);
        scales[row] = scale;
        // A row of zeros stays zero: 0/0 would be no integer.
        for (let at = from; scale > 0 && at < to; at++)
            values[at] = Math.round((data[at] ?? 0) / scale);
    }
    return { values, scales };
}
export function transposed(data, into, { rows, columns }) {
    for (let row = 0; row < rows; row++) {
        for (let column = 0; column < columns; column++)
            into[column * rows + row] = data[row * columns + column] ?? 0;
    }
    return into;
}
export function constant(builder, name, { shape, data }) {
    builder.constants.push({ name, type: 'float', shape, bytes: bytesOf(data) });
    return name;
}
export function bytesOf(array) {
    return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
export function operation(builder, operator, inputs, output, attributes = {}) {
    const outputs = typeof output === 'string' ? [output] : output;
    builder.operations.push({ operator, domain: '', inputs, outputs, attributes });
    return outputs[0] ?? '';
}
/** One of onnxruntime's own operators. */
export function fused(builder, operator, inputs, output, attributes) {
    builder.operations.push({ operator, domain: 'com.microsoft', inputs, outputs: [output], attributes });
    return output;
}
//# sourceMappingURL=builder.js.map