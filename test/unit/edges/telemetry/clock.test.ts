import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';

describe('system clock', () => {
  it('sleeps for about as long as asked', async () => {
    const before = systemClock.now();
    await systemClock.sleep(20);
    expect(systemClock.now() - before).toBeGreaterThanOrEqual(19);
  });

  it('wakes at once when the signal is or was aborted', async () => {
    const controller = new AbortController();
    const asleep = systemClock.sleep(3_600_000, controller.signal);
    controller.abort();
    await asleep;
    await systemClock.sleep(3_600_000, controller.signal);
  });
});
