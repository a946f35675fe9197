/** That `make mutants` would still plant them all: code that is changed must take its mutants along. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { messageOf } from '../../src/core/errors.ts';
import { MUTANTS, planted, root } from './planted.ts';

it('each mutant finds its place', async () => {
  const stale: string[] = [];
  for (const mutant of MUTANTS)
    await planted(mutant).catch((error: unknown) => stale.push(`${mutant.file} ${mutant.rule}: ${messageOf(error)}`));
  expect(stale).toEqual([]);
});

it('the tests that are to notice them are there', () => {
  const tests = [...new Set(MUTANTS.flatMap((mutant) => mutant.tests))];
  expect(tests.filter((path) => !existsSync(join(root, 'test', path)))).toEqual([]);
});
