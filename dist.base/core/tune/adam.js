/** Adam (Kingma & Ba 2015): steps along gradients, each number's in proportion to how large its gradients usually are. */
const DECAY = { first: 0.9, second: 0.99, epsilon: 1e-8 };
export function momentsOf(length) {
    return { first: new Float32Array(length), second: new Float32Array(length) };
}
/** The step number `steps`, counted from 1. */
export function adam(steps) {
    const unbiased = 1 / (1 - DECAY.second ** steps);
    return (values, { first, second }, { at, gradient, rate }) => {
        const length = gradient.length;
        const pace = rate / (1 - DECAY.first ** steps);
        for (let j = 0; j < length; j++) {
            const g = gradient[j];
            const m = DECAY.first * first[at + j] + (1 - DECAY.first) * g;
            const v = DECAY.second * second[at + j] + (1 - DECAY.second) * g * g;
            first[at + j] = m;
            second[at + j] = v;
            values[at + j] = values[at + j] - (pace * m) / (Math.sqrt(v * unbiased) + DECAY.epsilon);
        }
    };
}
//# sourceMappingURL=adam.js.map