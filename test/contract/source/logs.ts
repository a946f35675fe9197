/** What a Source makes of a log that loses records, of its ends, and of partitions that are added. */
import { expect, it } from 'vitest';
import { faultOf, LeitmotifError, messageOf } from '../../../src/core/errors.ts';
import { eventually } from '../../support/eventually.ts';
import { answers, type Bench, bytes, gate, never, values, type World } from './bench.ts';

export function logs({ world, run, copy, expectAll, untilCommitted, patience }: Bench): void {
  it('refuses to skip records that were deleted unread, unless the loss is accepted', async () => {
    const w = await world();
    await w.produce(values(30));
    const cut = { documents: 10, linger: 20 };
    const held = gate();
    const one = run(w.member('one', { cut }), {
      async handle(batch) {
        await batch.turn;
        if (batch.span.from >= 10n) return held.opened;
        await batch.commit(answers(w, batch));
      },
    });
    await untilCommitted(w, 0, 10n);
    const ended = one.stop();
    held.open();
    expect(await ended).toBe('resolved');
    await w.deleteBelow(0, 25n);
    const two = copy(w, w.member('two', { cut }));
    const error = await two.ended;
    expect(faultOf(error)).toBe('fatal');
    expect(messageOf(error)).toContain('[10, 25)');
    expect(messageOf(error)).toContain(`partition 0 of Kafka topic ${w.input}`);
    expect(messageOf(error)).toContain('--accept-loss');
    const three = copy(w, w.member('three', { cut, acceptLoss: true }));
    await untilCommitted(w, 0, 30n);
    expect(three.events).toContain('positioned 0 10 25');
    expect(three.spans).toEqual(['0:25-30']);
  });

  it.each([false, true])('refuses a log that lost its tail, loss accepted or not: %s', async (acceptLoss) => {
    const w = await world();
    await w.produce(values(20));
    await w.putOffset(0, 30n);
    const cut = { documents: 10, linger: 20 };
    const one = copy(w, w.member('one', { cut, acceptLoss }));
    const error = await one.ended;
    expect(faultOf(error)).toBe('fatal');
    expect(messageOf(error)).toContain(
      `had read partition 0 of Kafka topic ${w.input} up to 30, but the log now ends at 20`,
    );
    expect(messageOf(error)).toContain('state reset --keep-model --to 0=20`');
    expect(one.events.filter((event) => event.startsWith('positioned'))).toEqual([]);
    expect(one.spans).toEqual([]);
    expect(await w.committed(0)).toBe(30n);
    const remedy = () => 'Ask the operator';
    const two = copy(w, w.member('two', { cut, acceptLoss, remedy }));
    expect(messageOf(await two.ended)).toMatch(/nothing was changed\. Ask the operator$/);
    await w.putOffset(0, 20n);
    copy(w, w.member('three', { cut }));
    await w.produce(values(1, 0, 20));
    await untilCommitted(w, 0, 21n);
  });

  it('notices that the log was deleted before it while it runs', async () => {
    const w = await world();
    await w.produce(values(20));
    const cut = { documents: 10, linger: 20 };
    const held = gate();
    const one = run(w.member('one', { cut }), {
      async handle(batch) {
        await batch.turn;
        if (batch.span.from === 10n) {
          await w.produce(values(20, 0, 20));
          await w.deleteBelow(0, 35n);
          await held.opened;
          throw new LeitmotifError('transient', 'encode', 'no memory');
        }
        await batch.commit(answers(w, batch));
      },
    });
    await untilCommitted(w, 0, 10n);
    held.open();
    const error = await one.ended;
    expect(messageOf(error)).toContain('[10, 35)');
    expect(faultOf(error)).toBe('fatal');
  });

  it('notices that the log was deleted beyond what it has fetched, and commits what it has', async () => {
    const w = await world();
    const large = 'x'.repeat(200);
    // More than is fetched before back-pressure.
    for (let i = 0; i < 12; i++)
      await w.produce(Array.from({ length: 1000 }, () => ({ partition: 0, key: null, value: bytes(large) })));
    const held = gate();
    const one = run(w.member('one', { cut: { documents: 500, linger: 20 } }), {
      async handle(batch) {
        await batch.turn;
        await held.opened;
        await batch.commit([]);
      },
    });
    await eventually(() => expect(one.spans.length).toBe(2), patience);
    await w.deleteBelow(0, 11_900n);
    held.open();
    const error = await one.ended;
    expect(faultOf(error)).toBe('fatal');
    const committed = await w.committed(0);
    expect(committed).toBeGreaterThanOrEqual(1000n);
    expect(messageOf(error)).toContain(`[${committed}, 11900)`);
  });

  it.each([
    ['earliest', 0n],
    ['latest', 5n],
    [1_700_000_003_000, 3n],
  ] as const)('begins at %s where the group has no committed offset', async (begin, from) => {
    const w = await world();
    await w.produce(values(5).map((record, i) => ({ ...record, timestamp: 1_700_000_000_000 + i * 1000 })));
    const cut = { documents: 100, linger: 20 };
    const held = gate();
    const one = run(w.member('one', { cut, start: begin }), { handle: () => held.opened });
    await eventually(() => expect(one.events).toContain(`positioned 0 null ${from}`), patience);
    expect(await w.committed(0)).toBeNull();
    const ended = one.stop();
    held.open();
    expect(await ended).toBe('resolved');
    // What comes before the first commit is not skipped by the next start.
    await w.produce(values(2, 0, 5));
    const two = copy(w, w.member('two', { cut, start: 'latest' }));
    await untilCommitted(w, 0, 7n);
    expect(two.events).toContain(`positioned 0 null ${from}`);
    const wanted = Array.from({ length: 7 - Number(from) }, (_, i) => `v0-${Number(from) + i}`);
    await eventually(async () => expect((await w.results()).map(({ value }) => value)).toEqual(wanted), patience);
  });

  it('knows where its group stands in each partition, also where it has read nothing', async () => {
    const w = await world(2);
    await w.produce([...values(5), ...values(3, 1)]);
    await w.deleteBelow(0, 2n);
    const member = w.member('one', { cut: { documents: 100, linger: 20 }, start: 'latest' });
    const before = await member.source.standing();
    expect(before).toMatchObject([
      { partition: 0, low: 2n, end: 5n, committed: null, position: null },
      { partition: 1, low: 0n, end: 3n, committed: null, position: null },
    ]);
    const one = copy(w, member);
    await eventually(
      () => expect(one.events.filter((event) => event.startsWith('positioned'))).toHaveLength(2),
      patience,
    );
    await w.produce(values(1, 0, 5));
    await untilCommitted(w, 0, 6n);
    await eventually(async () => {
      const [first, second] = await member.source.standing();
      expect(first).toMatchObject({ low: 2n, committed: 6n, position: 6n });
      expect(second).toMatchObject({ low: 0n, end: 3n, committed: null, position: 3n });
    }, patience);
  });

  it('knows where the log of each partition ends now, whoever reads it and however far', async () => {
    const w = await world(2);
    const { source, ...member } = w.member('one');
    const expectEnds = (...expected: bigint[]) =>
      eventually(async () => {
        expect((await source.standing()).map(({ end }) => end)).toEqual(expected);
      }, patience);
    await expectEnds(0n, 0n);
    await w.produce(values(3, 1));
    await expectEnds(0n, 3n);
    // A handler hangs, and fetching stops before long.
    const hung = gate();
    run(
      { ...member, source },
      {
        async handle() {
          hung.open();
          await never;
        },
      },
    );
    await hung.opened;
    await w.produce(values(4, 1, 3));
    await w.hole(0, 2);
    await expectEnds(2n, 7n);
    await w.deleteBelow(1, 2n);
    await w.addPartitions(3);
    await expectEnds(2n, 7n, 0n);
  });

  it('picks up partitions that are added while it runs, from their first record', async () => {
    const w = await world();
    const one = copy(w, w.member('one', { cut: { documents: 10, linger: 20 }, start: 'latest' }));
    await eventually(() => expect(one.events).toContain('positioned 0 null 0'), patience);
    await w.addPartitions(2);
    await w.produce(values(5, 1));
    await untilCommitted(w, 1, 5n);
    expect(one.events).toContain('positioned 1 null 0');
    await expectAll(w, { 1: 5 });
  });

  it.each([
    ['has read', (w: World) => w.putOffset(0, 0n)],
    [
      'has begun, and found nothing to read',
      async (w: World) => {
        const first = copy(w, w.member('first', { start: 'latest' }));
        await eventually(() => expect(first.events).toContain('positioned 0 null 0'), patience);
        await first.stop();
      },
    ],
  ])(
    'picks up partitions that were added while no member ran, from their first record, where the group %s',
    async (_, begin) => {
      const w = await world();
      await begin(w);
      await w.addPartitions(2);
      await w.produce(values(5, 1));
      const one = copy(w, w.member('one', { cut: { documents: 10, linger: 20 }, start: 'latest' }));
      await untilCommitted(w, 1, 5n);
      expect(one.events).toContain('positioned 1 null 0');
      await expectAll(w, { 1: 5 });
    },
  );
}
