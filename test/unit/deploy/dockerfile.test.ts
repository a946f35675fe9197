import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { settings } from '../../../src/cli/settings.ts';

const dockerfile = readFileSync(new URL('../../../Dockerfile', import.meta.url), 'utf8').replaceAll('\\\n', ' ');

describe('the image', () => {
  it('gives no setting by the environment, which would be stronger than a file of settings', () => {
    const given = [...dockerfile.matchAll(/\b(LEITMOTIF_\w+)=/g)].map(([, name]) => name);
    expect(given).toEqual(['LEITMOTIF_CACHE']);
    expect(settings().map(({ variable }) => variable)).not.toContain('LEITMOTIF_CACHE');
  });

  it.each([
    ['health', 200, 0],
    // With http.probes.separate health is elsewhere: whoever says so is alive.
    ['the dashboard alone', 404, 0],
    ['what cannot answer', 500, 1],
    ['nothing', null, 1],
  ])('is healthy by its own check where there is %s', async (_, status, code) => {
    const [, command = ''] = /^HEALTHCHECK .*? CMD (\[.*\])$/m.exec(dockerfile) ?? [];
    const [node, ...args] = JSON.parse(command) as string[];
    expect(node).toBe('node');
    const server = createServer((_request, response) => response.writeHead(status ?? 0).end());
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    if (status === null) await once(server.close(), 'close');
    const check = spawn(process.execPath, args, { env: { ...process.env, LEITMOTIF_HTTP_PORT: String(port) } });
    const [ended] = (await once(check, 'exit')) as [number];
    server.close();
    expect(ended).toBe(code);
  });
});
