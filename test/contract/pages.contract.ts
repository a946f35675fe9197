/** What every dashboard does in a browser, whatever log its replica reads. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import { describe, expect, it } from 'vitest';
import type { Visit } from '../support/visits.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const PATHS = ['/', '/topics', '/topics/:first', '/hierarchy', '/map', '/try'] as const;

/** The path with the largest topic in the place of `:first`. */
export async function pathOf(url: string, path: string): Promise<string> {
  const { topic } = await firstOf(url);
  return path.replace(':first', String(topic));
}

async function firstOf(url: string): Promise<{ readonly topic: number; readonly label: string }> {
  const answer = await fetch(`${url}/api/topics?size=1`);
  const { topics } = (await answer.json()) as { topics: { topic: number; label: string }[] };
  if (!topics[0]) throw new Error('there is no topic');
  return topics[0];
}

/** `shown`: where a dashboard is, with topics of `BEGINNING`. */
export function pagesContract(visit: Visit, shown: () => string): void {
  const open = async (path: string, options: Parameters<Visit>[2] = {}) => visit(shown(), path, options);

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
      const page = await open(await pathOf(shown(), path));
      await page.locator(SIGHTS[path]).first().waitFor({ state: 'attached' });
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.title()).toMatch(/Leitmotif$/);
      await page.close();
    });

    it.each(PATHS)('%s has no serious violation of the rules of accessibility, light and dark', async (path) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await open(await pathOf(shown(), path), { colorScheme });
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
        const page = await open(await pathOf(shown(), path), { viewport: { width, height: 800 } });
        await page.locator(SIGHTS[path]).first().waitFor({ state: 'attached' });
        expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(width);
        await page.close();
      }
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
      const { label } = await firstOf(shown());
      const [name = ''] = label.split(', ');
      const page = await open(`/topics?q=${encodeURIComponent(name)}&sort=label`);
      expect(await page.getByRole('searchbox').inputValue()).toBe(name);
      await page.locator('table.topics').waitFor();
      for (const row of await page.locator('table.topics tbody tr').allTextContents())
        expect(row.toLowerCase()).toContain(name.toLowerCase());
      await page.getByLabel('Order by').selectOption('documents');
      await page.waitForURL(/sort=documents/);
      await page.goBack();
      await page.waitForURL(/sort=label/);
      await page.close();
    });

    it('zoom into a parent and out again', async () => {
      const page = await open('/hierarchy');
      const parents = page.locator('.icicle a.parent');
      await parents.first().waitFor();
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
}

/** `own`: a dashboard that has a token. */
export function tokenContract(visit: Visit, own: () => { readonly url: string; readonly token: string }): void {
  describe('a token', () => {
    it('is asked for, refused when wrong, and opens everything when right', async () => {
      const { url, token } = own();
      const page = await visit(url, '/topics');
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
    });
  });
}
