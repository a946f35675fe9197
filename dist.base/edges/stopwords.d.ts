import { type StopWords } from '../core/text/stopwords.ts';
/** Every list of the package, made ready to choose between. */
export declare function packagedStopWords(): StopWords;
