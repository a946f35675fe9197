/** The front end's files, held in memory: a request can name no other file. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Hono } from 'hono';
const TYPES = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript; charset=utf-8',
    '.css': 'text/css; charset=utf-8',
    '.svg': 'image/svg+xml',
};
/** Where `make build` puts the front end. */
export const PAGES = fileURLToPath(new URL('../../../dist/web', import.meta.url));
/** The files by their paths; empty where the front end was not built. */
export function readPages(folder) {
    let names;
    try {
        names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    }
    catch {
        return new Map();
    }
    const files = names.flatMap((name) => {
        const type = TYPES[extname(name)];
        if (type === undefined)
            return [];
        const plain = new Uint8Array(readFileSync(join(folder, name)));
        const tag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`;
        const path = relative(folder, join(folder, name)).split(sep).join('/');
        return [[`/${path}`, { type, plain, packed: new Uint8Array(gzipSync(plain)), tag }]];
    });
    return new Map(files);
}
/** Every view is a path: what is no file and looks like a page is the front end's to answer. */
export function pagesApp(files) {
    const app = new Hono();
    app.get('*', (context) => {
        const { path } = context.req;
        const isPage = path === '/' || (extname(path) === '' && context.req.header('accept')?.includes('html'));
        const file = files.get(path) ?? (isPage ? files.get('/index.html') : undefined);
        if (file === undefined)
            return context.notFound();
        // Names of assets have a hash of their content in them.
        const lasting = path.startsWith('/assets/');
        context.header('Cache-Control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache');
        context.header('ETag', file.tag);
        context.header('Vary', 'Accept-Encoding');
        if (context.req.header('if-none-match') === file.tag)
            return context.body(null, 304);
        context.header('Content-Type', file.type);
        if (!/\bgzip\b/.test(context.req.header('accept-encoding') ?? ''))
            return context.body(file.plain);
        context.header('Content-Encoding', 'gzip');
        return context.body(file.packed);
    });
    return app;
}
//# sourceMappingURL=pages.js.map