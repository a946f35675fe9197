import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../support/browser.ts';
import { madeDocuments } from '../support/documents.ts';
import { ran } from '../support/processes.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'leitmotif-report-'));
const sheet = join(folder, 'report.html');
const HOSTILE = [
  '<script>document.title = "pwned"</script>',
  '<img src=x onerror=alert(1)>',
  '</style><script>alert(2)</script>',
];

let browser: Browser;
beforeAll(async () => {
  const documents = madeDocuments({ count: 320, step: 60_000 }).map(({ theme: _, ...document }, i) => ({
    ...document,
    title: HOSTILE[i % HOSTILE.length],
    url: i % 2 ? 'javascript:alert(3)' : 'https://example.org/',
  }));
  const feed = join(folder, 'feed.jsonl');
  writeFileSync(feed, documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
  const small = ['--encoder.kind', 'hashing', '--batch.documents', '32', '--model.warmup', '96'];
  await ran(['report', '--from', feed, '--out', sheet, ...small]);
  browser = await launch();
}, 120_000);
afterAll(async () => {
  await browser?.close();
});

it('is one sheet with all the pictures, that asks nobody for anything and runs nothing', async () => {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  const heard: string[] = [];
  page.on('dialog', (dialog) => void dialog.dismiss().then(() => heard.push(dialog.message())));
  page.on('request', (request) => {
    if (request.url() !== pathToFileURL(sheet).href) heard.push(request.url());
  });
  await page.goto(pathToFileURL(sheet).href);
  expect(await page.title()).toBe('Topics · Leitmotif');
  for (const sight of [
    '.stream',
    '.icicle .leaf',
    '.spot',
    'table.topics tbody tr',
    '.cloud text',
    '.documents h3',
    '.feed li',
  ])
    expect(await page.locator(sight).count(), sight).toBeGreaterThan(2);
  expect(await page.locator('script, img, iframe').count()).toBe(0);
  for (const href of await page
    .locator('a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '')))
    expect(href).toMatch(/^(#|https:\/\/example\.org\/$)/);
  // Each name leads to where all about its topic is.
  const first = page.locator('table.topics .topic-link').first();
  const target = (await first.getAttribute('href')) ?? '';
  expect(await page.locator(target).count()).toBe(1);
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  expect(heard).toEqual([]);
  await page.close();
});
