import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { LeitmotifError } from '../../../../src/core/errors.ts';
import { createApp, type Readiness, startHttp } from '../../../../src/edges/http/server.ts';

function app(readiness: () => Readiness = () => ({ ready: true, detail: 'reading' })) {
  return createApp({
    readiness,
    metrics: async () => ({ contentType: 'text/plain; version=0.0.4', body: 'leitmotif_topics 3\n' }),
  });
}

describe('routes', () => {
  it('is live whatever the readiness says', async () => {
    const failing = app(() => {
      throw new Error('the broker is away');
    });
    const response = await failing.request('/livez');
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ live: true });
  });

  it('is ready with the detail', async () => {
    const response = await app(() => ({
      ready: true,
      detail: 'reading',
      lag: 12n,
      catchUpSeconds: Number.POSITIVE_INFINITY,
    })).request('/readyz');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual({ ready: true, detail: 'reading', lag: '12', catchUpSeconds: 'Infinity' });
  });

  it('is 503 while it is not', async () => {
    const response = await app(() => ({ ready: false, detail: 'restoring the model' })).request('/readyz');
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ready: false, detail: 'restoring the model' });
  });

  it('serves the metrics with their content type, never cached or sniffed', async () => {
    const response = await app().request('/metrics');
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe('leitmotif_topics 3\n');
  });

  it('knows no other route and changes nothing', async () => {
    expect((await app().request('/')).status).toBe(404);
    expect((await app().request('/livez', { method: 'POST' })).status).toBe(404);
  });

  it('does not tell a stranger why it failed', async () => {
    const failing = app(() => {
      throw new Error('password is hunter2');
    });
    const response = await failing.request('/readyz');
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain('hunter2');
  });
});

describe('server', () => {
  it('listens on a free port, on loopback, and closes', async () => {
    const server = await startHttp({ app: app(), host: '127.0.0.1', port: 0 });
    expect(server.url).toBe(`http://127.0.0.1:${server.port}`);
    expect((await fetch(`${server.url}/livez`)).status).toBe(200);
    await server.close();
    await expect(fetch(`${server.url}/livez`)).rejects.toThrow();
  });

  it('does not wait for a connection that stays open', async () => {
    const server = await startHttp({ app: app(), host: '127.0.0.1', port: 0 });
    const response = await fetch(`${server.url}/livez`, { headers: { connection: 'keep-alive' } });
    await response.text();
    await server.close();
  });

  it('says which setting to change when the port is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const failure = await startHttp({ app: app(), host: '127.0.0.1', port }).catch((error: unknown) => error);
    other.close();
    expect(failure).toBeInstanceOf(LeitmotifError);
    expect(failure).toMatchObject({ fault: 'fatal', stage: 'config' });
    expect((failure as Error).message).toMatch(/http\.port \d+ on 127\.0\.0\.1 is in use.*set http\.port/);
  });

  it('says which setting to change when the address is not of this machine', async () => {
    await expect(startHttp({ app: app(), host: '203.0.113.7', port: 0 })).rejects.toThrow(/http\.host 203\.0\.113\.7/);
  });
});
