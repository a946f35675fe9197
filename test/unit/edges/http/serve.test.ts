import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type ServeOptions, serve } from '../../../../src/edges/http/serve.ts';

function options(given: Partial<ServeOptions> = {}): ServeOptions {
  return {
    enabled: true,
    host: '127.0.0.1',
    port: 0,
    dashboard: true,
    textsPerSecond: 1,
    probes: { separate: false, host: '127.0.0.1', port: 0 },
    readiness: () => ({ ready: true, detail: 'restoring' }),
    metrics: async () => ({ contentType: 'text/plain', body: 'leitmotif_topics 3\n' }),
    board: () => null,
    version: '0',
    ...given,
  };
}

const status = async (url: string, headers: Record<string, string> = {}): Promise<number> =>
  (await fetch(url, { headers })).status;

describe('serving', () => {
  it('has the dashboard, health and metrics on one port', async () => {
    const { url, probes, close } = await serve(options());
    expect(probes).toBeNull();
    expect(await Promise.all(['/livez', '/metrics', '/api/overview'].map((path) => status(`${url}${path}`)))).toEqual([
      200, 200, 503,
    ]);
    await close();
    await expect(fetch(`${url}/livez`)).rejects.toThrow();
  });

  it('has health and metrics on a port of their own', async () => {
    const { url, probes, close } = await serve(options({ probes: { separate: true, host: '127.0.0.1', port: 0 } }));
    expect(
      await Promise.all([`${probes}/livez`, `${probes}/api/overview`, `${url}/livez`].map((at) => status(at))),
    ).toEqual([200, 404, 404]);
    await close();
  });

  it('has health and metrics alone, or nothing', async () => {
    const alone = await serve(options({ dashboard: false }));
    expect(await Promise.all(['/livez', '/api/overview'].map((path) => status(`${alone.url}${path}`)))).toEqual([
      200, 404,
    ]);
    await alone.close();
    const nothing = await serve(options({ enabled: false }));
    expect([nothing.url, nothing.probes]).toEqual([null, null]);
    await nothing.close();
  });

  it('ends the streams of a board that is no more, whose readers come again', async () => {
    let pulses = 0;
    const board = { pulse: () => ({ model: ++pulses }), follow: () => () => {} } as never;
    const { url, hangUp, close } = await serve(options({ board: () => board }));
    const first = await fetch(`${url}/api/stream`);
    hangUp();
    expect(await first.text()).toContain('"model":1');
    const second = (await fetch(`${url}/api/stream`)).text();
    await close();
    expect(await second).toContain('"model":2');
  });

  it('asks for the token that the file holds', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leitmotif-token-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, '0123456789abcdef\n');
    const { url, close } = await serve(options({ tokenFile }));
    expect(await status(`${url}/api/overview`)).toBe(401);
    expect(await status(`${url}/api/overview`, { Authorization: 'Bearer 0123456789abcdef' })).toBe(503);
    expect(await status(`${url}/livez`)).toBe(200);
    await close();
  });

  it('leaves no port open when it cannot have the other', async () => {
    const first = await serve(options());
    const port = Number(new URL(first.url ?? '').port);
    const failing = serve(options({ probes: { separate: true, host: '127.0.0.1', port } }));
    await expect(failing).rejects.toThrow(/http\.probes\.port \d+ on 127\.0\.0\.1 is in use.*set http\.probes\.port/);
    await first.close();
  });
});
