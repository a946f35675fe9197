/** Sentence encoders on onnxruntime, in worker threads: MiniLM-L6 unless another is named. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { LeitmotifError, messageOf } from "../../core/errors.js";
import { ONNX_FILES } from "./folder.js";
import { askToHalt, halt, newFlags } from "./halting.js";
import { createPool } from "./pool.js";
import { bounded } from "./text.js";
import { resolveWeights } from "./weights.js";
/** Milliseconds that the end of the process waits for documents in hand. */
const HALT_TIMEOUT = 3_000;
/**
 * Finds the weights and starts the threads. MiniLM looks at 256 tokens, as sentence-transformers does. Throws `fatal`
 * when the weights can't be had or are of another kind.
 */
export async function transformerEncoder(options = {}) {
    const { precision = 'int8', workers = availableParallelism(), longDocuments = 'truncate' } = options;
    if (!Number.isInteger(workers) || workers < 1) {
        throw new LeitmotifError('fatal', 'config', `workers of the encoder is ${workers}: give an integer of at least 1`);
    }
    const { model, checksum, ...source } = await resolveWeights(options);
    const graph = source.layout === 'onnx' ? null : await built({ task: 'build', source, precision });
    const threads = new Set();
    const start = () => {
        const flags = newFlags();
        threads.add(flags);
        const worker = startWorker({ task: 'encode', source, graph, longDocuments, flags });
        worker.once('exit', () => threads.delete(flags));
        return worker;
    };
    const atExit = () => halt(threads, HALT_TIMEOUT);
    process.on('exit', atExit);
    const pool = await createPool({ size: workers, start }).catch((error) => {
        process.off('exit', atExit);
        throw error;
    });
    return {
        id: [model, checksum.slice(0, 12), source.pooling, kindOf(source, precision), extentOf(source, longDocuments)].join('/'),
        dim: pool.dim,
        async encode(texts) {
            // Cut here, so that a text of megabytes is not copied to the thread.
            const data = await pool.encode(texts.map(bounded));
            return { rows: texts.length, dim: pool.dim, data };
        },
        async close() {
            threads.forEach(askToHalt);
            await pool.close();
            process.off('exit', atExit);
        },
    };
}
/** A graph that was published has the precision that its name tells; `onnx` keeps it apart from one of ours. */
function kindOf({ layout, file }, precision) {
    if (layout !== 'onnx')
        return precision;
    return ONNX_FILES.int8[0] === file ? 'onnx-int8' : 'onnx-float32';
}
function extentOf({ limit }, longDocuments) {
    return longDocuments === 'truncate' ? `${limit}` : `windows-${limit}`;
}
/** The graph's bytes, made in a thread of its own: for a second it takes three times the weights' memory. */
function built(errand) {
    return new Promise((resolve, reject) => {
        const worker = startWorker(errand);
        const refuse = (why) => reject(new LeitmotifError('transient', 'encode', `the encoder’s builder died (${why})`));
        worker.once('message', (built) => {
            if ('graph' in built)
                resolve(built.graph);
            else
                reject(new LeitmotifError(built.fault, 'encode', built.message));
        });
        worker.once('error', (error) => refuse(messageOf(error)));
        worker.once('exit', (code) => refuse(`exit code ${code}`));
    });
}
/** The built worker.js beside this file; when this file itself runs from source, worker.ts through its loader. */
function startWorker(errand) {
    const file = import.meta.url.endsWith('.ts') ? './worker-source.mjs' : './worker.js';
    return new Worker(new URL(file, import.meta.url), { workerData: errand, execArgv: [] });
}
//# sourceMappingURL=transformer.js.map