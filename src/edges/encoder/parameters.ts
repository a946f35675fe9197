/** The files in which an ONNX graph keeps parameters outside of itself: protobuf ends at 2 GB. */
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';

/** An entry of TensorProto.external_data: field 1 is "location", field 2 a path beside the graph, as its length tells. */
const LOCATION = Buffer.from('\n\x08location\x12', 'latin1');
/** Bytes of a path at most that are looked at: one byte tells the length of these. */
const LONGEST = 127;

/** Their paths in order, each once; none for a graph that holds its parameters itself. Throws what reading it throws. */
export async function parameterFiles(graph: string): Promise<string[]> {
  const found = new Set<string>();
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(graph, { highWaterMark: 1 << 20 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    for (let at = bytes.indexOf(LOCATION); at >= 0; at = bytes.indexOf(LOCATION, at + 1)) {
      const from = at + LOCATION.length + 1;
      const length = bytes[from - 1] ?? LONGEST;
      const to = from + length;
      if (length <= LONGEST && to <= bytes.length) found.add(bytes.toString('utf8', from, to));
    }
    // What may have been cut is looked at again with the next.
    rest = bytes.subarray(Math.max(0, bytes.length - LOCATION.length - LONGEST));
  }
  return [...found].sort().map((path) => join(dirname(graph), path));
}
