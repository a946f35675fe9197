import { Kafka, logLevel } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { hashingEncoder } from '../../src/edges/encoder/hashing.ts';
import { memoryRegistry } from '../../src/edges/registry/memory.ts';
import { createLeitmotif, type LeitmotifOptions } from '../../src/index.ts';

/** Nothing listens on port 1. */
const kafka = new Kafka({
  brokers: ['127.0.0.1:1'],
  logLevel: logLevel.NOTHING,
  retry: { retries: 0 },
  connectionTimeout: 500,
});

function create(options: Partial<LeitmotifOptions> = {}) {
  return createLeitmotif({ kafka, registry: memoryRegistry(), encoder: hashingEncoder(), ...options });
}

describe('createLeitmotif', () => {
  it('refuses wrong settings at once, by name', () => {
    expect(() => create({ registry: { url: 'nowhere' } })).toThrow(
      /registry\.url is "nowhere": give an http or https address/,
    );
    expect(() => create({ batch: { linger: 'soon' } })).toThrow(/batch\.linger is "soon"/);
    expect(() => create({ encoder: { kind: 'magic' as 'hashing' } })).toThrow(/encoder\.kind is "magic"/);
  });

  it('refuses at once what is no client, and settings that it does not have', () => {
    const settings = { brokers: ['127.0.0.1:9092'] } as unknown as Kafka;
    expect(() => create({ kafka: settings })).toThrow(/^kafka is no client of KafkaJS: give new Kafka\(/);
    expect(() => createLeitmotif({} as LeitmotifOptions)).toThrow(/^kafka is no client/);
    for (const [name, value] of Object.entries({ http: { port: 8080 }, tune: { every: '1h' } }))
      expect(() => create({ [name]: value })).toThrow(
        expect.objectContaining({
          fault: 'fatal',
          stage: 'config',
          message: expect.stringMatching(`^${name} is none of`),
        }),
      );
    expect(() => create(Object.fromEntries([['http', undefined]]))).not.toThrow();
  });

  it('reads no environment: that is the service’s own', () => {
    process.env.LEITMOTIF_BATCH_LINGER = 'soon';
    try {
      expect(() => create()).not.toThrow();
    } finally {
      delete process.env.LEITMOTIF_BATCH_LINGER;
    }
  });

  it('is not ready before it runs, and has metrics of its own without those of the process', async () => {
    const leitmotif = create();
    expect(leitmotif.status()).toEqual({ ready: false, detail: 'starting', trainer: false });
    const { body } = await leitmotif.metrics();
    expect(body).toContain('leitmotif_trainer 0');
    expect(body).not.toContain('process_cpu');
  });

  it('ends when it is stopped while the broker is away, and leaves an encoder that was given open', async () => {
    const encoder = hashingEncoder();
    const lines: string[] = [];
    let tried: () => void = () => {};
    const waiting = new Promise<void>((resolve) => {
      tried = resolve;
    });
    const log = (_level: string, message: string) => {
      lines.push(message);
      if (/cannot be used yet/.test(message)) tried();
    };
    const leitmotif = create({ encoder, log });
    const ended = leitmotif.run().then(
      () => 'resolved',
      (error: unknown) => error,
    );
    await waiting;
    await leitmotif.stop();
    expect(await ended).toBe('resolved');
    expect((await encoder.encode(['still open'])).rows).toBe(1);
    expect((await leitmotif.metrics()).body).toContain(`encoder="${encoder.id}"`);
  });

  it('runs once', async () => {
    const leitmotif = create();
    const first = leitmotif.run(AbortSignal.abort()).catch(() => {});
    await expect(leitmotif.run()).rejects.toThrow(/run was called twice/);
    await first;
  });

  it('can be stopped before it runs', async () => {
    await create().stop();
  });
});
