/** `tune.every` on the real broker: a replica tunes its encoder, moves the model and goes on with it. */
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { writeArtefact } from '../../src/edges/encoder/artefact.ts';
import { pathOf } from '../quality/corpora.ts';
import { linesOf } from '../quality/tuned.ts';
import { deployments } from '../support/deployments.ts';
import { madeDocuments, recordOf } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { leitmotif, type Process } from '../support/processes.ts';
import { randomMap } from '../support/tuned.ts';

const deployment = deployments();

const COUNT = 2000;
const PATIENCE = { timeout: 300_000 };

/** Status of /readyz, wherever the replica says that it listens. */
async function ready({ lines }: Process): Promise<number> {
  const line = lines.find((one) => one.includes('"http":"http')) ?? '{}';
  const { http } = JSON.parse(line) as { http?: string };
  return http === undefined ? 0 : (await fetch(`${http}/readyz`)).status;
}

it('tunes, moves the model and goes on with the new encoder; a restart finds what the model has', async () => {
  const world = await deployment({
    partitions: 1,
    config: {
      encoder: { kind: 'hashing' },
      batch: { documents: 64 },
      model: { warmup: 256, maxCells: 60 },
      tune: { every: '30s', documents: 1600 },
    },
  });
  const folder = join(dirname(world.config), 'tuned');
  const run = (name: string) =>
    leitmotif(['run', '--config', world.config, '--kafka.client-id', name, '--tune.folder', folder]);
  const start = Date.UTC(2024, 0, 1);
  const records = linesOf(pathOf('crisislex'))
    .slice(0, COUNT)
    .map(({ text }, i) => recordOf('', { id: `d${i}`, text, timestamp: start + 1000 * i }, 0));
  await world.produce(records.slice(0, 1600));
  const replica = run('a');
  const before = await world.absorbed(PATIENCE);
  expect(before.encoder).toBe('hashing/1/256');
  const movedFrom = (encoder: string) =>
    eventually(async () => {
      const now = world.model()?.encoder;
      if (now === encoder || now === undefined) throw new Error(`the model is of ${now}:\n${replica.lines.join('\n')}`);
      // The same process is ready again.
      expect(await ready(replica)).toBe(200);
      return now;
    }, PATIENCE);
  // Who follows the topics is hung up, and follows the next board then.
  const url = (JSON.parse(replica.lines.find((one) => one.includes('"http":"http')) ?? '{}') as { http: string }).http;
  const followed = fetch(`${url}/api/stream`).then((stream) => stream.text());
  const first = await movedFrom(before.encoder);
  expect(await followed).toContain('"phase":"outdated"');
  expect(first).toMatch(/^hashing\/1\/256\+[0-9a-f]{12}$/);
  const kept = [...before.topics.keys()].filter((id) => world.model()?.topics.has(id));
  expect(kept.length).toBeGreaterThan(0.8 * before.topics.size);

  // The same documents give the same encoder: there is nowhere to move.
  await eventually(() => expect(replica.lines.join('\n')).toContain('tuning gave the same again'), PATIENCE);
  await world.produce(records.slice(1600));
  const after = await world.absorbed(PATIENCE);
  expect(after.encoder).toMatch(/^hashing\/1\/256\+/);
  await replica.signal('TERM');
  expect(await replica.ended, replica.lines.join('\n')).toBe(0);

  const next = run('b');
  await eventually(async () => expect(await ready(next), next.lines.join('\n')).toBe(200), PATIENCE);
  expect(await world.count()).toMatchObject({
    input: COUNT,
    revision0: COUNT,
    dead: 0,
    lost: [],
    duplicates: [],
    faults: [],
  });
}, 1_200_000);

it('finds the encoder that a model began with, once its folder was moved into tune.folder', async () => {
  const config = { encoder: { kind: 'hashing' }, batch: { documents: 16 }, model: { warmup: 32 } } as const;
  const world = await deployment({ partitions: 1, config });
  const root = join(dirname(world.config), 'tuned');
  const tuned = join(root, 'by-hand');
  const map = randomMap(256, { words: false });
  const artefact = { base: 'hashing/1/256', dim: 256, limit: 256, student: null, map, tokenizer: null };
  await mkdir(root);
  await writeArtefact(tuned, artefact, '');
  await world.produce(madeDocuments({ count: 64 }).map((doc) => recordOf('', doc, 0)));
  const first = leitmotif(['run', '--config', world.config, '--encoder.tuned', tuned]);
  const { encoder } = await world.absorbed(PATIENCE);
  expect(encoder).toMatch(/^hashing\/1\/256\+/);
  await first.signal('TERM');
  await first.ended;
  const next = leitmotif(['run', '--config', world.config, '--tune.every', '7d', '--tune.folder', root]);
  await eventually(async () => expect(await ready(next), next.lines.join('\n')).toBe(200), PATIENCE);
}, 120_000);
