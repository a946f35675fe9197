/** Randomness that is a function of a seed or of an id: nothing here depends on time or order of arrival. */
/** 32 bits of a text: FNV-1a over UTF-16 units, then the finaliser of MurmurHash3 so that nearby texts part. */
export declare function hash32(text: string, seed?: number): number;
/** A number in (0, 1), uniform over texts. */
export declare function uniform(text: string, seed: number): number;
/**
 * Key in (0, 1) of a weighted reservoir; the largest keys are a sample in which an item's chance grows with its
 * weight. Efraimidis & Spirakis (2006) take u^(1/weight), which is 0 in doubles for most items of a small weight;
 * 1 / (1 − ln(u) / weight) orders items alike and never underflows. `weight` > 0.
 */
export declare function reservoirKey(id: string, weight: number, seed: number): number;
/** One number in (0, 1) after the other, the same for the same seed. */
export declare function draws(seed: number): () => number;
/** 0 … n − 1 in an order that the seed decides (Fisher & Yates). */
export declare function shuffled(n: number, seed: number): Int32Array;
