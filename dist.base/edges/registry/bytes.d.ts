/** Little-endian float32, whatever the machine; of the same memory where it may be. */
export declare function toBytes(values: Float32Array): Buffer;
export declare function fromBytes(bytes: Buffer): Float32Array;
/** Little-endian float64, whatever the machine. */
export declare function toDoubles(values: Float64Array): Buffer;
export declare function fromDoubles(bytes: Buffer): Float64Array;
