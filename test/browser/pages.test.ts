import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launch } from '../support/browser.ts';
import { BEGINNING, type Dashboard, dashboard } from '../support/dashboard.ts';
import { madeDocuments } from '../support/documents.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let shown: Dashboard;
beforeAll(async () => {
  browser = await launch();
  shown = await dashboard();
});
afterAll(async () => {
  await browser?.close();
  await shown?.close();
});

const complaints: string[] = [];
/** What the browser complained of in a test: scripts that failed, rules that were broken, requests to elsewhere. */
afterEach(() => {
  const heard = complaints.splice(0);
  expect(heard).toEqual([]);
});

/** Lines about requests that a test itself makes fail. */
const EXPECTED =
  /Failed to load resource|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/;

async function open(path = '/', options: Parameters<Browser['newPage']>[0] = {}, at = shown): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error' && !EXPECTED.test(line.text())) complaints.push(line.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(at.url)) complaints.push(`asked ${request.url()}`);
  });
  await page.goto(`${at.url}${path}`);
  await page.locator('h1, h2').first().waitFor();
  return page;
}

async function firstTopic(at = shown): Promise<{ topic: number; label: string }> {
  const answer = await fetch(`${at.url}/api/topics?size=1`);
  const { topics } = (await answer.json()) as { topics: { topic: number; label: string }[] };
  if (!topics[0]) throw new Error('there is no topic');
  return topics[0];
}

const PATHS = ['/', '/topics', '/topics/:first', '/hierarchy', '/map', '/try'] as const;

async function pathOf(path: string): Promise<string> {
  return path.replace(':first', String((await firstTopic()).topic));
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

describe('each page', () => {
  const SIGHTS: Readonly<Record<(typeof PATHS)[number], string>> = {
    '/': 'svg .stream',
    '/topics': 'table.topics tbody tr >> nth=3',
    '/topics/:first': '.cloud text >> nth=5',
    '/hierarchy': '.icicle .leaf >> nth=3',
    '/map': '.spot circle >> nth=3',
    '/try': 'textarea',
  };

  it.each(PATHS)('%s is a link that can be opened, and shows what it is for', async (path) => {
    const page = await open(await pathOf(path));
    await page.locator(SIGHTS[path]).first().waitFor({ state: 'attached' });
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.title()).toMatch(/Leitmotif$/);
    await page.close();
  });

  it.each(PATHS)('%s has no serious violation of the rules of accessibility, light and dark', async (path) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await open(await pathOf(path), { colorScheme });
      await page.locator(SIGHTS[path]).first().waitFor({ state: 'attached' });
      // Over the debugger's protocol, which the page's rules do not bind.
      await page.evaluate(axe);
      const { violations } = await page.evaluate<AxeResults>('axe.run()');
      const found = violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
      expect(found, colorScheme).toEqual([]);
      await page.close();
    }
  });

  it.each([360, 720, 2560])('is never wider than a window of %d px', async (width) => {
    for (const path of PATHS) {
      const page = await open(await pathOf(path), { viewport: { width, height: 800 } });
      await page.locator(SIGHTS[path]).first().waitFor({ state: 'attached' });
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(width);
      await page.close();
    }
  });
});

describe('a word cloud', () => {
  it.each([360, 1280])('has no word on another or beyond the picture, all of them legible, at %d px', async (width) => {
    const page = await open(await pathOf('/topics/:first'), { viewport: { width, height: 900 } });
    await page.locator('.cloud text').nth(5).waitFor();
    const { frame, words } = await page.evaluate<{
      frame: Box;
      words: (Box & { size: number; text: string })[];
    }>(`(() => {
      const box = (element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        return { left, right, top, bottom };
      };
      const svg = document.querySelector('.cloud');
      const words = [...svg.querySelectorAll('text')].map((text) => {
        // Of the letters, not of the line that they stand in.
        const size = parseFloat(getComputedStyle(text).fontSize);
        const { left, right, top, bottom } = box(text);
        const middle = (top + bottom) / 2;
        return { left, right, top: middle - 0.36 * size, bottom: middle + 0.36 * size, size, text: text.textContent };
      });
      return { frame: box(svg), words };
    })()`);
    expect(words.length).toBeGreaterThan(10);
    words.forEach((a, i) => {
      expect(a.size, a.text).toBeGreaterThanOrEqual(13);
      expect(a.left, a.text).toBeGreaterThanOrEqual(frame.left);
      expect(a.right, a.text).toBeLessThanOrEqual(frame.right);
      for (const b of words.slice(i + 1)) {
        const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
        expect(apart, `${a.text} and ${b.text}`).toBe(true);
      }
    });
    await page.close();
  });
});

describe('ways about', () => {
  it('go by links without loading the page anew, and back and forward', async () => {
    const page = await open('/');
    await page.evaluate('globalThis.mark = true');
    await page.getByRole('link', { name: 'Map' }).click();
    await page.locator('.spot').first().waitFor();
    await page.locator('.spot').first().click();
    await page.waitForURL(/\/topics\/\d+$/);
    await page.locator('.cloud').waitFor();
    await page.goBack();
    await page.locator('.spot').first().waitFor();
    await page.goForward();
    await page.locator('.cloud').waitFor();
    expect(await page.evaluate('globalThis.mark')).toBe(true);
    await page.close();
  });

  it('keep what was chosen in the address', async () => {
    const page = await open('/topics?q=glacier&sort=label');
    expect(await page.getByRole('searchbox').inputValue()).toBe('glacier');
    await page.locator('table.topics').waitFor();
    for (const row of await page.locator('table.topics tbody tr').allTextContents())
      expect(row.toLowerCase()).toContain('glacier');
    await page.getByLabel('Order by').selectOption('documents');
    await page.waitForURL(/sort=documents/);
    await page.goBack();
    await page.waitForURL(/sort=label/);
    await page.close();
  });

  it('zoom into a parent and out again', async () => {
    const page = await open('/hierarchy');
    const parents = page.locator('.icicle a.parent');
    const before = await parents.count();
    if (before < 2) throw new Error('there are too few parents to zoom into one');
    await parents.first().click();
    await page.waitForURL(/parent=\d+/);
    expect(await parents.count()).toBe(1);
    await page.getByRole('link', { name: 'Show all', exact: true }).click();
    await expect.poll(() => parents.count()).toBe(before);
    await page.close();
  });

  it('need no mouse', async () => {
    const page = await open('/');
    await page.locator('svg .stream').first().waitFor();
    const focused = () =>
      page.evaluate<string>("document.activeElement?.getAttribute('href') ?? document.activeElement?.id ?? ''");
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('#main');
    await page.keyboard.press('Enter');
    expect(await focused()).toBe('main');
    // On through the page: the switch, then the streams themselves.
    const seen: string[] = [];
    for (let i = 0; i < 12 && !seen.at(-1)?.startsWith('/topics/'); i++) {
      await page.keyboard.press('Tab');
      seen.push(await focused());
    }
    expect(seen.at(-1)).toMatch(/^\/topics\/\d+$/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/topics\/\d+$/);
    await page.locator('.cloud').waitFor();
    // A new page begins at its top.
    expect(await focused()).toBe('main');
    await page.close();
  });
});

describe('live', () => {
  it('shows a document within two seconds, without a reload', async () => {
    const page = await open('/');
    const figure = page.locator('.figures small', { hasText: 'in the model' });
    await figure.waitFor();
    const before = await figure.textContent();
    const more = madeDocuments({ count: 32, seed: 3, from: (BEGINNING.at(-1)?.timestamp ?? 0) + 60_000, step: 1000 });
    const since = performance.now();
    await shown.feed(more.map(({ theme: _, ...document }) => ({ ...document, id: `live-${document.id}` })));
    await expect.poll(() => figure.textContent(), { timeout: 2000, interval: 20 }).not.toBe(before);
    expect(performance.now() - since).toBeLessThan(2000);
    await page.close();
  });

  it('says when the replica is away, keeps what was seen, and goes on when it is back', async () => {
    const own = await dashboard();
    const page = await open('/topics', {}, own);
    await page.locator('table.topics').waitFor();
    await expect.poll(() => page.locator('.status').textContent()).toContain('live');
    await own.down();
    await page.getByText('The replica cannot be reached').waitFor();
    expect(await page.locator('table.topics tbody tr').count()).toBeGreaterThan(3);
    expect(await page.locator('.status').textContent()).toContain('disconnected');
    await own.up();
    await expect.poll(() => page.locator('.status').textContent(), { timeout: 20_000 }).toContain('live');
    await page.getByText('The replica cannot be reached').waitFor({ state: 'detached' });
    await page.close();
    await own.close();
  });

  it('waits for a replica that is not yet ready, and for the first document', async () => {
    let board: Parameters<typeof dashboard>[0] = { board: () => null, detail: () => 'loading the encoder' };
    const waiting = await dashboard(board, []);
    const page = await open('/', {}, waiting);
    await page.getByText('loading the encoder').first().waitFor();
    await page.close();
    await waiting.close();
    board = {};
    const empty = await dashboard(board, []);
    const first = await open('/', {}, empty);
    await first.getByText('No document has come yet').waitFor();
    await empty.feed(BEGINNING.map(({ theme: _, ...document }) => document));
    await first.locator('svg .stream').first().waitFor();
    await first.close();
    await empty.close();
  });

  it('says plainly that input outruns encoding, for how long, and what helps', async () => {
    const page = await open('/topics');
    // A replica on a quiet machine is not behind: what one would say that is.
    const statement = 'it would take 3 hours at this rate: start another replica';
    await page.route('**/api/overview', async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as { pulse: object };
      await route.fulfill({
        response,
        json: { ...json, pulse: { ...json.pulse, behind: true, lag: 90_000, catchUp: 10_800, statement } },
      });
    });
    await page.getByRole('link', { name: 'Now', exact: true }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toBe(`Input outruns encoding. ${statement}.`);
    expect(await page.locator('.figures .warn').textContent()).toContain('done in 3 hours');
    await page.close();
  });

  it('says that a topic is unknown, or a page', async () => {
    const page = await open('/topics/99999');
    await page.getByText('Nobody knows this topic').waitFor();
    await page.goto(`${shown.url}/no/such/page`);
    await page.getByText('There is no such page').waitFor();
    await page.close();
  });
});

describe('try it', () => {
  it('shows the Θ of a text', async () => {
    const page = await open('/try');
    await page.locator('textarea').fill('midfielder penalty striker goalkeeper derby');
    await page.keyboard.press('Control+Enter');
    const row = page.locator('.theta tbody tr').first();
    await row.waitFor();
    expect(await row.textContent()).toMatch(
      /midfielder|penalty|striker|goalkeeper|derby|referee|offside|fixture|header|relegation/i,
    );
    await page.close();
  });
});

describe('a topic that somebody corrects', () => {
  const token = 'correct-horse-battery-staple';

  it('is renamed, muted and shown so, and what cannot be done is said', async () => {
    const own = await dashboard({ token });
    const page = await open('/topics', {}, own);
    await page.getByLabel('Token').fill(token);
    await page.keyboard.press('Enter');
    await page.locator('table.topics .topic-link').first().click();
    await page.getByText('Correct this topic').click();
    const name = '<img src=x onerror=alert(1)> 冰';
    await page.getByLabel('New name, kept for life').fill(name);
    await page.getByRole('button', { name: 'Rename' }).click();
    await page.locator('h1', { hasText: name }).waitFor();
    await page.getByRole('button', { name: 'Mute' }).click();
    await page.locator('.topic-head .tag', { hasText: 'muted' }).waitFor();
    await page.getByLabel('Number of the topic to merge it into').fill('987654');
    await page.getByRole('button', { name: 'Merge' }).click();
    await page.getByText('topic 987654 is not known').waitFor();
    await page.goto(`${own.url}/topics`);
    await page.locator('table.topics').waitFor();
    expect(await page.getByText(name).count()).toBe(0);
    await page.goto(`${own.url}/topics?status=all`);
    await page.getByText(name).waitFor();
    await page.getByText('Watch for something').click();
    await page.getByLabel('A phrase, as documents would put it').fill('volcano lava ash');
    await page.getByRole('button', { name: 'Watch' }).click();
    await page.locator('table.topics', { hasText: 'volcano lava ash' }).waitFor();
    await page.close();
    await own.close();
  });
});

describe('a token', () => {
  const token = 'correct-horse-battery-staple';

  it('is asked for, refused when wrong, and opens everything when right', async () => {
    const own = await dashboard({ token });
    const page = await open('/topics', {}, own);
    await page.getByText('This replica asks for a token').waitFor();
    expect(await page.locator('table.topics').count()).toBe(0);
    await page.getByLabel('Token').fill('wrong-horse');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the token').waitFor();
    await page.getByLabel('Token').fill(token);
    await page.keyboard.press('Enter');
    await page.locator('table.topics').waitFor();
    await expect.poll(() => page.locator('.status').textContent()).toContain('live');
    // It is kept while the tab is open.
    await page.reload();
    await page.locator('table.topics').waitFor();
    await page.close();
    await own.close();
  });
});

describe('themes', () => {
  it('follow the system, or what was chosen, which is remembered', async () => {
    const page = await open('/', { colorScheme: 'dark' });
    const paper = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    const dark = await paper();
    await page.getByRole('button', { name: /Theme: system/ }).click();
    // It is put on a moment after the button says so.
    await expect.poll(paper).not.toBe(dark);
    const light = await paper();
    await page.reload();
    await page.locator('h1').waitFor();
    expect(await paper()).toBe(light);
    await page.close();
  });

  it('keep still for who wishes so', async () => {
    const page = await open('/', { reducedMotion: 'reduce' });
    await page.locator('svg .stream').first().waitFor();
    const moving = await page.evaluate<number>('document.getAnimations().length');
    expect(moving).toBe(0);
    await page.close();
  });
});
