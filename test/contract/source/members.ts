/** What becomes of partitions when members come, go, and die. */
import { expect, it } from 'vitest';
import { AT_ONCE } from '../../../src/core/cut.ts';
import { faultOf } from '../../../src/core/errors.ts';
import { eventually } from '../../support/eventually.ts';
import { answers, type Bench, gate, never, values } from './bench.ts';

export function members({ world, run, copy, expectAll, untilCommitted, patience, sessionTimeout }: Bench): void {
  it('loses and repeats nothing when a member is killed in the middle of a batch', async () => {
    const w = await world(2);
    await w.produce([...values(60, 0), ...values(60, 1)]);
    const cut = { documents: 16, linger: 20 };
    const first = w.member('one', { cut });
    let commits = 0;
    run(first, {
      async handle(batch) {
        await batch.turn;
        if (++commits > 4) await never;
        await batch.commit(answers(w, batch));
      },
    });
    await eventually(() => expect(commits).toBeGreaterThan(4), patience);
    first.crash();
    copy(w, w.member('two', { cut }));
    await untilCommitted(w, 0, 60n);
    await untilCommitted(w, 1, 60n);
    await expectAll(w, { 0: 60, 1: 60 });
  });

  it('moves partitions between members in the middle of batches; the old owner is fenced', async () => {
    const w = await world(2);
    await w.produce([...values(60, 0), ...values(60, 1)]);
    const cut = { documents: 16, linger: 20 };
    const held = gate();
    const late: string[] = [];
    const one = run(w.member('one', { cut }), {
      async handle(batch) {
        await batch.turn;
        if (batch.span.from >= 16n) await held.opened;
        const taken = batch.revoked.aborted;
        try {
          await batch.commit(answers(w, batch));
        } catch (error) {
          if (taken) late.push(faultOf(error));
          throw error;
        }
      },
    });
    await untilCommitted(w, 0, 16n);
    await untilCommitted(w, 1, 16n);
    const two = copy(w, w.member('two', { cut }));
    await eventually(() => expect(one.events.filter((e) => e.startsWith('revoked')).length).toBe(2), patience);
    held.open();
    await untilCommitted(w, 0, 60n);
    await untilCommitted(w, 1, 60n);
    await expectAll(w, { 0: 60, 1: 60 });
    expect(late.length).toBeGreaterThan(0);
    expect(new Set(late)).toEqual(new Set(['fenced']));
    const [mine = []] = [two.spans.map((span) => span.split(':')[0])];
    expect(new Set(mine).size).toBe(1);
  });

  it('fences every partition on assignment, quiet ones too, before it says so', async () => {
    const w = await world(2);
    const zombie = await w.leaveOpen(1);
    const one = copy(w, w.member('one', { cut: { documents: 10, linger: 20 } }));
    await eventually(() => expect(one.events).toContain('positioned 1 null 0'), patience);
    expect(faultOf(await zombie.commit().catch((error: unknown) => error))).toBe('fenced');
    await w.produce(values(1, 0));
    await untilCommitted(w, 0, 1n);
    await expectAll(w, { 0: 1 });
  });

  it('passes over holes, also at the end of the log', async () => {
    const w = await world();
    await w.hole(0, 4);
    await w.produce(values(3));
    await w.hole(0, 5);
    const cut = { documents: 4, linger: 20 };
    const one = copy(w, w.member('one', { cut }));
    await eventually(async () => expect((await w.results()).length).toBe(3), patience);
    await eventually(async () => expect(await w.committed(0)).toBe(12n), patience);
    expect(await one.stop()).toBe('resolved');
    await w.hole(0, 3);
    await w.produce(values(2, 0, 3));
    const two = copy(w, w.member('two', { cut }));
    await untilCommitted(w, 0, 17n);
    expect(two.spans).toEqual(['0:12-16', '0:16-17']);
    await expectAll(w, { 0: 5 });
  });

  it('comes to the end of the log though its tail be holes, when it takes what was fetched', async () => {
    const w = await world();
    await w.produce(values(3));
    await w.hole(0, 5);
    copy(w, w.member('one', { cut: AT_ONCE }));
    await untilCommitted(w, 0, 8n);
    await w.hole(0, 2);
    await untilCommitted(w, 0, 10n);
    await expectAll(w, { 0: 3 });
  });

  it('finishes the work in hand when it is told to stop', async () => {
    const w = await world();
    await w.produce(values(100));
    const held = gate();
    const one = run(w.member('one', { cut: { documents: 10, linger: 20 } }), {
      async handle(batch) {
        await batch.turn;
        await held.opened;
        await batch.commit(answers(w, batch));
      },
    });
    await eventually(() => expect(one.spans.length).toBe(2), patience);
    const ended = one.stop();
    held.open();
    expect(await ended).toBe('resolved');
    expect(one.spans).toEqual(['0:0-10', '0:10-20']);
    expect(await w.committed(0)).toBe(20n);
    const begun = Date.now();
    copy(w, w.member('two', { cut: { documents: 50, linger: 20 } }));
    await untilCommitted(w, 0, 100n);
    // It left the group, so nobody had to wait for its session to end.
    if (sessionTimeout > 0) expect(Date.now() - begun).toBeLessThan(sessionTimeout);
    await expectAll(w, { 0: 100 });
  });
}
