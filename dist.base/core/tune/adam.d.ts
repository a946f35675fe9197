/** Adam (Kingma & Ba 2015): steps along gradients, each number's in proportion to how large its gradients usually are. */
export interface Moments {
    readonly first: Float32Array;
    readonly second: Float32Array;
}
/** The numbers from `at` on take a step along a gradient. */
interface Step {
    readonly at: number;
    readonly gradient: Float64Array;
    readonly rate: number;
}
export declare function momentsOf(length: number): Moments;
/** The step number `steps`, counted from 1. */
export declare function adam(steps: number): (values: Float32Array, moments: Moments, step: Step) => void;
export {};
