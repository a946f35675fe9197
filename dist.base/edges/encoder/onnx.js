/** Writes ONNX models: the few messages of onnx.proto that a graph of ours needs, in its field numbers. */
import protobuf from 'protobufjs/light.js';
/** TensorProto.DataType. */
export const DATA_TYPE = { float: 1, uint8: 2, int8: 3, int32: 6, int64: 7 };
const MESSAGES = protobuf.Root.fromJSON({
    nested: {
        Model: {
            fields: {
                irVersion: { id: 1, type: 'int64' },
                producerName: { id: 2, type: 'string' },
                graph: { id: 7, type: 'Graph' },
                opsetImport: { id: 8, type: 'Opset', rule: 'repeated' },
            },
        },
        Opset: { fields: { domain: { id: 1, type: 'string' }, version: { id: 2, type: 'int64' } } },
        Graph: {
            fields: {
                node: { id: 1, type: 'Node', rule: 'repeated' },
                name: { id: 2, type: 'string' },
                initializer: { id: 5, type: 'Tensor', rule: 'repeated' },
                input: { id: 11, type: 'Value', rule: 'repeated' },
                output: { id: 12, type: 'Value', rule: 'repeated' },
            },
        },
        Node: {
            fields: {
                input: { id: 1, type: 'string', rule: 'repeated' },
                output: { id: 2, type: 'string', rule: 'repeated' },
                name: { id: 3, type: 'string' },
                opType: { id: 4, type: 'string' },
                attribute: { id: 5, type: 'Attribute', rule: 'repeated' },
                domain: { id: 7, type: 'string' },
            },
        },
        Attribute: {
            fields: {
                name: { id: 1, type: 'string' },
                f: { id: 2, type: 'float' },
                i: { id: 3, type: 'int64' },
                s: { id: 4, type: 'bytes' },
                ints: { id: 8, type: 'int64', rule: 'repeated' },
                type: { id: 20, type: 'int32' },
            },
        },
        Tensor: {
            fields: {
                dims: { id: 1, type: 'int64', rule: 'repeated' },
                dataType: { id: 2, type: 'int32' },
                name: { id: 8, type: 'string' },
                rawData: { id: 9, type: 'bytes' },
            },
        },
        Value: { fields: { name: { id: 1, type: 'string' }, type: { id: 2, type: 'Type' } } },
        Type: { fields: { tensorType: { id: 1, type: 'TensorType' } } },
        TensorType: { fields: { elemType: { id: 1, type: 'int32' }, shape: { id: 2, type: 'Shape' } } },
        Shape: { fields: { dim: { id: 1, type: 'Dimension', rule: 'repeated' } } },
        Dimension: { fields: { dimValue: { id: 1, type: 'int64' }, dimParam: { id: 2, type: 'string' } } },
    },
});
/** AttributeProto.AttributeType. */
const ATTRIBUTE_TYPE = { float: 1, int: 2, string: 3, ints: 7 };
/** The bytes of a .onnx file. ONNX operators at opset 17 (its LayerNormalization), IR version 8. */
export function onnxModel(graph) {
    return MESSAGES.lookupType('Model')
        .encode({
        irVersion: 8,
        producerName: 'leitmotif',
        opsetImport: [
            { domain: '', version: 17 },
            { domain: 'com.microsoft', version: 1 },
        ],
        graph: {
            name: graph.name,
            node: graph.operations.map((operation) => ({
                opType: operation.operator,
                domain: operation.domain,
                name: operation.outputs[0],
                input: operation.inputs,
                output: operation.outputs,
                attribute: Object.entries(operation.attributes).map(([name, value]) => ({ name, ...attribute(value) })),
            })),
            initializer: graph.constants.map((constant) => ({
                name: constant.name,
                dims: constant.shape,
                dataType: DATA_TYPE[constant.type],
                rawData: constant.bytes,
            })),
            input: graph.inputs.map(valueInfo),
            output: graph.outputs.map(valueInfo),
        },
    })
        .finish();
}
function attribute(value) {
    if (typeof value === 'number')
        return { i: value, type: ATTRIBUTE_TYPE.int };
    if (typeof value === 'string')
        return { s: Buffer.from(value), type: ATTRIBUTE_TYPE.string };
    if ('float' in value)
        return { f: value.float, type: ATTRIBUTE_TYPE.float };
    return { ints: value, type: ATTRIBUTE_TYPE.ints };
}
function valueInfo({ name, type, shape }) {
    const dim = shape.map((size) => (typeof size === 'number' ? { dimValue: size } : { dimParam: size }));
    return { name, type: { tensorType: { elemType: DATA_TYPE[type], shape: { dim } } } };
}
//# sourceMappingURL=onnx.js.map