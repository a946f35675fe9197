import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Topic } from '../../../src/core/types.ts';
import { kafkaChangelog } from '../../../src/edges/kafka/changelog.ts';
import { systemClock } from '../../../src/edges/telemetry/clock.ts';
import { type Deployment, deployment } from '../../support/deployment.ts';
import { madeDocuments } from '../../support/documents.ts';
import { eventually } from '../../support/eventually.ts';
import { endProcesses, leitmotif, ran } from '../../support/processes.ts';

let world: Deployment;

beforeAll(async () => {
  world = await deployment({
    partitions: 1,
    config: { encoder: { kind: 'hashing' }, batch: { documents: 64 }, model: { warmup: 128 } },
  });
  await world.produce(
    madeDocuments({ count: 320 }).map(({ theme: _, ...document }) => ({
      key: document.id,
      value: new TextEncoder().encode(JSON.stringify(document)),
      timestamp: document.timestamp,
    })),
  );
  world.replica('one');
  await world.absorbed();
}, 180_000);

afterAll(async () => {
  await endProcesses();
  await world?.close();
}, 60_000);

function live(): Topic[] {
  return [...(world.model()?.topics.values() ?? [])].filter(({ level, status }) => level === 0 && status === 'live');
}

describe('topics are corrected from the command line', () => {
  it('renamed, muted, merged, watched for: each is done when the command ends', async () => {
    const [one, two] = live() as [Topic, Topic];
    const steer = (...args: string[]) => ran([...args, '--config', world.config]);
    await steer('topics', 'rename', String(one.id), 'Wind & 天気');
    const said = await steer('topics', 'mute', String(one.id), '--json');
    expect(JSON.parse(said.at(-1) ?? '')).toMatchObject({
      action: 'mute',
      topic: { topic: one.id, muted: true, pinned: false },
    });
    await steer('topics', 'merge', String(two.id), String(one.id));
    await steer('watch', 'volcano lava ash');
    await expect.poll(() => live().find(({ label }) => label === 'volcano lava ash')).toMatchObject({ pinned: true });
    expect(live().find(({ id }) => id === one.id)).toMatchObject({ label: 'Wind & 天気', muted: true, pinned: true });
    expect(live().some(({ id }) => id === two.id)).toBe(false);
    const log = kafkaChangelog(world.kafka, { topic: world.names.events, clock: systemClock, probe: { log() {} } });
    await eventually(async () => {
      const told = (await log.read()).flatMap(({ value }) => value ?? []);
      await world.codecs.events.prepare(told);
      const events = told.map((value) => world.codecs.events.decode(value));
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, i) => i + 1));
      expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['renamed', 'muted', 'watched']));
    });
    const folded = await world.refold();
    expect([...folded.topics]).toEqual([...(world.model()?.topics ?? [])]);
  });

  it('and what cannot be done is refused before it is written', async () => {
    const failed = leitmotif(['topics', 'pin', '99999', '--config', world.config]);
    expect(await failed.ended).toBe(1);
    expect(failed.lines.join('\n')).toContain('topic 99999 is not known');
    const wrong = leitmotif(['topics', 'rename', '1', '', '--config', world.config]);
    expect(await wrong.ended).toBe(2);
    expect(wrong.lines.join('\n')).toContain('name is empty');
  });
});
