import { describe, expect, it } from 'vitest';
import { guard, isPublic, type Resolve, withoutUser } from '../../../../src/edges/feeds/guard.ts';
import { httpClient } from '../../../../src/edges/feeds/http.ts';
import { site } from '../../../support/feeds.ts';

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '192.0.2.1',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    'no address',
  ])('%s is not of the public internet', (address) => {
    expect(isPublic(address)).toBe(false);
  });
  it.each(['8.8.8.8', '172.32.0.1', '2001:4860:4860::8888', '::ffff:8.8.8.8'])('%s is', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:a00:1]/',
    'https://10.0.0.1:8443/',
  ])('%s is refused however it is written', (url) => {
    expect(() => guard(false).check(new URL(url))).toThrow(/no address of the public internet; --allow-private/);
    guard(true).check(new URL(url));
  });

  it.each(['file:///etc/passwd', 'ftp://example.com/', 'data:text/xml,x'])('%s is refused always', (url) => {
    expect(() => guard(true).check(new URL(url))).toThrow(/no http or https address/);
  });
});

it.each([
  ['https://ann:secret@a.example/feed?x=1', 'https://a.example/feed?x=1'],
  ['https://a.example/@ann', 'https://a.example/@ann'],
  ['https://ann:se/c#ret@a.example/feed', 'https://a.example/feed'],
  ['https://ann:sec@ret@:a.example/feed', 'https://:a.example/feed'],
  ['no address', 'no address'],
])('%s is told without its user', (address, told) => {
  expect(withoutUser(address)).toBe(told);
});

describe('a name', () => {
  const resolve =
    (...addresses: string[]): Resolve =>
    (_host, _options, done) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
  const look = (addresses: string[], options: object, allow = false) =>
    new Promise((told) => {
      guard(allow, resolve(...addresses)).lookup('feeds.example', options, (error, address) =>
        told(error?.message ?? address),
      );
    });

  it('is refused when one of its addresses is private', async () => {
    expect(await look(['8.8.8.8', '10.0.0.1'], { all: true })).toMatch(
      /^feeds\.example is 10\.0\.0\.1, which is no address/,
    );
    expect(await look(['8.8.8.8'], {})).toBe('8.8.8.8');
    expect(await look(['8.8.8.8', '2001:4860:4860::8888'], { family: 6 })).toBe('2001:4860:4860::8888');
    expect(await look(['10.0.0.1'], { all: true }, true)).toEqual([{ address: '10.0.0.1', family: 4 }]);
  });
});

describe('a fetch', () => {
  it('does not reach a private address by a name, nor by a redirect', async () => {
    const there = await site({ '/secret': (_, response) => response.end('secret') });
    // A public name that leads home, as in an attack by DNS rebinding.
    const home: Resolve = (_host, _options, done) => done(null, [{ address: '127.0.0.1', family: 4 }]);
    const port = new URL(there.url).port;
    const guarded = httpClient(guard(false, home), 'test');
    await expect(guarded.get(`http://rebound.example:${port}/secret`)).rejects.toMatchObject({
      fault: 'fatal',
      message: expect.stringMatching(/127\.0\.0\.1, which is no address/),
    });
    // The first hop is let through, the second is not.
    const first = await site({
      '/feed': (_, response) => response.writeHead(302, { location: `${there.url}/secret` }).end(),
    });
    let checks = 0;
    const once = { ...guard(true), check: (url: URL) => (checks++ === 0 ? undefined : guard(false).check(url)) };
    const redirected = httpClient(once, 'test');
    await expect(redirected.get(`${first.url}/feed`)).rejects.toMatchObject({ fault: 'fatal' });
    expect(there.asked).toEqual([]);
    await Promise.all([guarded.close(), redirected.close(), there.close(), first.close()]);
  });
});
