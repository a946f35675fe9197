export interface NumberArray {
    readonly shape: readonly number[];
    /** Row-major. */
    readonly data: Float32Array | Uint8Array;
}
/** Gives the arrays by name as they are asked for; float32 and uint8, in C order. Throws `fatal` for what is none. */
export declare function readNpz(path: string): Promise<(name: string) => NumberArray>;
