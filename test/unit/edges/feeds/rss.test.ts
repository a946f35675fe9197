import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type RssOptions, rssSource } from '../../../../src/edges/feeds/rss.ts';
import { systemClock } from '../../../../src/edges/telemetry/clock.ts';
import { type Answer, documentIn, listening, localHttp, type Site, site, taken } from '../../../support/feeds.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function world(answers: Record<string, Answer>): Promise<{
  there: Site;
  said: ReturnType<typeof listening>['said'];
  source: (rest: Partial<RssOptions> & { urls: string[] }) => ReturnType<typeof rssSource>;
}> {
  const there = await site(answers);
  const http = localHttp();
  open.push(there, http);
  const { probe, said } = listening();
  const defaults = { http, interval: 900_000, hostGap: 5, once: true, clock: systemClock, probe, random: () => 0 };
  return {
    there,
    said,
    source: ({ urls, ...rest }) => rssSource({ ...defaults, urls: urls.map((url) => there.url + url), ...rest }),
  };
}

const rss = (...items: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>The Paper</title><language>en</language>${items.join('')}</channel></rss>`;
const item = (n: number, rest: { guid?: string; link?: string; title?: string } = {}) =>
  `<item><guid>${rest.guid ?? `urn:item:${n}`}</guid><link>${rest.link ?? `https://paper.example/${n}`}</link><title>${rest.title ?? `Title ${n}`}</title><description>&lt;p&gt;Text ${n}.&lt;/p&gt;</description><pubDate>Tue, 03 Nov 2020 10:00:00 GMT</pubDate></item>`;
const serve =
  (body: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    response.writeHead(200, { 'content-type': 'application/rss+xml', ...headers }).end(body);

describe('a poll', () => {
  it('makes documents of what is new: title, link, source, language and time travel along', async () => {
    const { source } = await world({ '/feed': serve(gzipSync(rss(item(1))), { 'content-encoding': 'gzip' }) });
    const { records } = await taken(source({ urls: ['/feed'] }));
    expect(records.map(documentIn)).toEqual([
      {
        id: 'urn:item:1',
        text: 'Title 1\n\nText 1.',
        title: 'Title 1',
        url: 'https://paper.example/1',
        source: 'The Paper',
        language: 'en',
        timestamp: Date.UTC(2020, 10, 3, 10),
      },
    ]);
    expect(records[0]?.key).toBe('urn:item:1');
  });

  it('goes on after a restart: asks whether anything changed, and repeats nothing', async () => {
    let items = [item(1), item(2)];
    const { there, source } = await world({
      '/feed': (request, response) => {
        const tag = `"${items.length}"`;
        if (request.headers['if-none-match'] === tag) response.writeHead(304).end();
        else serve(rss(...items), { etag: tag, 'last-modified': 'Tue, 03 Nov 2026 10:00:00 GMT' })(request, response);
      },
    });
    const first = await taken(source({ urls: ['/feed'] }));
    expect(first.records).toHaveLength(2);
    const second = await taken(source({ urls: ['/feed'] }), first);
    expect(second.records).toEqual([]);
    expect(there.asked[1]?.headers).toMatchObject({
      'if-none-match': '"2"',
      'if-modified-since': 'Tue, 03 Nov 2026 10:00:00 GMT',
    });
    items = [item(3), item(2)];
    items.push('<!-- -->');
    const third = await taken(source({ urls: ['/feed'] }), second);
    expect(third.records.map(({ key }) => key)).toEqual(['urn:item:3']);
  });

  it('leaves out what comes again under another guid, another link, or in another feed', async () => {
    const { source } = await world({
      '/a': serve(
        rss(
          item(1),
          item(1, { guid: 'other' }),
          item(2, { link: 'https://paper.example/1?utm_source=rss#top' }),
          item(5),
          item(6),
          item(7),
        ),
      ),
      '/b': serve(rss(item(9, { link: 'https://paper.example/1' }), item(4))),
    });
    const { records } = await taken(source({ urls: ['/a', '/b'], hostGap: 50 }));
    expect(records.map(({ key }) => key)).toEqual([1, 5, 6, 7, 4].map((n) => `urn:item:${n}`));
  });

  it('names an item by its feed where its guid is no name of its own, and by its link where it has none', async () => {
    const { there, source } = await world({
      '/feed': serve(
        rss(
          item(1, { guid: '17' }),
          '<item><title>No guid</title><link>https://paper.example/x</link></item>',
          '<item><title>Nothing at all</title></item>',
          '<item><guid>empty</guid></item>',
        ),
      ),
    });
    const { records } = await taken(source({ urls: ['/feed'] }));
    expect(records.map(({ key }) => key)).toEqual([
      `${there.url}/feed#17`,
      'https://paper.example/x',
      expect.stringMatching(/\/feed#[\w-]{11}$/),
    ]);
  });

  it('asks a host one question at a time, with a pause between, and others meanwhile', async () => {
    let at = 0;
    let most = 0;
    const slow: Answer = (request, response) => {
      at += 1;
      most = Math.max(most, at);
      setTimeout(() => {
        at -= 1;
        serve(rss(item(Number(request.url?.slice(1)))))(request, response);
      }, 30);
    };
    const { there, source } = await world({ '/1': slow, '/2': slow, '/3': slow });
    const { records } = await taken(source({ urls: ['/1', '/2', '/3'], hostGap: 40 }));
    expect(records).toHaveLength(3);
    expect(most).toBe(1);
    const times = there.asked.map((one) => one.at);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(65);
    // Another host by name.
    const other = there.url.replace('127.0.0.1', 'localhost');
    const both = await taken(
      rssSource({
        urls: [`${there.url}/1`, `${other}/2`],
        http: localHttp(),
        interval: 900_000,
        once: true,
        clock: systemClock,
        probe: listening().probe,
        random: () => 0,
      }),
    );
    expect(both.records).toHaveLength(2);
    expect(most).toBe(2);
  });

  it('says what cannot be read, with when it is asked again, and goes on with the others', async () => {
    const { said, source } = await world({
      '/busy': (_, response) => response.writeHead(429, { 'retry-after': '7200' }).end(),
      '/gone': (_, response) => response.writeHead(410).end(),
      '/html': serve('<html><body>Not here</body></html>'),
      '/good': serve(rss(item(1))),
    });
    const { records, positions } = await taken(source({ urls: ['/busy', '/gone', '/html', '/none', '/good'] }));
    expect(records).toHaveLength(1);
    expect(positions.size).toBe(1);
    const reasons = said.filter(({ message }) => message === 'a feed could not be read').map(({ fields }) => fields);
    expect(reasons.map(({ reason }) => reason)).toEqual([
      'status 429',
      expect.stringMatching(/is no feed/),
      'status 404',
    ]);
    expect(Date.parse(String(reasons[0]?.again)) - Date.now()).toBeGreaterThan(2 * 7_190_000);
    expect(said.some(({ message }) => message.includes('410'))).toBe(true);
  });

  it('logs in with the name and password of an address, and tells them to nobody', async () => {
    const { there, said, source } = await world({
      '/feed': (request, response) =>
        request.headers.authorization === `Basic ${btoa('ann:s3/cret')}`
          ? serve(rss(item(1, { guid: '17' })))(request, response)
          : response.writeHead(401).end(),
      '/away': (_, response) => response.writeHead(302, { location: 'http://ann:s3cret@127.0.0.1:1/' }).end(),
      '/broken': (_, response) => response.destroy(),
    });
    const address = (path: string) => there.url.replace('//', '//ann:s3%2Fcret@') + path;
    const defaults = {
      http: localHttp(),
      interval: 900_000,
      hostGap: 1,
      once: true,
      clock: systemClock,
      random: () => 0,
    };
    const { probe, said: told } = listening();
    const urls = ['/feed', '/away', '/broken'].map(address);
    const { records, positions } = await taken(rssSource({ ...defaults, urls, probe }));
    expect(records.map(({ key }) => key)).toEqual([`${there.url}/feed#17`]);
    expect([...positions.keys()]).toEqual([`${there.url}/feed`]);
    expect(told.filter(({ message }) => message.includes('could not'))).toHaveLength(2);
    expect(JSON.stringify(told)).not.toMatch(/s3|ann:/);
    // The same feed without them stands where it stood.
    expect((await taken(source({ urls: ['/feed'] }), { positions })).records).toEqual([]);
    expect(said[0]?.fields).toMatchObject({ reason: 'status 401' });
  });

  it('asks for the whole again of a feed that broke off', async () => {
    const whole = rss(...Array.from({ length: 6 }, (_, n) => item(n)));
    const [inItem, behindItem] = [whole.indexOf('Title 3'), whole.indexOf('<item>', whole.indexOf('Title 3'))];
    let to = inItem;
    const { there, said, source } = await world({
      '/feed': (request, response) =>
        request.headers['if-none-match'] === '"1"'
          ? response.writeHead(304).end()
          : serve(whole.slice(0, to), { etag: '"1"' })(request, response),
    });
    const first = await taken(source({ urls: ['/feed'] }));
    expect(first.records).toHaveLength(3);
    to = behindItem;
    const second = await taken(source({ urls: ['/feed'] }), first);
    expect(second.records.map(({ key }) => key)).toEqual(['urn:item:3']);
    to = whole.length;
    const third = await taken(source({ urls: ['/feed'] }), second);
    expect(third.records.map(({ key }) => key)).toEqual(['urn:item:4', 'urn:item:5']);
    await taken(source({ urls: ['/feed'] }), third);
    expect(there.asked.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      undefined,
      undefined,
      '"1"',
    ]);
    expect(said.filter(({ message }) => message.includes('broke off'))).toHaveLength(2);
  });

  it('keeps what fits into a record of Kafka, however many items a feed has', async () => {
    const many = Array.from({ length: 12_000 }, (_, n) => item(n));
    const { source, said } = await world({ '/feed': serve(rss(...many)) });
    const { records, positions } = await taken(source({ urls: ['/feed'] }));
    expect(records).toHaveLength(5000);
    expect(records[0]?.key).toBe('urn:item:0');
    for (const position of positions.values()) expect(JSON.stringify(position).length).toBeLessThan(250_000);
    expect(said.find(({ message }) => message.includes('more items'))?.fields).toMatchObject({
      items: 12_000,
      read: 5000,
    });
  });

  it('comes again when it is time, and ends when it is told to', async () => {
    let count = 0;
    const { source } = await world({
      '/feed': (request, response) => {
        count += 1;
        serve(rss(item(count)))(request, response);
      },
    });
    const { records } = await taken(source({ urls: ['/feed'], once: false, interval: 10 }), { most: 3 });
    expect(records.map(({ key }) => key)).toEqual(['urn:item:1', 'urn:item:2', 'urn:item:3']);
  });
});
