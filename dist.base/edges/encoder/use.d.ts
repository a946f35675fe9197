import { type Precision } from './builder.ts';
import type { NumberArray } from './npz.ts';
/**
 * The bytes of an ONNX model: input `tokens` int32 (1, n); output `vector` float32 (1, 512), of unit length. Throws
 * `fatal` when an array is missing or has another shape.
 */
export declare function useGraph(arrays: (name: string) => NumberArray, precision: Precision): Uint8Array;
