/** Ends while the encoder is at work, in the way its argument names; exits.test.ts looks at how that goes. */
import { transformerEncoder } from '../../../../src/edges/encoder/transformer.ts';

const encoder = await transformerEncoder({ workers: 2 });
const texts = Array.from({ length: 200 }, (_, at) => `Document ${at} about floods. `.repeat(60));
// One row has come back, so the threads are deep in the next.
await encoder.encode(texts.slice(0, 1));
void encoder.encode(texts).catch(() => {});
await new Promise((later) => setTimeout(later, 200));
console.log('at work');
if (process.argv[2] === 'throw') throw new Error('on purpose');
process.exit(7);
