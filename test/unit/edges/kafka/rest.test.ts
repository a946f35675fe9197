import { createRequire } from 'node:module';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { letConnectionsRest } from '../../../../src/edges/kafka/rest.ts';

/** As far as it is needed here. */
interface Queue {
  throttledUntil: number;
  maybeThrottle(milliseconds: number): void;
  push(request: { entry: object; expectResponse: boolean; sendRequest: () => void }): void;
  checkPendingRequests(): void;
}

const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue/index.js') as new (
  options: object,
) => Queue;

const queue = (): Queue =>
  new RequestQueue({
    maxInFlightRequests: null,
    requestTimeout: 30_000,
    enforceRequestTimeout: false,
    clientId: 'test',
    broker: 'broker:9092',
    logger: { debug() {} },
    isConnected: () => true,
  });

describe('letConnectionsRest', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    letConnectionsRest();
    letConnectionsRest();
  });
  afterEach(() => void vi.useRealTimers());

  it('leaves a connection without a request alone', () => {
    queue().checkPendingRequests();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('has a throttled request sent when its time has come, and rests again', () => {
    const throttled = queue();
    const sendRequest = vi.fn();
    throttled.maybeThrottle(250);
    const entry = { correlationId: 1, apiName: 'Fetch', resolve() {} };
    throttled.push({ entry, expectResponse: false, sendRequest });
    vi.advanceTimersByTime(200);
    expect(sendRequest).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(sendRequest).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
});
