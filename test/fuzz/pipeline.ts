/** Mutated records through whole replicas on the log in memory: each has one answer, its Θ, a dead letter or a deletion. */
import { packagedSchema } from '../../src/edges/registry/avro.ts';
import { createWorld } from '../support/world.ts';
import { dice, mutated } from './mutate.ts';

export interface Answered {
  readonly inputs: number;
  readonly theta: number;
  readonly dead: number;
  /** Offsets without an answer, and with more than one. */
  readonly wrong: readonly string[];
}

const SEEDS = [
  '{"id":"a","text":"hello glacier world","timestamp":1700000000000}',
  'plain text of a document about ovens',
].map((text) => Buffer.from(text));

export async function throughPipeline({ count, seed }: { count: number; seed: number }): Promise<Answered> {
  const world = await createWorld({ batch: 256, discard: true });
  const { log, names, codecs } = world;
  const draw = dice(seed);
  // Of our own schemas: framed, known to the registry, and no documents.
  const framed = codecs.control.encode({ kind: 'watch', phrase: packagedSchema('Document').slice(0, 20) });
  const seeds = [...SEEDS, framed];
  const made = (at: number): Uint8Array => mutated(seeds[at] as Uint8Array, draw);
  log.append(
    Array.from({ length: count }, (_, i) => ({
      topic: names.documents,
      partition: 0,
      key: draw(2) === 0 ? null : made(0),
      value: made(draw(seeds.length)),
      headers: draw(3) === 0 ? [['content-type', mutated(Buffer.from('application/json'), draw)] as const] : [],
      timestamp: 1_700_000_000_000 + i,
    })),
  );
  log.seal(names.documents);
  const running = world.start('one');
  await world.settled();
  running.stop();
  await running.done;
  const answers = new Map<string, number>();
  const note = (offset: string): void => void answers.set(offset, (answers.get(offset) ?? 0) + 1);
  let [theta, dead] = [0, 0];
  for (const { value } of world.theta())
    if (value !== null && value.revision === 0) {
      note(String(value.offset));
      theta++;
    }
  for (const { record } of world.records(names.dead)) {
    const offset = record.headers.find(([name]) => name === '__streams.errors.offset')?.[1];
    note(Buffer.from(offset ?? []).toString());
    dead++;
  }
  const offsets = Array.from({ length: count }, (_, i) => String(i));
  const wrong = offsets.filter((offset) => answers.get(offset) !== 1);
  return { inputs: count, theta, dead, wrong: wrong.concat([...answers.keys()].filter((one) => Number(one) >= count)) };
}
