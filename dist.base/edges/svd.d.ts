import type { Decompose } from '../core/migrate/affine.ts';
/** Singular values in descending order, by Golub and Reinsch's algorithm. */
export declare const svd: Decompose;
