import type { Exemplar } from '../types.ts';

/** What is made of an exemplar, made once: it stays what it is from one look to the next. */
export function remembered<T extends object>(make: (exemplar: Exemplar) => T): (exemplar: Exemplar) => T {
  const known = new WeakMap<Exemplar, T>();
  return (exemplar) => {
    const made = known.get(exemplar) ?? make(exemplar);
    known.set(exemplar, made);
    return made;
  };
}
