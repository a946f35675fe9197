/** One planted fault: the text of a file that it replaces, and the tests that must notice. */
export interface Mutant {
  /** Below src/core. */
  readonly file: string;
  /** The formula or rule that it breaks. */
  readonly rule: string;
  /** Occurs exactly once in the file. */
  readonly search: string;
  readonly replacement: string;
  /** Below test. */
  readonly tests: readonly string[];
}

/** The mutants of one file, whose tests are the same unless a mutant names others. */
export function mutantsOf(
  file: string,
  tests: readonly string[],
  list: readonly (readonly [rule: string, search: string, replacement: string, ...tests: string[]])[],
): Mutant[] {
  return list.map(([rule, search, replacement, ...others]) => ({
    file,
    rule,
    search,
    replacement,
    tests: others.length > 0 ? others : tests,
  }));
}
