/** The simulation is worth what it finds: bugs planted in the product's own code, each found within some seeds. */
import { beforeAll, describe, expect, it } from 'vitest';
import { BUGS } from './bugs.ts';
import { run } from './pool.ts';
import { planted, transpiled } from './tree.ts';
import type { Result } from './worker.ts';

/** Seeds within which each must be found. */
const WITHIN = 1000;

describe('the simulation finds', () => {
  let whole: string;
  beforeAll(async () => {
    whole = await transpiled();
  });

  it.each(BUGS.map((bug) => [bug.name, bug] as const))('%s', async (_, bug) => {
    const tree = await planted(whole, bug);
    let found: Result | undefined;
    await run(tree, { from: 1, count: WITHIN, threads: 1 }, (result) => {
      if (result.wrong !== null) found = result;
      return found !== undefined;
    });
    console.log(`${bug.name}: seed ${found?.seed}, ${found?.wrong?.split('\n')[0]}`);
    expect(found?.wrong).toEqual(expect.any(String));
  });
});
