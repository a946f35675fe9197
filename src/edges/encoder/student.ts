/** One thread of a static student, so that the main thread need not encode. Started by tuned.ts for pool.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { LeitmotifError } from '../../core/errors.ts';
import { type Applied, applied } from './applied.ts';
import { readArtefact } from './artefact.ts';
import { serve } from './serve.ts';

/** What a thread is started for. */
export interface StudentErrand {
  readonly folder: string;
  /** Of the artefact that the folder must hold. */
  readonly checksum: string;
}

async function opened({ folder, checksum }: StudentErrand): Promise<Applied> {
  const artefact = await readArtefact(folder);
  if (artefact.checksum === checksum) return applied(artefact);
  const message = `${folder} holds another tuned encoder than when this one was opened: start again`;
  throw new LeitmotifError('fatal', 'config', message);
}

if (parentPort !== null)
  await serve(parentPort, async () => {
    const rows = await opened(workerData as StudentErrand);
    return { dim: rows.dim, encode: async (texts) => rows.encode(texts, null), release: async () => {} };
  });
