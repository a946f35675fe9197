/** Starts worker.ts from source, which a bare thread can't read. Never built or published: there it is worker.js. */
import { workerData } from 'node:worker_threads';

// Loaded before the loader is: it would rewrite megabytes of them for nothing.
import 'onnxruntime-node';
import 'protobufjs/light.js';
import 'zod';

if (workerData.task === 'encode') await import('@huggingface/tokenizers');

const { register } = await import('tsx/esm/api');
register();
await import('./worker.ts');
