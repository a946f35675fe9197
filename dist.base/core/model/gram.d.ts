import type { Products } from '../ports.ts';
import type { Points } from './agglomerate.ts';
import type { Mass } from './mass.ts';
/** Masses as points about the mean of the stream: R_i = w_i·(m_i − mean). */
export declare function pointsOf(masses: readonly Mass[], mean: Float32Array, products: Products): Points;
