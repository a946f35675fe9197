import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { localHttp, type Site, site } from '../../../support/feeds.ts';

const open: { close(): Promise<void> }[] = [];
const kept = <T extends { close(): Promise<void> }>(one: T): T => {
  open.push(one);
  return one;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

describe('a fetch', () => {
  it('follows redirects, unpacks, and says where it ended up', async () => {
    const there: Site = kept(
      await site({
        '/a': (_, response) => response.writeHead(301, { location: '/b' }).end(),
        '/b': (_, response) =>
          response.writeHead(200, { 'content-encoding': 'gzip', etag: '"1"' }).end(gzipSync('packed')),
      }),
    );
    const answer = await kept(localHttp()).get(`${there.url}/a`, { headers: { 'if-none-match': '"0"' } });
    expect([answer.status, answer.url, Buffer.from(answer.body).toString(), answer.header('etag')]).toEqual([
      200,
      `${there.url}/b`,
      'packed',
      '"1"',
    ]);
    expect(there.asked.map(({ headers }) => headers['if-none-match'])).toEqual(['"0"', '"0"']);
    expect(there.asked[0]?.headers['user-agent']).toBe('leitmotif/test');
  });

  it('keeps a secret from another host', async () => {
    const other = kept(await site({ '/': (_, response) => response.end('x') }));
    const there = kept(await site({ '/a': (_, response) => response.writeHead(307, { location: other.url }).end() }));
    await kept(localHttp()).get(`${there.url}/a`, { headers: { authorization: 'Bearer s', accept: 'x/y' } });
    expect(there.asked[0]?.headers.authorization).toBe('Bearer s');
    expect(other.asked[0]?.headers).toMatchObject({ accept: 'x/y' });
    expect(other.asked[0]?.headers.authorization).toBeUndefined();
  });

  it.each([
    ['/loop', /redirects more than 5 times/],
    ['/bomb', /larger than 10000 bytes/],
    ['/slow', /longer than 300 ms/],
    ['/drip', /longer than 300 ms/],
    ['/cut', /cannot be fetched/],
  ])('of %s is given up', async (path, reason) => {
    const there = kept(
      await site({
        '/loop': (_, response) => response.writeHead(302, { location: '/loop' }).end(),
        '/bomb': (_, response) =>
          response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000))),
        '/slow': () => {},
        '/drip': (_, response) => {
          const timer = setInterval(() => response.write('x'), 20);
          response.on('close', () => clearInterval(timer));
        },
        '/cut': (_, response) => {
          response.writeHead(200, { 'content-length': '1000' });
          response.write('half');
          response.destroy();
        },
      }),
    );
    const http = kept(localHttp({ bytes: 10_000, time: 300 }));
    await expect(http.get(`${there.url}${path}`)).rejects.toMatchObject({
      fault: 'transient',
      message: expect.stringMatching(reason),
    });
  });

  it('of a server that is not there is transient', async () => {
    const gone = await site({});
    await gone.close();
    await expect(kept(localHttp()).get(gone.url)).rejects.toMatchObject({
      fault: 'transient',
      message: expect.stringMatching(/ECONNREFUSED/),
    });
  });
});
