/**
 * What the graphs of all encoders are put together with. `int8` quantises dynamically: each product takes its
 * activations' scale from the run and multiplies in integers (DynamicQuantizeMatMul), where weights alone in int8 would
 * run at the speed of float32.
 */
import type { Attribute, Constant, Operation } from './onnx.ts';
import type { Tensor } from './safetensors.ts';
export type Precision = 'int8' | 'float32';
/** Input and output of the graph. */
export declare const TOKENS = "tokens";
export declare const VECTOR = "vector";
export interface Builder {
    readonly operations: Operation[];
    readonly constants: Constant[];
}
/** x·Wᵀ, + b where there is one. `weight` is (outputs, inputs), as PyTorch keeps it. */
export declare function product(builder: Builder, step: {
    input: string;
    name: string;
    output: string;
    precision: Precision;
    weight: Tensor;
    bias?: Tensor;
}): string;
/** The transposed weight in int8 with its scales; the empty name stands for its zero point, 0 as it is symmetric. */
export declare function integers(builder: Builder, name: string, weight: Tensor): [string, string, string];
/** Symmetric, row by row of the row-major matrix: value ≈ integer · scale, scale = max |value| / limit. */
export declare function quantised(data: Float32Array, { rows, columns, limit }: {
    rows: number;
    columns: number;
    limit: number;
}): {
    values: Int8Array;
    scales: Float32Array;
};
export declare function transposed<T extends Float32Array | Int8Array>(data: T, into: T, { rows, columns }: {
    rows: number;
    columns: number;
}): T;
export declare function constant(builder: Builder, name: string, { shape, data }: Tensor): string;
export declare function bytesOf(array: Float32Array | Int8Array | Int32Array | BigInt64Array): Uint8Array;
export declare function operation(builder: Builder, operator: string, inputs: readonly string[], output: string | readonly string[], attributes?: Readonly<Record<string, Attribute>>): string;
/** One of onnxruntime's own operators. */
export declare function fused(builder: Builder, operator: string, inputs: readonly string[], output: string, attributes: Readonly<Record<string, Attribute>>): string;
