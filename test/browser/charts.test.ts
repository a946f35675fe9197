/** Charts that begin with too little to draw, and of feeds with very many documents. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Overview, TopicPage } from '../../src/core/show/types.ts';
import { pathOf } from '../contract/pages.contract.ts';
import { BEGINNING, type Dashboard, dashboard } from '../support/dashboard.ts';
import { madeDocuments } from '../support/documents.ts';
import { visits } from '../support/visits.ts';

const visit = visits();
let shown: Dashboard;
beforeAll(async () => {
  shown = await dashboard();
});
afterAll(async () => shown?.close());

let batch = 0;
async function feed(): Promise<void> {
  const from = (BEGINNING.at(-1)?.timestamp ?? 0) + 60_000 * ++batch;
  const more = madeDocuments({ count: 32, seed: 3 + batch, from, step: 1000 });
  await shown.feed(more.map(({ theme: _, ...document }) => ({ ...document, id: `${batch}-${document.id}` })));
}

/** What a page is told is changed on its way. */
async function told<T>(page: Page, path: string, change: (answer: T) => T): Promise<void> {
  await page.route(`**/api${path}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: change((await response.json()) as T) });
  });
}

it.each([390, 1900])(
  'has the width of its place at %d px, though the page was opened before there was any',
  async (width) => {
    const page = await visit(shown.url, '/try', { viewport: { width, height: 900 } });
    let young = true;
    const first = (counts: readonly number[]) => (young ? counts.slice(0, 1) : counts);
    await told<Overview>(page, '/overview', ({ streams, ...rest }) => ({
      ...rest,
      streams: {
        ...streams,
        topics: streams.topics.map((topic) => ({ ...topic, counts: first(topic.counts) })),
        others: first(streams.others),
        stray: first(streams.stray),
      },
    }));
    await page.getByRole('link', { name: 'Now', exact: true }).click();
    await page.getByText('The picture begins with the second stretch of time').waitFor();
    young = false;
    await feed();
    await page.locator('svg .stream').first().waitFor();
    const amiss = () =>
      page.evaluate<number>(`(() => {
      const svg = document.querySelector('.stream').closest('svg');
      return Math.abs(svg.getAttribute('width') - svg.parentElement.getBoundingClientRect().width);
    })()`);
    await expect.poll(amiss).toBeLessThanOrEqual(1);
    await page.unrouteAll({ behavior: 'wait' });
    await page.close();
  },
);

it('says of millions of documents how many they are, with no figure cut', async () => {
  const page = await visit(shown.url, '/topics');
  await told<TopicPage>(page, '/topics/*', (topic) => ({
    ...topic,
    history: { ...topic.history, counts: topic.history.counts.map((_, i) => (i === 3 ? 4_319_749 : 1000 * i)) },
  }));
  await page
    .locator(`a[href="${await pathOf(shown.url, '/topics/:first')}"]`)
    .first()
    .click();
  const figures = page.locator('.columns .chart .axis text[text-anchor=end]');
  await figures.first().waitFor();
  expect(await figures.allTextContents()).toEqual(['0', '2.2M', '4.3M']);
  expect(
    await page.evaluate<boolean>(`[...document.querySelectorAll('.columns .chart .axis text')].every((text) =>
      text.getBoundingClientRect().left >= text.closest('svg').getBoundingClientRect().left)`),
  ).toBe(true);
  await page.unrouteAll({ behavior: 'wait' });
  await page.close();
});
