import type { Millis, ModelState } from '../types.ts';
import type { WordModel } from './perplexity.ts';
/** Of the live topics, over the words that the model's cells hold. */
export declare function wordModel(state: ModelState, halfLife: Millis): WordModel;
