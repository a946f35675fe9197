/** Pages in a real browser, whose complaints fail the test in which they are heard. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { launch } from './browser.ts';

/** Lines about requests that a test itself makes fail. */
const EXPECTED =
  /Failed to load resource|ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/;

/** A page at an address of a dashboard, once it shows a heading. */
export type Visit = (url: string, path?: string, options?: Parameters<Browser['newPage']>[0]) => Promise<Page>;

/** For the tests of a file. Complaints are scripts that failed, rules that were broken, requests to elsewhere. */
export function visits(): Visit {
  let browser: Browser;
  const complaints: string[] = [];
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(async () => browser?.close());
  afterEach(() => {
    const heard = complaints.splice(0);
    expect(heard).toEqual([]);
  });
  return async (url, path = '/', options = {}) => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (line) => {
      if (line.type() === 'error' && !EXPECTED.test(line.text())) complaints.push(line.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(url)) complaints.push(`asked ${request.url()}`);
    });
    await page.goto(`${url}${path}`);
    await page.locator('h1, h2').first().waitFor();
    return page;
  };
}
