/** TensorProto.DataType. */
export declare const DATA_TYPE: {
    readonly float: 1;
    readonly uint8: 2;
    readonly int8: 3;
    readonly int32: 6;
    readonly int64: 7;
};
export type DataType = keyof typeof DATA_TYPE;
/** A constant of the graph; `bytes` are its elements row-major, little-endian. */
export interface Constant {
    readonly name: string;
    readonly type: DataType;
    readonly shape: readonly number[];
    readonly bytes: Uint8Array;
}
export type Attribute = number | {
    readonly float: number;
} | readonly number[] | string;
/** One operator; an empty input name stands for one left out. */
export interface Operation {
    readonly operator: string;
    /** '' for ONNX's own operators. */
    readonly domain: '' | 'com.microsoft';
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
    readonly attributes: Readonly<Record<string, Attribute>>;
}
/** A named input or output; a string in the shape is a size known only at run time. */
export interface Value {
    readonly name: string;
    readonly type: DataType;
    readonly shape: readonly (number | string)[];
}
export interface Graph {
    readonly name: string;
    readonly inputs: readonly Value[];
    readonly outputs: readonly Value[];
    readonly operations: readonly Operation[];
    readonly constants: readonly Constant[];
}
/** The bytes of a .onnx file. ONNX operators at opset 17 (its LayerNormalization), IR version 8. */
export declare function onnxModel(graph: Graph): Uint8Array;
