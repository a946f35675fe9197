/** The dashboard: pages for everybody who reaches the port, the API for those who may. */
import { Hono } from 'hono';
import { guard, pageHeaders } from './access.ts';
import { type ApiOptions, createApi } from './api/routes.ts';
import { pagesApp, readPages } from './pages.ts';

export interface DashboardOptions extends Omit<ApiOptions, 'steerable'> {
  /** Folder of the front end's files. */
  readonly folder: string;
  /** null where only this machine can ask. */
  readonly token: string | null;
  /** Health and metrics, where they share the port. */
  readonly probes: Hono | null;
}

export function createDashboard({ folder, token, probes, ...api }: DashboardOptions): Hono {
  const app = new Hono();
  app.use(pageHeaders());
  app.use('/api/*', guard(token));
  app.use('/api/*', async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
  });
  app.route('/api', createApi({ ...api, steerable: token !== null }));
  app.all('/api/*', (context) => context.json({ error: 'not found: /api/openapi.json lists what there is' }, 404));
  if (probes) app.route('/', probes);
  app.route('/', pagesApp(readPages(folder)));
  app.notFound((context) => {
    const routes = ['/', '/api/openapi.json', ...(probes ? ['/livez', '/readyz', '/metrics'] : [])];
    return context.json({ error: 'not found', routes }, 404);
  });
  return app;
}
