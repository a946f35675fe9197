import { afterAll, beforeAll, expect, it } from 'vitest';
import { configSchema } from '../../../../src/cli/config.ts';
import { openDeployment } from '../../../../src/cli/wire/deployment.ts';
import type { OutRecord } from '../../../../src/core/ports.ts';
import { type Deployment, deployment } from '../../../support/deployment.ts';
import { eventually } from '../../../support/eventually.ts';
import { recordingProbe } from '../../../support/probe.ts';

let world: Deployment;

beforeAll(async () => {
  world = await deployment({ partitions: 1, changelog: { 'max.message.bytes': '300000' } });
});

afterAll(() => world.close());

it('opens an epoch in batches that fit into the smallest max.message.bytes of the Kafka topics', async () => {
  const { names, settings } = world;
  const { groups } = await openDeployment(configSchema.parse(settings), { probe: recordingProbe() });
  const records = Array.from(
    { length: 4 },
    (_, i): OutRecord => ({ topic: names.model, partition: 0, key: `cell/${i}`, value: Buffer.alloc(100_000) }),
  );
  const positions = { documents: new Map([[0, 0n]]), control: null, stats: 0n };
  // A broker's first groups wait for their coordinators.
  await eventually(async () => {
    await groups.fence();
    await groups.commit(records, positions);
  });
  await groups.close();
  await eventually(async () => expect((await groups.standing('stats'))[0]?.committed).toBe(0n));
});
