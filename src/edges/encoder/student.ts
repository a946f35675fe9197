/** One thread of a static student, so that the main thread need not encode. Started by tuned.ts for pool.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { faultOf, LeitmotifError, messageOf } from '../../core/errors.ts';
import { type Applied, applied } from './applied.ts';
import { readArtefact } from './artefact.ts';
import type { Failure, FromWorker, ToWorker } from './pool.ts';

/** What a thread is started for. */
export interface StudentErrand {
  readonly folder: string;
  /** Of the artefact that the folder must hold. */
  readonly checksum: string;
}

const port = parentPort;

function say(message: FromWorker, transfer: ArrayBuffer[] = []): void {
  port?.postMessage(message, transfer);
}

function failure(error: unknown): Failure {
  const fault = faultOf(error);
  return { fault: fault === 'fatal' || fault === 'transient' ? fault : 'bug', message: messageOf(error) };
}

async function opened({ folder, checksum }: StudentErrand): Promise<Applied> {
  const artefact = await readArtefact(folder);
  if (artefact.checksum === checksum) return applied(artefact);
  const message = `${folder} holds another tuned encoder than when this one was opened: start again`;
  throw new LeitmotifError('fatal', 'config', message);
}

async function main(errand: StudentErrand): Promise<void> {
  let rows: Applied;
  try {
    rows = await opened(errand);
  } catch (error) {
    say({ kind: 'broken', ...failure(error) });
    return;
  }
  port?.on('message', (message: ToWorker) => {
    if (message.kind === 'close') {
      port.close();
      return;
    }
    const { job, texts } = message;
    try {
      const data = rows.encode(texts, null);
      say({ kind: 'encoded', job, data }, [data.buffer]);
    } catch (error) {
      say({ kind: 'failed', job, ...failure(error) });
    }
  });
  say({ kind: 'ready', dim: rows.dim });
}

if (port !== null) await main(workerData as StudentErrand);
