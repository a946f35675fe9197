import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { type MastodonOptions, mastodonSource } from '../../../../src/edges/feeds/mastodon.ts';
import { documentIn, listening, localHttp, site, taken } from '../../../support/feeds.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const status = (id: number, rest: object = {}) => ({
  id: String(id),
  content: `<p>Status <b>${id}</b></p>`,
  spoiler_text: '',
  language: 'en',
  url: `https://social.example/@ann/${id}`,
  created_at: '2023-11-14T22:13:20.000Z',
  visibility: 'public',
  in_reply_to_id: null,
  reblog: null,
  account: { acct: 'ann' },
  ...rest,
});

interface Server {
  /** The timeline, which the streams do not tell of. */
  readonly timeline: object[];
  /** Written to each stream as it opens; then it stays open, or ends. */
  readonly streams: { text: string; ends?: boolean }[];
  refusal?: number;
  /** Of a page. */
  most?: number;
  /** Statuses that are counted and then left out of a page. */
  hidden?: readonly number[];
}

async function world(
  { timeline, streams, refusal, most = 40, hidden = [] }: Server,
  rest: Partial<MastodonOptions> = {},
) {
  let opened = 0;
  const stream = (_: unknown, response: ServerResponse) => {
    if (refusal !== undefined) {
      response.writeHead(refusal).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const { text = '', ends = false } = streams[opened++] ?? {};
    response.write(`:)\n${text}`);
    if (ends) response.end();
  };
  const there = await site({
    '/api/v1/streaming/public': stream,
    '/api/v1/streaming/hashtag': stream,
    '/api/v1/timelines/public': (request, response) => {
      const url = new URL(request.url ?? '', 'http://x');
      const [min, limit] = ['min_id', 'limit'].map((name) => Number(url.searchParams.get(name)));
      const later = (timeline as { id: string }[]).filter(({ id }) => Number(id) > (min ?? 0));
      const size = Math.min(limit ?? 20, most);
      const page = url.searchParams.has('min_id') ? later.slice(0, size) : later.slice(-size);
      response.end(JSON.stringify(page.reverse().filter(({ id }) => !hidden.includes(Number(id)))));
    },
  });
  const http = localHttp();
  open.push(there, http);
  const { probe, said } = listening();
  const clock = { now: () => 1_800_000_000_000, sleep: () => new Promise<void>((resolve) => setTimeout(resolve, 5)) };
  const source = mastodonSource({
    server: there.url,
    timeline: 'public',
    languages: [],
    replies: false,
    http,
    clock,
    probe,
    random: () => 0,
    ...rest,
  });
  return { source, there, said, host: new URL(there.url).host };
}

const event = (name: string, data: unknown) =>
  `event: ${name}\ndata: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
const ids = (records: readonly { key: unknown }[]) => records.map(({ key }) => Number(String(key).split(':').at(-1)));

describe('Mastodon', () => {
  it('gives statuses as documents, and deletions', async () => {
    const text = [
      event('update', status(1, { spoiler_text: 'About cats' })),
      event('delete', '1'),
      event('update', status(2, { reblog: status(1) })),
      event('update', status(3, { language: 'de' })),
      event('update', status(4, { in_reply_to_id: '1' })),
      event('update', status(5, { visibility: 'unlisted' })),
      event('update', status(6, { content: '<p></p>' })),
      event('update', '{broken'),
      event('delete', 'everything'),
      event('status.update', status(1)),
      event('update', status(7, { account: { acct: 'bob@else.example' } })),
    ].join('');
    const { source, host } = await world({ timeline: [], streams: [{ text }] }, { languages: ['en'] });
    const { records } = await taken(source, { most: 3 });
    expect(records.map(documentIn)).toEqual([
      {
        id: `mastodon:${host}:1`,
        text: 'About cats\n\nStatus 1',
        title: 'About cats',
        url: 'https://social.example/@ann/1',
        source: `ann@${host}`,
        language: 'en',
        timestamp: 1_700_000_000_000,
      },
      null,
      expect.objectContaining({ id: `mastodon:${host}:7`, source: 'bob@else.example' }),
    ]);
  });

  it('reads what it missed, oldest first, in pages, then goes on with the stream; nothing comes twice', async () => {
    const timeline = Array.from({ length: 100 }, (_, n) => status(n + 1));
    // The stream has the last ones too: it was opened before the gap was read.
    const text = event('update', status(99)) + event('update', status(100)) + event('update', status(101));
    const { source, there, host } = await world({ timeline, streams: [{ text }] });
    const position = new Map([[`${host} public`, { status: '10' }]]);
    const { records, positions } = await taken(source, { positions: position, most: 91 });
    expect(ids(records)).toEqual(Array.from({ length: 91 }, (_, n) => n + 11));
    expect(positions.get(`${host} public`)).toEqual({ status: '101' });
    expect(
      there.asked.filter(({ path }) => path.includes('timelines')).map(({ path }) => /min_id=(\d+)/.exec(path)?.[1]),
    ).toEqual([undefined, '10', '50', '90']);
  });

  it('reads all that it missed of a server that gives less than it is asked for', async () => {
    const timeline = Array.from({ length: 90 }, (_, n) => status(n + 1));
    const { source, host } = await world({ timeline, streams: [{ text: event('update', status(91)) }], most: 20 });
    const position = new Map([[`${host} public`, { status: '10' }]]);
    const { records } = await taken(source, { positions: position, most: 81 });
    expect(ids(records)).toEqual(Array.from({ length: 81 }, (_, n) => n + 11));
  });

  it('reads all that it missed where the server leaves the newest out of what it gives', async () => {
    const timeline = Array.from({ length: 60 }, (_, n) => status(n + 1));
    const streams = [{ text: event('update', status(61)) }];
    const { source, host } = await world({ timeline, streams, hidden: [30, 60] });
    const position = new Map([[`${host} public`, { status: '10' }]]);
    const { records } = await taken(source, { positions: position, most: 49 });
    const all = Array.from({ length: 51 }, (_, n) => n + 11);
    expect(ids(records)).toEqual(all.filter((id) => id !== 30 && id !== 60));
  });

  it('breaks off at an event that has no end', async () => {
    const text = `event: update\ndata: ${'x'.repeat(3_000_000)}`;
    const { source, said } = await world({ timeline: [], streams: [{ text }, { text: event('update', status(1)) }] });
    const { records } = await taken(source, { most: 1 });
    expect(ids(records)).toEqual([1]);
    expect(said[0]?.message).toContain('connecting again');
  });

  it('fills the gap when the stream breaks off', async () => {
    const timeline = Array.from({ length: 6 }, (_, n) => status(n + 1));
    const streams = [
      { text: event('update', status(1)) + event('update', status(2)), ends: true },
      { text: event('update', status(7)) },
    ];
    const { source, said } = await world({ timeline, streams });
    const { records } = await taken(source, { most: 7 });
    expect(ids(records)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(said.some(({ message }) => message.includes('connecting again'))).toBe(true);
  });

  it('takes a status that came late, of an earlier id, and stands where it stood', async () => {
    const text = event('update', status(50)) + event('update', status(40));
    const { source, host } = await world({ timeline: [], streams: [{ text }] });
    const { records, positions } = await taken(source, { most: 2 });
    expect(ids(records)).toEqual([50, 40]);
    expect(positions.get(`${host} public`)).toEqual({ status: '50' });
  });

  it('says what is wrong with a token', async () => {
    const without = await world({ timeline: [], streams: [], refusal: 401 });
    await expect(taken(without.source)).rejects.toThrow(/--token-file/);
    const wrong = await world(
      { timeline: [], streams: [], refusal: 401 },
      { token: 'secret-token', timeline: '#cats' },
    );
    await expect(taken(wrong.source)).rejects.toThrow(/token is not accepted/);
    expect(wrong.there.asked[0]).toMatchObject({
      path: '/api/v1/streaming/hashtag?tag=cats',
      headers: { authorization: 'Bearer secret-token' },
    });
  });
});
