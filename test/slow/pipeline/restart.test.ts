/** A replica that begins with what others left: a changelog, compacted or damaged, and offsets. */
import { expect, it } from 'vitest';
import { kafkaChangelog } from '../../../src/edges/kafka/changelog.ts';
import { systemClock } from '../../../src/edges/telemetry/clock.ts';
import type { Deployment } from '../../support/deployment.ts';
import { deployments } from '../../support/deployments.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { embeddedModel } from '../../support/embedded.ts';
import { eventually } from '../../support/eventually.ts';
import { difference, essence } from '../../support/outcome.ts';
import { compactSoon } from '../../support/services.ts';

const deployment = deployments();

async function opened(changelog: Readonly<Record<string, string>> = {}): Promise<Deployment> {
  const config = {
    encoder: { kind: 'hashing' },
    batch: { documents: 16 },
    staleness: 0,
    model: { warmup: 128, maxCells: 60 },
  } as const;
  const world = await deployment({ partitions: 1, config, changelog });
  return world;
}

const records = madeDocuments({ count: 800 }).map((doc) => recordOf('', doc, 0));

/** Works on some documents with a replica that comes and goes. */
async function worked(world: Deployment, some: typeof records): Promise<void> {
  await world.produce(some);
  const replica = world.replica('a');
  await world.absorbed();
  await replica.signal('TERM');
  expect(await replica.ended, replica.lines.join('\n')).toBe(0);
}

/** Every record that is still in the changelog. */
function changelogOf({ kafka, names }: Deployment) {
  return kafkaChangelog(kafka, { topic: names.model, clock: systemClock, probe: { log() {} } }).read();
}

/** A replica that refuses to run: the one error that it logs. */
async function refusal(world: Deployment): Promise<string> {
  const replica = world.replica('b');
  expect(await replica.ended).toBe(1);
  const logged = replica.lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  const errors = logged.filter(({ level }) => level === 'error');
  expect(errors).toHaveLength(1);
  return errors[0].msg;
}

it('goes on from a compacted changelog as if nothing had been', async () => {
  const world = await opened(compactSoon);
  await worked(world, records.slice(0, 400));
  const before = essence(world.model());
  const written = (await changelogOf(world)).length;
  // Compaction leaves the active segment alone, so a tombstone of nothing begins another.
  const producer = world.kafka.producer();
  await producer.connect();
  await eventually(
    async () => {
      await producer.send({ topic: world.names.model, messages: [{ key: 'cell/0', value: null }] });
      const left = (await changelogOf(world)).filter(({ key }) => key !== 'cell/0');
      const keys = left.map(({ key }) => key);
      if (new Set(keys).size < keys.length) throw new Error(`${keys.length} of ${written} records are left`);
    },
    { timeout: 45_000, interval: 1000 },
  );
  await producer.disconnect();
  await worked(world, records.slice(400));
  expect(difference(essence(world.model()), before)).not.toBeNull();
  expect(difference(essence(world.model()), essence(await embeddedModel(records, world.settings)))).toBeNull();
}, 180_000);

it('refuses a damaged changelog, and offsets that are not its own', async () => {
  const world = await opened({ 'cleanup.policy': 'delete' });
  const { admin, names } = world;
  await worked(world, records.slice(0, 160));
  const producer = world.kafka.producer();
  await producer.connect();
  const write = (key: string, value: Uint8Array | null) =>
    producer.send({ topic: names.model, messages: [{ key, value: value && Buffer.from(value) }] });

  // One live record is gone, as by a hand that slipped; and is back, as from a copy.
  const key = `cell/${[...(world.model()?.cells.keys() ?? [])][0]}`;
  const original = (await changelogOf(world)).findLast((record) => record.key === key);
  await write(key, null);
  expect(await refusal(world)).toMatch(
    new RegExp(
      `^the model's changelog is damaged: it lacks ${key} of version \\d+\\. Stop all replicas, then bring a saved model back`,
    ),
  );
  await write(key, original?.value ?? null);

  const trainers = `${world.settings.group}-trainer`;
  const partitions = [{ partition: 0, offset: '1' }];
  await admin.setOffsets({ groupId: trainers, topic: names.stats, partitions });
  expect(await refusal(world)).toMatch(
    /^the model has absorbed the stats up to offset \d+, the trainer's group has committed 1:/,
  );

  // The last version is a few records long; what it builds upon goes.
  const [end] = await world.ends(names.model);
  const offset = String((end ?? 0n) - 3n);
  await admin.deleteTopicRecords({ topic: names.model, partitions: [{ partition: 0, offset }] });
  expect(await refusal(world)).toMatch(/^the model's changelog is damaged: it lacks /);
  await producer.disconnect();
}, 180_000);
