import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readToken } from '../../../../src/edges/http/access.ts';
import { createStreams } from '../../../../src/edges/http/api/stream.ts';
import { createDashboard, type DashboardOptions } from '../../../../src/edges/http/dashboard.ts';
import { createLimit } from '../../../../src/edges/http/limits.ts';
import { createApp } from '../../../../src/edges/http/server.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitmotif-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));
writeFileSync(join(folder, 'index.html'), '<!doctype html><title>the page</title>');
writeFileSync(join(folder, 'secret.txt'), 'not a page');

function dashboard(options: Partial<DashboardOptions> = {}) {
  return createDashboard({
    board: () => null,
    detail: () => 'restoring the model',
    streams: createStreams(),
    limit: createLimit({ burst: 1, perSecond: 1, now: () => 0 }),
    maxBytes: 1000,
    version: '0',
    folder,
    token: null,
    probes: createApp({
      readiness: () => ({ ready: true, detail: 'fine' }),
      metrics: async () => ({ contentType: 'text/plain', body: 'leitmotif_topics 3\n' }),
    }),
    ...options,
  });
}

describe('pages', () => {
  it.each(['/', '/topics', '/topics/17', '/map?x=1'])('%s is the page', async (path) => {
    const response = await dashboard().request(path, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch('text/html');
    expect(await response.text()).toContain('the page');
  });

  it.each(['/secret.txt', '/../package.json', '/%2e%2e/package.json', '/assets/none.js'])(
    '%s is not served',
    async (path) => {
      expect((await dashboard().request(path)).status).toBe(404);
    },
  );

  it('come packed to whoever can unpack, and not at all to whoever has them', async () => {
    const packed = await dashboard().request('/', { headers: { 'accept-encoding': 'gzip, br' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(gunzipSync(Buffer.from(await packed.arrayBuffer())).toString()).toContain('the page');
    const tag = packed.headers.get('etag') ?? '';
    expect((await dashboard().request('/', { headers: { 'if-none-match': tag } })).status).toBe(304);
  });

  it('may run their own scripts only, and be framed by nobody', async () => {
    const { headers } = await dashboard().request('/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe('the API', () => {
  it('is not cached, and says what there is', async () => {
    const response = await dashboard().request('/api/overview');
    expect(response.status).toBe(503);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ error: 'restoring the model' });
    const unknown = await dashboard().request('/api/nothing', { headers: { accept: 'text/html' } });
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toEqual({ error: expect.stringContaining('/api/openapi.json') });
  });

  it('answers to names of this machine only, where it asks for no token', async () => {
    for (const host of ['localhost:9464', '127.0.0.1:9464', '[::1]:9464'])
      expect((await dashboard().request(`http://${host}/api/openapi.json`)).status).toBe(200);
    const rebound = await dashboard().request('http://evil.example:9464/api/openapi.json');
    expect(rebound.status).toBe(403);
  });

  it('answers to who has the token, under any name', async () => {
    const app = dashboard({ token: 'correct-horse-battery' });
    const ask = (headers: Record<string, string>) =>
      app.request('http://replica.example/api/openapi.json', { headers });
    expect((await ask({})).status).toBe(401);
    expect((await ask({ authorization: 'Bearer wrong' })).status).toBe(401);
    expect((await ask({ authorization: 'correct-horse-battery' })).status).toBe(401);
    expect((await ask({ authorization: 'Bearer correct-horse-batter' })).status).toBe(401);
    expect((await ask({ authorization: 'Bearer correct-horse-battery' })).status).toBe(200);
    expect((await ask({})).headers.get('www-authenticate')).toBe('Bearer');
    // The page itself has nothing to hide, and asks for the token.
    expect((await app.request('http://replica.example/')).status).toBe(200);
  });
});

describe('health and metrics', () => {
  it('share the port unless they have one of their own', async () => {
    for (const path of ['/metrics', '/readyz', '/livez']) {
      expect((await dashboard().request(path)).status).toBe(200);
      expect((await dashboard({ probes: null }).request(path)).status).toBe(404);
    }
  });
});

describe('a token', () => {
  const file = (content: string): string => {
    const path = join(folder, 'token');
    writeFileSync(path, content);
    return path;
  };

  it('is what the file holds, without its line break', () => {
    expect(readToken(file('0123456789abcdef\n'))).toBe('0123456789abcdef');
  });

  it.each([
    ['too short', 'short', /16 characters at least.*openssl rand/],
    ['empty', '\n', /16 characters at least/],
    ['of two lines', '0123456789abcdef\n0123456789abcdef', /without spaces/],
  ])('that is %s is refused with the remedy', (_, content, message) => {
    expect(() => readToken(file(content))).toThrow(message);
  });

  it('that is not there is refused with its path', () => {
    expect(() => readToken('/no/such/file')).toThrow(/http\.tokenFile \/no\/such\/file cannot be read/);
  });
});
