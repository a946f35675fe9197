/** Health and metrics over HTTP, and the server that these and the dashboard are served by. */
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { LeitmotifError, messageOf } from "../../core/errors.js";
/** `/livez` answers as long as the process does and asks nobody; `/readyz`: 200 or 503, as `readiness` says; `/metrics`. */
export function createApp({ readiness, metrics }) {
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
function plain(_key, value) {
    if (typeof value === 'bigint')
        return value.toString();
    if (typeof value === 'number' && !Number.isFinite(value))
        return String(value);
    return value;
}
/** Resolves once it listens; port 0 takes a free one. Throws `fatal`, stage `config`, when the address cannot be had. */
export async function startHttp({ app, host, port, setting = 'http', }) {
    const listener = getRequestListener(app.fetch);
    const server = createServer({ requestTimeout: 10_000, headersTimeout: 5000 }, (request, response) => {
        void listener(request, response);
    });
    await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
            server.off('error', reject);
            resolve();
        });
    }).catch((error) => {
        throw new LeitmotifError('fatal', 'config', refusal(error, { host, port, setting }), { cause: error });
    });
    const address = server.address();
    const name = address.family === 'IPv6' ? `[${address.address}]` : address.address;
    return { url: `http://${name}:${address.port}`, port: address.port, close: () => closed(server) };
}
function refusal(error, { host, port, setting }) {
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
async function closed(server) {
    const done = new Promise((resolve) => server.close(() => resolve()));
    server.closeIdleConnections();
    const impatient = setTimeout(() => server.closeAllConnections(), 1000);
    await done;
    clearTimeout(impatient);
}
//# sourceMappingURL=server.js.map