/** The demo without Kafka: the same pipeline on the log in memory, in this process. */
import { setTimeout as delay } from 'node:timers/promises';
import { stream } from '../../src/cli/files/embedded.ts';
import { type LineSource, openLines } from '../../src/cli/files/lines.ts';
import { loadSettings } from '../../src/cli/settings.ts';
import { grouped } from '../../src/cli/terminal.ts';
import { VERSION } from '../../src/cli/version.ts';
import { composeEmbedded, openEncoder } from '../../src/cli/wire.ts';
import { messageOf } from '../../src/core/errors.ts';
import { phiRecords } from '../../src/core/phi/records.ts';
import { serve } from '../../src/edges/http/serve.ts';
import { createLogger } from '../../src/edges/telemetry/log.ts';
import { createMetrics } from '../../src/edges/telemetry/metrics.ts';
import { createProbe } from '../../src/edges/telemetry/probe.ts';
import type { Performance, Programme } from './performance.ts';

// Here a batch waits until it is full, so at a visible pace it must be small.
const flags = new Map([['batch.documents', '16']]);
const LONGEST_LINE = 64 * 1024 * 1024;

export async function performEmbedded({ feed, rate, port, say }: Programme): Promise<Performance> {
  const { config } = loadSettings({ flags });
  const metrics = createMetrics();
  const probe = createProbe({ metrics, logger: createLogger({ level: 'error', format: 'text' }) });
  say('Loading the encoder …');
  const encoder = await openEncoder(config, probe);
  const embedded = await composeEmbedded(config, { encoder, probe, shown: true });
  const serving = await serve({
    ...config.http,
    port,
    readiness: () => ({ ...embedded.replica.status() }),
    metrics: metrics.render,
    board: () => embedded.replica.board,
    version: VERSION,
  });
  const lines = await openLines(feed, { limit: LONGEST_LINE });
  const paced = pace(lines, rate);
  const takers = { bad: (line: number, reason: string) => say(`line ${line} is no document: ${reason}`) };
  const ended = stream({ embedded, config, lines: paced, takers });
  return {
    url: serving.url ?? '',
    broken: ended.then(
      // The feed has an end, and coming to it is none of the demo.
      () => new Promise<string>(() => {}),
      (error: unknown) => messageOf(error),
    ),
    look: async () => ({
      topics: phiRecords(embedded.replica.model(), config.model.halfLife)
        .filter(({ level }) => level === 0)
        .map((record) => ({ ...record, words: record.keywords.map(({ word }) => word) })),
      status: `${grouped(paced.sent())} documents read`,
    }),
    stop: async () => {
      lines.end();
      await ended;
      await Promise.all([encoder.close(), serving.close()]);
    },
  };
}

/** `rate` lines a second. */
function pace(lines: LineSource, rate: number): LineSource & { sent(): number } {
  let sent = 0;
  return {
    ...lines,
    sent: () => sent,
    async *lines() {
      const started = Date.now();
      for await (const line of lines.lines()) {
        await delay(Math.max(0, started + (1000 * sent) / rate - Date.now()));
        sent += 1;
        yield line;
      }
    },
  };
}
