/** Feeds as processes on the real broker, killed in the middle. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Kafka, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { KeyedRecord } from '../../../src/core/ports.ts';
import { kafkaChangelog } from '../../../src/edges/kafka/changelog.ts';
import { systemClock } from '../../../src/edges/telemetry/clock.ts';
import { eventually } from '../../support/eventually.ts';
import { site } from '../../support/feeds.ts';
import { createKafkaTopics } from '../../support/kafkatopics.ts';
import { endProcesses, leitmotif, ran } from '../../support/processes.ts';
import { kafkaBrokers, randomName, schemaRegistryUrl } from '../../support/services.ts';

const prefix = randomName('feed');
const documents = `${prefix}-documents`;
const foreign = `${prefix}-foreign`;
const kafka = new Kafka({ brokers: kafkaBrokers(), logLevel: logLevel.NOTHING });
const admin = kafka.admin();
let folder: string;
let config: string[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'leitmotif-feed-'));
  const file = join(folder, 'leitmotif.yaml');
  const settings = {
    kafka: { brokers: kafkaBrokers() },
    registry: { url: schemaRegistryUrl() },
    prefix,
    group: prefix,
    documents: { topic: documents },
    log: { format: 'json' },
  };
  writeFileSync(file, JSON.stringify(settings));
  config = ['--config', file];
  await admin.connect();
  await ran(['init', ...config]);
  await createKafkaTopics(admin, [{ topic: foreign, numPartitions: 2 }]);
});
afterAll(async () => {
  await endProcesses();
  const there = await admin.listTopics();
  await admin.deleteTopics({ topics: there.filter((name) => name.startsWith(prefix)) });
  await admin.disconnect();
  rmSync(folder, { recursive: true });
});

/** Committed records of a Kafka topic of one partition. */
async function records(topic: string): Promise<readonly KeyedRecord[]> {
  return kafkaChangelog(kafka, { topic, clock: systemClock, probe: { log() {} } }).read();
}
const keys = async (topic: string, pattern: RegExp) =>
  (await records(topic)).map(({ key }) => key).filter((key) => pattern.test(key));

describe('a stream of posts', () => {
  it('is neither lost nor doubled by kills in the middle', async () => {
    const COUNT = 3000;
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    // About 1,000 posts a second from the cursor on, as a service that has them all.
    const serve = async (socket: WebSocket, request: IncomingMessage) => {
      const cursor = Number(new URL(request.url ?? '', 'ws://x').searchParams.get('cursor') ?? 0);
      for (let n = Math.max(1, cursor); n <= COUNT && socket.readyState === socket.OPEN; n++) {
        const commit = {
          operation: 'create',
          collection: 'app.bsky.feed.post',
          rkey: `p${n}`,
          record: { text: `Post ${n}` },
        };
        socket.send(JSON.stringify({ did: 'did:plc:a', time_us: n, kind: 'commit', commit }));
        if (n % 20 === 0) await wait(20);
      }
    };
    server.on('connection', (socket, request) => void serve(socket, request));
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/subscribe`;
    const start = () => leitmotif(['feed', 'jetstream', '--url', url, '--allow-private', ...config]);
    const seen = async () => (await keys(documents, /^at:/)).length;
    try {
      for (const until of [300, 1200]) {
        const child = start();
        await eventually(async () => expect(await seen()).toBeGreaterThan(until), { timeout: 60_000 });
        await child.signal('KILL');
        await child.ended;
      }
      // The second takes over from the first, which is told so.
      const frozen = start();
      await eventually(async () => expect(await seen()).toBeGreaterThan(1800), { timeout: 60_000 });
      await frozen.signal('STOP');
      const last = start();
      await eventually(async () => expect(await seen()).toBe(COUNT), { timeout: 60_000 });
      await frozen.signal('CONT');
      await frozen.signal('TERM');
      await frozen.ended;
      await last.signal('TERM');
      expect(await last.ended).toBe(0);
      expect(last.lines.at(-1)).toMatch(/^[\d,]+ documents to /);
      expect(await keys(documents, /^at:/)).toEqual(
        Array.from({ length: COUNT }, (_, n) => `at://did:plc:a/app.bsky.feed.post/p${n + 1}`),
      );
    } finally {
      for (const client of server.clients) client.terminate();
      server.close();
    }
  });
});

describe('a list of feeds', () => {
  it('is followed, and fetched again it gives what is new alone', async () => {
    let count = 2;
    const there = await site({
      '/feed.xml': (_, response) =>
        response.end(
          `<rss version="2.0"><channel><title>Paper</title>${Array.from({ length: count }, (_, n) => `<item><guid>urn:${n}</guid><title>Title ${n}</title></item>`).join('')}</channel></rss>`,
        ),
    });
    const list = join(folder, 'list.opml');
    writeFileSync(
      list,
      `<opml version="2.0"><body><outline type="rss" text="P" xmlUrl="${there.url}/feed.xml"/></body></opml>`,
    );
    const fetched = async () =>
      JSON.parse(
        (await ran(['feed', 'rss', list, '--once', '--json', '--allow-private', ...config])).at(-1) ?? '',
      ) as object;
    expect(await fetched()).toMatchObject({ sent: 2 });
    count = 5;
    expect(await fetched()).toMatchObject({ sent: 3 });
    expect(await keys(documents, /^urn:/)).toEqual(['urn:0', 'urn:1', 'urn:2', 'urn:3', 'urn:4']);
    const refused = leitmotif(['feed', 'rss', list, '--once', ...config]);
    expect([await refused.ended, refused.lines.join('\n')]).toEqual([
      0,
      expect.stringMatching(/127\.0\.0\.1 is no address of the public internet/),
    ]);
    await there.close();
  });
});

describe('a file', () => {
  it('is gone on with where it ended; produce begins anew', async () => {
    const file = join(folder, 'rows.csv');
    writeFileSync(file, 'guid,body\nf1,One\nf2,Two\n');
    const fed = async (...command: string[]) =>
      JSON.parse(
        (await ran([...command, file, '--fields', 'id=guid,text=body', '--json', ...config])).at(-1) ?? '',
      ) as { sent: number };
    expect((await fed('feed', 'file')).sent).toBe(2);
    writeFileSync(file, 'guid,body\nf1,One\nf2,Two\nf3,Three\n');
    expect((await fed('feed', 'file')).sent).toBe(1);
    expect(await keys(documents, /^f\d$/)).toEqual(['f1', 'f2', 'f3']);
    expect((await fed('produce')).sent).toBe(3);
  });
});

describe('another Kafka topic', () => {
  it('is copied field by field; what is no document goes to the dead letters, and the trace travels on', async () => {
    const producer = kafka.producer({ allowAutoTopicCreation: false });
    await producer.connect();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const message = (n: number) => ({
      key: `k${n}`,
      value: JSON.stringify({ meta: { guid: `t${n}` }, body: { plain: `Text ${n}` } }),
      headers: { traceparent, other: 'x' },
    });
    await producer.send({ topic: foreign, messages: Array.from({ length: 50 }, (_, n) => message(n)) });
    const child = leitmotif(['feed', 'kafka', foreign, '--fields', 'id=$.meta.guid,text=$.body.plain', ...config]);
    await eventually(async () => expect((await keys(documents, /^t\d+$/)).length).toBe(50), { timeout: 60_000 });
    await child.signal('KILL');
    await child.ended;
    await producer.send({
      topic: foreign,
      messages: [message(50), { key: 'bad', value: '{"meta":{}}' }, { key: 't7', value: null }],
    });
    const again = leitmotif(['feed', 'kafka', foreign, '--fields', 'id=$.meta.guid,text=$.body.plain', ...config]);
    await eventually(
      async () => {
        expect((await keys(documents, /^t\d+$/)).length).toBe(52);
        expect((await records(`${prefix}.dead`)).map(({ key }) => key)).toEqual(['bad']);
      },
      { timeout: 60_000 },
    );
    await again.signal('TERM');
    expect(await again.ended).toBe(0);
    expect((await records(documents)).filter(({ key, value }) => key === 't7' && value === null)).toHaveLength(1);
    await producer.disconnect();
  });
});
