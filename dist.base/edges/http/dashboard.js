/** The dashboard: pages for everybody who reaches the port, the API for those who may. */
import { Hono } from 'hono';
import { guard, pageHeaders } from "./access.js";
import { createApi } from "./api/routes.js";
import { pagesApp, readPages } from "./pages.js";
export function createDashboard({ folder, token, probes, ...api }) {
    const app = new Hono();
    app.use(pageHeaders());
    app.use('/api/*', guard(token));
    app.use('/api/*', async (context, next) => {
        await next();
        context.header('Cache-Control', 'no-store');
    });
    app.route('/api', createApi({ ...api, steerable: token !== null }));
    app.all('/api/*', (context) => context.json({ error: 'not found: /api/openapi.json lists what there is' }, 404));
    if (probes)
        app.route('/', probes);
    app.route('/', pagesApp(readPages(folder)));
    app.notFound((context) => {
        const routes = ['/', '/api/openapi.json', ...(probes ? ['/livez', '/readyz', '/metrics'] : [])];
        return context.json({ error: 'not found', routes }, 404);
    });
    return app;
}
//# sourceMappingURL=dashboard.js.map