/** What an update of a page costs the main thread when there are many topics. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { launch } from '../../support/browser.ts';
import { type Large, largeModel } from './model.ts';
import { served } from './served.ts';
import { type Parts, traced } from './trace.ts';

const TOPICS = 500;
const UPDATES = Number(process.env.UPDATES ?? 9);
const TRACED = Number(process.env.TRACED ?? 3);
const BUDGET = 33;
/** Until an update is drawn, ms. */
const DRAWN = 1500;

/** Each page, and what there is on it as soon as it is drawn. The last topics are parents, with twenty topics each. */
const SIGHTS = {
  '/': '.stream',
  '/topics': 'table.topics tbody tr',
  '/topics/17': '.cloud',
  [`/topics/${TOPICS + 17}`]: 'table.topics tbody tr',
  '/hierarchy': '.leaf',
  '/map': '.spot',
};

const say = (line: string) => console.log(line);
const ms = (value: number): string => value.toFixed(1);
const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** One build of the pages over a model of its own: the same model, changed in the same way, for each of them. */
interface Side {
  readonly folder: string;
  readonly model: Large;
  readonly url: string;
}

interface Shown {
  readonly side: Side;
  readonly page: Page;
  readonly session: CDPSession;
  /** ms until the first picture. */
  readonly first: number;
  /** Work while nothing is new, ms a second. */
  readonly rest: number;
  readonly costs: number[];
}

/** Of builds of the pages, one update of each in turn; prints what the last one costs, and the first beside it. */
export async function updates(folders: readonly string[]): Promise<void> {
  const over = new AbortController();
  const running: Promise<void>[] = [];
  const servers: Awaited<ReturnType<typeof served>>[] = [];
  const sides: Side[] = [];
  for (const folder of folders) {
    const model = largeModel(TOPICS);
    running.push(model.board.run(over.signal));
    for (let i = 0; i < 40; i++) {
      model.step();
      await delay(1);
    }
    const begun = performance.now();
    model.board.overview();
    if (sides.length === 0) say(`replica: a picture of ${TOPICS} topics ${(performance.now() - begun).toFixed(0)} ms`);
    const server = await served(model.board, folder);
    servers.push(server);
    sides.push({ folder, model, url: server.url });
  }
  const browser = await launch();
  const units: number[] = [];
  const wanted = process.env.PATHS?.split(',') ?? Object.keys(SIGHTS);
  for (const [path, sight] of Object.entries(SIGHTS).filter(([each]) => wanted.includes(each))) {
    const shown: Shown[] = [];
    for (const side of sides) shown.push(await open(browser, side, path, sight));
    for (let i = 0; i < UPDATES; i++) {
      for (const each of shown) each.costs.push(await cost(each));
      units.push(await unit(browser));
    }
    for (const each of shown)
      if (!(await current(each))) throw new Error(`${path} was not drawn in ${DRAWN} ms: measure on a quiet machine`);
    await report(path, shown);
    for (const { page } of shown) await page.close();
  }
  say(
    `calibration: a fixed piece of script took ${ms(median(units))} ms of a main thread meanwhile (least ${ms(Math.min(...units))}, worst ${ms(Math.max(...units))}); on another machine, or a busier one, compare with that`,
  );
  await browser.close();
  for (const server of servers) await server.close();
  over.abort();
  await Promise.all(running);
}

async function report(path: string, shown: readonly Shown[]): Promise<void> {
  const last = shown.at(-1) as Shown;
  const typical = median(last.costs);
  say(
    `${path.padEnd(11)} first picture ${last.first.toFixed(0)} ms; an update ${ms(typical)} ms of the main thread (median of ${UPDATES}; least ${ms(Math.min(...last.costs))}, worst ${ms(Math.max(...last.costs))}, at rest ${ms(last.rest)}; budget ${BUDGET}${typical > BUDGET ? ': MISSED' : ''})`,
  );
  const before = shown.length > 1 ? shown[0] : undefined;
  if (before !== undefined) {
    const ratios = last.costs.map((now, i) => now / (before.costs[i] ?? Number.NaN));
    say(
      `            before, in turn with it: ${ms(median(before.costs))} ms (least ${ms(Math.min(...before.costs))}, worst ${ms(Math.max(...before.costs))}); now ${median(ratios).toFixed(2)} of it (median of pairs)`,
    );
  }
  for (const each of before === undefined ? [last] : [before, last]) {
    let total = 0;
    const parts = await traced(each.session, async () => {
      for (let i = 0; i < TRACED; i++) total += await cost(each);
    });
    say(
      `            ${each === last ? 'trace' : 'trace before'}: ${partsOf(parts)}; in all ${ms(total / TRACED)} with what tracing costs`,
    );
  }
}

function partsOf(parts: Parts): string {
  return Object.entries(parts)
    .map(([name, value]) => `${name} ${ms(value / TRACED)}`)
    .join(', ');
}

async function open(browser: Browser, side: Side, path: string, sight: string): Promise<Shown> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(side.url + path);
  await page.locator(sight).first().waitFor();
  const first = await page.evaluate<number>('performance.now()');
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await delay(1500);
  const begun = await worked(session);
  await delay(1000);
  return { side, page, session, first, rest: (await worked(session)) - begun, costs: [] };
}

/** Main-thread work of the page so far, ms of a processor: what else the machine does is not the page's. */
async function worked(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return 1000 * (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? Number.NaN);
}

/**
 * Of one update, from the news until it is drawn; a large model is not drawn anew with every version. The page is not asked
 * meanwhile: its answers would be work of the same thread.
 */
async function cost({ side, session }: Shown): Promise<number> {
  const { board, step } = side.model;
  const before = await worked(session);
  const { model } = board.pulse();
  const told = new Promise<void>((resolve) => {
    const over = board.follow((news) => {
      if (news.kind !== 'pulse' || news.pulse.model === model) return;
      over();
      resolve();
    });
  });
  step();
  await told;
  // The answers to what the page asked for, and their drawing.
  await delay(DRAWN);
  return (await worked(session)) - before;
}

/** Whether the page shows the newest version that it was told of. */
async function current({ page, side }: Shown): Promise<boolean> {
  const shown = await page.evaluate<string>("document.querySelector('.status').textContent");
  return shown.replace(/\D/g, '') === String(side.model.board.pulse().model);
}

/** A fixed piece of script in a page of its own, ms of its main thread: how fast the machine is at that moment. */
async function unit(browser: Browser): Promise<number> {
  const page = await browser.newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await worked(session);
  await page.evaluate(`(() => {
    let text = '';
    for (let round = 0; round < 20; round++) {
      const rows = Array.from({ length: 500 }, (_, i) => ({ id: i * round, name: 'row ' + i, part: i / 7 }));
      text = JSON.stringify(JSON.parse(JSON.stringify(rows)).sort((a, b) => b.part - a.part));
    }
    return text.length;
  })()`);
  const took = (await worked(session)) - before;
  await page.close();
  return took;
}
