/** Crashes as data: whatever happens to transactions and owners, what is committed in the end is the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAULTS, type Fault, play } from '../../support/faults.ts';
import { EXACTLY_ONCE, filled } from '../../support/filled.ts';
import { count, difference, essence, isGood } from '../../support/outcome.ts';
import type { World } from '../../support/world.ts';

/** Revision-0 Θ and events without the number of the version that shows them. */
function told(world: World): unknown {
  return {
    theta: world.theta().map(({ key, value }) => (value === null ? key : { ...value, model: null })),
    events: world.records(world.names.events).map(({ record }) => ({
      ...world.codecs.events.decode(record.value ?? new Uint8Array()),
      model: null,
    })),
  };
}

const SCRIPTS: readonly (readonly Fault[])[] = [
  ...(['worker', 'trainer'] as const).flatMap((of) =>
    FAULTS.flatMap((what) => [[{ of, what, at: 1 }], [{ of, what, at: 5 }]] as Fault[][]),
  ),
  // Again and again, and both halves at once.
  [3, 4, 5, 6].map((at) => ({ of: 'worker', what: 'unknown', at })),
  [2, 3, 4].map((at) => ({ of: 'trainer', what: 'killed before', at })),
  [
    { of: 'worker', what: 'killed after', at: 2 },
    { of: 'trainer', what: 'frozen', at: 3 },
    { of: 'worker', what: 'frozen', at: 6 },
    { of: 'trainer', what: 'unknown', at: 7 },
  ],
];

const name = (script: readonly Fault[]): string => script.map(({ of, what, at }) => `${of} ${at} ${what}`).join(', ');

describe('one partition at staleness 0', () => {
  const calm = (async () => {
    const world = await filled({});
    await play(world, []);
    return { model: essence(await world.model()), told: told(world) };
  })();

  async function check(script: readonly Fault[], replicas: number): Promise<number> {
    const world = await filled({});
    const { happened } = await play(world, script, { replicas });
    expect(count(world, isGood)).toEqual(EXACTLY_ONCE);
    const undisturbed = await calm;
    expect(difference(essence(await world.model()), undisturbed.model)).toBeNull();
    expect(told(world)).toEqual(undisturbed.told);
    return happened.length;
  }

  it.each(SCRIPTS.map((script) => [name(script), script] as const))('%s', async (_, script) => {
    expect(await check(script, 1)).toBe(script.length);
  });

  it('any script', async () => {
    const fault = fc.record<Fault>({
      of: fc.constantFrom('worker', 'trainer'),
      at: fc.integer({ min: 1, max: 14 }),
      what: fc.constantFrom(...FAULTS),
    });
    const scripts = fc.uniqueArray(fault, { maxLength: 6, selector: ({ of, at }) => `${of} ${at}` });
    await fc.assert(
      fc.asyncProperty(scripts, fc.integer({ min: 1, max: 2 }), async (script, replicas) => {
        await check(script, replicas);
      }),
      { numRuns: 10, seed: 20240101 },
    );
  }, 60_000);
});

describe('three partitions and two replicas', () => {
  const scripts: readonly { readonly script: readonly Fault[]; readonly staleness: number }[] = [
    { script: [], staleness: 1 },
    {
      script: [
        { of: 'worker', what: 'killed before', at: 4 },
        { of: 'trainer', what: 'killed after', at: 3 },
      ],
      staleness: 0,
    },
    {
      script: [
        { of: 'worker', what: 'frozen', at: 5 },
        { of: 'worker', what: 'unknown', at: 8 },
      ],
      staleness: 4,
    },
    {
      script: [
        { of: 'trainer', what: 'frozen', at: 1 },
        { of: 'worker', what: 'moved', at: 7 },
        { of: 'trainer', what: 'unknown', at: 2 },
      ],
      staleness: 4,
    },
  ];

  it.each(scripts.map((given) => [name(given.script) || 'nothing', given] as const))(
    'after %s equal a fresh fold over the committed stats',
    async (_, { script, staleness }) => {
      const world = await filled({ partitions: 3, staleness, batch: 16, model: { warmup: 48 } });
      const { happened } = await play(world, script, { replicas: 2 });
      expect(happened).toHaveLength(script.length);
      expect(count(world, isGood)).toEqual(EXACTLY_ONCE);
      expect(difference(essence(await world.model()), essence(await world.refold()))).toBeNull();
    },
  );
});
