/** The dashboard of a replica on the log in memory, asked without a socket. */
import { createStreams, type Streams } from '../../src/edges/http/api/stream.ts';
import { createDashboard, type DashboardOptions } from '../../src/edges/http/dashboard.ts';
import { createLimit } from '../../src/edges/http/limits.ts';
import { type Made, madeDocuments, recordOf } from './documents.ts';
import { createWorld, type Running, type World, type WorldOptions } from './world.ts';

export interface Shown {
  readonly world: World;
  readonly running: Running;
  readonly streams: Streams;
  readonly app: ReturnType<typeof createDashboard>;
  /** Appends documents and waits until the model has absorbed them. */
  feed(documents: readonly Made[]): Promise<void>;
  stop(): Promise<void>;
}

export async function shown(
  options: Partial<DashboardOptions> = {},
  world: WorldOptions = {},
  documents: readonly Made[] = madeDocuments({ count: 480 }),
): Promise<Shown> {
  const made = await createWorld(world);
  const running = made.start('one');
  const streams = createStreams();
  const app = createDashboard({
    board: () => running.replica.board,
    detail: () => running.replica.status().detail,
    streams,
    limit: createLimit({ burst: 256, perSecond: 1, now: () => 0 }),
    maxBytes: 1_000_000,
    version: '0.0.0',
    folder: 'no such folder',
    token: null,
    probes: null,
    ...options,
  });
  const partitions = made.log.partitions(made.names.documents);
  const feed = async (more: readonly Made[]): Promise<void> => {
    made.log.append(more.map((doc, i) => recordOf(made.names.documents, doc, i % partitions)));
    await made.settled();
    const { version } = (await made.model()) ?? { version: 0 };
    await made.log.until(() => running.replica.model().version >= version);
    // A picture is at most a second old, of a clock that runs fifty times as fast.
    await new Promise((resolve) => setTimeout(resolve, 40));
  };
  await feed(documents);
  return {
    world: made,
    running,
    streams,
    app,
    feed,
    async stop() {
      running.stop();
      await running.done;
    },
  };
}
