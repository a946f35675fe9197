/** Texts that would do harm if anything but text were made of them, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from '../support/browser.ts';

/** Texts that would do harm if anything but text were made of them. `pwned` is called by each that could run. */
const PAYLOADS = [
  '<script>pwned(1)</script>',
  '<img src=x onerror=pwned(2)>',
  '<svg onload=pwned(3)><circle></svg>',
  '"><iframe srcdoc="<script>parent.pwned(4)</script>">',
  'javascript:pwned(5)//\'"',
  '{{constructor.constructor("pwned(6)")()}}',
  '\u202Egpj.exe\u202C \u2066evil\u2069 \u200Bzero',
  'nul \u0000 bell \u0007 esc \u001b[31m',
  `${'W'.repeat(5000)}`,
  'زمین لرزه 台風 👩‍👩‍👧‍👦 é́́́́́',
] as const;

const LINKS = [
  'javascript:pwned(7)',
  ' JaVaScRiPt:pwned(8)',
  'data:text/html,<script>pwned(9)</script>',
  'vbscript:x',
  'https://example.org/a?b="><script>',
];

/** A theme of its own whose words, titles, sources, links and ids are all hostile; from an event time on. */
export function hostileDocuments(start: number) {
  return [
    ...Array.from({ length: 192 }, (_, i) => {
      const payload = PAYLOADS[i % PAYLOADS.length] as string;
      const text = `scriptling onerrorword pwnedword alertword ${payload.slice(0, 400)} scriptling onerrorword number ${i}`;
      return {
        id: `${payload.slice(0, 60)} ${i}`,
        text,
        title: payload,
        source: payload,
        url: LINKS[i % LINKS.length],
        timestamp: start + i * 20_000,
      };
    }),
    { id: 'long', text: 'x'.repeat(1_000_000), title: 'y'.repeat(1_000_000), timestamp: start + 4_000_000 },
    ...Array.from({ length: 31 }, (_, i) => ({
      id: `after ${i}`,
      text: `scriptling onerrorword after ${i}`,
      timestamp: start + 4_000_000 + i,
    })),
  ];
}

/** `shown`: where a dashboard is whose replica has met `hostileDocuments`. */
export function hostileContract(shown: () => string): void {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser?.close());

  async function watched(): Promise<{ page: Page; ran: string[]; asked: string[] }> {
    const context = await browser.newContext({ viewport: { width: 900, height: 800 } });
    const page = await context.newPage();
    const ran: string[] = [];
    const asked: string[] = [];
    await page.exposeFunction('pwned', (which: number) => ran.push(`payload ${which}`));
    page.on('dialog', (dialog) => {
      ran.push(dialog.message());
      void dialog.dismiss();
    });
    page.on('pageerror', (error) => ran.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith(shown())) asked.push(request.url());
    });
    return { page, ran, asked };
  }

  it('is text wherever it is shown: nothing runs, nothing is asked of elsewhere, nothing breaks out of the page', async () => {
    const list = (await (await fetch(`${shown()}/api/topics?q=scriptling&size=100`)).json()) as {
      topics: { topic: number }[];
    };
    expect(list.topics.length).toBeGreaterThan(0);
    const { page, ran, asked } = await watched();
    const paths = [
      '/',
      '/?streams=share',
      '/topics',
      '/topics?sort=updated',
      '/hierarchy',
      '/map',
      ...list.topics.map(({ topic }) => `/topics/${topic}`),
    ];
    let titles = 0;
    for (const path of paths) {
      await page.goto(`${shown()}${path}`);
      await page.locator('h1').waitFor();
      await page.waitForTimeout(300);
      // Tips are the place where charts like to make HTML of labels.
      for (const target of await page.locator('.stream, .spot').all()) {
        await target.hover({ force: true, timeout: 1000, noWaitAfter: true }).catch(() => {});
      }
      expect(await page.locator('main script, main iframe, main img, main object, main embed').count(), path).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(900);
      for (const href of await page
        .locator('main a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '')))
        expect(href, path).toMatch(/^(\/|https?:\/\/|#)/);
      titles += await page.locator('.documents h3').count();
    }
    expect(titles).toBeGreaterThan(0);
    expect(ran).toEqual([]);
    expect(asked).toEqual([]);
    await page.context().close();
  });

  it('is refused by the rules of the page even if it were written into it', async () => {
    const { page, ran } = await watched();
    const broken: string[] = [];
    page.on('console', (line) => broken.push(line.text()));
    await page.goto(shown());
    await page.locator('h1').waitFor();
    await page.evaluate(`
      const script = document.createElement('script');
      try {
        script.textContent = 'pwned(10)';
        document.body.append(script);
      } catch {}
      const image = document.createElement('img');
      image.src = 'https://example.org/x.png';
      document.body.append(image);
    `);
    await page.waitForTimeout(300);
    expect(ran).toEqual([]);
    expect(broken.join('\n')).toMatch(/Content Security Policy|TrustedScript/);
    await page.context().close();
  });
}
