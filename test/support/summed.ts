import { countsOf } from '../../src/core/model/cells.ts';
import type { Cell } from '../../src/core/types.ts';

/** A cell with all its counts in one, as it is written; any other value as it is. */
export function summed(value: object): object {
  return 'added' in value && 'terms' in value ? { ...value, terms: countsOf(value as Cell), added: [] } : value;
}
