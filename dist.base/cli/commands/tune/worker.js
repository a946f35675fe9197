/** The thread in which a tuning is computed, so that progress and signals are served meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from "../../../core/errors.js";
import { runJob } from "../../../core/tune/job.js";
import { int16Products } from "../../../edges/products/int16.js";
import { openCheckpoints } from "./checkpoints.js";
if (parentPort !== null) {
    const port = parentPort;
    const say = (report) => port.postMessage(report);
    const { job, work } = workerData;
    try {
        const checkpoints = await openCheckpoints(work, job);
        const outcome = runJob(job, {
            products: int16Products(),
            say: (step) => say({ kind: 'step', step }),
            epoch: (epoch) => say({ kind: 'epoch', epoch }),
            keep: checkpoints.keep,
            resume: checkpoints.last,
        });
        say({ kind: 'done', outcome });
    }
    catch (error) {
        say({ kind: 'failed', message: messageOf(error) });
    }
}
//# sourceMappingURL=worker.js.map