/** Pages that are out of sight, beside each other, or without an answer. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BEGINNING, type Dashboard, dashboard } from '../support/dashboard.ts';
import { madeDocuments } from '../support/documents.ts';
import { visits } from '../support/visits.ts';

const visit = visits();
let shown: Dashboard;
beforeAll(async () => {
  shown = await dashboard();
});
afterAll(async () => shown?.close());

/** Every page of this browser believes to be in sight: what `away` says is what it is told instead. */
const SIGHT = `
  globalThis.away = false;
  Object.defineProperty(document, 'hidden', { get: () => globalThis.away });
`;
const sight = (page: Page, away: boolean) =>
  page.evaluate(`globalThis.away = ${away}; document.dispatchEvent(new Event('visibilitychange'))`);

const figure = (page: Page) => page.locator('.figures small', { hasText: 'in the model' });
const status = (page: Page) => page.locator('.status').textContent();

/** Where all pages share their connections, as in a browser. */
async function profile(): Promise<BrowserContext> {
  const page = await visit(shown.url);
  const context = await page.context().browser()?.newContext({ reducedMotion: 'reduce' });
  await page.close();
  if (!context) throw new Error('there is no browser');
  return context;
}

async function tab(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(SIGHT);
  await page.goto(shown.url, { timeout: 15_000 });
  await figure(page).waitFor();
  return page;
}

let batch = 0;
async function feed(): Promise<string> {
  const from = (BEGINNING.at(-1)?.timestamp ?? 0) + 60_000 * ++batch;
  const more = madeDocuments({ count: 32, seed: 3 + batch, from, step: 1000 });
  await shown.feed(more.map(({ theme: _, ...document }) => ({ ...document, id: `${batch}-${document.id}` })));
  const answer = await fetch(`${shown.url}/api/overview`);
  const { pulse } = (await answer.json()) as { pulse: { documents: number } };
  return `${pulse.documents} in the model`;
}

describe('tabs', () => {
  it('may be as many as anybody likes: one that is looked at is live, the others leave it the connections', async () => {
    const context = await profile();
    const tabs: Page[] = [];
    for (let i = 0; i < 8; i++) {
      const before = tabs.at(-1);
      if (before) await sight(before, true);
      tabs.push(await tab(context));
    }
    const last = tabs[7] as Page;
    await expect.poll(() => status(last)).toContain('live');
    const documents = await feed();
    await expect.poll(() => figure(last).textContent()).toBe(documents);
    await sight(last, true);
    await expect.poll(() => status(last)).not.toContain('live');
    const back = tabs[0] as Page;
    await sight(back, false);
    await expect.poll(() => figure(back).textContent()).toBe(documents);
    await expect.poll(() => status(back)).toContain('live');
    await context.close();
  });

  it('side by side, more than there are connections, say that what they show is old, and take turns', {
    timeout: 180_000,
  }, async () => {
    const context = await profile();
    const windows = await Promise.all(Array.from({ length: 5 }, () => tab(context)));
    windows.push(await tab(context));
    const documents = await feed();
    const told = async (page: Page) =>
      (await figure(page).textContent()) === documents || (await page.locator('main > .notice').count()) > 0;
    for (const page of windows) {
      await expect.poll(() => told(page), { timeout: 60_000 }).toBe(true);
      await expect.poll(() => figure(page).textContent(), { timeout: 60_000 }).toBe(documents);
    }
    await context.close();
  });
});

describe('an answer that does not come', () => {
  it('is asked for again, though the model stays as it is', async () => {
    const page = await visit(shown.url, '/try');
    await expect.poll(() => status(page)).toContain('live');
    let asked = 0;
    await page.route('**/api/overview', async (route) => {
      asked++;
      if (asked === 1) await route.abort('connectionreset');
      else if (asked === 2) await route.fulfill({ status: 502, body: 'bad gateway' });
      else await route.continue();
    });
    await page.getByRole('link', { name: 'Now', exact: true }).click();
    await page.getByText('the replica cannot be reached; trying again').waitFor();
    await page.getByText('the replica answered 502; trying again').waitFor();
    await figure(page).waitFor();
    expect(asked).toBe(3);
    await page.close();
  });

  it('is given up in the end, and what is shown is said to be old until it came', async () => {
    const page = await visit(shown.url);
    await figure(page).waitFor();
    await expect.poll(() => status(page)).toContain('live');
    const before = await figure(page).textContent();
    let stuck = true;
    await page.route('**/api/overview', (route) => (stuck ? undefined : route.continue()));
    const documents = await feed();
    // One of the two says so: while the connection is made anew its own notice is enough.
    await page.locator('main .notice', { hasText: /no answer came within 10 s; trying again|as it was/ }).waitFor();
    expect(await figure(page).textContent()).toBe(before);
    stuck = false;
    await expect.poll(() => figure(page).textContent(), { timeout: 20_000 }).toBe(documents);
    await page.locator('main .notice').waitFor({ state: 'detached' });
    await page.close();
  });
});
