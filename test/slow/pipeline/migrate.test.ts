/** A live deployment goes over to another encoder: the model moves under a running replica, and another goes on with it. */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { TopicEventRecord } from '../../../src/core/types.ts';
import { kafkaChangelog } from '../../../src/edges/kafka/changelog.ts';
import { systemClock } from '../../../src/edges/telemetry/clock.ts';
import type { Deployment } from '../../support/deployment.ts';
import { deployments } from '../../support/deployments.ts';
import { madeDocuments, recordOf } from '../../support/documents.ts';
import { eventually } from '../../support/eventually.ts';
import { leitmotif, ran } from '../../support/processes.ts';

const deployment = deployments();

/** Every document answered once, whoever did it. */
const COUNTED = { input: 1600, revision0: 1600, dead: 0, lost: [], duplicates: [], faults: [] };

const documents = madeDocuments({ count: 1600 });
const records = documents.map((doc) => recordOf('', doc, 0));

async function eventsOf({ kafka, names, codecs }: Deployment): Promise<TopicEventRecord[]> {
  const all = await kafkaChangelog(kafka, { topic: names.events, clock: systemClock, probe: { log() {} } }).read();
  await codecs.events.prepare(all.flatMap(({ value }) => value ?? []));
  return all.flatMap(({ value }) => (value === null ? [] : codecs.events.decode(value)));
}

it('moves the model under a replica that works, which says so and is not ready; a new one goes on', async () => {
  const world = await deployment({
    partitions: 1,
    config: { encoder: { kind: 'hashing' }, batch: { documents: 16 }, model: { warmup: 128, maxCells: 60 } },
  });
  await world.produce(records.slice(0, 1000));
  const replica = world.replica('old');
  const before = await world.absorbed();
  const url = await eventually(() => {
    const line = replica.lines.find((one) => one.includes('"http":"http'));
    if (line === undefined) throw new Error('it does not say where it listens');
    return (JSON.parse(line) as { http: string }).http;
  });
  const ready = async () => {
    const answer = await fetch(`${url}/readyz`);
    return { status: answer.status, text: await answer.text() };
  };
  await eventually(async () => expect((await ready()).status).toBe(200));

  // A map of the feed, fitted on its Kafka topic.
  const tuned = join(dirname(world.config), 'tuned');
  await ran(['tune', '--config', world.config, '--out', tuned, '--force', '--documents', '900']);
  const migrate = (...args: readonly string[]) =>
    leitmotif(['migrate', '--config', world.config, '--encoder', tuned, '--json', '--documents', '900', ...args]);
  const figures = (lines: readonly string[]) => JSON.parse(lines.findLast((line) => line.startsWith('{')) ?? '');

  // Refused with figures, and nothing is written.
  const refused = migrate('--dry-run');
  expect(await refused.ended, refused.lines.join('\n')).toBe(0);
  expect(figures(refused.lines)).toMatchObject({ written: false, accepted: true, version: null });
  expect(world.model()?.encoder).toBe(before.encoder);

  // Documents keep coming while it moves.
  const feeding = world.produce(records.slice(1000, 1300));
  const moving = migrate();
  expect(await moving.ended, moving.lines.join('\n')).toBe(0);
  await feeding;
  const { to, agreement, version } = figures(moving.lines);
  expect(agreement.sure).toBeGreaterThanOrEqual(0.9);
  const moved = await eventually(() => {
    const model = world.model();
    if (model === null || model.encoder !== to) throw new Error(`the model is of ${model?.encoder}`);
    return model;
  });
  expect(moved.since).toBe(version);
  // Ids survive.
  for (const [id, topic] of before.topics)
    if (topic.status === 'live' && moved.topics.has(id)) expect(moved.topics.get(id)?.level).toBe(topic.level);
  const kept = [...before.topics.keys()].filter((id) => moved.topics.has(id));
  expect(kept.length).toBeGreaterThan(0.8 * before.topics.size);

  // The old replica stays up, says what has happened, and is not ready.
  await eventually(
    async () => {
      const { status, text } = await ready();
      expect(status).toBe(503);
      expect(text).toContain(before.encoder);
      expect(text).toContain(to);
      expect(text).toContain('leitmotif migrate');
    },
    { timeout: 30_000 },
  );
  expect(replica.running()).toBe(true);

  // One with the new encoder takes over, with what the old one has left in the stats.
  const config = join(dirname(world.config), 'new.yaml');
  const settings = parse(readFileSync(world.config, 'utf8'));
  writeFileSync(config, stringify({ ...settings, encoder: { kind: 'hashing', tuned } }));
  const next = leitmotif(['run', '--config', config, '--kafka.client-id', 'new']);
  await world.produce(records.slice(1300));
  const after = await world.absorbed({ timeout: 40_000 }).catch((error) => {
    throw new Error(`${error}\n${next.lines.join('\n')}`);
  });
  expect(after.encoder).toBe(to);
  for (const cell of after.cells.values()) expect(cell.mean.every(Number.isFinite)).toBe(true);
  expect(next.running()).toBe(true);
  await replica.signal('TERM');
  expect(await replica.ended).toBe(1);

  const events = await eventsOf(world);
  const told = events.filter(({ type }) => type === 'migrated');
  expect(told.length).toBeGreaterThan(0);
  expect(new Set(told.map(({ model }) => model))).toEqual(new Set([version]));
  expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
  // Nothing was lost or counted twice.
  expect(await world.count()).toMatchObject(COUNTED);
}, 240_000);
