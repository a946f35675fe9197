import { bounded } from '../../../edges/encoder/text.ts';
import { documentReader } from '../../../edges/registry/documents.ts';
import { memoryRegistry } from '../../../edges/registry/memory.ts';
import type { Config } from '../../config.ts';
import type { LineSource } from '../../files/lines.ts';
import { createStamper, LINE_REMEDY } from '../../files/stamp.ts';
import { labelIn, type Sample } from './data.ts';

/** The newest documents of the lines, in no order. Texts are as encoders bound them. */
export async function readSamples(
  lines: LineSource,
  config: Config,
  { label, newest, bad }: { label: string | null; newest: number; bad: (line: number, reason: string) => void },
): Promise<Sample[]> {
  const reader = documentReader({
    registry: memoryRegistry(),
    format: 'json',
    maxTextBytes: config.documents.maxTextBytes,
    remedy: LINE_REMEDY,
  });
  const origin = { topic: config.documents.topic, partition: 0 };
  const stamp = createStamper({ reader, origin, maxJump: config.time.maxJump });
  const samples: Sample[] = [];
  for await (const { number, bytes } of lines.lines()) {
    if (bytes === null) {
      bad(number, 'the line is too long to be a document');
      continue;
    }
    const { document, refusal } = stamp({ offset: BigInt(number), key: null, value: bytes, headers: [] });
    if (refusal !== null) bad(number, refusal.message);
    if (document === null) continue;
    samples.push({
      text: bounded(document.text),
      time: document.time,
      label: labelIn(bytes, document.text, label),
    });
    // Twice as many at most are held while the file is read.
    if (samples.length >= 2 * newest) keepNewest(samples, newest);
  }
  keepNewest(samples, newest);
  return samples;
}

function keepNewest(samples: Sample[], newest: number): void {
  if (samples.length <= newest) return;
  samples.sort((a, b) => a.time - b.time);
  samples.splice(0, samples.length - newest);
}
