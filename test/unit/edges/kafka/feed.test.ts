import type { Kafka } from 'kafkajs';
import kafkajs from 'kafkajs';
import { describe, expect, it, vi } from 'vitest';
import { Feed } from '../../../../src/edges/kafka/feed.ts';

const { KafkaJSNonRetriableError } = kafkajs;

/** A consumer that crashes when it is told to, after which kafkajs does not start it again. */
function reader() {
  const listeners = new Map<string, (event: { payload: unknown }) => void>();
  const run = vi.fn(async (): Promise<void> => {});
  const disconnect = vi.fn(async () => listeners.get('stop')?.({ payload: {} }));
  const consumer = {
    events: { GROUP_JOIN: 'join', HEARTBEAT: 'beat', CRASH: 'crash', STOP: 'stop' },
    on: (event: string, listener: (event: { payload: unknown }) => void) => void listeners.set(event, listener),
    connect: async () => {},
    subscribe: async () => {},
    run,
    disconnect,
  };
  const failed = vi.fn();
  const waits: (() => void)[] = [];
  const clock = {
    now: () => 0,
    // Only the watch waits for so long, and it is never over.
    sleep: (ms: number) => (ms === 1000 ? new Promise<void>((resolve) => waits.push(resolve)) : Promise.resolve()),
  };
  const feed = new Feed(
    { consumer: () => consumer } as unknown as Kafka,
    {
      ...{ topic: 'documents', group: 'workers', sessionTimeout: 6000, maxWaitTime: 500, maxBytesPerPartition: 1 },
      ...{ metadataMaxAge: 1, patience: 120_000, clock, probe: { log() {} } },
    },
    { joined() {}, fetched() {}, outOfRange() {}, failed },
  );
  const tell = async (event: string, payload: unknown): Promise<void> => {
    listeners.get(event)?.({ payload });
    await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    ...{ feed, run, failed, disconnect },
    join: () => tell('join', { memberAssignment: { documents: [0] } }),
    crash: (error: Error) => tell('crash', { error, restart: false }),
  };
}

function lost(): Error {
  const error = new KafkaJSNonRetriableError('Failed to find group coordinator');
  return Object.assign(error, { name: 'KafkaJSGroupCoordinatorNotFound' });
}

describe('a reading that kafkajs would not start again', () => {
  it('starts again while a broker that restarts does not know the coordinator of its group', async () => {
    const { feed, run, failed, join, crash } = reader();
    await feed.start();
    await join();
    await crash(lost());
    await crash(lost());
    expect(run).toHaveBeenCalledTimes(3);
    expect(failed).not.toHaveBeenCalled();
    await feed.stop();
    await crash(lost());
    expect(run).toHaveBeenCalledTimes(3);
  });

  it('ends where the group has never let it in, and names the right', async () => {
    const { feed, run, failed, crash } = reader();
    await feed.start();
    await crash(lost());
    expect(run).toHaveBeenCalledOnce();
    expect(failed).toHaveBeenCalledWith(
      expect.objectContaining({ fault: 'transient', message: expect.stringContaining('Read on group workers') }),
    );
  });

  it.each([
    ['that does not pass', Object.assign(new Error('no'), { type: 'GROUP_AUTHORIZATION_FAILED' }), 'fatal'],
    // It would come back with each fetch, for ever.
    ['of what was fetched', new KafkaJSNonRetriableError(new RangeError('stack size exceeded')), 'transient'],
  ])('ends with an error %s', async (_, error, fault) => {
    const { feed, run, failed, join, crash } = reader();
    await feed.start();
    await join();
    await crash(error);
    expect(run).toHaveBeenCalledOnce();
    expect(failed).toHaveBeenCalledWith(expect.objectContaining({ fault }));
  });

  it('leaves the group when it was told to stop while it joined again', async () => {
    const { feed, run, join, crash, disconnect } = reader();
    await feed.start();
    await join();
    run.mockImplementationOnce(async () => {
      await feed.stop();
    });
    await crash(lost());
    expect(disconnect).toHaveBeenCalledTimes(2);
  });
});
