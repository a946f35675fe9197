import { type Engine } from './scalar.ts';
/** Null where there is no WebAssembly with SIMD. Rows longer than 65536 are left to scalar.ts. */
export declare function wasmEngine(): Engine | null;
