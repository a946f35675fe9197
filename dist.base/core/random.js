/** Randomness that is a function of a seed or of an id: nothing here depends on time or order of arrival. */
/** 32 bits of a text: FNV-1a over UTF-16 units, then the finaliser of MurmurHash3 so that nearby texts part. */
export function hash32(text, seed = 0) {
    let h = (0x811c9dc5 ^ seed) >>> 0;
    for (let i = 0; i < text.length; i++)
        h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
    h ^= h >>> 16;
    h = Math.imul(h, 0x85ebca6b);
    h ^= h >>> 13;
    h = Math.imul(h, 0xc2b2ae35);
    return (h ^ (h >>> 16)) >>> 0;
}
/** A number in (0, 1), uniform over texts. */
export function uniform(text, seed) {
    return (hash32(text, seed) + 0.5) / 4294967296;
}
/**
 * Key in (0, 1) of a weighted reservoir; the largest keys are a sample in which an item's chance grows with its
 * weight. Efraimidis & Spirakis (2006) take u^(1/weight), which is 0 in doubles for most items of a small weight;
 * 1 / (1 − ln(u) / weight) orders items alike and never underflows. `weight` > 0.
 */
export function reservoirKey(id, weight, seed) {
    return 1 / (1 - Math.log(uniform(id, seed)) / Math.max(weight, 1e-6));
}
/** One number in (0, 1) after the other, the same for the same seed. */
export function draws(seed) {
    let drawn = 0;
    return () => uniform(String(drawn++), seed);
}
/** 0 … n − 1 in an order that the seed decides (Fisher & Yates). */
export function shuffled(n, seed) {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    const next = draws(seed);
    for (let i = n - 1; i > 0; i--) {
        const j = Math.floor(next() * (i + 1));
        [order[i], order[j]] = [order[j], order[i]];
    }
    return order;
}
//# sourceMappingURL=random.js.map