/** One thread of the bare onnxruntime loop: runs documents of tokens, one a run, as long as there are any. */
import { parentPort, workerData } from 'node:worker_threads';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const { graph, next, samples } = workerData;
const session = await InferenceSession.create(graph, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'basic',
});
parentPort.on('message', async (name) => {
  if (name === null) {
    await session.release();
    parentPort.close();
    return;
  }
  const documents = samples[name];
  for (let at = Atomics.add(next, 0, 1); at < documents.length; at = Atomics.add(next, 0, 1)) {
    const tokens = documents[at];
    await session.run({ tokens: new Tensor('int32', tokens, [1, tokens.length]) });
  }
  parentPort.postMessage('done');
});
parentPort.postMessage('ready');
