/** A replica on the log in memory with its dashboard on a socket, to be looked at with a browser. */
import { createStreams } from '../../src/edges/http/api/stream.ts';
import { createDashboard, type DashboardOptions } from '../../src/edges/http/dashboard.ts';
import { createLimit } from '../../src/edges/http/limits.ts';
import { PAGES } from '../../src/edges/http/pages.ts';
import { createApp, type HttpServer, startHttp } from '../../src/edges/http/server.ts';
import { madeDocuments, recordOf } from './documents.ts';
import { createWorld, type World } from './world.ts';

export interface Dashboard {
  readonly url: string;
  readonly world: World;
  /** Appends documents, JSON as given, and waits until the model has absorbed them. */
  feed(documents: readonly Readonly<Record<string, unknown>>[]): Promise<void>;
  /** The server goes; the replica stays. */
  down(): Promise<void>;
  /** It is back, on the same port. */
  up(): Promise<void>;
  close(): Promise<void>;
}

/** A feed to begin with, a minute between two documents, so that there is a history to be seen. */
export const BEGINNING = madeDocuments({ count: 640, step: 60_000 });

export async function dashboard(
  options: Partial<DashboardOptions> = {},
  beginning: Parameters<Dashboard['feed']>[0] = BEGINNING.map(({ theme: _, ...document }) => document),
): Promise<Dashboard> {
  const world = await createWorld();
  const running = world.start('one');
  let streams = createStreams();
  let server: HttpServer | null = null;
  let port = 0;
  const up = async (): Promise<void> => {
    streams = createStreams();
    const app = createDashboard({
      board: () => running.replica.board,
      detail: () => running.replica.status().detail,
      limit: createLimit({ burst: 256, perSecond: 256, now: Date.now }),
      maxBytes: 4_000_000,
      version: '0.0.0',
      folder: PAGES,
      token: null,
      probes: createApp({
        readiness: () => ({ ready: true, detail: '' }),
        metrics: async () => ({ contentType: 'text/plain', body: '' }),
      }),
      ...options,
      streams,
    });
    server = await startHttp({ app, host: '127.0.0.1', port });
    port = server.port;
  };
  const down = async (): Promise<void> => {
    streams.close();
    await server?.close();
    server = null;
  };
  const feed: Dashboard['feed'] = async (documents) => {
    const { log, names } = world;
    log.append(
      documents.map((document) => ({
        ...recordOf(names.documents, { id: String(document.id), text: '', timestamp: Number(document.timestamp) }),
        value: new TextEncoder().encode(JSON.stringify(document)),
      })),
    );
    await world.settled();
  };
  await up();
  if (beginning.length > 0) await feed(beginning);
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    world,
    feed,
    down,
    up,
    async close() {
      await down();
      running.stop();
      await running.done;
    },
  };
}
