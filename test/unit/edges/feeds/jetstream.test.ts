import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { guard } from '../../../../src/edges/feeds/guard.ts';
import { jetstreamSource } from '../../../../src/edges/feeds/jetstream.ts';
import { documentIn, listening, taken } from '../../../support/feeds.ts';

const open: WebSocketServer[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    for (const client of server.clients) client.terminate();
    server.close();
  }
});

const START = 1_700_000_000_000_000;
const post = (n: number, record: object = {}, commit: object = {}) => ({
  did: 'did:plc:a',
  time_us: START + n,
  kind: 'commit',
  commit: {
    operation: 'create',
    collection: 'app.bsky.feed.post',
    rkey: `k${n}`,
    record: { text: `Post ${n}`, langs: ['en'], ...record },
    ...commit,
  },
});

/** Serves events as Jetstream does: those from the cursor on, then nothing; breaks off after so many. */
async function server(events: readonly object[], { breakAfter = Number.POSITIVE_INFINITY } = {}) {
  const asked: URL[] = [];
  const served = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  open.push(served);
  await new Promise((resolve) => served.once('listening', resolve));
  served.on('connection', (socket, request) => {
    const url = new URL(request.url ?? '', 'ws://x');
    asked.push(url);
    const cursor = Number(url.searchParams.get('cursor') ?? 0);
    const from = events.filter((event) => !(Number((event as { time_us?: unknown }).time_us) < cursor));
    for (const event of from.slice(0, breakAfter))
      socket.send(typeof event === 'string' ? event : JSON.stringify(event));
    if (from.length > breakAfter) socket.close();
  });
  return { url: `ws://127.0.0.1:${(served.address() as AddressInfo).port}/subscribe`, asked };
}

const clock = { now: () => 1_800_000_000_000, sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 5)) };
function source(url: string, wanted = { languages: [] as string[], replies: false }) {
  const { probe, said } = listening();
  return {
    said,
    source: jetstreamSource({ url, wanted, guard: guard(true), userAgent: 'test', clock, probe, random: () => 0 }),
  };
}
const keys = (records: readonly { key: unknown }[]) => records.map(({ key }) => String(key).split('/').at(-1));

describe('Jetstream', () => {
  it('tells nobody the name and password of an address', async () => {
    const { url } = await server(
      [1, 2, 3, 4].map((n) => post(n)),
      { breakAfter: 3 },
    );
    const { said, source: follows } = source(url.replace('//', '//ann:s3cret@'));
    const { positions } = await taken(follows, { most: 4 });
    expect(positions.get('jetstream')).toMatchObject({ server: url });
    expect(said.length).toBeGreaterThan(0);
    expect(JSON.stringify(said)).not.toContain('s3cret');
  });

  it('goes on behind a message that is larger than any post, and asks for none', async () => {
    const { url, asked } = await server([post(1), post(2, { padding: 'x'.repeat(1_400_000) }), post(3)]);
    const { records } = await taken(source(url).source, { most: 3 });
    expect(keys(records)).toEqual(['k1', 'k2', 'k3']);
    expect(asked.map((one) => one.searchParams.get('maxMessageSizeBytes'))).toEqual(['1048576']);
  });

  it('gives posts as documents, and deletions', async () => {
    const { url, asked } = await server([
      post(1),
      post(2, {}, { operation: 'delete', record: undefined }),
      post(3, { langs: ['ja'] }),
      post(4, { reply: {} }),
      post(5, {}, { operation: 'update' }),
      post(6, { text: '  ' }),
      post(7, {}, { collection: 'app.bsky.feed.like' }),
      { did: 'x', time_us: START + 8, kind: 'identity' },
      post(9, { langs: ['en-GB'] }),
    ]);
    const { records } = await taken(source(url, { languages: ['en'], replies: false }).source, { most: 3 });
    expect(keys(records)).toEqual(['k1', 'k2', 'k9']);
    expect(records[0] && documentIn(records[0])).toEqual({
      id: 'at://did:plc:a/app.bsky.feed.post/k1',
      text: 'Post 1',
      url: 'https://bsky.app/profile/did:plc:a/post/k1',
      source: 'Bluesky',
      language: 'en',
      timestamp: 1_700_000_000_000,
    });
    expect(records[1] && documentIn(records[1])).toBeNull();
    expect(asked[0]?.searchParams.getAll('wantedCollections')).toEqual(['app.bsky.feed.post']);
    expect(asked[0]?.searchParams.has('cursor')).toBe(false);
  });

  it('connects again where it was when the connection breaks off: nothing is lost, nothing comes twice', async () => {
    const events = Array.from({ length: 23 }, (_, n) => post(n + 1));
    const { url, asked } = await server(events, { breakAfter: 5 });
    const { source: broken, said } = source(url);
    const { records } = await taken(broken, { most: 23 });
    expect(keys(records)).toEqual(events.map((_, n) => `k${n + 1}`));
    expect(asked.length).toBeGreaterThan(4);
    expect(said.some(({ message }) => message.includes('connecting again'))).toBe(true);
  });

  it('goes on after a restart, also in the middle of a microsecond', async () => {
    const same = { ...post(2), commit: { ...post(2).commit, rkey: 'twin' } };
    const { url, asked } = await server([post(1), post(2), same, post(3)]);
    const first = await taken(source(url).source, { most: 2 });
    const second = await taken(source(url).source, { positions: first.positions, most: 2 });
    expect([keys(first.records), keys(second.records)]).toEqual([
      ['k1', 'k2'],
      ['twin', 'k3'],
    ]);
    expect(asked[1]?.searchParams.get('cursor')).toBe(String(START + 1));
  });

  it('goes back five seconds on another server', async () => {
    const { url, asked } = await server([post(1), post(2_000_000)]);
    const position = { server: 'wss://elsewhere.example', cursor: START + 6_000_000, at: ['x'] };
    const { records } = await taken(source(url).source, { positions: new Map([['jetstream', position]]), most: 1 });
    expect(keys(records)).toEqual(['k2000000']);
    expect(asked[0]?.searchParams.get('cursor')).toBe(String(START + 999_999));
  });

  it('passes over what is no message', async () => {
    const { url } = await server([
      'not json' as unknown as object,
      '[]' as unknown as object,
      'null' as unknown as object,
      { time_us: 'x' },
      post(1),
    ]);
    const { records } = await taken(source(url).source, { most: 1 });
    expect(keys(records)).toEqual(['k1']);
  });

  it('is refused on a private address', async () => {
    const { url } = await server([post(1)]);
    const { probe } = listening();
    const guarded = jetstreamSource({
      url,
      wanted: { languages: [], replies: true },
      guard: guard(false),
      userAgent: 'test',
      clock,
      probe,
      random: () => 0,
    });
    await expect(taken(guarded)).rejects.toThrow(/--allow-private/);
  });

  it('takes in no more than it can hand on', async () => {
    const events = Array.from({ length: 20_000 }, (_, n) => post(n + 1, { text: 'x'.repeat(2000) }));
    const { url } = await server(events);
    const over = new AbortController();
    let count = 0;
    for await (const { records } of source(url).source.steps(new Map(), over.signal)) {
      count += records.length;
      if (count === 1) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        const [client] = open.at(-1)?.clients ?? [];
        // Most of the 40 MB are still with the server.
        expect(client?.bufferedAmount ?? 0).toBeGreaterThan(10_000_000);
      }
      if (count === events.length) over.abort();
    }
    expect(count).toBe(events.length);
  });
});
