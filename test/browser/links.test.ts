/** Links as people make and mend them, and browsers that keep nothing. */
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

describe('a link', () => {
  it('may write the number of a topic otherwise', async () => {
    const path = await pathOf(shown.url, '/topics/:first');
    const page = await visit(shown.url, path.replace('/topics/', '/topics/00'));
    await page.locator('.cloud text').first().waitFor();
    await page.close();
  });

  it('with a stray % is said to lead nowhere', async () => {
    const page = await visit(shown.url, '/topics/100%');
    await page.getByText('There is no such page').waitFor();
    await page.getByRole('link', { name: 'Topics', exact: true }).click();
    await page.locator('table.topics').waitFor();
    await page.close();
  });

  it('to a page of the list that is no more says so, and where the topics are', async () => {
    const page = await visit(shown.url, '/topics?sort=label&page=99');
    await page.getByText('There is no page 99').waitFor();
    await page.getByRole('link', { name: 'To the first' }).click();
    await page.locator('table.topics').waitFor();
    expect(new URL(page.url()).search).toBe('?sort=label');
    await page.close();
  });
});

describe('a browser that keeps nothing', () => {
  const FORBIDDEN = `
    for (const name of ['localStorage', 'sessionStorage'])
      Object.defineProperty(globalThis, name, { get() { throw new DOMException('Access is denied', 'SecurityError'); } });
  `;

  it('shows the pages all the same, and keeps the theme and the token while the page is open', async () => {
    const token = 'correct-horse-battery-staple';
    const own = await dashboard({ token });
    const page = await visit(own.url);
    await page.addInitScript(FORBIDDEN);
    await page.goto(`${own.url}/topics`);
    await page.getByLabel('Token').fill('wrong-horse');
    await page.keyboard.press('Enter');
    await page.getByText('That is not the token').waitFor();
    await page.getByLabel('Token').fill(token);
    await page.keyboard.press('Enter');
    await page.locator('table.topics').waitFor();
    await page.getByRole('button', { name: /Theme: system/ }).click();
    await page.getByRole('button', { name: /Theme: light/ }).waitFor();
    await page.close();
    await own.close();
  });
});
