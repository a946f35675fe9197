import Ajv from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import type { EventList, Found, Overview, Placed, TopicList, TopicPage } from '../../../../../src/core/show/types.ts';
import { madeDocuments } from '../../../../support/documents.ts';
import { shown } from '../../../../support/shown.ts';

const token = 'correct-horse-battery-staple';
const ready = shown({ token });
afterAll(async () => (await ready).stop());

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: object }[];
  readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { schema: object }>> }>>;
}

/** What the answer is made of, the contract below tells. */
async function ask<T = object>(path: string, init?: RequestInit) {
  const { app } = await ready;
  const headers = { Authorization: `Bearer ${token}`, ...init?.headers };
  const response = await app.request(path, { ...init, headers });
  return { status: response.status, headers: response.headers, body: (await response.json()) as T };
}

const post = (body: unknown) => ({
  method: 'POST',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'Content-Type': 'application/json' },
});

/** A body of a kind that is not asked for, or of none. */
const otherwise = (headers: Record<string, string>) => ({
  method: 'POST',
  body: '{"name": "x", "texts": ["x"]}',
  headers,
});

/** What each route is asked in the contract, as many times as it has answers worth telling apart. */
const QUESTIONS: Readonly<Record<string, readonly { readonly path: string; readonly init?: RequestInit }[]>> = {
  'get /overview': [{ path: '/overview' }],
  'get /topics': [
    { path: '/topics' },
    { path: '/topics?sort=label&order=asc&size=2&page=2' },
    { path: '/topics?level=1&status=all' },
    { path: '/topics?sort=nothing' },
    { path: '/topics?size=100000' },
  ],
  'get /topics/{topic}': [{ path: '/topics/1' }, { path: '/topics/987654' }, { path: '/topics/none' }],
  'get /hierarchy': [{ path: '/hierarchy' }],
  'get /events': [{ path: '/events' }, { path: '/events?since=0&limit=2' }, { path: '/events?limit=-1' }],
  'get /map': [{ path: '/map' }],
  'post /theta': [
    { path: '/theta', init: post({ texts: ['glacier moraine firn', 'sourdough'] }) },
    { path: '/theta', init: post({ texts: [] }) },
    { path: '/theta', init: post({ texts: ['x'.repeat(2_000_000)] }) },
    { path: '/theta', init: post('{"texts": [') },
    { path: '/theta', init: otherwise({ 'Content-Type': 'text/plain' }) },
    { path: '/theta', init: post({ texts: Array.from({ length: 257 }, () => 'x') }) },
  ],
  'post /topics/{topic}/rename': [
    { path: '/topics/1/rename', init: post({ name: '' }) },
    { path: '/topics/987654/rename', init: post({ name: 'x' }) },
    { path: '/topics/1/rename', init: otherwise({}) },
    { path: '/topics/1/rename', init: post({ name: 'x'.repeat(20_000) }) },
  ],
  'post /topics/{topic}/merge': [
    { path: '/topics/1/merge', init: post({ into: 1 }) },
    { path: '/topics/1/merge', init: post({ into: 987_654 }) },
    { path: '/topics/1/merge', init: post({ into: 'two' }) },
  ],
  'post /topics/{topic}/pin': [{ path: '/topics/987654/pin', init: post({}) }],
  'post /topics/{topic}/unpin': [{ path: '/topics/none/unpin', init: post({}) }],
  'post /topics/{topic}/mute': [{ path: '/topics/987654/mute', init: post({}) }],
  'post /topics/{topic}/unmute': [{ path: '/topics/987654/unmute', init: post({}) }],
  'post /watch': [{ path: '/watch', init: post({ phrase: 'a\u202eb' }) }],
  'get /search': [{ path: '/search?q=glacier' }, { path: '/search?q=' }, { path: '/search' }],
};

describe('the OpenAPI document', () => {
  it('describes every route, and every answer is as it says', async () => {
    const { body: document } = await ask<{ paths: Record<string, Record<string, Operation>> }>('/api/openapi.json');
    const ajv = new Ajv.Ajv2020({ strict: false });
    ajv.addSchema(document, 'api');
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
    );
    expect(operations.map(({ path, method }) => `${method} ${path}`).sort()).toEqual(
      [...Object.keys(QUESTIONS), 'get /stream'].sort(),
    );
    for (const { path, method, operation } of operations)
      for (const question of QUESTIONS[`${method} ${path}`] ?? []) {
        const { status, body } = await ask(`/api${question.path}`, question.init);
        expect(Object.keys(operation.responses), question.path).toContain(String(status));
        const pointer = ['paths', path, method, 'responses', String(status), 'content', 'application/json', 'schema'];
        const validate = ajv.getSchema(`api#/${pointer.map((p) => p.replaceAll('/', '~1')).join('/')}`);
        const valid = validate?.(body);
        expect(validate?.errors ?? null, `${question.path} ${status}`).toBeNull();
        expect(valid).toBe(true);
      }
  });
});

describe('topics', () => {
  it('are sorted, searched and cut into pages', async () => {
    const all = (await ask<TopicList>('/api/topics?size=100')).body;
    expect(all.total).toBe(all.topics.length);
    expect(all.total).toBeGreaterThan(3);
    const weights = all.topics.map(({ weight }) => weight);
    expect(weights).toEqual([...weights].sort((a, b) => b - a));
    const pages = await Promise.all([1, 2].map((page) => ask<TopicList>(`/api/topics?size=2&page=${page}`)));
    expect(pages.flatMap(({ body }) => body.topics)).toEqual(all.topics.slice(0, 4));
    const glaciers = (await ask<TopicList>('/api/topics?q=GLÁCIER')).body.topics;
    expect(glaciers.length).toBeGreaterThan(0);
    for (const { label, words } of glaciers) expect(`${label} ${words}`.toLowerCase()).toContain('glacier');
  });

  it('have a history that sums to what was absorbed since the start', async () => {
    const { running } = await ready;
    const { streams, pulse } = (await ask<Overview>('/api/overview')).body;
    const sum = [...streams.topics.map(({ counts }) => counts), streams.others, streams.stray]
      .flat()
      .reduce((a, b) => a + b, 0);
    expect(sum).toBeCloseTo(pulse.documents);
    expect(pulse.model).toBe(running.replica.model().version);
    expect(pulse.documents).toBeGreaterThan(400);
  });

  it('show all there is about one', async () => {
    const [first] = (await ask<TopicList>('/api/topics?size=1')).body.topics;
    const page = (await ask<TopicPage>(`/api/topics/${first?.topic}`)).body;
    expect(page).toMatchObject({ ...first });
    expect(page.keywords.length).toBeGreaterThan(5);
    expect(page.exemplars.length).toBeGreaterThan(0);
    expect(page.exemplars[0]?.excerpt?.length).toBeGreaterThan(0);
    expect(page.events.some(({ type }) => type === 'born' || type === 'split')).toBe(true);
    // Not every topic is near another.
    const all = (await ask<TopicList>('/api/topics?size=100')).body.topics;
    const pages = await Promise.all(all.map(({ topic }) => ask<TopicPage>(`/api/topics/${topic}`)));
    expect(pages.some(({ body }) => body.neighbours.length > 0)).toBe(true);
    for (const { body } of pages) expect(body.neighbours.map(({ topic }) => topic)).not.toContain(body.topic);
  });
});

describe('theta', () => {
  it('is what the pipeline published for the same document at the same version', async () => {
    const { world, running, feed } = await ready;
    const [doc] = madeDocuments({ count: 1, seed: 99, from: Date.UTC(2024, 0, 2) });
    if (!doc) throw new Error('no document');
    const before = running.replica.model().version;
    const { body } = await ask<Placed>('/api/theta', post({ texts: [doc.text] }));
    expect(body.model).toBe(before);
    // A full batch, of which the document is the first, so that all are placed by this version.
    const rest = madeDocuments({ count: 31, seed: 98, from: Date.UTC(2024, 0, 2) + 1000 });
    await feed([{ ...doc, id: 'asked' }, ...rest.map((d) => ({ ...d, id: `r${d.id}` }))]);
    const published = world.theta().find(({ key, value }) => key === 'asked' && value?.revision === 0)?.value;
    expect(published?.model).toBe(before);
    const [result] = body.results;
    expect(result?.theta.map(({ topic, weight }) => ({ topic, weight }))).toEqual(
      published?.theta.map(({ topic, weight }) => ({ topic, weight: expect.closeTo(weight, 6) })),
    );
    expect(result?.theta.length).toBeGreaterThan(0);
    expect(result?.parent?.topic ?? null).toBe(published?.parent);
    expect(result?.score).toBeCloseTo(published?.score ?? Number.NaN, 5);
  });

  it('is refused when too many texts are asked for, with when to come again', async () => {
    const other = await shown({}, {}, madeDocuments({ count: 64 }));
    const asked = () => other.app.request('/api/theta', post({ texts: Array.from({ length: 200 }, () => 'firn') }));
    expect((await asked()).status).toBe(200);
    const second = await asked();
    expect(second.status).toBe(429);
    expect(second.headers.get('retry-after')).toBe('144');
    await other.stop();
  });
});

describe('search', () => {
  it('finds the topic that speaks of it', async () => {
    const { topics } = (await ask<Found>('/api/search?q=midfielder%20penalty%20striker&limit=3')).body;
    expect(topics).toHaveLength(3);
    expect(topics[0]?.words.join(' ')).toMatch(/midfielder|penalty|striker|goalkeeper/);
    expect(topics[0]?.cosine).toBeGreaterThan(topics[2]?.cosine ?? 1);
  });
});

describe('events', () => {
  it('come after a cursor, a few at a time, and none twice', async () => {
    const seen: number[] = [];
    let since = -1;
    for (;;) {
      const { events, next } = (await ask<EventList>(`/api/events?since=${since}&limit=3`)).body;
      if (events.length === 0) break;
      seen.push(...events.map(({ sequence }) => sequence));
      since = next;
    }
    const { world } = await ready;
    const published = world
      .records(world.names.events)
      .map(({ record }) => world.codecs.events.decode(record.value ?? new Uint8Array()));
    expect(seen).toEqual(published.map(({ sequence }) => sequence));
  });
});

describe('without a replica', () => {
  it('says what it is at', async () => {
    const other = await shown({ board: () => null, detail: () => 'loading the encoder' }, {}, []);
    const response = await other.app.request('/api/overview');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ error: 'loading the encoder' });
    await other.stop();
  });

  it('has an EventSource come again, which would give up for good at an error', async () => {
    const other = await shown({ board: () => null, detail: () => 'loading the encoder' }, {}, []);
    const ask = (accept: string) => other.app.request('/api/stream', { headers: { accept, 'last-event-id': '7' } });
    const response = await ask('text/event-stream');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(await response.text()).toBe('retry: 2000\n\n');
    expect((await ask('*/*')).status).toBe(503);
    await other.stop();
  });
});

describe('HEAD', () => {
  it("of the stream tells what GET would be, and takes no reader's place", async () => {
    const { app, streams } = await ready;
    const head = async () =>
      app.request('/api/stream', { method: 'HEAD', headers: { Authorization: `Bearer ${token}` } });
    const answers = await Promise.all(Array.from({ length: 300 }, head));
    expect(streams.readers()).toBe(0);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(answers[0]?.headers.get('content-type')).toBe('text/event-stream');
    expect(await answers[0]?.text()).toBe('');
  });

  it('of a search encodes nothing, and so takes nothing from the limit', async () => {
    const other = await shown({}, {}, madeDocuments({ count: 64 }));
    const head = () => other.app.request('/api/search?q=firn', { method: 'HEAD' });
    for (let i = 0; i < 300; i++) expect((await head()).status).toBe(200);
    expect((await other.app.request('/api/search?q=', { method: 'HEAD' })).status).toBe(400);
    expect((await other.app.request('/api/search?q=firn')).status).toBe(200);
    await other.stop();
  });
});

describe('commands', () => {
  const found = async (path: string) => (await ask<TopicList>(path)).body.topics;

  it('change the model by way of Kafka, and are told', async () => {
    const { world } = await ready;
    const [topic] = (await found('/api/topics?sort=born&order=asc&size=1')).map((row) => row.topic);
    expect(await ask(`/api/topics/${topic}/rename`, post({ name: '<i>Ice</i> 冰' }))).toMatchObject({
      status: 202,
      body: { accepted: true },
    });
    expect((await ask(`/api/topics/${topic}/mute`, post({}))).status).toBe(202);
    expect((await ask('/api/watch', post({ phrase: 'volcano lava ash' }))).status).toBe(202);
    await world.settled();
    await expect
      .poll(async () => (await found('/api/topics?size=500&muted=true')).find((row) => row.topic === topic))
      .toMatchObject({ label: '<i>Ice</i> 冰', muted: true, trending: false });
    const shown = await found('/api/topics?size=500');
    expect(shown.some((row) => row.topic === topic)).toBe(false);
    expect(shown.find(({ label }) => label === 'volcano lava ash')).toMatchObject({ pinned: true });
    const { events } = (await ask<EventList>('/api/events?limit=10')).body;
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['renamed', 'muted', 'watched']));
  });

  it('that cannot be done say why', async () => {
    expect(await ask('/api/topics/1/merge', post({ into: 1 }))).toMatchObject({
      status: 400,
      body: { error: 'into is 1, the topic itself: give another one' },
    });
    expect(await ask('/api/topics/987654/pin', post({}))).toMatchObject({
      status: 409,
      body: { error: expect.stringContaining('topic 987654 is not known') },
    });
  });

  it('need a token, on this machine too', async () => {
    const open = await shown({}, {}, []);
    const response = await open.app.request('/api/topics/1/pin', post({}));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ error: expect.stringContaining('set http.tokenFile') });
    await open.stop();
    const { app } = await ready;
    expect((await app.request('/api/topics/1/pin', post({}))).status).toBe(401);
  });
});
