/**
 * make screenshots: every page in light and dark, on a telephone and a desk, of the demo's feed, into .cache/screenshots.
 * ENCODER=hashing needs no weights; ONLY=now,map takes some pages.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { newsFeed } from '../../deploy/demo/feed.ts';
import { stream } from '../../src/cli/files/embedded.ts';
import { type Line, openLines } from '../../src/cli/files/lines.ts';
import { loadSettings } from '../../src/cli/settings.ts';
import { VERSION } from '../../src/cli/version.ts';
import { composeEmbedded, openCachedEncoder } from '../../src/cli/wire.ts';
import { serve } from '../../src/edges/http/serve.ts';
import { launch } from '../support/browser.ts';
import { recordingProbe } from '../support/probe.ts';

const folder = fileURLToPath(new URL('../../.cache/screenshots', import.meta.url));
const only = process.env.ONLY?.split(',');
const kind = process.env.ENCODER === 'hashing' ? 'hashing' : 'transformer';
const say = (line: string) => console.error(line);

mkdirSync(folder, { recursive: true });
const feed = process.env.FEED ?? (await newsFeed(say));
const { config } = loadSettings({
  env: {},
  given: { encoder: { kind }, batch: { documents: 16 }, model: { warmup: 256 } },
});
const probe = recordingProbe();
const encoder = await openCachedEncoder(config, probe, {
  folder: join(folder, '../demo'),
  name: `screenshots-${kind}`,
});
const embedded = await composeEmbedded(config, { encoder, probe, shown: true });
const serving = await serve({
  ...config.http,
  port: Number(process.env.PORT ?? 0),
  readiness: () => ({ ...embedded.replica.status() }),
  metrics: async () => ({ contentType: 'text/plain', body: '' }),
  board: () => embedded.replica.board,
  version: VERSION,
});
say(`${serving.url}: reading ${feed}`);
const lines = await openLines(feed, { limit: 1_000_000 });
let done = (): void => {};
const whole = new Promise<void>((resolve) => {
  done = resolve;
});
const source = {
  ...lines,
  async *lines() {
    // Whole batches: one that is not full would wait, and the page say so.
    let batch: Line[] = [];
    for await (const line of lines.lines()) {
      batch.push(line);
      if (batch.length < config.batch.documents) continue;
      yield* batch;
      batch = [];
    }
    // The replica is looked at while it still runs.
    const { log, groups, names } = embedded;
    await log.until(() => log.lag(groups.documents, names.documents) + log.lag(groups.stats, names.stats) === 0n);
    await pictures();
    if (process.env.STAY) await new Promise(() => {});
    done();
  },
};
const ended = stream({ embedded, config, lines: source, takers: { bad: () => {} } });
await whole;
await ended;
await Promise.all([serving.close(), encoder.close()]);

async function pictures(): Promise<void> {
  const { url } = serving;
  const answer = await fetch(`${url}/api/topics?size=1`);
  const { topics } = (await answer.json()) as { topics: { topic: number }[] };
  const pages: readonly (readonly [name: string, path: string])[] = [
    ['now', '/'],
    ['topics', '/topics'],
    ['topic', `/topics/${topics[0]?.topic}`],
    ['hierarchy', '/hierarchy'],
    ['map', '/map'],
    ['try', '/try'],
    ['search', '/topics?q=football'],
    ['nothing', '/topics/999999'],
  ];
  const browser = await launch();
  for (const scheme of ['light', 'dark'] as const)
    for (const width of [390, 1440]) {
      const page = await browser.newPage({
        colorScheme: scheme,
        viewport: { width, height: 900 },
        deviceScaleFactor: 1,
      });
      for (const [name, path] of pages) {
        if (only && !only.includes(name)) continue;
        await page.goto(`${url}${path}`);
        await page.locator('h1').waitFor();
        if (name === 'try') {
          await page
            .locator('textarea')
            .fill('The striker scored twice in the cup final while shares of the club rose on the stock market.');
          await page.locator('button[type=submit]').click();
          await page.locator('.bars').waitFor();
        }
        await page.waitForTimeout(900);
        await page.screenshot({ path: `${folder}/${name}-${scheme}-${width}.png`, fullPage: true });
      }
      await page.close();
    }
  await browser.close();
  say(`pictures are in ${folder}`);
}
