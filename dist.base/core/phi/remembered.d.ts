import type { Exemplar } from '../types.ts';
/** What is made of an exemplar, made once: it stays what it is from one look to the next. */
export declare function remembered<T extends object>(make: (exemplar: Exemplar) => T): (exemplar: Exemplar) => T;
