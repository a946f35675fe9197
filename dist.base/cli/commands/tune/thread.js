import { Worker } from 'node:worker_threads';
import { LeitmotifError, messageOf } from "../../../core/errors.js";
/** Computes a tuning in a thread of its own. Rejects with `fatal` when that fails; aborting ends it, checkpoints stay. */
export function tuneInThread(errand, { step, epoch }, signal) {
    return new Promise((resolve, reject) => {
        const file = import.meta.url.endsWith('.ts') ? './worker-source.mjs' : './worker.js';
        const worker = new Worker(new URL(file, import.meta.url), { workerData: errand, execArgv: [] });
        const refuse = (why) => reject(new LeitmotifError('fatal', 'encode', `the tuning failed: ${why}`));
        const end = () => void worker.terminate();
        signal.addEventListener('abort', end, { once: true });
        worker.on('message', (report) => {
            if (report.kind === 'step')
                step(report.step);
            else if (report.kind === 'epoch')
                epoch(report.epoch);
            else if (report.kind === 'done')
                resolve(report.outcome);
            else
                refuse(report.message);
        });
        worker.once('error', (error) => refuse(messageOf(error)));
        worker.once('exit', () => {
            signal.removeEventListener('abort', end);
            refuse(signal.aborted ? 'it was interrupted; the same command goes on from there' : 'its thread ended');
        });
    });
}
//# sourceMappingURL=thread.js.map