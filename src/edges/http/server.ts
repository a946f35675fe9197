/** Health and metrics over HTTP, and the server that these and the dashboard are served by. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { LeitmotifError, messageOf } from '../../core/errors.ts';

/** Whether this replica is doing its work, and what it is at; everything in it is shown to whoever asks. */
export interface Readiness {
  /** False while restoring and while draining. */
  readonly ready: boolean;
  /** A sentence for people. */
  readonly detail: string;
  readonly [field: string]: unknown;
}

export interface AppOptions {
  readonly readiness: () => Readiness;
  readonly metrics: () => Promise<{ readonly contentType: string; readonly body: string }>;
}

/** `/livez` answers as long as the process does and asks nobody; `/readyz`: 200 or 503, as `readiness` says; `/metrics`. */
export function createApp({ readiness, metrics }: AppOptions): Hono {
  const app = new Hono();
  for (const route of ['/livez', '/readyz', '/metrics'])
    app.use(route, async (context, next) => {
      await next();
      context.header('Cache-Control', 'no-store');
      context.header('X-Content-Type-Options', 'nosniff');
    });
  app.get('/livez', (context) => context.json({ live: true }));
  app.get('/readyz', (context) => {
    const status = readiness();
    return context.body(JSON.stringify(status, plain), status.ready ? 200 : 503, {
      'Content-Type': 'application/json',
    });
  });
  app.get('/metrics', async (context) => {
    const { contentType, body } = await metrics();
    return context.body(body, 200, { 'Content-Type': contentType });
  });
  app.notFound((context) => context.json({ error: 'not found', routes: ['/livez', '/readyz', '/metrics'] }, 404));
  // The reason goes to whoever asked for it in the log, not to whoever sent the request.
  app.onError((_error, context) => context.json({ error: 'internal error' }, 500));
  return app;
}

/** What JSON has no words for: offsets as text, ∞ as "Infinity". */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  return value;
}

export interface HttpServer {
  /** Where it listens, as `http://host:port`. */
  readonly url: string;
  readonly port: number;
  /** Takes no new requests, lets running ones finish for a second, then ends them. */
  close(): Promise<void>;
}

/** Resolves once it listens; port 0 takes a free one. Throws `fatal`, stage `config`, when the address cannot be had. */
export async function startHttp({
  app,
  host,
  port,
  setting = 'http',
}: {
  readonly app: Hono;
  readonly host: string;
  readonly port: number;
  /** The settings that an error names. */
  readonly setting?: string;
}): Promise<HttpServer> {
  const listener = getRequestListener(app.fetch);
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 }, (request, response) => {
    void listener(request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((error: unknown) => {
    throw new LeitmotifError('fatal', 'config', refusal(error, { host, port, setting }), { cause: error });
  });
  const address = server.address() as AddressInfo;
  const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${name}:${address.port}`, port: address.port, close: () => closed(server) };
}

function refusal(error: unknown, { host, port, setting }: { host: string; port: number; setting: string }): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    return `${setting}.port ${port} on ${host} is in use by another process: set ${setting}.port to another one, or to 0 for any free one`;
  }
  if (code === 'EACCES')
    return `${setting}.port ${port} may not be opened by this user: set ${setting}.port to one above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `${setting}.host ${host} is no address of this machine: set ${setting}.host to 127.0.0.1, or to 0.0.0.0 to be reachable from outside`;
  }
  return `cannot listen on ${host}:${port}: ${messageOf(error)}`;
}

async function closed(server: Server): Promise<void> {
  const done = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatient = setTimeout(() => server.closeAllConnections(), 1000);
  await done;
  clearTimeout(impatient);
}
