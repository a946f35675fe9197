export interface Tensor {
    readonly shape: readonly number[];
    /** Row-major. */
    readonly data: Float32Array;
}
/**
 * The file's float32 tensors by name. Throws `fatal` for a file that is cut short or is none of this format.
 */
export declare function readSafetensors(path: string): Promise<ReadonlyMap<string, Tensor>>;
/** The bytes of a .safetensors file with these tensors, float32, in this order. */
export declare function safetensors(tensors: ReadonlyMap<string, Tensor>): Buffer;
