/** Pages in narrow windows, with long names, and on paper. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pathOf } from '../contract/pages.contract.ts';
import { type Dashboard, dashboard } from '../support/dashboard.ts';
import { visits } from '../support/visits.ts';

const visit = visits();
let shown: Dashboard;
beforeAll(async () => {
  shown = await dashboard();
});
afterAll(async () => shown?.close());

/** As long as a word of a document may be. */
const LONG = 'Donaudampfschifffahrtsgesellschaftskapit';

/** A page on which every other topic has one long word for its name. */
async function longNames(path: string, width: number): Promise<Page> {
  const page = await visit(shown.url, '/try', { viewport: { width, height: 800 } });
  let topics = 0;
  await page.route(/\/api\/(?!stream)/, async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    await route.fulfill({
      response,
      body: text.replace(/"label":"[^"]*"/g, (label) => (topics++ % 2 ? label : `"label":"${LONG}"`)),
    });
  });
  await page.goto(`${shown.url}${path}`);
  await page.locator('main .dot').first().waitFor();
  return page;
}

describe.each([320, 390, 800])('at %d px, with names of one long word', (width) => {
  it.each(['/', '/topics', '/topics/:first'])('%s is no wider than the window', async (path) => {
    const page = await longNames(await pathOf(shown.url, path), width);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.unrouteAll({ behavior: 'wait' });
    await page.close();
  });
});

it.each([320, 390, 800, 1024, 1280])('the list of topics shows its last column at %d px', async (width) => {
  const page = await longNames('/topics', width);
  const [inside, room] = await page.evaluate<[number, number]>(`(() => {
    const { scrollWidth, clientWidth } = document.querySelector('.scroll');
    return [scrollWidth, clientWidth];
  })()`);
  expect(inside).toBeLessThanOrEqual(room);
  await page.unrouteAll({ behavior: 'wait' });
  await page.close();
});

it('on paper a page is dark on light, though it is dark on the screen', async () => {
  const page = await visit(shown.url, '/map', { colorScheme: 'light' });
  for (const theme of ['light', 'dark']) {
    await page.getByRole('button', { name: /Theme:/ }).click();
    await page.locator(`:root[data-theme=${theme}]`).waitFor();
  }
  const ink = () => page.evaluate<string>('getComputedStyle(document.body).color');
  const onScreen = await ink();
  await page.emulateMedia({ media: 'print' });
  const onPaper = await ink();
  expect(onPaper).not.toBe(onScreen);
  expect(onPaper).toBe('rgb(29, 33, 39)');
  await page.close();
});
