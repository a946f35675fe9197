/** What is typed into the search of topics. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Dashboard, dashboard } from '../support/dashboard.ts';
import { visits } from '../support/visits.ts';

const visit = visits();
let shown: Dashboard;
beforeAll(async () => {
  shown = await dashboard();
});
afterAll(async () => shown?.close());

const nearest = (page: Page) => page.locator('section', { hasText: 'Nearest in meaning' }).locator('li');
const asked = (page: Page) => new URL(page.url()).searchParams.get('q');

it('loses no letter that is typed while the address takes up the ones before', async () => {
  const page = await visit(shown.url, '/topics');
  await page.locator('table.topics').waitFor();
  const box = page.getByRole('searchbox');
  // At the moment in which the address changes another letter comes.
  await page.evaluate(`(() => {
    const box = document.querySelector('input[type=search]');
    const put = history.replaceState.bind(history);
    let typed = false;
    history.replaceState = (...change) => {
      put(...change);
      if (typed) return;
      typed = true;
      box.value = 'gla';
      box.dispatchEvent(new Event('input', { bubbles: true }));
    };
  })()`);
  await box.pressSequentially('gl');
  await expect.poll(() => asked(page)).toBe('gla');
  expect(await box.inputValue()).toBe('gla');
  await page.getByRole('link', { name: 'Topics', exact: true }).click();
  await expect.poll(() => box.inputValue()).toBe('');
  await page.close();
});

it.each(['台風', '冰', 'EU'])('looks for the meaning of %s, short as it is', async (q) => {
  const page = await visit(shown.url, `/topics?q=${encodeURIComponent(q)}`);
  await nearest(page).nth(2).waitFor();
  await page.close();
});

it('says that it could not look for the meaning, and promises nothing that is not there', async () => {
  const page = await visit(shown.url, '/topics');
  await page.route('**/api/search?*', (route) =>
    route.fulfill({ status: 429, json: { error: 'too many texts at once: come again in 3 s' } }),
  );
  await page.getByRole('searchbox').fill('no topic says this');
  await page.getByText('No topic has these words').waitFor();
  await page.getByText('could not be looked for: too many texts at once: come again in 3 s.').waitFor();
  expect(await page.getByText(/below/i).count()).toBe(0);
  await page.unrouteAll({ behavior: 'wait' });
  await page.close();
});
