import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AxeResults } from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../support/browser.ts';
import { madeDocuments } from '../support/documents.ts';
import { leitmotif, ran } from '../support/processes.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'leitmotif-report-'));
const sheet = join(folder, 'report.html');
const HOSTILE = [
  '<script>document.title = "pwned"</script>',
  '<img src=x onerror=alert(1)>',
  '</style><script>alert(2)</script>',
  ']]> &unknown; \u0000\u0007\ufffe \ud800 \u202e冰',
];
const SMALL = ['--encoder.kind', 'hashing', '--batch.documents', '32', '--model.warmup', '96'];
const feed = join(folder, 'feed.jsonl');

let browser: Browser;
beforeAll(async () => {
  const documents = madeDocuments({ count: 320, step: 60_000 }).map(({ theme: _, ...document }, i) => ({
    ...document,
    title: HOSTILE[i % HOSTILE.length],
    url: i % 2 ? 'javascript:alert(3)' : 'https://example.org/',
  }));
  writeFileSync(feed, documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
  await ran(['report', '--from', feed, '--out', sheet, ...SMALL]);
  browser = await launch();
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
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

it('is a PNG too, of a period, whatever the documents say', async () => {
  const out = join(folder, 'report.png');
  // The feed is 320 minutes long, and the last hour is wanted.
  await ran(['report', '--from', feed, '--out', out, '--since', '1h', '--charts', 'streams,map,words', ...SMALL]);
  const png = readFileSync(out);
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  // As the browser has it: whole, twice 1400 px wide, and not of one colour.
  const page = await browser.newPage();
  await page.goto('about:blank');
  const { width, colours } = await page.evaluate<{ width: number; colours: number }>(`(async () => {
    const bytes = Uint8Array.from(atob('${png.toString('base64')}'), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, 1200);
    const seen = new Set();
    for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
    return { width: image.width, colours: seen.size };
  })()`);
  expect(width).toBe(2800);
  expect(colours).toBeGreaterThan(50);
  await page.close();
});

it('says what it knows of where a period has no documents, and what a period is', async () => {
  const nothing = leitmotif([
    'report',
    '--from',
    feed,
    '--out',
    join(folder, 'x.md'),
    '--until',
    '2001-01-01',
    ...SMALL,
  ]);
  expect(await nothing.ended).toBe(2);
  expect(nothing.lines.join('\n')).toMatch(/no document is known from the beginning until 2001-01-01T00:00:00.000Z/);
  const wrong = leitmotif(['report', '--from', feed, '--out', join(folder, 'x.md'), '--since', 'yesterday']);
  expect(await wrong.ended).toBe(2);
  expect(wrong.lines.join('\n')).toContain('--since is "yesterday": give a time such as');
});
