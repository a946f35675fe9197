/** What only a real broker can do to a source: sessions that run on, connections that break, a network that goes. */
import { afterEach, describe, expect, it } from 'vitest';
import { faultOf, messageOf } from '../../src/core/errors.ts';
import type { Intake, RawBatch } from '../../src/core/ports.ts';
import type { KafkaSourceOptions } from '../../src/edges/kafka/settings.ts';
import { kafkaSource } from '../../src/edges/kafka/source.ts';
import { systemClock } from '../../src/edges/telemetry/clock.ts';
import type { World } from '../contract/source/bench.ts';
import { FragileKafka, kafkaWorld } from '../integration/edges/kafka/world.ts';
import { eventually } from '../support/eventually.ts';

const patience = { timeout: 40_000 };
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value);
const values = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ partition: 0, key: null, value: bytes(`v${from + i}`) }));

describe('kafkaSource', () => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  const world = async (): Promise<World> => {
    const w = await kafkaWorld({ partitions: 1 });
    ends.push(() => w.close());
    return w;
  };
  const start = (w: World, kafka: FragileKafka, given: { intake: Intake; options?: Partial<KafkaSourceOptions> }) => {
    const stop = new AbortController();
    const source = kafkaSource(kafka, {
      topic: w.input,
      group: `${w.input}-readers`,
      epoch: () => 1,
      cut: { documents: 10, linger: 20 },
      clock: systemClock,
      probe: { log() {} },
      ...given.options,
    });
    const ended = source.run(given.intake, stop.signal).then(
      () => 'resolved',
      (error: unknown) => error,
    );
    const end = (): Promise<unknown> => {
      stop.abort();
      return ended;
    };
    ends.unshift(end);
    return { ended, stop: end };
  };
  const copy = (w: World, onBatch: (batch: RawBatch) => Promise<void> = async () => {}): Intake => ({
    async handle(batch) {
      await onBatch(batch);
      await batch.turn;
      await batch.commit(batch.records.map(({ offset, value }) => ({ topic: w.output, key: String(offset), value })));
    },
  });
  const expectAll = async (w: World, count: number): Promise<void> => {
    await eventually(async () => expect((await w.results()).length).toBeGreaterThanOrEqual(count), patience);
    const found = await w.results();
    expect(found.map(({ value }) => value)).toEqual(Array.from({ length: count }, (_, i) => `v${i}`));
  };

  it('stays in the group while a batch takes longer than the session time-out', async () => {
    const w = await world();
    await w.produce(values(20));
    const events: string[] = [];
    const intake = copy(w, (batch) => systemClock.sleep(batch.span.from === 0n ? 8000 : 0));
    start(w, new FragileKafka(), {
      intake: {
        ...intake,
        positioned: async () => void events.push('positioned'),
        revoked: () => void events.push('revoked'),
      },
    });
    await expectAll(w, 20);
    expect(events).toEqual(['positioned']);
  });

  it('goes on after all connections broke, at any moment', async () => {
    const w = await world();
    await w.produce(values(200));
    const kafka = new FragileKafka();
    let batches = 0;
    kafka.beforeCommit = async () => {
      if (++batches % 7 === 3) kafka.interrupt();
    };
    // Once: whatever breaks a transaction has it begun again with this batch.
    let broken = false;
    start(w, kafka, {
      intake: copy(w, async ({ span }) => {
        if (broken || span.from !== 120n) return;
        broken = true;
        kafka.interrupt();
      }),
    });
    await expectAll(w, 200);
    expect(batches).toBeGreaterThan(20);
  });

  it('ends with a transient fault when the broker stays away', async () => {
    const w = await world();
    const kafka = new FragileKafka();
    let positioned = false;
    const { ended } = start(w, kafka, {
      intake: {
        ...copy(w),
        positioned: async () => {
          positioned = true;
        },
      },
      options: { patience: 4000 },
    });
    await eventually(() => expect(positioned).toBe(true), patience);
    const begun = Date.now();
    kafka.crash();
    const error = await ended;
    expect(faultOf(error)).toBe('transient');
    expect(messageOf(error)).toContain('broker');
    expect(Date.now() - begun).toBeLessThan(30_000);
  });

  it('ends with a transient fault when there is no broker to begin with', async () => {
    const w = await world();
    const kafka = new FragileKafka();
    kafka.crash();
    const { ended } = start(w, kafka, { intake: copy(w), options: { patience: 1000 } });
    expect(faultOf(await ended)).toBe('transient');
  });

  it('stops when it is told to while there is no broker', async () => {
    const w = await world();
    const kafka = new FragileKafka();
    kafka.crash();
    const { stop } = start(w, kafka, { intake: copy(w) });
    expect(await stop()).toBe('resolved');
  });

  it('takes back what a former owner fenced too late', async () => {
    const w = await world();
    await w.produce(values(20));
    const kafka = new FragileKafka();
    let commits = 0;
    kafka.beforeCommit = async () => {
      // Not where it begins, but at its first batch.
      if (++commits !== 2) return;
      const former = new FragileKafka().producer({
        transactionalId: `${w.input}-readers-${w.input}-0`,
        maxInFlightRequests: 1,
      });
      await former.connect();
      await (await former.transaction()).abort();
      await former.disconnect();
    };
    start(w, kafka, { intake: copy(w) });
    await expectAll(w, 20);
    expect(commits).toBe(4);
  });

  it('gives up when somebody else keeps its transactional id', async () => {
    const w = await world();
    await w.produce(values(10));
    const transactionalId = `${w.input}-fixed`;
    const { ended } = start(w, new FragileKafka(), {
      intake: copy(w, async () => {
        const intruder = new FragileKafka().producer({ transactionalId, maxInFlightRequests: 1 });
        await intruder.connect();
        await (await intruder.transaction()).abort();
        await intruder.disconnect();
      }),
      options: { transactionalId: () => transactionalId },
    });
    const error = await ended;
    expect(faultOf(error)).toBe('fenced');
    expect(messageOf(error)).toContain('transactional id');
  });
});
