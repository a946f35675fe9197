/** The encoder that the settings name, with real weights. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configSchema } from '../../../src/cli/config.ts';
import { openEncoder } from '../../../src/cli/wire.ts';
import type { Encoder } from '../../../src/core/ports.ts';
import { recordingProbe } from '../../support/probe.ts';

const CALLS = 100;
const BATCH = 1000;

describe('openEncoder', () => {
  let encoder: Encoder;
  beforeAll(async () => {
    encoder = await openEncoder(configSchema.parse({}), recordingProbe());
  });
  afterAll(() => encoder.close());

  // Encoded one by one, they would take some ten minutes, and the test its time-out.
  it('encodes a flood of one text once', async () => {
    const text = 'Win a prize now: click here to claim your free gift card.';
    const alone = (await encoder.encode(['Another text.', text])).data.slice(encoder.dim);
    const flood = Array.from({ length: BATCH }, () => text);
    for (let call = 0; call < CALLS; call++) {
      const { rows, data } = await encoder.encode(flood);
      expect(rows).toBe(BATCH);
      expect(data.subarray((BATCH - 1) * encoder.dim)).toEqual(alone);
    }
  });
});
