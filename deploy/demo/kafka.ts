/** The demo on a real broker and registry: the commands that a user would type, each as a process of its own. */
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { grouped } from '../../src/cli/terminal.ts';
import { startBroker } from '../local/broker.ts';
import { startRegistry } from '../local/registry.ts';
import { type Child, startChild, startService } from '../local/service.ts';
import type { Row } from './board.ts';
import type { Performance, Programme } from './performance.ts';

const cli = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const cache = fileURLToPath(new URL('../../.cache/demo', import.meta.url));
/** Seconds that a process gets to finish its work and commit it. */
const GRACE = 30;

export async function performOnKafka({ feed, rate, port, say }: Programme): Promise<Performance> {
  say('Starting Apache Kafka and Apicurio Registry …');
  const [broker, registry] = await Promise.all([startBroker({ say }), startRegistry({ say })]);
  say(`Broker ${broker.brokers}, registry ${registry.url}`);
  const env = {
    ...process.env,
    LEITMOTIF_KAFKA_BROKERS: broker.brokers,
    LEITMOTIF_REGISTRY_URL: registry.url,
    LEITMOTIF_HTTP_PORT: String(port),
    LEITMOTIF_LOG_FORMAT: 'text',
    // Small batches, so that each step is seen soon.
    LEITMOTIF_BATCH_DOCUMENTS: '32',
  };
  const command = (...args: string[]) => {
    say(`$ leitmotif ${args.join(' ')}`);
    return { command: [process.execPath, cli, ...args], env, grace: GRACE };
  };

  const init = startChild(command('init'));
  if ((await init.ended) !== 0) throw new Error(failed('init', init.lines));

  const url = `http://127.0.0.1:${port}`;
  await mkdir(cache, { recursive: true });
  const log = createWriteStream(`${cache}/run.log`);
  const replica = await startService({
    ...command('run'),
    name: 'leitmotif run',
    onLine: (line) => log.write(`${line}\n`),
    ready: async () => (await ask(`${url}/readyz`))?.ok === true,
    patience: 120,
  });
  say('The replica is ready.');
  const producer = startChild(command('produce', feed, '--rate', String(rate)));
  let topics: readonly Row[] = [];
  const follower = startChild({
    ...command('topics', '--follow', '--json'),
    onLine: (line) => {
      if (line.startsWith('{')) topics = rowsOf(line);
    },
  });
  return {
    url,
    log: `${cache}/run.log`,
    broken: Promise.race([
      unexpected('run', replica),
      unexpected('topics', follower),
      // The feed has an end, and coming to it is none of the demo.
      producer.ended.then((code) => (code === 0 ? new Promise<string>(() => {}) : failed('produce', producer.lines))),
    ]),
    look: async () => ({ topics, status: await statusOf(url) }),
    stop: async () => {
      await Promise.all([producer.stop(), follower.stop()]);
      await replica.stop();
      await Promise.all([broker.stop(), registry.stop()]);
      log.end();
    },
  };
}

/** A process that should have gone on has ended; what it said last. */
async function unexpected(name: string, child: Pick<Child, 'ended' | 'lines'>): Promise<string> {
  await child.ended;
  return failed(name, child.lines);
}

function failed(name: string, lines: readonly string[]): string {
  return `leitmotif ${name} ended before its time; it said last:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

/** Of a line of `leitmotif topics --follow --json`. */
function rowsOf(line: string): Row[] {
  const { topics } = JSON.parse(line) as {
    topics: (Omit<Row, 'words'> & { level: number; words: { word: string }[] })[];
  };
  return topics
    .filter(({ level }) => level === 0)
    .map((topic) => ({ ...topic, words: topic.words.map(({ word }) => word) }));
}

async function statusOf(url: string): Promise<string> {
  const [ready, metrics] = await Promise.all([ask(`${url}/readyz`), ask(`${url}/metrics`)]);
  const { detail = 'the replica does not answer' } = JSON.parse(ready?.body ?? '{}') as { detail?: string };
  let documents = 0;
  for (const [, count] of metrics?.body.matchAll(/^leitmotif_documents_total\{.*\} (\d+)$/gm) ?? [])
    documents += Number(count);
  return `${grouped(documents)} documents · ${detail}`;
}

/** null when nobody answers. */
async function ask(url: string): Promise<{ ok: boolean; body: string } | null> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2000) });
    return { ok: answer.ok, body: await answer.text() };
  } catch {
    return null;
  }
}
