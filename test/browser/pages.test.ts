import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPace } from '../../src/pipeline/pace.ts';
import { pagesContract, pathOf, tokenContract } from '../contract/pages.contract.ts';
import { BEGINNING, type Dashboard, dashboard } from '../support/dashboard.ts';
import { madeDocuments } from '../support/documents.ts';
import { type Visit, visits } from '../support/visits.ts';

const visit = visits();
let shown: Dashboard;
beforeAll(async () => {
  shown = await dashboard();
});
afterAll(async () => shown?.close());

const open = (path = '/', options: Parameters<Visit>[2] = {}, at = shown) => visit(at.url, path, options);

pagesContract(visit, () => shown.url);

const token = 'correct-horse-battery-staple';
describe('with a token', () => {
  let own: Dashboard;
  beforeAll(async () => {
    own = await dashboard({ token });
  });
  afterAll(async () => own?.close());
  tokenContract(visit, () => ({ url: own.url, token }));
});

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

describe('a word cloud', () => {
  it.each([360, 1280])('has no word on another or beyond the picture, all of them legible, at %d px', async (width) => {
    const page = await open(await pathOf(shown.url, '/topics/:first'), { viewport: { width, height: 900 } });
    await page.locator('.cloud text').nth(5).waitFor();
    // Until it is drawn for its place, and no longer scaled to it.
    await page.waitForFunction(
      `(({ width }) => Math.abs(width.baseVal.value - document.querySelector('.cloud').getBoundingClientRect().width) < 1)(document.querySelector('.cloud'))`,
    );
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

  it.each([
    {
      what: 'that input outruns encoding, and what helps, as an alarm',
      // 200 documents a second arrive, 50 are processed.
      paced: { size: 1000, end: 3000, done: 500 },
      role: 'alert',
      says: /^Input outruns encoding: 200 documents\/s arrive, 50\/s are processed, 2500 documents wait .*grows; add replicas .*\.$/,
      figure: 'and growing',
    },
    {
      what: 'how long a backlog will take, and what helps, but raises no alarm',
      paced: { size: 100_000, end: 100_000, done: 1000 },
      role: 'status',
      says: /^99000 documents wait and are caught up with in 99\d s: 0 documents\/s arrive, .*if that is too long, add replicas .*\.$/,
      figure: 'done in 17 minutes',
    },
  ])('says plainly $what', async ({ paced, role, says, figure }) => {
    const page = await open('/topics');
    // A replica on a quiet machine is not behind: what one would say that is.
    const pace = createPace();
    const moved = (done: number, end: number, time: number) =>
      pace.moved(
        {
          span: { topic: 'documents', partition: 0, epoch: 1, from: 0n, to: BigInt(done) },
          highWatermark: BigInt(end),
        },
        time,
      );
    moved(0, paced.size, 0);
    moved(paced.done, paced.end, 10_000);
    const { catchUp, ...report } = pace.report(10_000);
    await page.route('**/api/overview', async (route) => {
      const response = await route.fetch();
      const json = (await response.json()) as { pulse: object };
      const pulse = { ...json.pulse, ...report, catchUp: Number.isFinite(catchUp) ? catchUp : null };
      await route.fulfill({ response, json: { ...json, pulse } });
    });
    await page.getByRole('link', { name: 'Now', exact: true }).click();
    const notice = page.locator('main .notice');
    await notice.waitFor();
    expect(await notice.textContent()).toMatch(says);
    expect(await notice.getAttribute('role')).toBe(role);
    expect(await page.getByRole('alert').count()).toBe(role === 'alert' ? 1 : 0);
    expect(await page.locator('.figures .warn').textContent()).toContain(figure);
    // The page asks again and again: an answer under way when it closes could be given to nobody.
    await page.unrouteAll({ behavior: 'wait' });
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
