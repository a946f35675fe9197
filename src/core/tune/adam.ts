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

const DECAY = { first: 0.9, second: 0.99, epsilon: 1e-8 } as const;

export function momentsOf(length: number): Moments {
  return { first: new Float32Array(length), second: new Float32Array(length) };
}

/** The step number `steps`, counted from 1. */
export function adam(steps: number): (values: Float32Array, moments: Moments, step: Step) => void {
  const unbiased = 1 / (1 - DECAY.second ** steps);
  return (values, { first, second }, { at, gradient, rate }) => {
    const length = gradient.length;
    const pace = rate / (1 - DECAY.first ** steps);
    for (let j = 0; j < length; j++) {
      const g = gradient[j] as number;
      const m = DECAY.first * (first[at + j] as number) + (1 - DECAY.first) * g;
      const v = DECAY.second * (second[at + j] as number) + (1 - DECAY.second) * g * g;
      first[at + j] = m;
      second[at + j] = v;
      values[at + j] = (values[at + j] as number) - (pace * m) / (Math.sqrt(v * unbiased) + DECAY.epsilon);
    }
  };
}
