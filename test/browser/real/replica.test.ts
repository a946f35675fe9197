import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Overview, Placed, TopicList, TopicMap } from '../../../src/core/show/types.ts';
import { kafkaChangelog } from '../../../src/edges/kafka/changelog.ts';
import { systemClock } from '../../../src/edges/telemetry/clock.ts';
import { launch } from '../../support/browser.ts';
import { type Deployment, deployment } from '../../support/deployment.ts';
import { type Made, madeDocuments } from '../../support/documents.ts';
import { endProcesses, type Process, ran, said } from '../../support/processes.ts';
import { freePort } from '../../support/services.ts';

const START = Date.now() - 3 * 24 * 3_600_000;
let browser: Browser;
let world: Deployment;
let replica: Process;
let page: Page;
let url: string;

function produce(documents: readonly Made[]): Promise<void> {
  return world.produce(
    documents.map(({ theme: _, ...document }) => ({
      key: document.id,
      value: new TextEncoder().encode(JSON.stringify(document)),
      timestamp: document.timestamp,
    })),
  );
}

async function ask<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(`${url}/api${path}`, init);
  if (!response.ok) throw new Error(`${path} gave ${response.status}`);
  return (await response.json()) as T;
}

beforeAll(async () => {
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  world = await deployment({
    partitions: 1,
    config: { encoder: { kind: 'hashing' }, batch: { documents: 64 }, model: { warmup: 128 }, http: { port } },
  });
  await produce(madeDocuments({ count: 512, from: START, step: 60_000 }));
  replica = world.replica('one');
  await world.absorbed();
  browser = await launch();
  page = await browser.newPage();
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await endProcesses();
  await world?.close();
}, 60_000);

describe('a replica on the broker', () => {
  it('shows what it has learnt', async () => {
    await page.goto(`${url}/topics`);
    await page.locator('table.topics tbody tr').nth(3).waitFor();
    await page.goto(url);
    await page.locator('svg .stream').first().waitFor();
    await page.locator('.feed li').first().waitFor();
    await expect.poll(() => page.locator('.status').textContent(), { timeout: 10_000 }).toContain('live');
  });

  it('shows a document within two seconds of its reaching Kafka', async () => {
    const figure = page.locator('.figures small', { hasText: 'in the model' });
    const before = await figure.textContent();
    await produce(
      madeDocuments({ count: 8, seed: 5, from: START + 600 * 60_000 }).map((d) => ({ ...d, id: `late-${d.id}` })),
    );
    const since = performance.now();
    await expect.poll(() => figure.textContent(), { timeout: 10_000, interval: 20 }).not.toBe(before);
    expect(performance.now() - since).toBeLessThan(2000);
  });

  it('says of a text what the pipeline publishes for it at the same version', async () => {
    await world.absorbed();
    const { topics } = await ask<TopicList>('/topics?size=1');
    const text = `${topics[0]?.words.slice(0, 5).join(' ')} once more`;
    const body = JSON.stringify({ texts: [text] });
    const asked = await ask<Placed>('/theta', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    await produce([{ id: 'asked', text, timestamp: START + 700 * 60_000, theme: 0 }]);
    await world.absorbed();
    const log = kafkaChangelog(world.kafka, { topic: world.names.theta, clock: systemClock, probe: { log() {} } });
    const found = (await log.read()).flatMap(({ key, value }) => (key === 'asked' && value !== null ? [value] : []));
    await world.codecs.theta.prepare(found);
    const published = found.map((value) => world.codecs.theta.decode(value)).find(({ revision }) => revision === 0);
    expect(asked.model).toBe(published?.model);
    expect(published?.theta.length).toBeGreaterThan(0);
    const shown = asked.results[0]?.theta.map(({ topic, weight }) => ({ topic, weight }));
    expect(shown).toEqual(published?.theta.map(({ topic, weight }) => ({ topic, weight: expect.closeTo(weight, 6) })));
    expect(asked.results[0]?.parent?.topic ?? null).toBe(published?.parent);
  });

  it('is written to a file with all its topics', async () => {
    const { topics } = await ask<TopicList>('/topics?size=500');
    for (const format of ['html', 'md']) {
      const folder = mkdtempSync(join(tmpdir(), 'leitmotif-report-'));
      onTestFinished(() => rmSync(folder, { recursive: true }));
      const out = join(folder, `report.${format}`);
      await ran(['report', '--config', world.config, '--out', out]);
      const text = readFileSync(out, 'utf8');
      for (const { topic } of topics) expect(text).toContain(`#${topic}`);
      expect(text).toContain(world.names.documents);
    }
  });

  it('shows the same past and the same map when it was just started', async () => {
    await world.absorbed();
    const before = await ask<Overview>('/overview');
    const map = await ask<TopicMap>('/map');
    await replica.signal('TERM');
    await replica.ended;
    replica = world.replica('one');
    await expect
      .poll(() => ask<Overview>('/overview').catch(() => null), { timeout: 40_000, interval: 200 })
      .toMatchObject({ streams: before.streams });
    const counted = before.streams.topics.flatMap(({ counts }) => counts).filter((count) => count > 0);
    expect(counted.length).toBeGreaterThan(10);
    expect(map.points.length).toBeGreaterThan(2);
    expect(await ask<TopicMap>('/map')).toEqual(map);
  });

  it('is missed when it is killed, and followed again when it is back, its events with it', async () => {
    const events = await page.locator('.feed li').count();
    await replica.signal('KILL');
    await replica.ended;
    await page.getByText('The replica cannot be reached').waitFor();
    replica = world.replica('one');
    await said(replica, /"http":"http/);
    await expect.poll(() => page.locator('.status').textContent(), { timeout: 40_000 }).toContain('live');
    await expect.poll(() => page.locator('.feed li').count(), { timeout: 40_000 }).toBeGreaterThanOrEqual(events);
    await page.getByText('The replica cannot be reached').waitFor({ state: 'detached' });
  });
});
