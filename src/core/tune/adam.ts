/** Adam (Kingma & Ba 2015): steps along gradients, each number's in proportion to how large its gradients usually are. */

export interface Moments {
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** Which numbers take a step, and by which part of the gradient. */
interface Step {
  readonly at: number;
  readonly gradient: Float64Array;
  readonly from: number;
  readonly length: number;
  readonly rate: number;
}

const DECAY = { first: 0.9, second: 0.99, epsilon: 1e-8 } as const;

export function momentsOf(length: number): Moments {
  return { first: new Float32Array(length), second: new Float32Array(length) };
}

/** The step number `steps`, counted from 1. */
export function adam(steps: number): (values: Float32Array, moments: Moments, step: Step) => void {
  const first = 1 - DECAY.first ** steps;
  const second = 1 - DECAY.second ** steps;
  return (values, moments, { at, gradient, from, length, rate }) => {
    for (let j = 0; j < length; j++) {
      const g = gradient[from + j] as number;
      const m = DECAY.first * (moments.first[at + j] as number) + (1 - DECAY.first) * g;
      const v = DECAY.second * (moments.second[at + j] as number) + (1 - DECAY.second) * g * g;
      moments.first[at + j] = m;
      moments.second[at + j] = v;
      values[at + j] = (values[at + j] as number) - (rate * (m / first)) / (Math.sqrt(v / second) + DECAY.epsilon);
    }
  };
}
