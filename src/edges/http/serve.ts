/** Everything a replica serves over HTTP, on one port or on two. */
import type { Board } from '../../core/show/board.ts';
import { readToken } from './access.ts';
import { createStreams } from './api/stream.ts';
import { createDashboard } from './dashboard.ts';
import { createLimit } from './limits.ts';
import { PAGES } from './pages.ts';
import { type AppOptions, createApp, type HttpServer, startHttp } from './server.ts';

export interface ServeOptions extends AppOptions {
  readonly enabled: boolean;
  readonly host: string;
  readonly port: number;
  readonly dashboard: boolean;
  readonly tokenFile?: string | undefined;
  readonly textsPerSecond: number;
  readonly probes: { readonly separate: boolean; readonly host: string; readonly port: number };
  /** null until the replica is put together. */
  readonly board: () => Board | null;
  readonly version: string;
}

export interface Serving {
  /** null when nothing is served there. */
  readonly url: string | null;
  /** Of health and metrics, when they are apart. */
  readonly probes: string | null;
  /** Ends the streams of news: their readers come again, to the board that there is then. */
  hangUp(): void;
  close(): Promise<void>;
}

/** Texts that may be encoded at once, as many as one request may hold. */
const BURST = 256;
/** Largest request, bytes. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Resolves once it listens. Throws `fatal`, stage `config`, for a token or an address that cannot be had. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { enabled, host, port, dashboard, tokenFile, textsPerSecond, probes, board, version, readiness } = options;
  if (!enabled) return { url: null, probes: null, hangUp: () => {}, close: async () => {} };
  const health = createApp(options);
  const streams = createStreams();
  const servers: HttpServer[] = [];
  const app = dashboard
    ? createDashboard({
        folder: PAGES,
        token: tokenFile === undefined ? null : readToken(tokenFile),
        probes: probes.separate ? null : health,
        board,
        detail: () => readiness().detail,
        streams,
        limit: createLimit({ burst: BURST, perSecond: textsPerSecond, now: Date.now }),
        maxBytes: MAX_BYTES,
        version,
      })
    : health;
  const close = async (): Promise<void> => {
    streams.close();
    await Promise.all(servers.map((server) => server.close()));
  };
  try {
    // Without a dashboard there is nothing for the first port when the probes have one of their own.
    const main = dashboard || !probes.separate ? await startHttp({ app, host, port }) : null;
    if (main) servers.push(main);
    const apart = probes.separate ? await startHttp({ app: health, ...probes, setting: 'http.probes' }) : null;
    if (apart) servers.push(apart);
    return { url: main?.url ?? null, probes: apart?.url ?? null, hangUp: streams.close, close };
  } catch (error) {
    await close();
    throw error;
  }
}
