/** A model that is saved, lost with its Kafka topic, brought back, and made anew: on the real broker, by real processes. */
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { kafkaChangelog } from '../../src/edges/kafka/changelog.ts';
import { systemClock } from '../../src/edges/telemetry/clock.ts';
import { readModel } from '../../src/pipeline/migrate.ts';
import type { Deployment } from '../support/deployment.ts';
import { deployments } from '../support/deployments.ts';
import { madeDocuments, recordOf } from '../support/documents.ts';
import { eventually } from '../support/eventually.ts';
import { leitmotif, ran } from '../support/processes.ts';

const deployment = deployments();

const records = madeDocuments({ count: 480 }).map((doc) => recordOf('', doc, 0));

const modelOf = ({ kafka, names, codecs }: Deployment) =>
  readModel(
    kafkaChangelog(kafka, { topic: names.model, clock: systemClock, probe: { log() {} } }),
    codecs.model,
    names,
  );

/** Works on all there is with a replica that comes and goes; read anew each time, since the Kafka topic may be another. */
async function worked(world: Deployment, some: typeof records) {
  await world.produce(some);
  const [end] = await world.ends(world.names.documents);
  const replica = world.replica('a');
  await eventually(
    async () => {
      if (!replica.running()) throw new Error(replica.lines.join('\n'));
      const { absorbed } = await modelOf(world);
      expect(absorbed.get(0)?.offset).toBe(end);
    },
    { timeout: 60_000, interval: 500 },
  );
  await replica.signal('TERM');
  expect(await replica.ended, replica.lines.join('\n')).toBe(0);
  return modelOf(world);
}

it('is saved, refused when it is lost, brought back, and made anew from the documents', async () => {
  const config = {
    encoder: { kind: 'hashing' },
    batch: { documents: 16 },
    staleness: 0,
    model: { warmup: 128, maxCells: 60 },
  } as const;
  const world = await deployment({ partitions: 1, config });
  const { admin, names } = world;
  const at = ['--config', world.config];
  const file = join(dirname(world.config), 'model.jsonl.gz');

  const saved = await worked(world, records.slice(0, 320));
  await ran(['state', 'export', file, ...at]);
  await worked(world, records.slice(320, 400));

  // While a replica runs nothing is changed.
  const busy = world.replica('busy');
  await eventually(async () => expect(await world.owner(0)).toBe('busy'), { timeout: 30_000 });
  const refused = leitmotif(['state', 'reset', '--to', 'earliest', ...at]);
  expect(await refused.ended).toBe(1);
  expect(refused.lines.join('\n')).toMatch(/replicas are running: busy.*stop them all first/);
  await busy.signal('TERM');
  await busy.ended;

  await admin.deleteTopics({ topics: [names.model] });
  await eventually(() => ran(['init', ...at]), { timeout: 30_000 });
  const lost = world.replica('lost');
  expect(await lost.ended).toBe(1);
  expect(lost.lines.join('\n')).toMatch(/holds no model, but the trainer's group has committed.*state import/);

  const plan = JSON.parse((await ran(['state', 'import', file, '--dry-run', '--json', ...at])).at(-1) ?? '');
  expect(plan).toMatchObject({ written: false, moves: [{ partition: 0, committed: '400', to: '400' }] });
  await ran(['state', 'import', file, ...at]);
  expect((await modelOf(world)).topics).toEqual(saved.topics);
  const back = await worked(world, records.slice(400));
  expect(back.epoch).toBe(2);
  expect(back.count).toBeCloseTo(saved.count + 80, 1);
  expect(await world.count()).toMatchObject({ input: 480, revision0: 480, lost: [], duplicates: [], faults: [] });

  const over = leitmotif(['state', 'import', file, ...at]);
  expect(await over.ended).toBe(2);
  expect(over.lines.join('\n')).toContain('there is a whole model already');

  await ran(['state', 'reset', '--to', 'earliest', ...at]);
  const anew = await worked(world, []);
  expect(anew.epoch).toBe(3);
  expect(Math.min(...anew.topics.keys())).toBeGreaterThan(Math.max(...back.topics.keys()));
  expect(anew.version).toBeGreaterThan(back.version);
}, 240_000);
