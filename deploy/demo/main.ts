/**
 * make demo: a real news feed, a replica at work on it, and its topics as they arise.
 * FEED=file.jsonl for another feed, RATE=n documents a second, DEMO_SECONDS=n to end by itself.
 */
import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '../../src/core/errors.ts';
import { obstacle } from '../local/artefacts.ts';
import { claimPorts, untilInterrupted } from '../local/service.ts';
import { createBoard } from './board.ts';
import { performEmbedded } from './embedded.ts';
import { newsFeed } from './feed.ts';
import { performOnKafka } from './kafka.ts';
import type { Performance } from './performance.ts';

const say = (line: string) => console.error(line);

function numberFrom(name: string, fallback: number): number {
  const text = process.env[name] ?? '';
  const value = text === '' ? fallback : Number(text);
  if (!(value > 0)) throw new Error(`${name} is ${text}: give a number above 0`);
  return value;
}

async function prepare(): Promise<Performance> {
  const rate = numberFrom('RATE', 12);
  const given = process.env.FEED;
  if (given && !existsSync(given)) throw new Error(`FEED is ${given}: there is no such file`);
  const feed = given || (await newsFeed(say));
  const [port = 0] = await claimPorts('The metrics', [9464]).catch(() => claimPorts('The metrics', [0]));
  const programme = { feed, rate, port, say };
  const reason = (await obstacle('kafka')) ?? (await obstacle('registry'));
  if (reason === null) return performOnKafka(programme);
  say(`No Kafka on this machine: ${reason}.`);
  say('The same pipeline runs on its log in memory instead.');
  return performEmbedded(programme);
}

/** Shows the performance until `end`, or until it breaks. */
async function watch(performance: Performance, end: Promise<unknown>): Promise<void> {
  const { url, log, broken } = performance;
  const footer = [`dashboard ${url}`, `metrics ${url}/metrics`, ...(log ? [`log ${log}`] : []), 'Ctrl-C ends'].join(
    ' · ',
  );
  const board = createBoard(process.stdout, footer);
  const ended = Promise.race([end.then(() => null), broken]);
  for (;;) {
    board.show(await performance.look());
    const news = await Promise.race([ended, delay(board.interval * 1000, 'later')]);
    if (news === 'later') continue;
    if (news !== null) throw new Error(news);
    board.show(await performance.look());
    return;
  }
}

async function main(): Promise<void> {
  const interrupted = untilInterrupted();
  const seconds = process.env.DEMO_SECONDS ? numberFrom('DEMO_SECONDS', 60) : Number.POSITIVE_INFINITY;
  const performance = await Promise.race([prepare(), interrupted]);
  if (performance === null) return;
  const time = Number.isFinite(seconds) ? delay(seconds * 1000) : new Promise(() => {});
  try {
    await watch(performance, Promise.race([interrupted, time]));
  } finally {
    say('Finishing what is in hand …');
    await performance.stop();
  }
  say('Everything is stopped.');
}

try {
  await main();
  // Whatever is still at work ends with this process.
  process.exit(0);
} catch (error) {
  say(messageOf(error));
  process.exit(1);
}
