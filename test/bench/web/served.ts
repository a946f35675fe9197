/** A replica's dashboard over a board, without the replica. */
import type { Board } from '../../../src/core/show/board.ts';
import { createStreams } from '../../../src/edges/http/api/stream.ts';
import { createDashboard } from '../../../src/edges/http/dashboard.ts';
import { createLimit } from '../../../src/edges/http/limits.ts';
import { startHttp } from '../../../src/edges/http/server.ts';

/** @param folder where the pages are */
export function served(board: Board, folder: string, streams = createStreams()) {
  const limit = createLimit({ burst: 1, perSecond: 1, now: Date.now });
  const common = { detail: () => '', maxBytes: 1, version: '0', folder, token: null, probes: null };
  return startHttp({
    app: createDashboard({ ...common, board: () => board, streams, limit }),
    host: '127.0.0.1',
    port: 0,
  });
}
