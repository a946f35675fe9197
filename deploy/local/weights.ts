/** Finds the encoder's weights, or fetches them into the cache where `leitmotif` looks too. */
import { messageOf } from '../../src/core/errors.ts';
import { resolveWeights } from '../../src/edges/encoder/weights.ts';

try {
  const { model, folder } = await resolveWeights({ log: console.error });
  console.error(`${model} is in ${folder}`);
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
}
